//! For programs: a versioned view of the assessments, never a dump of what the program happens to hold.
//!
//! The doc comments of the view become the descriptions of its JSON Schema, so they are written for whoever reads that.

mod changed;
mod gap;
mod gate;
mod leak;
mod place;
mod requirement;
mod score;
pub mod word;

use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use self::changed::Changed;
use self::gap::Gap;
use self::leak::Leak;
use self::place::Place;
use self::requirement::Requirement;
use super::matrix::{Cell, matrix};
use super::{View, forecast};
use crate::assessment::{self, Verdict};
use crate::checklist::Level;
use crate::evidence;
use crate::gate::{decide, is_ready};
use crate::language::{Language, Message};
use crate::source::schema_of_output;

/// Rises when a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Writes one document for the whole run, with a line break at its end.
pub fn write(assessments: &[assessment::Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        language: view.language.into(),
        assessments: assessments.iter().map(|assessment| Assessment::of(assessment, view)).collect(),
    };
    written(&document, out)
}

/// Writes JSON for a program that may read it from the log of a build: GitHub's runner obeys `##[error]` wherever it stands
/// in a line, so one of its characters is written as an escape, which means the same to every reader of JSON.
pub fn written(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(document)?;
    writeln!(out, "{}", text.replace("##[", "#\\u0023["))
}

/// The JSON Schema of the document, draft 2020-12. It knows every key, so that a misspelt one is refused; a later version of
/// the program may write more keys, and prints a schema that knows them.
#[must_use]
pub fn schema() -> Schema {
    schema_of_output::<Document<'_>>()
}

/// What `competency check --format json` writes: every program judged in one run, over one reading of the evidence folder.
/// The same folder, date, language and options give the same bytes. Every sentence may be reworded in any version: programs
/// rely on the codes, keys and words of closed lists instead.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Assessments by competency", extend("$id" = "urn:competency:schema:assessment:1"))]
struct Document<'a> {
    /// The version of this form. It rises when a key changes its meaning or goes away; a new key does not raise it.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// The language of every sentence.
    language: word::Language,
    /// One for each program, in the order asked for.
    assessments: Vec<Assessment<'a>>,
}

/// What one checklist came to.
#[derive(Serialize, JsonSchema)]
struct Assessment<'a> {
    /// The program: `retail`.
    program: &'a str,
    /// The version of its checklist: `1.0`.
    version: &'a str,
    /// The name of the program.
    title: &'a str,
    /// How an ambiguous checklist was read; null where it can be read in one way only.
    interpretation: Option<Interpretation<'a>>,
    /// BLAKE3 of the checklist, in hexadecimal.
    checklist_hash: &'a str,
    /// BLAKE3 of the evidence, in hexadecimal: every file that was read, and nothing else.
    evidence_hash: &'a str,
    /// The day as of which it was judged.
    as_of: NaiveDate,
    /// The partner's name; null where the evidence does not give it.
    partner: Option<&'a str>,
    /// What is to be said of the checklist's life on that day: lapsed, superseded, a newer one at hand.
    life: Vec<Notice>,
    /// Whether every requirement is met or not applicable.
    ready: bool,
    /// Whether the gate passes. Without a policy of its own it does when `ready` is true.
    passes: bool,
    /// What the policy of the gate makes of it.
    gate: gate::Gate<'a>,
    /// The last day on which everything that is met today is still met while nothing in the folder changes, and AWS still
    /// accepts the checklist; null where no date ends it.
    valid_until: Option<NaiveDate>,
    /// What has changed in the folder since the revision asked for; null where none was.
    changed: Option<Changed<'a>>,
    /// What changes on later days while nothing in the folder changes, by day.
    forecast: Vec<forecast::JsonChange<'a>>,
    /// Who answers for handing in what is not met.
    waivers: Vec<gate::Waiver<'a>>,
    /// The counts of the verdicts.
    summary: Summary,
    /// The score; absent where the program gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<score::Score<'a>>,
    /// The case studies that were judged, in the order of the submission.
    case_studies: Vec<CaseStudy<'a>>,
    /// The folder names of case studies that lie in the folder and were not judged.
    candidates: &'a [String],
    /// The rows of the checklist, in official order; with `--only`, those asked for.
    requirements: Vec<Requirement<'a>>,
    /// What each case study contributes to each row that asks about case studies.
    matrix: Vec<MatrixRow<'a>>,
    /// The keys of the rows that the partner claims as met and that are not met.
    false_claims: Vec<&'a str>,
    /// Everything that keeps a row from being met, in official order.
    gaps: Vec<Gap<'a>>,
    /// What is advised and not there; it keeps no row from being met.
    advice: Vec<Gap<'a>>,
    /// What is worth knowing about the folder and demanded by no row.
    remarks: Vec<Remark>,
    /// What stands in the folder and must not leave the machine unless it is acknowledged. No verdict depends on it.
    leaks: Vec<Leak<'a>>,
    /// What named people attest for this program.
    attestations: Vec<Attestation<'a>>,
    /// The files that requirements cite, in any program of the run, with their digests.
    index: Vec<Digest<'a>>,
    /// What of the folder was read, and what was not.
    reading: Reading<'a>,
}

