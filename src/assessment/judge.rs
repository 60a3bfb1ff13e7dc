//! Judging: a checklist asked of the evidence on one day. No clock, no file, no order but the official one.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::attestations::Attested;
use super::exclusion::exclude;
use super::outcome::Outcome;
use super::{Assessment, CaseStudy, CriterionResult, Finding, Forecast, Reading, Remark, Row, Verdict, leak, tally};
use crate::checklist::{Checklist, Criterion, Interpretation, Level, Of, Requirement};
use crate::evidence::{Content, Evidence, Lexicon, Place, Spot, Statement, Subject, resolve};
use crate::language::{Localised, Message};
use crate::rule::{
    Answer, Asked, Audit, Cause, Coverage, Inquiry, Judge, Lack, Matched, Row as State, Rows, Rule, Scope, Submission,
    silent,
};
use crate::score::Score;
use crate::source::printable;

/// Judges the evidence by a checklist, read in the way of `interpretation` where it is ambiguous. `submitted` names the
/// case studies that are handed in, in their order.
#[must_use]
pub fn assess<'a>(
    checklist: &'a Checklist,
    interpretation: Option<&'a Interpretation>,
    evidence: &Evidence,
    lexicon: &Lexicon,
    submitted: &[String],
    as_of: NaiveDate,
) -> Assessment<'a> {
    Examination::of(checklist, interpretation, evidence, lexicon, as_of).assess(submitted)
}

/// One checklist asked of the evidence of one folder on one day. Which case studies are handed in is open yet, so that
/// several choices can be judged over one look at the documents.
pub struct Examination<'a, 'e> {
    pub(super) checklist: &'a Checklist,
    pub(super) interpretation: Option<&'a Interpretation>,
    pub(super) evidence: &'e Evidence,
    lexicon: &'e Lexicon,
    coverage: Coverage<'e>,
    pub(super) as_of: NaiveDate,
    score: Option<Score<'a>>,
}

impl<'a: 'e, 'e> Examination<'a, 'e> {
    /// Looks at the documents for what the checklist asks.
    #[must_use]
    pub fn of(
        checklist: &'a Checklist,
        interpretation: Option<&'a Interpretation>,
        evidence: &'e Evidence,
        lexicon: &'e Lexicon,
        as_of: NaiveDate,
    ) -> Self {
        let asks = lexicon.topics.iter().filter_map(|topic| topic.ask.as_ref()).flat_map(Localised::each);
        let questions = checklist.sentences().chain(asks).collect();
        let coverage = Coverage::new(lexicon, checklist.topics_asked(), questions, evidence.subjects().collect());
        let score = checklist.score.as_ref().and_then(|card| card.score(&evidence.partner.facts, as_of));
        Self { checklist, interpretation, evidence, lexicon, coverage, as_of, score }
    }

    /// What the rules may look at where these case studies are handed in.
    pub(super) const fn audit<'s>(&'s self, submitted: Submission<'s>, rows: &'s Rows<'s>) -> Audit<'s> {
        Audit {
            evidence: self.evidence,
            lexicon: self.lexicon,
            coverage: &self.coverage,
            submitted,
            as_of: self.as_of,
            program: self.checklist.program.as_str(),
            hand_in: (self.checklist.hand_in.to.as_str(), self.checklist.hand_in.subject.as_ref()),
            rows,
            score: self.score.as_ref(),
        }
    }

    /// Judges every row where these case studies are handed in, in their order.
    #[must_use]
    pub fn assess(&self, submitted: &[String]) -> Assessment<'a> {
        let Self { checklist, interpretation, evidence, lexicon, coverage, .. } = self;
        let studies: Vec<&Subject> = submitted.iter().filter_map(|slug| evidence.case_study(slug)).collect();
        let looked_at = AtomicBool::new(false);
        let submission = Submission::of(&studies, &looked_at);
        let nothing_yet = Rows::default();
        let audit = self.audit(submission, &nothing_yet);
        let judge = |row: &'a Requirement| judge_row(&audit, row, *interpretation);
        let mut rows: Vec<Row<'a>> = checklist.requirements.par_iter().map(judge).collect();
        let applying = exclude(&mut rows, checklist, &evidence.exclusions);
        let judged = judged_about_rows(&self.audit(submission, &rows_so_far(&rows)), checklist, &rows);
        for (row, criterion, result) in judged {
            rows[row].criteria[criterion] = result;
        }
        for row in &mut rows {
            row.verdict = verdict_of(row);
        }
        let as_of = self.as_of;
        let reading = reading_of(evidence, coverage, &studies, &rows);
        let forecast = Forecast::of(&audit, checklist, &rows);
        let leaks = leak::leaks(evidence, as_of);
        let attested = Attested { checklist, evidence, lexicon, submitted: &studies, rows: &rows, as_of };
        let remarks = [applying, remarks_of(&attested, &reading), leak::outlived(evidence, &leaks)].concat();
        Assessment {
            checklist,
            interpretation: *interpretation,
            partner: evidence.partner.facts.get("name").and_then(|fact| fact.value.as_str()).map(str::to_owned),
            evidence_hash: evidence.hash.clone(),
            as_of,
            life: Vec::new(),
            case_studies: studies.iter().map(|study| CaseStudy::of(study, lexicon)).collect(),
            candidates: evidence
                .case_studies
                .iter()
                .filter(|study| !submitted.contains(&study.name))
                .map(|study| study.name.clone())
                .collect(),
            remarks,
            leaks,
            attestations: evidence
                .attestations
                .iter()
                .filter(|attestation| attestation.program == checklist.program)
                .cloned()
                .collect(),
            waivers: evidence.waivers.iter().filter(|waiver| waiver.program == checklist.program).cloned().collect(),
            index: Vec::new(),
            forecast,
            rows,
            score: self.score.clone(),
            reading,
        }
    }
}

