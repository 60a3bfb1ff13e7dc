//! A page: headings, paragraphs, tables and lists without a format. The filled self-assessment is one; Markdown and the
//! office formats are ways to write it down.

use fluent_uri::pct_enc::EString;
use fluent_uri::pct_enc::encoder::Path;

use super::matrix::Cell;
use crate::assessment::Verdict;
use crate::evidence::{Place, Spot};
use crate::language::Language;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; 1 is the title of the page.
    Heading(u8, Line),
    /// A paragraph.
    Paragraph(Line),
    /// A list, each item on a line of its own.
    List(Vec<Line>),
    /// A table.
    Table(Table),
}

/// A table with a header; every row has as many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is about, as a short name.
    pub name: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Line>>,
}

/// Words on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// As they are.
    Plain(String),
    /// What must not be overlooked.
    Strong(String),
    /// A name that is meant literally: a file to write, a hash.
    Code(String),
    /// Where something stands, to be opened.
    Link {
        /// The place.
        place: Place,
        /// As people read it.
        shown: String,
    },
    /// How its line is coloured where there are colours. It says nothing that the words do not say.
    Tone(Tone),
}

/// A verdict at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It holds.
    Good,
    /// It does not.
    Bad,
    /// It is not asked for.
    Neutral,
}

impl Tone {
    /// The tone of a verdict.
    pub const fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::Good,
            Verdict::NotMet => Self::Bad,
            Verdict::NotApplicable(_) => Self::Neutral,
        }
    }

    /// The tone of a cell of the matrix.
    pub const fn of_cell(cell: Cell) -> Self {
        match cell {
            Cell::Satisfied => Self::Good,
            Cell::Lacking => Self::Bad,
            Cell::NotNeeded | Cell::NotApplicable => Self::Neutral,
        }
    }
}

impl Line {
    /// Words as they are.
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Span::Plain(words.into())])
    }

    /// What must not be overlooked.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Span::Strong(words.into())])
    }

    /// A name that is meant literally.
    pub fn code(words: impl Into<String>) -> Self {
        Self(vec![Span::Code(words.into())])
    }

    /// This line, coloured.
    #[must_use]
    pub fn toned(mut self, tone: Tone) -> Self {
        self.0.insert(0, Span::Tone(tone));
        self
    }

    /// This line with words after it.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Plain(words.into()));
        self
    }

    /// This line with a place after it.
    #[must_use]
    pub fn at(mut self, place: &Place, language: Language) -> Self {
        self.0.push(Span::Link { place: place.clone(), shown: place.shown(language) });
        self
    }

    /// This line with another one after it.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

/// The address of a place, as forges and readers of files on disk understand it.
pub fn target(place: &Place) -> String {
    let spot = match &place.spot {
        Spot::Line(line) => format!("#L{line}"),
        Spot::Page(page) => format!("#page={page}"),
        Spot::Whole | Spot::Slide(_) | Spot::Row(..) => String::new(),
    };
    path(&place.file) + &spot
}

/// A path as it stands in an address.
pub fn path(file: &str) -> String {
    // A colon in the first name would make everything before it a scheme.
    encoded(file).replace(':', "%3A")
}

/// A path with every character encoded that an address cannot hold.
pub fn encoded(file: &str) -> String {
    let mut path = EString::<Path>::new();
    for part in file.split_inclusive('/') {
        path.encode_str::<Path>(part);
    }
    path.to_string()
}
