//! Reports: views of an assessment, one file per format. None of them counts, judges or decides an exit code.
//!
//! To add a format, write its file, add a `mod` line and a line in [`Format::write`].

mod human;
mod json;
mod matrix;
mod table;

use std::io::{self, Write};

use crate::assessment::{Assessment, Verdict};
use crate::language::Language;

pub use table::{table, wrap};

/// A format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    #[default]
    Human,
    /// For programs: a versioned view with stable keys.
    Json,
}

/// How a report is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The language of every sentence.
    pub language: Language,
    /// The columns of the terminal.
    pub width: u16,
    /// Whether colours may be used.
    pub color: bool,
    /// How much is told.
    pub detail: Detail,
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The result line alone.
    Quiet,
    /// Rows, matrix, gaps and advice.
    Normal,
    /// Also the words behind every Met, and what was read.
    Verbose,
}

impl Format {
    /// Whether the words follow the user's locale; a format for programs is the same everywhere.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Human)
    }

    /// Writes the assessments of one run.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(self, assessments: &[Assessment<'_>], view: View, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Human => human::write(assessments, view, out),
            Self::Json => json::write(assessments, view, out),
        }
    }
}

/// The sentence that names a verdict.
#[must_use]
pub const fn verdict_key(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "verdict.met",
        Verdict::NotMet => "verdict.not_met",
        Verdict::NotApplicable(_) => "verdict.na",
    }
}
