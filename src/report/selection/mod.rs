//! Which case studies to hand in, for a person or for programs.

mod human;
mod json;
mod pin;
mod words;

use std::io::{self, Write};

use super::View;
use crate::assessment::Selection;

pub use json::schema;

/// A format of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Choice {
    /// For a person at a terminal.
    #[default]
    Human,
    /// For programs: a versioned view with stable keys.
    Json,
}

impl Choice {
    /// Writes the selections of one run.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(self, selections: &[Selection<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Human => human::write(selections, view, out),
            Self::Json => json::write(selections, view, out),
        }
    }
}
