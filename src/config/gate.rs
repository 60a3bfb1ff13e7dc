//! `[gate]` of `competency.toml`: what closes the gate.

use std::fmt;
use std::str::FromStr;

use super::Reading;
use crate::language::Message;
use crate::source::{Node, Problem, nearest_or_all};

/// What closes the gate, beside what always does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gate {
    /// What fails it; a gap where nothing is named.
    pub fail_on: Vec<FailOn>,
    /// The file that lists the gaps which were there before, relative to the evidence folder.
    pub baseline: Option<String>,
}

/// One thing that fails the gate. Whoever fails on less than another fails on that as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FailOn {
    /// A gap in a row that must be settled before an application is looked at.
    Prerequisite,
    /// Any gap.
    Gap,
    /// A gap, or advice that is not taken.
    Advice,
    /// A row that is met and will not be within so many days.
    Expiring(u16),
}

impl FailOn {
    /// The ways of writing it.
    pub const WRITTEN: [&str; 4] = ["prerequisite", "gap", "advice", "expiring=30"];
}

/// As it is written, in the settings and on the command line.
impl FromStr for FailOn {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        match written.split_once('=') {
            None => match written {
                "prerequisite" => Ok(Self::Prerequisite),
                "gap" => Ok(Self::Gap),
                "advice" => Ok(Self::Advice),
                _ => Err(()),
            },
            Some(("expiring", days)) => days.parse().map(Self::Expiring).map_err(drop),
            Some(_) => Err(()),
        }
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prerequisite => to.write_str("prerequisite"),
            Self::Gap => to.write_str("gap"),
            Self::Advice => to.write_str("advice"),
            Self::Expiring(days) => write!(to, "expiring={days}"),
        }
    }
}

impl Reading {
    pub(super) fn gate(&mut self, node: &Node) -> Gate {
        let mut gate = Gate::default();
        for (key, node) in self.table(node) {
            match key.name.as_str() {
                "fail_on" => gate.fail_on = self.fail_on(node),
                "baseline" => gate.baseline = self.text(node),
                _ => self.unknown(key, &["fail_on", "baseline"]),
            }
        }
        gate
    }

    /// A list, or one alone.
    fn fail_on(&mut self, node: &Node) -> Vec<FailOn> {
        let mut fail_on = Vec::new();
        for node in node.as_list().unwrap_or(std::slice::from_ref(node)) {
            let Some(written) = self.text(node) else { continue };
            if let Ok(what) = written.parse() {
                fail_on.push(what);
            } else {
                let message =
                    Message::new("facts.wrong_choice").with("value", written.as_str()).with("field", "fail_on");
                let problem = Problem::new(&self.source, node.span.clone(), message);
                self.problems.push(problem.with_help(nearest_or_all(&written, FailOn::WRITTEN.into_iter())));
            }
        }
        fail_on
    }
}
