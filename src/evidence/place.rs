//! Where something stands: a file, and the spot inside it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::printable;

/// A file of the evidence folder and a spot in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Relative to the evidence folder, with `/` between folders.
    pub file: Arc<str>,
    /// Where in the file.
    pub spot: Spot,
}

/// A spot inside a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Spot {
    /// The file as a whole.
    Whole,
    /// A line, counted from 1.
    Line(u32),
    /// A page, counted from 1.
    Page(u32),
    /// A slide, counted from 1.
    Slide(u32),
    /// A row of a sheet, counted from 1.
    Row(Arc<str>, u32),
}

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn whole(file: &str) -> Self {
        Self { file: file.into(), spot: Spot::Whole }
    }

    /// A line of a file, counted from 1.
    #[must_use]
    pub const fn line(file: Arc<str>, line: u32) -> Self {
        Self { file, spot: Spot::Line(line) }
    }
}

/// `case-studies/rive/runbook.md:12`; control characters of a file name are shown escaped.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&printable(&self.file))?;
        match &self.spot {
            Spot::Whole => Ok(()),
            Spot::Line(line) => write!(formatter, ":{line}"),
            Spot::Page(page) => write!(formatter, " page {page}"),
            Spot::Slide(slide) => write!(formatter, " slide {slide}"),
            Spot::Row(sheet, row) => write!(formatter, " {} row {row}", printable(sheet)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_is_shown_escaped() {
        let place = Place::whole("a\x1b[31m\nb\u{202e}.md");
        assert_eq!(place.to_string(), "a\\u{1b}[31m\\nb\\u{202e}.md");
    }

    #[test]
    fn names_of_any_script_are_shown_as_they_are() {
        assert_eq!(Place::line("运维 手册 (1).md".into(), 3).to_string(), "运维 手册 (1).md:3");
    }
}
