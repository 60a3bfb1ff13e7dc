//! The facts at the head of a narrative.

use std::sync::Arc;

use super::{Node, Problem, Source, Span, toml, yaml};
use crate::language::Message;

/// A format in which facts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, between `---` and `---`.
    Yaml,
    /// TOML 1.1, between `+++` and `+++`.
    Toml,
}

impl Format {
    /// Reads a part of a text that is in this format: the facts of a narrative, or the whole of a file.
    ///
    /// # Errors
    ///
    /// Every mistake that the format's parser finds, at least one.
    pub fn parse(self, source: &Arc<Source>, range: Span) -> Result<Node, Vec<Problem>> {
        match self {
            Self::Yaml => yaml::parse(source, range),
            Self::Toml => toml::parse(source, range),
        }
    }
}

/// The facts at the head of a narrative, found but not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// What the fence says they are.
    pub format: Format,
    /// The bytes between the fences.
    pub range: Span,
    /// The byte at which the narrative begins.
    pub body: usize,
}

/// Finds the facts between a first line of `---` or `+++` and the next such line. YAML may also end with `...`.
///
/// # Errors
///
/// A fence that is never closed. Where the text must have facts, show it; elsewhere `---` may be meant as a rule
/// across the page, and the text is all narrative.
pub fn split(source: &Arc<Source>) -> Result<Option<FrontMatter>, Problem> {
    let text = &source.text;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let (format, ends) = match first.trim_end() {
        "---" => (Format::Yaml, ["---", "..."]),
        "+++" => (Format::Toml, ["+++"; 2]),
        _ => return Ok(None),
    };

    let facts = start + first.len();
    let mut end = facts;
    for line in lines {
        let body = end + line.len();
        if ends.contains(&line.trim_end()) {
            let range = facts..end;
            return Ok(Some(FrontMatter { format, range, body }));
        }
        end = body;
    }
    let fence = start..start + ends[0].len();
    let message = Message::new("source.open_fence");
    let help = Message::new("source.close_fence").with("fence", ends[0]);
    Err(Problem::new(source, fence, message).with_help(help))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Option<(Format, &str, &str)> {
        let source = Arc::new(Source::new("a.md", text));
        let FrontMatter { format, range, body } = split(&source).expect("is closed")?;
        Some((format, &text[range], &text[body..]))
    }

    #[test]
    fn the_fence_says_the_format() {
        assert_eq!(found("---\na: 1\n---\n# Text\n"), Some((Format::Yaml, "a: 1\n", "# Text\n")));
        assert_eq!(found("+++\na = 1\n+++\ntext"), Some((Format::Toml, "a = 1\n", "text")));
        assert_eq!(found("---\n---"), Some((Format::Yaml, "", "")));
        assert_eq!(found("---\na: 1\n...\n---\n"), Some((Format::Yaml, "a: 1\n", "---\n")));
    }

    #[test]
    fn editors_of_windows_are_welcome() {
        let text = "\u{feff}---\r\na: 1\r\n---  \r\ntext\r\n";
        assert_eq!(found(text), Some((Format::Yaml, "a: 1\r\n", "text\r\n")));
    }

    #[test]
    fn a_narrative_needs_no_facts() {
        for text in ["", "# Text\n---\n", "----\na\n----\n", "\n---\na: 1\n---\n", "--- a\n---\n"] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_open_fence_is_a_mistake_at_the_fence() {
        for text in ["---\na: 1\n", "---", "+++\na = 1\n---\n", "---\na: 1\n--- # b\n"] {
            let source = Arc::new(Source::new("a.md", text));
            let problem = split(&source).expect_err("is open");
            assert_eq!(problem.span, 0..3, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_split(text in r"(\u{feff})?[-+.a公 \r\n]{0,40}") {
            let source = Arc::new(Source::new("a.md", text.as_str()));
            if let Ok(Some(found)) = split(&source) {
                prop_assert!(text.get(found.range.clone()).is_some());
                prop_assert!(text.get(found.body..).is_some());
                prop_assert!(found.range.end < found.body);
            }
        }
    }
}
