//! The gate, for programs: what its policy makes of the assessment, and what each waiver is worth.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::place::Place;
use super::subject;
use crate::assessment::Assessment;
use crate::gate::{Decision, Policy, Standing};
use crate::language::Language;
use crate::report::forecast;

/// What the policy of the gate makes of the assessment.
#[derive(Serialize, JsonSchema)]
pub struct Gate<'a> {
    /// Whether it passes.
    passes: bool,
    /// What it fails on: `prerequisite`, `gap` or `advice`, and `expiring=30` where days are named.
    fail_on: Vec<String>,
    /// The last day on which what holds must still hold, as `--until` or `expiring` asks; null where neither does.
    until: Option<NaiveDate>,
    /// What does not hold until then, which closes it.
    falling: Vec<forecast::JsonChange<'a>>,
    /// Whether waivers let pass what they cover.
    allow_waived: bool,
    /// The day in UTC on which waivers count or do not.
    day: NaiveDate,
    /// The ids of the gaps, and of the advice where it fails on that, that close it.
    closing: Vec<String>,
    /// How many gaps waivers let pass.
    waived: usize,
    /// How many gaps the baseline lets pass.
    known: usize,
    /// How many gaps are let pass because their row is no prerequisite.
    later: usize,
    /// How many gaps of the baseline are closed.
    closed: usize,
}

/// Somebody answers for handing in what is not met.
#[derive(Serialize, JsonSchema)]
pub struct Waiver<'a> {
    /// The requirement or the criterion that it is for.
    requirement: &'a str,
    /// The case study, by folder name; null for the partner, and where `everybody` is true.
    case_study: Option<&'a str>,
    /// Whether it is for whoever lacks it.
    everybody: bool,
    /// Who answers for it.
    approver: &'a str,
    /// Why.
    reason: &'a str,
    /// The last day on which it counts, in UTC.
    until: NaiveDate,
    /// Whether its last day is over.
    lapsed: bool,
    /// How many gaps it is made for.
    gaps: usize,
    /// Where it stands.
    place: Place<'a>,
}

impl<'a> Gate<'a> {
    /// The view of a decision.
    pub fn of(assessment: &'a Assessment<'_>, decision: &Decision<'a>, policy: &Policy, language: Language) -> Self {
        let days = policy.within().map(crate::config::FailOn::Expiring);
        Self {
            passes: decision.passes,
            fail_on: [policy.level()].into_iter().chain(days).map(|what| what.to_string()).collect(),
            until: policy.last_day(assessment.as_of),
            falling: decision.falling.iter().map(|change| forecast::JsonChange::of(change, language)).collect(),
            allow_waived: policy.allow_waived,
            day: policy.day,
            closing: decision.closing.iter().map(|(id, _)| id.clone()).collect(),
            waived: decision.waived,
            known: decision.known,
            later: decision.later,
            closed: decision.closed,
        }
    }
}

/// The waivers of an assessment, in the order of the file.
pub fn waivers<'a>(assessment: &'a Assessment<'_>, decision: &Decision<'_>) -> Vec<Waiver<'a>> {
    let standings = decision.waivers.iter().map(|(_, standing)| *standing);
    let waivers = assessment.waivers.iter().zip(standings).map(|(waiver, standing)| Waiver {
        requirement: &waiver.requirement,
        case_study: waiver.subject.as_deref().and_then(subject),
        everybody: waiver.subject.is_none(),
        approver: &waiver.approver,
        reason: &waiver.reason,
        until: waiver.until,
        lapsed: matches!(standing, Standing::Lapsed(_)),
        gaps: match standing {
            Standing::Covers(gaps) | Standing::Lapsed(gaps) => gaps,
            Standing::Idle => 0,
        },
        place: (&waiver.place).into(),
    });
    waivers.collect()
}
