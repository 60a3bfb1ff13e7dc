//! The cases of a checklist: small changes to a folder of evidence, and the rows that they flip.
//!
//! They stand in `<name>.cases.yaml` beside `<name>.yaml`. A case says what is changed in a copy of the evidence, which
//! rows then come to another verdict, and what is told.

mod change;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::source::{Node, Problem, Source, Span, parse_template, read_yaml};

pub use change::Change;

/// How the name of a file with cases ends.
pub const ENDING: &str = ".cases.yaml";

/// One file with cases.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// The folder of evidence that every case begins from, as it lies beside the file.
    pub evidence: String,
    /// The program, where no checklist of the same name lies beside the file.
    #[serde(default)]
    pub program: Option<String>,
    /// The day on which it is judged.
    pub as_of: NaiveDate,
    /// The cases, in their order.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What happened, in a few words.
    pub name: String,
    /// What is changed, one after the other.
    pub change: Vec<Change>,
    /// The rows whose verdict changes, and what it becomes; no other does.
    pub flips: BTreeMap<String, Verdict>,
    /// Gaps or advice that appear. Others may appear beside them in the rows that flip.
    #[serde(default)]
    pub gaps: Vec<Expected>,
}

/// A verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The row is met.
    Met,
    /// It is not.
    NotMet,
    /// It does not apply.
    NotApplicable,
}

/// A gap or an advice that appears.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The full id of the criterion, such as `P-2.1.count`.
    pub criterion: String,
    /// The kind of gap, as `code` in JSON.
    pub code: String,
    /// The case study, by folder name; the partner without it.
    #[serde(default)]
    pub case_study: String,
    /// The file to put it in.
    pub file: String,
    /// Words of the English sentence.
    pub says: String,
}

impl Verdict {
    /// How it is written.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Reads a file with cases.
///
/// # Errors
///
/// What is wrong with it, at its place.
pub fn read(source: &Arc<Source>) -> Result<Cases, Problem> {
    read_yaml(source)
}

/// Where something of a case is written: the case, by its number from 0, and the way to it.
#[must_use]
pub fn place(source: &Arc<Source>, case: usize, way: &[&str]) -> Span {
    let Ok(root) = parse_template(source, 0..source.text.len()) else { return 0..0 };
    let Some(node) = root.get("cases").and_then(Node::as_list).and_then(|cases| cases.get(case)) else { return 0..0 };
    let mut node = node;
    for step in way {
        let next = if let Ok(number) = step.parse::<usize>() {
            node.as_list().and_then(|items| items.get(number))
        } else {
            let entry = node.as_table().and_then(|entries| entries.iter().find(|(key, _)| key.name == *step));
            match entry {
                // A row among the flips is wrong itself, not what it becomes.
                Some((key, _)) if way.first() == Some(&"flips") && *step != "flips" => return key.span.clone(),
                entry => entry.map(|(_, value)| value),
            }
        };
        let Some(next) = next else { break };
        node = next;
    }
    node.span.clone()
}
