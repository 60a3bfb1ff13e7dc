//! `competency diff`: two checklists, or two assessments that were kept. The names of the files say which.

mod assessments;
mod checklists;

use std::path::Path;

use super::{Ended, Failure};
use crate::cli::{Cli, Diff};
use crate::language::Message;
use crate::report::ComparisonFormat;

/// Compares the two. Ends as with gaps where they differ.
pub fn run(cli: &Cli, options: &Diff) -> Result<Ended, Failure> {
    let Diff { before, after, form, evidence, .. } = options;
    let help = |message: Message| Failure::from(message).with_help(Message::new("compared.write"));
    match (is_assessment(before), is_assessment(after)) {
        (true, true) if evidence.is_some() => Err(Message::new("compared.no_evidence").into()),
        (true, true) => assessments::run(cli, options),
        (false, false) if *form != ComparisonFormat::Human => Err(help(Message::new("compared.no_format"))),
        (false, false) => checklists::run(cli, options),
        (is_one, _) => {
            let (one, other) = if is_one { (before, after) } else { (after, before) };
            let message = Message::new("compared.mixed").with("file", one.as_str()).with("other", other.as_str());
            Err(help(message))
        }
    }
}

/// Whether a name is that of an assessment.
fn is_assessment(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}
