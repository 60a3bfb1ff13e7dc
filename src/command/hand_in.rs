//! Before anything leaves the machine: every leak must be acknowledged, and the gate must pass, for every row and without a
//! baseline. AWS knows of neither.

use super::language;
use crate::assessment::Assessment;
use crate::cli::Cli;
use crate::config::FailOn;
use crate::evidence::Acknowledged;
use crate::gate::{Policy, decide};
use crate::language::{Arg, Message};
use crate::source::printable;

/// Whether everything may leave; what keeps it is said on the standard error, a line for each.
pub fn is_open(cli: &Cli, assessments: &[Assessment<'_>], policy: &Policy) -> bool {
    let fail_on = policy.fail_on.iter().copied().filter(|what| *what != FailOn::Prerequisite).collect();
    let policy = Policy { baseline: None, fail_on, ..policy.clone() };
    let mut is_open = leaks_are_acknowledged(cli, assessments);
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

/// Whether somebody has acknowledged everything that must not leave unseen. Of what nobody has, each is said with its places
/// and the lines that would acknowledge it. The assessments of a run are of one folder, and so are their leaks.
fn leaks_are_acknowledged(cli: &Cli, assessments: &[Assessment<'_>]) -> bool {
    let (language, mut are_acknowledged) = (language(cli), true);
    for leak in assessments.first().into_iter().flat_map(Assessment::open_leaks) {
        are_acknowledged = false;
        let places = leak.places.iter().map(|place| place.shown(language)).collect::<Arg>();
        let message = Message::new("hand_in.leak").with("place", places).with("leak", leak.told());
        eprintln!("{}", printable(&message.render(language)));
        eprintln!("{}", leak.acknowledgement(&Acknowledged::blank(language)).unwrap_or_default());
    }
    are_acknowledged
}
