//! The forecast for programs: a versioned view.

use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::assessment::{self, Turn};
use crate::language::Language;
use crate::report::View;
use crate::report::json::{subject, word, written};
use crate::source::schema_of_output;

/// Rises when a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// What `competency forecast --format json` writes: one forecast for each program judged in one run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Forecasts by competency", extend("$id" = "urn:competency:schema:forecast:1"))]
struct Document<'a> {
    /// The version of this form. It rises when a key changes its meaning or goes away; a new key does not raise it.
    schema_version: u32,
    /// The language of every sentence.
    language: word::Language,
    /// One for each program, in the order asked for.
    forecasts: Vec<Forecast<'a>>,
}

/// The forecast of one program.
#[derive(Serialize, JsonSchema)]
struct Forecast<'a> {
    /// The program: `retail`.
    program: &'a str,
    /// The version of its checklist: `1.0`.
    version: &'a str,
    /// The name of the program.
    title: &'a str,
    /// BLAKE3 of the checklist, in hexadecimal.
    checklist_hash: &'a str,
    /// BLAKE3 of the evidence, in hexadecimal.
    evidence_hash: &'a str,
    /// The day as of which it was judged.
    as_of: NaiveDate,
    /// The partner's name; null where the evidence does not give it.
    partner: Option<&'a str>,
    /// Whether every requirement is met or not applicable on that day.
    ready: bool,
    /// The last day on which everything that is met is still met; null where no date ends it.
    valid_until: Option<NaiveDate>,
    /// The first day on which something that is met is met no longer; null where there is none.
    first_fall: Option<NaiveDate>,
    /// What changes on later days while nothing in the folder changes, by day.
    changes: Vec<Change<'a>>,
}

/// Something that is otherwise from a day on, while nothing in the folder changes.
#[derive(Serialize, JsonSchema)]
pub struct Change<'a> {
    /// The first day on which it is otherwise.
    day: NaiveDate,
    /// What changes.
    what: What,
    /// The key of the row; where a waiver ends, what it is for; null where the life of the checklist does.
    key: Option<&'a str>,
    /// The verdict on the day before; null where it is no row.
    from: Option<word::Verdict>,
    /// The verdict from that day on; null where it is no row.
    to: Option<word::Verdict>,
    /// Why: what ran out or began. Empty where the row follows from others, and where it is no row.
    why: Vec<Why<'a>>,
}

/// What changes.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum What {
    /// A row comes to another verdict.
    Row,
    /// AWS no longer accepts the checklist.
    Checklist,
    /// A waiver lets pass no longer what it covers.
    Waiver,
}

/// Why a row changes.
#[derive(Serialize, JsonSchema)]
struct Why<'a> {
    /// The criterion: `P-2.1.recent`.
    criterion: &'a str,
    /// The case study, by folder name; null for the partner.
    case_study: Option<&'a str>,
    /// What ran out or began, as a noun, or what is lacking then.
    of: String,
}

impl<'a> Change<'a> {
    /// The view of a change.
    pub fn of(change: &'a assessment::Change<'_>, language: Language) -> Self {
        let (from, to) = match &change.what {
            Turn::Row { from, to, .. } => (Some(from.into()), Some(to.into())),
            Turn::Life(_) | Turn::Waiver { .. } => (None, None),
        };
        let why = change.why.iter().map(|why| Why {
            criterion: &why.criterion,
            case_study: subject(&why.subject),
            of: why.of.render(language),
        });
        let (what, key) = match &change.what {
            Turn::Row { key, .. } => (What::Row, Some(*key)),
            Turn::Life(_) => (What::Checklist, None),
            Turn::Waiver { requirement, .. } => (What::Waiver, Some(requirement.as_str())),
        };
        Self { day: change.day, what, key, from, to, why: why.collect() }
    }
}

/// The JSON Schema of the document.
#[must_use]
pub fn schema() -> Schema {
    schema_of_output::<Document<'_>>()
}

pub fn write(judged: &[assessment::Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let forecasts = judged.iter().map(|assessment| Forecast {
        program: &assessment.checklist.program,
        version: &assessment.checklist.version,
        title: assessment.checklist.title.get(view.language),
        checklist_hash: &assessment.checklist.hash,
        evidence_hash: &assessment.evidence_hash,
        as_of: assessment.as_of,
        partner: assessment.partner.as_deref(),
        ready: crate::gate::is_ready(assessment),
        valid_until: assessment.forecast.valid_until(),
        first_fall: assessment.forecast.first_falls().first().map(|change| change.day),
        changes: assessment.forecast.changes.iter().map(|change| Change::of(change, view.language)).collect(),
    });
    let document =
        Document { schema_version: SCHEMA_VERSION, language: view.language.into(), forecasts: forecasts.collect() };
    written(&document, out)
}
