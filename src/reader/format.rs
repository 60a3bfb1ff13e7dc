//! The document formats whose text is read.

use super::diagram::{drawio, mermaid, plantuml, png, svg, vsdx};
use super::template::{self, terraform};
use super::{csv, docx, html, markdown, notebook, pdf, plain, pptx, xlsx};
use crate::evidence::{Kind, Text};
use crate::language::Message;

/// A format: its endings, and how its bytes become blocks.
pub struct Format {
    /// Endings in lower case, without their dot.
    pub endings: &'static [&'static str],
    /// What sort of file it is.
    pub kind: Kind,
    /// How it is read.
    pub read: Read,
}

/// How the bytes of a file become blocks.
#[derive(Clone, Copy)]
pub enum Read {
    /// From decoded text: the whole file, and the byte at which its narrative begins after the front matter.
    Text(fn(text: &str, from: usize) -> Text),
    /// From the bytes of a whole file; an error is the reason why it cannot be read, with the cure.
    Bytes(fn(bytes: &[u8]) -> Result<Text, Message>),
}

/// Every format; one line each.
static FORMATS: [&Format; 17] = [
    &markdown::FORMAT,
    &plain::FORMAT,
    &csv::FORMAT,
    &html::FORMAT,
    &notebook::FORMAT,
    &docx::FORMAT,
    &pptx::FORMAT,
    &xlsx::FORMAT,
    &pdf::FORMAT,
    &drawio::FORMAT,
    &svg::FORMAT,
    &png::FORMAT,
    &mermaid::FORMAT,
    &plantuml::FORMAT,
    &vsdx::FORMAT,
    &template::FORMAT,
    &terraform::FORMAT,
];

/// The format of an ending, where its text is read.
pub fn of_ending(ending: &str) -> Option<&'static Format> {
    FORMATS.into_iter().find(|format| format.endings.contains(&ending))
}

/// The endings of every format, those of one format together.
pub fn endings() -> impl Iterator<Item = &'static [&'static str]> {
    FORMATS.into_iter().map(|format| format.endings)
}

/// The line, from 1, that holds each byte of a text.
#[derive(Default)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds where the lines of a text begin.
    pub fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The place of a byte.
    pub fn at(&self, offset: usize) -> crate::evidence::Spot {
        let line = self.0.partition_point(|line_break| *line_break < offset) + 1;
        crate::evidence::Spot::Line(u32::try_from(line).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_format_file_is_registered() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/reader"));
        let mut declared = 0;
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.expect("src/reader is readable");
            let code = std::fs::read_to_string(entry.path()).unwrap_or_default();
            declared += usize::from(code.contains("pub static FORMAT: Format ="));
        }
        assert_eq!(
            declared - usize::from(include_str!("format.rs").contains("pub static FORMAT: Format =")),
            FORMATS.len()
        );
    }

    #[test]
    fn no_ending_belongs_to_two_formats() {
        let mut endings: Vec<_> = FORMATS.iter().flat_map(|format| format.endings).collect();
        let all = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), all);
    }
}
