//! A requirement, for programs: its verdict, its criteria, and the words behind them.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::Place;
use super::{subject, word};
use crate::assessment::{self, CriterionResult, Outcome, Row, Verdict};
use crate::language::{self, Message};
use crate::rule::{self, Answer, Words};

/// One row of the official checklist, in official order.
#[derive(Serialize, JsonSchema)]
pub struct Requirement<'a> {
    /// As in the official checklist: `C-2.3`.
    key: &'a str,
    /// What it is about.
    title: &'a str,
    /// What it came to.
    verdict: word::Verdict,
    /// Why it is not applicable; null otherwise.
    reason: Option<String>,
    /// The kinds of proof it stands on, strongest first; empty where nothing that is demanded is satisfied.
    basis: Vec<word::Basis>,
    /// Whether the partner claims it as met; null where the partner does not say.
    claim: Option<bool>,
    /// The partner's own words for it; null without any.
    statement: Option<&'a str>,
    /// What is judged, one by one.
    criteria: Vec<Criterion<'a>>,
}

/// The smallest thing judged.
#[derive(Serialize, JsonSchema)]
struct Criterion<'a> {
    /// Unique within the checklist, and the same from run to run: `C-2.3.targets`.
    id: &'a str,
    /// What must hold.
    statement: &'a str,
    /// Whether it is demanded or advised.
    level: word::Level,
    /// What it came to.
    outcome: word::Outcome,
    /// Why it is not applicable; null otherwise.
    reason: Option<String>,
    /// What each subject that it binds answers.
    findings: Vec<Finding<'a>>,
}

/// What one subject answers.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// The case study, by folder name; null for the partner.
    case_study: Option<&'a str>,
    /// The answer. What is lacking stands among `gaps` and `advice`.
    answer: word::Answer,
    /// Why it is not applicable; null otherwise.
    reason: Option<String>,
    /// The words behind it; empty unless it is satisfied.
    citations: Vec<Citation<'a>>,
}

/// Words of the evidence, or a sentence about what was checked: either `quote` or `note` is null.
#[derive(Serialize, JsonSchema)]
struct Citation<'a> {
    /// What kind of proof it is.
    basis: word::Basis,
    /// How the place was found; null where no document was searched.
    how: Option<word::How>,
    /// Where the words stand, to be shown to a person: `practice/plan.md:12`. Null for a count over many places.
    place: Option<String>,
    /// The same place for a program; null where `place` is.
    place_at: Option<Place<'a>>,
    /// The words as they stand in the evidence.
    quote: Option<&'a str>,
    /// What was checked, in the language of the document.
    note: Option<String>,
}

impl<'a> Requirement<'a> {
    /// The view of a row.
    pub fn of(row: &'a Row<'_>, language: language::Language) -> Self {
        let reason = match &row.verdict {
            Verdict::NotApplicable(reason) => Some(reason.render(language)),
            Verdict::Met | Verdict::NotMet => None,
        };
        Self {
            key: row.key,
            title: row.title.get(language),
            verdict: (&row.verdict).into(),
            reason,
            basis: row.basis().into_iter().map(Into::into).collect(),
            claim: row.claim,
            statement: row.statement.as_deref(),
            criteria: row.criteria.iter().map(|result| criterion(result, language)).collect(),
        }
    }
}

fn criterion<'a>(result: &'a CriterionResult<'_>, language: language::Language) -> Criterion<'a> {
    let reason = match &result.outcome {
        Outcome::NotApplicable(reason) => Some(reason.render(language)),
        Outcome::Satisfied | Outcome::Lacking => None,
    };
    Criterion {
        id: &result.id,
        statement: result.criterion.statement.get(language),
        level: result.criterion.level.into(),
        outcome: (&result.outcome).into(),
        reason,
        findings: result.findings.iter().map(|found| finding(found, language)).collect(),
    }
}

fn finding(found: &assessment::Finding, language: language::Language) -> Finding<'_> {
    let render = |message: &Message| message.render(language);
    let (reason, citations) = match &found.answer {
        Answer::Satisfied(citations) => (None, citations.as_slice()),
        Answer::NotApplicable(reason) => (Some(render(reason)), &[][..]),
        Answer::Gap(_) | Answer::Unknown(_) => (None, &[][..]),
    };
    Finding {
        case_study: subject(&found.subject),
        answer: (&found.answer).into(),
        reason,
        citations: citations.iter().map(|cited| citation(cited, language)).collect(),
    }
}

fn citation(cited: &rule::Citation, language: language::Language) -> Citation<'_> {
    let (quote, note) = match &cited.words {
        Words::Quote(words) => (Some(words.as_str()), None),
        Words::Note(message) => (None, Some(message.render(language))),
    };
    Citation {
        basis: cited.basis.into(),
        how: cited.how.map(Into::into),
        place: cited.place.as_ref().map(ToString::to_string),
        place_at: cited.place.as_ref().map(Into::into),
        quote,
        note,
    }
}
