//! Before anything leaves the machine: the gate must pass.

use super::language;
use crate::assessment::{Assessment, Verdict};
use crate::cli::Cli;
use crate::gate;
use crate::language::{Arg, Message};

/// Whether everything may leave; what keeps it is said on the standard error, a line for each.
pub fn is_open(cli: &Cli, assessments: &[Assessment<'_>]) -> bool {
    let mut is_open = true;
    for assessment in assessments.iter().filter(|assessment| !gate::passes(assessment)) {
        is_open = false;
        let rows = assessment.rows.iter().filter(|row| row.verdict == Verdict::NotMet).map(|row| row.key);
        let message = Message::new("hand_in.not_met").with("program", assessment.checklist.id());
        eprintln!("{}", message.with("rows", rows.collect::<Arg>()).render(language(cli)));
    }
    is_open
}
