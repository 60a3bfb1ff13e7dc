//! Where something stands: a file, and the spot inside it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::language::{Arg, Language, Message};
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

    /// As people read it: `runbook.pdf, page 4` in the words of a language.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        let in_file = |key| Message::new(key).with("file", printable(&self.file));
        let count = |number: &u32| Arg::Number(u64::from(*number));
        let message = match &self.spot {
            Spot::Whole | Spot::Line(_) => return self.to_string(),
            Spot::Page(page) => in_file("place.page").with("page", count(page)),
            Spot::Slide(slide) => in_file("place.slide").with("slide", count(slide)),
            Spot::Row(sheet, row) => in_file("place.row").with("sheet", printable(sheet)).with("row", count(row)),
        };
        message.render(language)
    }

    /// A line of a file, counted from 1.
    #[must_use]
    pub const fn line(file: Arc<str>, line: u32) -> Self {
        Self { file, spot: Spot::Line(line) }
    }
}

/// `case-studies/rive/runbook.md:12`, for programs the same in every language; control characters of a file name are shown escaped.
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
    fn people_read_a_place_in_their_language() {
        let page = Place { file: "plan.pdf".into(), spot: Spot::Page(4) };
        let row = Place { file: "a.xlsx".into(), spot: Spot::Row("Tests".into(), 12) };
        let shown = |place: &Place| Language::ALL.map(|language| place.shown(language));
        assert_eq!(shown(&page), ["plan.pdf page 4", "plan.pdf, page 4", "plan.pdf 第 4 页"]);
        assert_eq!(
            shown(&row),
            ["a.xlsx Tests row 12", "a.xlsx, feuille Tests, ligne 12", "a.xlsx 工作表 Tests 第 12 行"]
        );
        assert_eq!(page.to_string(), "plan.pdf page 4");
    }

    #[test]
    fn names_of_any_script_are_shown_as_they_are() {
        assert_eq!(Place::line("运维 手册 (1).md".into(), 3).to_string(), "运维 手册 (1).md:3");
    }
}
