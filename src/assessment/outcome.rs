//! What one criterion came to, over all the subjects it binds.

use super::tally::Tally;
use crate::checklist::{Criterion, Level, Need};
use crate::language::Message;
use crate::rule::{Answer, Citation, Lack, Row as State, Term};

/// One criterion and what each subject answered.
#[derive(Debug, Clone)]
pub struct CriterionResult<'a> {
    /// The full id, such as `P-2.1.count`.
    pub id: String,
    /// What was asked.
    pub criterion: &'a Criterion,
    /// The answers, by subject: the partner's name is empty.
    pub findings: Vec<Finding>,
    /// What it came to.
    pub outcome: Outcome,
}

/// What one subject answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The case study's folder name; empty for the partner.
    pub subject: String,
    /// The answer.
    pub answer: Answer,
    /// How long what the answer stands on counts.
    pub terms: Vec<Term>,
    /// Whether the facts leave open that it is asked of this subject at all.
    pub is_open: bool,
}

/// What a criterion came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Enough of those it binds satisfy it.
    Satisfied,
    /// Too few do.
    Lacking,
    /// It binds nobody, with the reason.
    NotApplicable(Message),
}

impl Outcome {
    /// The same without a reason.
    #[must_use]
    pub const fn state(&self) -> State {
        match self {
            Self::Satisfied => State::Satisfied,
            Self::Lacking => State::Gap,
            Self::NotApplicable(_) => State::NotApplicable,
        }
    }
}

impl<'a> CriterionResult<'a> {
    /// Counts the answers. Over nobody nothing is satisfied: then it is not applicable, for the reason given.
    #[must_use]
    pub fn of(id: String, criterion: &'a Criterion, findings: Vec<Finding>, nobody: Message) -> Self {
        let reason = findings.iter().find_map(|finding| match &finding.answer {
            Answer::NotApplicable(reason) => Some(reason.clone()),
            _ => None,
        });
        let outcome = match counted(&findings).state(criterion.need) {
            State::Satisfied => Outcome::Satisfied,
            State::Gap => Outcome::Lacking,
            State::NotApplicable => Outcome::NotApplicable(reason.unwrap_or(nobody)),
        };
        Self { id, criterion, findings, outcome }
    }

    /// Whether it keeps its row from being met.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        self.criterion.level == Level::Must && self.outcome == Outcome::Lacking
    }

    /// What is lacking, with the subject it is lacking of. Where only some must satisfy it, the nearest ones are told.
    pub fn lacks(&self) -> impl Iterator<Item = (&str, &Lack)> {
        let mut lacking: Vec<&Finding> =
            self.findings.iter().filter(|finding| !finding.answer.lacks().is_empty()).collect();
        if let Need::AtLeast(_) = self.criterion.need {
            lacking.sort_by_key(|finding| finding.answer.lacks().len());
            lacking.truncate(counted(&self.findings).told(self.criterion.need));
        }
        if self.outcome != Outcome::Lacking {
            lacking.clear();
        }
        lacking
            .into_iter()
            .flat_map(|finding| finding.answer.lacks().iter().map(|lack| (finding.subject.as_str(), lack)))
    }

    /// The words behind it, where it is satisfied.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        let findings = if self.outcome == Outcome::Satisfied { self.findings.as_slice() } else { &[] };
        findings.iter().flat_map(|finding| match &finding.answer {
            Answer::Satisfied(citations) => citations.as_slice(),
            _ => &[],
        })
    }
}

fn counted(findings: &[Finding]) -> Tally {
    Tally::of(findings.iter().map(|finding| &finding.answer))
}
