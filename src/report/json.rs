//! For programs: a versioned view of the assessments, never a dump of what the program happens to hold.

mod score;

use std::io::{self, Write};

use serde::Serialize;

use super::View;
use super::matrix::{Cell, matrix};
use crate::assessment::{Assessment, Gap, Outcome, Row, Verdict};
use crate::checklist::Level;
use crate::gate;
use crate::language::{Language, Message};
use crate::rule::{Answer, Basis, Cause, Citation, How, Words};

/// Rises when a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Writes one document for the whole run, with a line break at its end.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        language: view.language.code(),
        assessments: assessments.iter().map(|assessment| one(assessment, view)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    language: &'static str,
    assessments: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    program: &'a str,
    version: &'a str,
    title: &'a str,
    interpretation: Option<Interpretation<'a>>,
    checklist_hash: &'a str,
    evidence_hash: &'a str,
    as_of: String,
    partner: Option<&'a str>,
    life: Vec<Notice>,
    passes: bool,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<score::Score<'a>>,
    case_studies: Vec<CaseStudy<'a>>,
    candidates: &'a [String],
    requirements: Vec<Requirement<'a>>,
    matrix: Vec<MatrixRow<'a>>,
    false_claims: Vec<&'a str>,
    gaps: Vec<GapView<'a>>,
    advice: Vec<GapView<'a>>,
    remarks: Vec<Remark<'a>>,
    reading: Reading<'a>,
}

#[derive(Serialize)]
struct Notice {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Interpretation<'a> {
    id: &'a str,
    title: &'a str,
    explanation: &'a str,
}

#[derive(Serialize)]
struct Summary {
    requirements: usize,
    met: usize,
    not_met: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
struct CaseStudy<'a> {
    slug: &'a str,
    customer: Option<&'a str>,
    delivery: Option<&'a str>,
}

#[derive(Serialize)]
struct Requirement<'a> {
    key: &'a str,
    title: &'a str,
    verdict: &'static str,
    reason: Option<String>,
    basis: Vec<&'static str>,
    claim: Option<bool>,
    statement: Option<&'a str>,
    criteria: Vec<Criterion<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    id: &'a str,
    statement: &'a str,
    level: &'static str,
    outcome: &'static str,
    reason: Option<String>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    case_study: Option<&'a str>,
    answer: &'static str,
    reason: Option<String>,
    citations: Vec<CitationView>,
}

#[derive(Serialize)]
struct CitationView {
    basis: &'static str,
    how: Option<&'static str>,
    place: Option<String>,
    quote: Option<String>,
    note: Option<String>,
}

#[derive(Serialize)]
struct MatrixRow<'a> {
    key: &'a str,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct GapView<'a> {
    requirement: &'a str,
    criterion: &'a str,
    case_study: Option<&'a str>,
    code: &'static str,
    cause: &'static str,
    see: Option<&'a str>,
    what: String,
    found: Option<String>,
    claim: Option<String>,
    file: &'a str,
    field: Option<&'a str>,
    passes: String,
}

#[derive(Serialize)]
struct Remark<'a> {
    code: &'static str,
    message: String,
    at: &'a str,
}

#[derive(Serialize)]
struct Reading<'a> {
    read: usize,
    opaque: &'a [String],
    unreadable: Vec<Skipped<'a>>,
    skipped: Vec<Skipped<'a>>,
    unused: &'a [String],
}

#[derive(Serialize)]
struct Skipped<'a> {
    path: &'a str,
    reason: String,
}

fn one<'a>(assessment: &'a Assessment<'_>, view: View) -> One<'a> {
    let language = view.language;
    let count = |is: fn(&Verdict) -> bool| assessment.count(is);
    One {
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
        as_of: assessment.as_of.to_string(),
        partner: assessment.partner.as_deref(),
        life: assessment
            .life
            .iter()
            .map(|message| Notice { code: message.key(), message: message.render(language) })
            .collect(),
        passes: gate::passes(assessment),
        summary: Summary {
            requirements: assessment.rows.len(),
            met: count(|verdict| *verdict == Verdict::Met),
            not_met: count(|verdict| *verdict == Verdict::NotMet),
            not_applicable: count(|verdict| matches!(verdict, Verdict::NotApplicable(_))),
        },
        score: assessment.score.as_ref().map(|score| score::Score::of(score, view.history, language)),
        case_studies: assessment
            .case_studies
            .iter()
            .map(|study| CaseStudy {
                slug: &study.slug,
                customer: study.customer.as_deref(),
                delivery: study.delivery.as_ref().map(|delivery| delivery.get(language)),
            })
            .collect(),
        candidates: &assessment.candidates,
        requirements: assessment.rows.iter().map(|row| requirement(row, language)).collect(),
        matrix: matrix(assessment).into_iter().map(|(key, cells)| MatrixRow { key, cells }).collect(),
        false_claims: assessment.false_claims().map(|row| row.key).collect(),
        gaps: assessment.gaps().map(|found| gap(&found, language)).collect(),
        advice: assessment.advice().map(|found| gap(&found, language)).collect(),
        remarks: assessment
            .remarks
            .iter()
            .map(|remark| Remark {
                code: remark.message.key(),
                message: remark.message.render(language),
                at: &remark.at,
            })
            .collect(),
        reading: reading(assessment, language),
    }
}