/// A file and its digest, by which anybody can see that it is the one that was judged.
#[derive(Serialize, JsonSchema)]
struct Digest<'a> {
    /// The path, relative to the evidence folder.
    path: &'a str,
    /// The size in bytes.
    size: u64,
    /// SHA-256, in hexadecimal.
    sha256: &'a str,
}

/// A sentence about the checklist.
#[derive(Serialize, JsonSchema)]
struct Notice {
    /// The kind of notice, the same in every language: `life.superseded`.
    code: &'static str,
    /// The sentence.
    message: String,
}

/// The reading by which an ambiguous checklist was judged.
#[derive(Serialize, JsonSchema)]
struct Interpretation<'a> {
    /// Its name in `competency.toml`.
    id: &'a str,
    /// What it is called.
    title: &'a str,
    /// What it takes the checklist to mean.
    explanation: &'a str,
}

/// The counts of the verdicts; the last three add up to the first.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// How many rows there are.
    requirements: usize,
    /// How many are met.
    met: usize,
    /// How many are not met.
    not_met: usize,
    /// How many are not applicable.
    not_applicable: usize,
}

/// A case study that was judged.
#[derive(Serialize, JsonSchema)]
struct CaseStudy<'a> {
    /// Its folder name, by which everything else refers to it.
    slug: &'a str,
    /// The customer; null where it is not given.
    customer: Option<&'a str>,
    /// Its sort, such as “project-based”, in the language of the document; null where it is not given.
    delivery: Option<&'a str>,
}

/// One row of the matrix.
#[derive(Serialize, JsonSchema)]
struct MatrixRow<'a> {
    /// The key of the requirement.
    key: &'a str,
    /// One for each of `case_studies`, in their order.
    cells: Vec<Cell>,
}

/// Something worth knowing: an orphan file, template text left in.
#[derive(Serialize, JsonSchema)]
struct Remark {
    /// The kind of remark, the same in every language.
    code: &'static str,
    /// The sentence.
    message: String,
    /// Where, to be shown to a person: a path or a place.
    at: String,
}

/// A named person says that something is so.
#[derive(Serialize, JsonSchema)]
struct Attestation<'a> {
    /// The key of the requirement that it is made for.
    requirement: &'a str,
    /// The case study, by folder name; null for the partner.
    case_study: Option<&'a str>,
    /// The person.
    who: &'a str,
    /// The person's role.
    role: &'a str,
    /// The day on which it was made.
    date: NaiveDate,
    /// The last day on which it counts; null where it has no end.
    until: Option<NaiveDate>,
    /// What is attested, in the person's words.
    statement: &'a str,
    /// Where it stands, to be shown to a person.
    place: String,
    /// The same place for a program.
    place_at: Place<'a>,
}

/// What of the folder was read, and what was not. Paths are relative to the evidence folder.
#[derive(Serialize, JsonSchema)]
struct Reading<'a> {
    /// How many files were read.
    read: usize,
    /// Files that are known by name, size and kind only, such as pictures.
    opaque: &'a [String],
    /// Files that should have been read and could not be.
    unreadable: Vec<Skipped<'a>>,
    /// What was passed over.
    skipped: Vec<Skipped<'a>>,
    /// Files that no requirement that is met cites.
    unused: &'a [String],
}

/// A file that was not read.
#[derive(Serialize, JsonSchema)]
struct Skipped<'a> {
    /// Its path.
    path: &'a str,
    /// Why, as a sentence.
    reason: String,
}

