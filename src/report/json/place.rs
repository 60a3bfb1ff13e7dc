//! A place, for programs: the file and the spot in it. The printable text of the same place stands beside it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::evidence::{self, Spot};

/// A file and, where one is known, the spot in it: a line, a page, a slide, or a row of a sheet, each counted from 1.
#[derive(Serialize, JsonSchema)]
pub struct Place<'a> {
    /// The path as it is, relative to the evidence folder, with `/` between folders.
    file: &'a str,
    /// The line of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// The page of a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// The slide of a presentation.
    #[serde(skip_serializing_if = "Option::is_none")]
    slide: Option<u32>,
    /// The name of the sheet of a workbook; `row` stands beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    /// The row of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
}

impl<'a> From<&'a evidence::Place> for Place<'a> {
    fn from(place: &'a evidence::Place) -> Self {
        let whole = Self { file: &place.file, line: None, page: None, slide: None, sheet: None, row: None };
        match &place.spot {
            Spot::Whole => whole,
            Spot::Line(line) => Self { line: Some(*line), ..whole },
            Spot::Page(page) => Self { page: Some(*page), ..whole },
            Spot::Slide(slide) => Self { slide: Some(*slide), ..whole },
            Spot::Row(sheet, row) => Self { sheet: Some(sheet), row: Some(*row), ..whole },
        }
    }
}