fn requirement<'a>(row: &'a Row<'_>, language: Language) -> Requirement<'a> {
    let (verdict, reason) = match &row.verdict {
        Verdict::Met => ("met", None),
        Verdict::NotMet => ("not-met", None),
        Verdict::NotApplicable(reason) => ("not-applicable", Some(reason.render(language))),
    };
    Requirement {
        key: row.key,
        title: row.title.get(language),
        verdict,
        reason,
        basis: row.basis().into_iter().map(basis).collect(),
        claim: row.claim,
        statement: row.statement.as_deref(),
        criteria: row
            .criteria
            .iter()
            .map(|result| {
                let (outcome, reason) = match &result.outcome {
                    Outcome::Satisfied => ("satisfied", None),
                    Outcome::Lacking => ("lacking", None),
                    Outcome::NotApplicable(reason) => ("not-applicable", Some(reason.render(language))),
                };
                Criterion {
                    id: &result.id,
                    statement: result.criterion.statement.get(language),
                    level: level(result.criterion.level),
                    outcome,
                    reason,
                    findings: result.findings.iter().map(|found| finding(found, language)).collect(),
                }
            })
            .collect(),
    }
}

fn finding(found: &crate::assessment::Finding, language: Language) -> Finding<'_> {
    let (answer, reason, citations) = match &found.answer {
        Answer::Satisfied(citations) => ("satisfied", None, citations.as_slice()),
        Answer::Gap(_) => ("gap", None, &[][..]),
        Answer::Unknown(_) => ("unknown", None, &[][..]),
        Answer::NotApplicable(reason) => ("not-applicable", Some(reason.render(language)), &[][..]),
    };
    Finding {
        case_study: subject(&found.subject),
        answer,
        reason,
        citations: citations.iter().map(|cited| citation(cited, language)).collect(),
    }
}

fn citation(cited: &Citation, language: Language) -> CitationView {
    let (quote, note) = match &cited.words {
        Words::Quote(words) => (Some(words.clone()), None),
        Words::Note(message) => (None, Some(message.render(language))),
    };
    let how = cited.how.map(|how| match how {
        How::Fact => "fact",
        How::Declared => "declared",
        How::Heading => "heading",
        How::FileName => "file-name",
        How::Terms => "terms",
    });
    CitationView { basis: basis(cited.basis), how, place: cited.place.as_ref().map(ToString::to_string), quote, note }
}

fn gap<'a>(found: &Gap<'a>, language: Language) -> GapView<'a> {
    let (cause, see) = match &found.lack.cause {
        Cause::Missing => ("missing", None),
        Cause::Contradicted => ("contradicted", None),
        Cause::Unreadable => ("unreadable", None),
        Cause::NeedsAttestation => ("needs-attestation", None),
        Cause::Follows(criterion) => ("follows", Some(criterion.as_str())),
    };
    GapView {
        requirement: found.key,
        criterion: found.criterion,
        case_study: subject(found.subject),
        code: found.lack.what.key(),
        cause,
        see,
        what: found.lack.what.render(language),
        found: found.lack.found.as_ref().map(ToString::to_string),
        claim: found.lack.claim.as_ref().map(ToString::to_string),
        file: &found.lack.put.file,
        field: found.lack.put.field.as_deref(),
        passes: found.lack.passes.render(language),
    }
}

fn reading<'a>(assessment: &'a Assessment<'_>, language: Language) -> Reading<'a> {
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

fn subject(name: &str) -> Option<&str> {
    (!name.is_empty()).then_some(name)
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Must => "must",
        Level::Should => "should",
    }
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Computed => "computed",
        Basis::Documented => "documented",
        Basis::Attested => "attested",
    }
}
