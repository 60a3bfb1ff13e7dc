//! An assessment: what a checklist came to on the evidence of a folder, on one day. Every output is a view of it.

mod attestations;
mod case_study;
mod changed;
mod exclusion;
mod forecast;
mod gap;
mod judge;
mod leak;
mod outcome;
mod redaction;
mod selection;
mod tally;
mod verdict;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::checklist::{Checklist, Interpretation, Level};
use crate::evidence::{Attestation, Digest, Place, Skipped, Waiver};
use crate::language::{Localised, Message};
use crate::rule::{Basis, Citation, Term};
use crate::score::Score;

pub use case_study::CaseStudy;
pub use changed::Changed;
pub use forecast::{Change, Forecast, Turn, Why};
pub use gap::Gap;
pub use judge::{Examination, assess};
pub use leak::Leak;
pub use outcome::{CriterionResult, Finding, Outcome};
pub use redaction::Redaction;
pub use selection::{Beside, Candidate, Improvement, Lacking, Loss, Selection, Standing, Swap, select, sets};
pub use verdict::Verdict;

/// The whole result, in official order.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// What was judged by.
    pub checklist: &'a Checklist,
    /// How an ambiguous checklist was read.
    pub interpretation: Option<&'a Interpretation>,
    /// The partner's name, where it is given.
    pub partner: Option<String>,
    /// BLAKE3 of the evidence, in hexadecimal.
    pub evidence_hash: String,
    /// The day on which it was judged.
    pub as_of: NaiveDate,
    /// What is to be said beforehand: of the checklist's life on that day, and what is redacted.
    pub life: Vec<Message>,
    /// The case studies that were judged, by folder name, in the order of the submission.
    pub case_studies: Vec<CaseStudy>,
    /// Case studies in the folder that were not.
    pub candidates: Vec<String>,
    /// The rows.
    pub rows: Vec<Row<'a>>,
    /// The score, where the program gives one.
    pub score: Option<Score<'a>>,
    /// What is worth knowing about the folder, and demanded by no row.
    pub remarks: Vec<Remark>,
    /// What stands in the folder and must not leave the machine unseen, by place. No verdict depends on it.
    pub leaks: Vec<Leak>,
    /// What named people attest for this program.
    pub attestations: Vec<Attestation>,
    /// What may be handed in for this program although it is not met.
    pub waivers: Vec<Waiver>,
    /// The files that any assessment of the run cites with their digests, where somebody asked for them.
    pub index: Vec<Digest>,
    /// What becomes of it on later days.
    pub forecast: Forecast<'a>,
    /// What of the folder was read, and what was not.
    pub reading: Reading,
}

/// One row with its verdict.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The key, such as `C-2.3`.
    pub key: &'a str,
    /// What it is about.
    pub title: &'a Localised,
    /// What it came to.
    pub verdict: Verdict,
    /// What each of its criteria came to.
    pub criteria: Vec<CriterionResult<'a>>,
    /// The partner's own words, where there are some.
    pub statement: Option<String>,
    /// Whether the partner claims it as met.
    pub claim: Option<bool>,
}

/// Something worth knowing: an orphan file, template text left in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// What.
    pub message: Message,
    /// Where.
    pub at: Place,
}

/// What of the folder was read, and what was not.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How many files were read.
    pub read: usize,
    /// How many are known by name, size and kind only.
    pub opaque: Vec<String>,
    /// Files that should have been read and could not be, with the reason.
    pub unreadable: Vec<(String, Message)>,
    /// What was passed over, with the reason.
    pub skipped: Vec<Skipped>,
    /// Files that no Met cites.
    pub unused: Vec<String>,
}

impl Assessment<'_> {
    /// How many rows have this verdict.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| is(&row.verdict)).count()
    }

    /// Every gap of every row, in official order. Advice is not among them.
    pub fn gaps(&self) -> impl Iterator<Item = Gap<'_>> {
        self.rows.iter().flat_map(Row::gaps)
    }

    /// What is advised and not there.
    pub fn advice(&self) -> impl Iterator<Item = Gap<'_>> {
        self.rows.iter().flat_map(Row::lacks).filter(|gap| gap.level == Level::Should)
    }

    /// The leaks that nobody has acknowledged.
    pub fn open_leaks(&self) -> impl Iterator<Item = &Leak> {
        self.leaks.iter().filter(|leak| leak.is_open())
    }

    /// Rows that the partner claims and the folder does not show.
    pub fn false_claims(&self) -> impl Iterator<Item = &Row<'_>> {
        self.rows.iter().filter(|row| row.claim == Some(true) && row.verdict == Verdict::NotMet)
    }
}

impl Row<'_> {
    /// What is lacking and demanded.
    pub fn gaps(&self) -> impl Iterator<Item = Gap<'_>> {
        self.lacks().filter(|gap| gap.level == Level::Must)
    }

    /// What is lacking, demanded or advised.
    pub fn lacks(&self) -> impl Iterator<Item = Gap<'_>> {
        self.criteria.iter().flat_map(move |criterion| {
            criterion.lacks().map(move |(subject, lack)| Gap {
                key: self.key,
                criterion: &criterion.id,
                level: criterion.criterion.level,
                subject,
                lack,
            })
        })
    }

    /// How long what it stands on counts, each with the case study, or nothing for the partner. Attestations, which have
    /// days of their own, and advice are not among them.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &Term)> {
        let demanded = self.criteria.iter().filter(|result| result.criterion.level == Level::Must);
        let findings = demanded.flat_map(|result| &result.findings);
        findings.flat_map(|finding| finding.terms.iter().map(|term| (finding.subject.as_str(), term)))
    }

    /// The words behind it.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.criteria.iter().flat_map(CriterionResult::citations)
    }

    /// What kinds of proof it stands on, strongest first; advice that was taken proves nothing.
    #[must_use]
    pub fn basis(&self) -> Vec<Basis> {
        let demanded = self.criteria.iter().filter(|result| result.criterion.level == Level::Must);
        let basis: BTreeSet<_> = demanded.flat_map(CriterionResult::citations).map(|citation| citation.basis).collect();
        basis.into_iter().collect()
    }
}