impl<'a> Assessment<'a> {
    fn of(assessment: &'a assessment::Assessment<'_>, view: View<'a>) -> Self {
        let language = view.language;
        let decision = decide(assessment, view.policy);
        let (gaps, advice): (Vec<_>, Vec<_>) =
            assessment.identified().into_iter().partition(|(_, gap)| gap.level == Level::Must);
        let told = |gaps: Vec<(String, assessment::Gap<'a>)>| {
            gaps.into_iter().map(|(id, gap)| Gap::of(id, &gap, language)).collect()
        };
        let changes = assessment.forecast.changes.iter();
        Self {
            program: &assessment.checklist.program,
            version: &assessment.checklist.version,
            title: assessment.checklist.title.get(language),
            interpretation: assessment.interpretation.map(|reading| Interpretation {
                id: &reading.id,
                title: reading.title.get(language),
                explanation: reading.explanation.get(language),
            }),
            checklist_hash: &assessment.checklist.hash,
            evidence_hash: &assessment.evidence_hash,
            as_of: assessment.as_of,
            partner: assessment.partner.as_deref(),
            life: assessment.life.iter().map(|message| notice(message, language)).collect(),
            ready: is_ready(assessment),
            passes: decision.passes,
            waivers: gate::waivers(assessment, &decision),
            gate: gate::Gate::of(assessment, &decision, view.policy, language),
            valid_until: assessment.forecast.valid_until(),
            changed: view.change.map(|change| Changed::of(change, assessment)),
            forecast: changes.map(|change| forecast::JsonChange::of(change, language)).collect(),
            summary: summary(assessment),
            score: assessment.score.as_ref().map(|score| score::Score::of(score, view.history, language)),
            case_studies: assessment.case_studies.iter().map(|study| case_study(study, language)).collect(),
            candidates: &assessment.candidates,
            requirements: assessment.rows.iter().map(|row| Requirement::of(row, language)).collect(),
            matrix: matrix(assessment).into_iter().map(|(key, cells)| MatrixRow { key, cells }).collect(),
            false_claims: assessment.false_claims().map(|row| row.key).collect(),
            gaps: told(gaps),
            advice: told(advice),
            remarks: assessment.remarks.iter().map(|remark| self::remark(remark, language)).collect(),
            leaks: assessment.leaks.iter().map(|leak| Leak::of(leak, language)).collect(),
            attestations: assessment.attestations.iter().map(attestation).collect(),
            index: assessment.index.iter().map(digest).collect(),
            reading: reading(assessment, language),
        }
    }
}

fn notice(message: &Message, language: Language) -> Notice {
    Notice { code: message.key(), message: message.render(language) }
}

fn summary(assessment: &assessment::Assessment<'_>) -> Summary {
    Summary {
        requirements: assessment.rows.len(),
        met: assessment.count(|verdict| *verdict == Verdict::Met),
        not_met: assessment.count(|verdict| *verdict == Verdict::NotMet),
        not_applicable: assessment.count(|verdict| matches!(verdict, Verdict::NotApplicable(_))),
    }
}

fn case_study(study: &assessment::CaseStudy, language: Language) -> CaseStudy<'_> {
    CaseStudy {
        slug: &study.slug,
        customer: study.customer.as_deref(),
        delivery: study.delivery.as_ref().map(|delivery| delivery.get(language)),
    }
}

fn remark(remark: &assessment::Remark, language: Language) -> Remark {
    Remark { code: remark.message.key(), message: remark.message.render(language), at: remark.at.to_string() }
}

fn attestation(attestation: &evidence::Attestation) -> Attestation<'_> {
    Attestation {
        requirement: &attestation.requirement,
        case_study: subject(&attestation.subject),
        who: &attestation.who,
        role: &attestation.role,
        date: attestation.date,
        until: attestation.until,
        statement: &attestation.statement,
        place: attestation.place.to_string(),
        place_at: (&attestation.place).into(),
    }
}

fn digest(evidence::Digest { path, size, sha256 }: &evidence::Digest) -> Digest<'_> {
    Digest { path, size: *size, sha256 }
}

fn reading<'a>(assessment: &'a assessment::Assessment<'_>, language: Language) -> Reading<'a> {
    let reading = &assessment.reading;
    let told = |path: &'a str, reason: &Message| Skipped { path, reason: reason.render(language) };
    Reading {
        read: reading.read,
        opaque: &reading.opaque,
        unreadable: reading.unreadable.iter().map(|(path, why)| told(path, why)).collect(),
        skipped: reading.skipped.iter().map(|skipped| told(&skipped.path, &skipped.reason)).collect(),
        unused: &reading.unused,
    }
}

/// A case study by its folder name; nothing for the partner.
pub fn subject(name: &str) -> Option<&str> {
    (!name.is_empty()).then_some(name)
}
