//! The forecast of one run: for a person, for programs, for a calendar.

mod human;
mod ics;
mod json;

use std::io::{self, Write};

use super::{Dates, View};
use crate::assessment::Assessment;

pub use json::{Change as JsonChange, schema};

/// Writes the forecasts of one run.
///
/// # Errors
///
/// What the output says.
pub fn write(format: Dates, assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Dates::Human => human::write(assessments, view, out),
        Dates::Json => json::write(assessments, view, out),
        Dates::Ics => ics::write(assessments, view, out),
    }
}
