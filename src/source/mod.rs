//! Text that knows its places.
//!
//! Facts, checklists and settings are written by hand, as YAML or TOML, and every mistake in them is shown where it
//! stands. So both formats become one tree, [`Node`], in which every value and every key keeps the bytes it was read
//! from, and whoever finds a mistake, the parser or a rule far away, says it as a [`Problem`] at such a [`Span`].

mod front_matter;
mod nearest;
mod node;
mod problem;
mod schema;
mod toml;
mod typed;
mod visible;
mod yaml;

use std::ops::Range;
use std::sync::OnceLock;

pub use front_matter::{Format, FrontMatter, split};
pub use nearest::{nearest, nearest_or_all};
pub use node::{Key, Node, Value};
pub use problem::{Code, Problem, render};
pub use schema::{of_input as schema_of_input, of_output as schema_of_output};
pub use typed::read_yaml;
pub use visible::{is_obeyed, printable};
pub use yaml::parse_template;

use crate::language::Message;

/// A part of a text, in bytes of [`Source::text`].
pub type Span = Range<usize>;

/// How many tables and lists may lie within each other, in YAML as in TOML; deeper ones are a mistake or an attack.
pub const MAX_DEPTH: usize = 64;

fn too_deep() -> Message {
    Message::new("source.too_deep").with("n", MAX_DEPTH)
}

fn duplicate_key() -> Message {
    Message::new("source.duplicate_key")
}

/// A text and the name under which it is shown.
#[derive(Debug)]
pub struct Source {
    /// The path as shown to the user, such as `case-studies/rive/case-study.md`.
    pub name: String,
    /// The whole text, in which every span counts its bytes.
    pub text: String,
    /// Where each line begins, found when a position is first asked for.
    lines: OnceLock<Vec<usize>>,
}

/// Where a user finds something in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Source {
    /// A text under the name that a user knows it by.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The place of a byte; one beyond the end stands at the end, one within a character at its beginning.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines().partition_point(|&start| start <= offset);
        let before = &self.text[self.lines()[line - 1]..offset];
        Position { line, column: before.chars().count() + 1 }
    }

    /// The whole line that holds a byte, without its line break.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> Span {
        let line = self.lines().partition_point(|&start| start <= offset);
        let start = self.lines()[line - 1];
        let rest = &self.text[start..];
        let line = rest.split('\n').next().unwrap_or(rest);
        start..start + line.trim_end_matches('\r').len()
    }

    /// The first line begins at 0, so that every offset has a line.
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let position = Source::new("a.md", text).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters_and_not_bytes() {
        assert_eq!(place("公司: x", "公司: ".len()), (1, 5));
    }

    #[test]
    fn a_line_break_ends_its_line() {
        assert_eq!(place("a\nb", 1), (1, 2));
        assert_eq!(place("a\nb", 2), (2, 1));
        assert_eq!(place("a\n", 2), (2, 1));
    }

    #[test]
    fn every_offset_has_a_place() {
        assert_eq!(place("", 0), (1, 1));
        assert_eq!(place("公", 1), (1, 1));
        assert_eq!(place("公", 99), (1, 2));
    }

    #[test]
    fn a_line_is_shown_without_its_break() {
        let source = Source::new("a.md", "one\r\ntwo\n");
        assert_eq!(source.line_at(1), 0..3);
        assert_eq!(source.line_at(5), 5..8);
        assert_eq!(source.line_at(99), 9..9);
    }
}
