//! Before anything leaves the machine: the gate must pass, for every row and without a baseline. AWS knows of neither.

use super::language;
use crate::assessment::Assessment;
use crate::cli::Cli;
use crate::config::FailOn;
use crate::gate::{Policy, decide};
use crate::language::{Arg, Message};

/// Whether everything may leave; what keeps it is said on the standard error, a line for each.
pub fn is_open(cli: &Cli, assessments: &[Assessment<'_>], policy: &Policy) -> bool {
    let fail_on = policy.fail_on.iter().copied().filter(|what| *what != FailOn::Prerequisite).collect();
    let policy = Policy { baseline: None, fail_on, ..policy.clone() };
    let mut is_open = true;
    for assessment in assessments {
        let decision = decide(assessment, &policy);
        if decision.passes {
            continue;
        }
        is_open = false;
        let mut rows: Vec<_> = decision.closing.iter().map(|(_, gap)| gap.key).collect();
        rows.dedup();
        let message = Message::new("hand_in.not_met").with("program", assessment.checklist.id());
        eprintln!("{}", message.with("rows", rows.into_iter().collect::<Arg>()).render(language(cli)));
    }
    is_open
}
