//! SARIF 2.1.0, as code scanning services read it: a run for each program, a rule for each criterion, a result for each gap.
//!
//! What is met or not applicable is no result: GitHub does not read `kind` and would show every Met as an alert. The rules
//! tell what was judged. Nothing is taken from a clock.

mod leak;
mod result;
mod rule;
mod text;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use self::result::{Artifact, Location, results};
use self::rule::{Rule, rules};
use self::text::Text;
use super::head::{gate, notices};
use super::{View, ahead};
use crate::assessment::Assessment;
use crate::gate::decide;
use crate::language::Message;
use crate::source::printable;

/// The name that paths start from where they do not start from the working directory.
const EVIDENCE: &str = "EVIDENCE";

/// Writes one log for the whole run, with a line break at its end.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let is_alone = |one: &Assessment<'_>| {
        assessments.iter().filter(|other| other.checklist.program == one.checklist.program).count() == 1
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: assessments
            .iter()
            .enumerate()
            .map(|(number, assessment)| Run::of(assessment, is_alone(assessment), number == 0, view))
            .collect(),
    };
    super::json::written(&log, out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    automation_details: Automation,
    language: &'static str,
    column_kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_uri_base_ids: Option<Value>,
    invocations: [Invocation; 1],
    results: Vec<result::Outcome<'a>>,
    properties: Value,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'a>>,
}

/// The category by which a service tells the runs of one tool apart.
#[derive(Serialize)]
struct Automation {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

/// A file that was not read; or, without a place, what does not hold as long as the gate asks for.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

impl<'a> Run<'a> {
    /// The first run also has the leaks, which are of the folder and not of a program.
    fn of(assessment: &'a Assessment<'_>, is_alone: bool, is_first: bool, view: View<'_>) -> Self {
        let (mut rules, mut results) = (rules(assessment, view.language), results(assessment, view));
        if is_first {
            results.extend(leak::results(assessment, rules.len(), view));
            rules.extend(leak::rules(assessment, view.language));
        }
        let checklist = assessment.checklist;
        let said = |message: &Message| printable(&message.render(view.language));
        // A new version of a checklist closes the alerts of the one before, unless both are judged at once.
        let category = if is_alone { checklist.program.clone() } else { checklist.id() };
        let base = Artifact::base(view.links).map(|_| {
            let folder = Message::new("sarif.evidence").render(view.language);
            json!({ EVIDENCE: { "description": Text::new(&folder) } })
        });
        Self {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
            automation_details: Automation { id: format!("{}/{category}/", env!("CARGO_PKG_NAME")) },
            language: view.language.code(),
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: base,
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications(assessment, view),
            }],
            results,
            properties: json!({
                "checklist": checklist.id(),
                "checklistHash": checklist.hash,
                "evidenceHash": assessment.evidence_hash,
                "asOf": assessment.as_of,
                "partner": assessment.partner.as_deref().map(printable),
                "notices": notices(assessment, view.policy).iter().map(said).collect::<Vec<_>>(),
                "gate": gate(assessment, view.policy).as_ref().map(said),
                "validUntil": assessment.forecast.valid_until(),
                "result": super::head::result(assessment).render(view.language),
            }),
        }
    }
}

fn notifications(assessment: &Assessment<'_>, view: View<'_>) -> Vec<Notification> {
    let reading = &assessment.reading;
    let unreadable = reading.unreadable.iter().map(|(path, why)| ("warning", path, why));
    let skipped = reading.skipped.iter().filter(|skipped| !skipped.noise);
    let skipped = skipped.map(|skipped| ("note", &skipped.path, &skipped.reason));
    let told = unreadable.chain(skipped).map(|(level, path, why)| Notification {
        level,
        message: Text::new(&why.render(view.language)),
        locations: vec![Location::file(path, view.links)],
    });
    let falling = decide(assessment, view.policy).falling.into_iter().map(|change| Notification {
        level: "error",
        message: Text::new(&ahead::dated(change).render(view.language)),
        locations: Vec::new(),
    });
    falling.chain(told).collect()
}