/// What the partner says of a row, where it is no template text. What names the program says more than what is for all.
pub(super) fn statement_of<'e>(audit: &Audit<'e>, row: &Requirement) -> Option<&'e Statement> {
    let own = |statement: &&Statement| {
        statement.requirement == row.key
            && statement.program.as_deref().is_none_or(|program| program == audit.program)
            && audit.lexicon.substance.residue(&statement.text).is_none()
    };
    audit.evidence.statements.iter().filter(own).max_by_key(|statement| statement.program.is_some())
}

fn judge_row<'a: 'e, 'e>(audit: &Audit<'e>, row: &'a Requirement, interpretation: Option<&Interpretation>) -> Row<'a> {
    let statement = statement_of(audit, row);
    let online = audit.evidence.web.is_some();
    let binding = row.criteria.iter().filter(|criterion| criterion.binds_in(interpretation, online));
    let criteria = binding.map(|criterion| judge_criterion(audit, row, criterion)).collect();
    Row {
        key: &row.key,
        title: &row.title,
        verdict: Verdict::NotMet,
        criteria,
        statement: statement.map(|statement| statement.text.clone()),
        claim: statement.and_then(|statement| statement.claim),
    }
}

pub(super) fn judge_criterion<'a: 'e, 'e>(
    audit: &Audit<'e>,
    row: &'a Requirement,
    criterion: &'a Criterion,
) -> CriterionResult<'a> {
    let id = row.id_of(criterion);
    let scope = Scope::case_study(audit.lexicon);
    let findings = match criterion.of {
        Of::Partner => of_partner(audit, row, criterion).into_iter().collect(),
        Of::CaseStudies => {
            let studies = audit.submitted.studies().iter();
            studies.filter_map(|study| of_case_study(audit, row, criterion, study)).collect()
        }
    };
    let nobody = if audit.submitted.studies().is_empty() {
        Message::new("criterion.no_case_study")
    } else {
        let condition = if criterion.of == Of::Partner { &criterion.when_any } else { &criterion.only };
        Message::new("criterion.nobody").with("condition", condition.describe(&scope))
    };
    CriterionResult::of(id, criterion, findings, nobody)
}

/// What a case study answers; nothing where the criterion does not bind it.
pub(super) fn of_case_study<'a>(
    audit: &Audit<'a>,
    row: &'a Requirement,
    criterion: &'a Criterion,
    study: &'a Subject,
) -> Option<Finding> {
    let inquiry = Inquiry::of(*audit, asked(row, criterion), study);
    let subject = study.name.clone();
    match criterion.only.matches(&inquiry) {
        Matched::No => None,
        Matched::Silent(fields) => {
            Some(Finding { subject, answer: silent(&inquiry, &fields), terms: Vec::new(), is_open: true })
        }
        Matched::Yes => Some(Finding {
            subject,
            answer: criterion.rule.judge(&inquiry),
            terms: criterion.rule.terms(&inquiry),
            is_open: false,
        }),
    }
}

fn asked<'a>(row: &'a Requirement, criterion: &'a Criterion) -> Asked<'a> {
    Asked { requirement: &row.key, criterion: &criterion.id, statement: &criterion.statement }
}

/// The partner's answer; none where the criterion binds only beside a case study of some sort, and there is none.
pub(super) fn of_partner<'a>(audit: &Audit<'a>, row: &'a Requirement, criterion: &'a Criterion) -> Option<Finding> {
    let partner = &audit.evidence.partner;
    let finding = |answer, terms, is_open| Some(Finding { subject: String::new(), answer, terms, is_open });
    if !criterion.when_any.is_empty() {
        let mut unknown = Vec::new();
        let mut binds = false;
        for study in audit.submitted.studies() {
            let inquiry = Inquiry::of(*audit, asked(row, criterion), study);
            match criterion.when_any.matches(&inquiry) {
                Matched::Yes => binds = true,
                Matched::No => {}
                Matched::Silent(fields) => unknown.push(silent(&inquiry, &fields)),
            }
        }
        if !binds {
            return if unknown.is_empty() { None } else { finding(Answer::all(unknown), Vec::new(), true) };
        }
    }
    let inquiry = Inquiry::of(*audit, asked(row, criterion), partner);
    finding(criterion.rule.judge(&inquiry), criterion.rule.terms(&inquiry), false)
}

/// What the rules about rows may know: each criterion's outcome, and which rows have nothing to show.
pub(super) fn rows_so_far<'r>(rows: &'r [Row<'_>]) -> Rows<'r> {
    let others = rows.iter().filter(|row| row.criteria.iter().all(|result| !asks_of_all_rows(result.criterion)));
    let others: Vec<_> = others.collect();
    let criteria = rows.iter().flat_map(|row| &row.criteria);
    Rows {
        criteria: criteria.map(|result| (result.id.as_str(), result.outcome.state())).collect(),
        unanswered: others.iter().filter(|row| !has_something_to_show(row)).map(|row| row.key).collect(),
        looked_at: others.len(),
    }
}

/// Whether a criterion asks that every other row has something to show, so that its own row is not looked at.
pub(super) const fn asks_of_all_rows(criterion: &Criterion) -> bool {
    matches!(criterion.rule, Rule::Answered(_))
}

/// Whether a row has evidence for some criterion, a statement, or a reason why it does not apply.
fn has_something_to_show(row: &Row<'_>) -> bool {
    let shown =
        |result: &CriterionResult<'_>| result.findings.iter().any(|finding| shows(result.criterion, &finding.answer));
    row.statement.as_ref().is_some_and(|statement| !statement.is_empty())
        || row.criteria.iter().any(shown)
        || row.criteria.iter().all(|result| result.outcome.state() == State::NotApplicable)
}

/// Whether an answer to a criterion shows something for its row.
pub(super) fn shows(criterion: &Criterion, answer: &Answer) -> bool {
    // That nothing contradicts the partner is no answer of its own, nor is that advice has been taken.
    let counts = criterion.level == Level::Must && !matches!(criterion.rule, Rule::Consistent(_));
    // A “no” that the folder states is an answer as well.
    let denied = |lack: &Lack| lack.cause == Cause::Contradicted;
    counts && (answer.is_satisfied() || answer.lacks().iter().any(denied))
}

/// The criteria about rows, judged anew, each with the numbers of its row and of itself.
pub(super) fn judged_about_rows<'a: 'e, 'e>(
    audit: &Audit<'e>,
    checklist: &'a Checklist,
    rows: &[Row<'a>],
) -> Vec<(usize, usize, CriterionResult<'a>)> {
    let mut judged = Vec::new();
    for (number, (row, requirement)) in rows.iter().zip(&checklist.requirements).enumerate() {
        for (index, result) in row.criteria.iter().enumerate() {
            if result.criterion.rule.is_about_rows() {
                judged.push((number, index, judge_criterion(audit, requirement, result.criterion)));
            }
        }
    }
    judged
}

pub(super) fn verdict_of(row: &Row<'_>) -> Verdict {
    let demanded = || row.criteria.iter().filter(|result| result.criterion.level == Level::Must);
    match tally::row(demanded().map(|result| result.outcome.state())) {
        State::Gap => Verdict::NotMet,
        State::Satisfied => Verdict::Met,
        State::NotApplicable => {
            let reason = demanded().find_map(|result| match &result.outcome {
                Outcome::NotApplicable(reason) => Some(reason.clone()),
                _ => None,
            });
            Verdict::NotApplicable(reason.unwrap_or(Message::new("criterion.no_case_study")))
        }
    }
}

fn reading_of(evidence: &Evidence, coverage: &Coverage<'_>, submitted: &[&Subject], rows: &[Row<'_>]) -> Reading {
    let mut reading = Reading { skipped: evidence.skipped.clone(), ..Reading::default() };
    let cited: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| &row.criteria)
        .flat_map(|criterion| &criterion.findings)
        .flat_map(|finding| match &finding.answer {
            Answer::Satisfied(citations) => citations.iter().filter_map(|citation| citation.place.as_ref()).collect(),
            other => other.lacks().iter().filter_map(|lack| lack.found.as_ref()).collect::<Vec<_>>(),
        })
        .map(|place| place.file.to_string())
        .collect();
    let linked = linked_from(evidence, &cited);
    for subject in evidence.subjects() {
        let judged = subject.is_partner() || submitted.iter().any(|study| study.name == subject.name);
        for document in &subject.documents {
            let path = printable(&document.path);
            match &document.content {
                Content::Text(_) => reading.read += 1,
                Content::Opaque => reading.opaque.push(path.clone()),
                Content::Unreadable(why) => reading.unreadable.push((path.clone(), why.clone())),
            }
            let is_known = |set: &BTreeSet<String>| set.contains(&*document.path);
            let is_used = is_known(&cited) || is_known(&linked) || coverage.means_something(document);
            if judged && !is_used && document.name() != "evidence.toml" {
                reading.unused.push(path);
            }
        }
    }
    reading
}

/// Files that a cited document sends its reader to.
fn linked_from(evidence: &Evidence, cited: &BTreeSet<String>) -> BTreeSet<String> {
    let documents = evidence.documents().filter(|document| cited.contains(&*document.path));
    let links = documents.flat_map(|document| {
        let references = document.text().map_or(&[][..], |text| &text.references);
        references.iter().map(|reference| resolve(&document.path, &reference.target))
    });
    links.collect()
}

/// What is to be said of attestations; orphan files, files unreadable in whole or in part, and template text left in a submitted case study or the partner's documents.
fn remarks_of(attested: &Attested<'_>, reading: &Reading) -> Vec<Remark> {
    let Attested { evidence, submitted, rows, .. } = attested;
    let told: BTreeSet<_> = rows.iter().flat_map(Row::lacks).filter_map(|gap| gap.lack.found.clone()).collect();
    let mut remarks = attested.remarks(&told);
    for path in &reading.unused {
        remarks.push(Remark { message: Message::new("remark.unused"), at: Place::whole(path) });
    }
    for (path, why) in &reading.unreadable {
        remarks.push(Remark { message: why.clone(), at: Place::whole(path) });
    }
    for subject in std::iter::once(&evidence.partner).chain(submitted.iter().copied()) {
        for document in &subject.documents {
            if let Some(why) = document.text().and_then(|text| text.incomplete.clone()) {
                remarks.push(Remark { message: why, at: document.place(&Spot::Whole) });
            }
            for residue in document.text().into_iter().flat_map(|text| &text.residue) {
                if told.contains(&document.place(&residue.spot)) {
                    continue;
                }
                let message = Message::new("remark.residue").with("phrase", residue.phrase.as_str());
                remarks.push(Remark { message, at: document.place(&residue.spot) });
            }
        }
    }
    remarks
}
