//! Judging: a checklist asked of the evidence on one day. No clock, no file, no order but the official one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::attestations::Attested;
use super::exclusion::exclude;
use super::outcome::Outcome;
use super::{Assessment, CaseStudy, CriterionResult, Finding, Reading, Remark, Row, Verdict, leak};
use crate::checklist::{Checklist, Criterion, Interpretation, Level, Of, Requirement};
use crate::evidence::{Content, Evidence, Lexicon, Place, Spot, Statement, Subject, resolve};
use crate::language::{Localised, Message};
use crate::rule::{
    Answer, Asked, Audit, Cause, Coverage, Inquiry, Judge, Lack, Matched, Row as RowState, Rows, Rule, Scope, silent,
};
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
    let asks = lexicon.topics.iter().filter_map(|topic| topic.ask.as_ref()).flat_map(Localised::each);
    let questions = checklist.sentences().chain(asks).collect();
    let coverage = Coverage::new(lexicon, checklist.topics_asked(), questions, evidence.subjects().collect());
    let studies: Vec<&Subject> = submitted.iter().filter_map(|slug| evidence.case_study(slug)).collect();
    let nothing_yet = Rows::default();
    let score = checklist.score.as_ref().and_then(|card| card.score(&evidence.partner.facts, as_of));
    let audit = Audit {
        evidence,
        lexicon,
        coverage: &coverage,
        submitted: &studies,
        as_of,
        program: &checklist.program,
        hand_in: (&checklist.hand_in.to, checklist.hand_in.subject.as_ref()),
        rows: &nothing_yet,
        score: score.as_ref(),
    };
    let judge = |row: &'a Requirement| judge_row(&audit, row, interpretation);
    let mut rows: Vec<Row<'a>> = checklist.requirements.par_iter().map(judge).collect();
    let applying = exclude(&mut rows, checklist, &evidence.exclusions);
    let judged = rows_so_far(&rows);
    judge_about_rows(&Audit { rows: &judged, ..audit }, checklist, &mut rows);
    for row in &mut rows {
        row.verdict = verdict_of(row);
    }
    let reading = reading_of(evidence, &coverage, &studies, &rows);
    let leaks = leak::leaks(evidence, as_of);
    let attested = Attested { checklist, evidence, lexicon, submitted: &studies, rows: &rows, as_of };
    let remarks = [applying, remarks_of(&attested, &reading), leak::outlived(evidence, &leaks)].concat();
    Assessment {
        checklist,
        interpretation,
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
        rows,
        score,
        reading,
    }
}

fn judge_row<'a: 'e, 'e>(audit: &Audit<'e>, row: &'a Requirement, interpretation: Option<&Interpretation>) -> Row<'a> {
    let own = |statement: &&Statement| {
        statement.requirement == row.key
            && statement.program.as_deref().is_none_or(|program| program == audit.program)
            && audit.lexicon.substance.residue(&statement.text).is_none()
    };
    // One that names the program says more than one that is for all of them.
    let statement = audit.evidence.statements.iter().filter(own).max_by_key(|statement| statement.program.is_some());
    let binding = row.criteria.iter().filter(|criterion| criterion.binds_in(interpretation));
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

fn judge_criterion<'a: 'e, 'e>(
    audit: &Audit<'e>,
    row: &'a Requirement,
    criterion: &'a Criterion,
) -> CriterionResult<'a> {
    let id = row.id_of(criterion);
    let scope = Scope::case_study(audit.lexicon);
    let findings = match criterion.of {
        Of::Partner => of_partner(audit, row, criterion),
        Of::CaseStudies => {
            audit.submitted.iter().filter_map(|study| of_case_study(audit, row, criterion, study)).collect()
        }
    };
    let nobody = if audit.submitted.is_empty() {
        Message::new("criterion.no_case_study")
    } else {
        let condition = if criterion.of == Of::Partner { &criterion.when_any } else { &criterion.only };
        Message::new("criterion.nobody").with("condition", condition.describe(&scope))
    };
    CriterionResult::of(id, criterion, findings, nobody)
}

fn of_case_study<'a>(
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
fn of_partner<'a>(audit: &Audit<'a>, row: &'a Requirement, criterion: &'a Criterion) -> Vec<Finding> {
    let partner = &audit.evidence.partner;
    let finding = |answer, terms, is_open| vec![Finding { subject: String::new(), answer, terms, is_open }];
    if !criterion.when_any.is_empty() {
        let mut unknown = Vec::new();
        let mut binds = false;
        for study in audit.submitted {
            let inquiry = Inquiry::of(*audit, asked(row, criterion), study);
            match criterion.when_any.matches(&inquiry) {
                Matched::Yes => binds = true,
                Matched::No => {}
                Matched::Silent(fields) => unknown.push(silent(&inquiry, &fields)),
            }
        }
        if !binds {
            return if unknown.is_empty() { Vec::new() } else { finding(Answer::all(unknown), Vec::new(), true) };
        }
    }
    let inquiry = Inquiry::of(*audit, asked(row, criterion), partner);
    finding(criterion.rule.judge(&inquiry), criterion.rule.terms(&inquiry), false)
}

/// What the rules about rows may know: each criterion's outcome, and which rows have nothing to show.
fn rows_so_far(rows: &[Row<'_>]) -> Rows {
    let state = |outcome: &Outcome| match outcome {
        Outcome::Satisfied => RowState::Satisfied,
        Outcome::Lacking => RowState::Gap,
        Outcome::NotApplicable(_) => RowState::NotApplicable,
    };
    let about_evidence = |row: &&Row<'_>| {
        !row.criteria.iter().any(|criterion| {
            criterion.criterion.rule.is_about_rows() && matches!(criterion.criterion.rule, Rule::Answered(_))
        })
    };
    let others: Vec<_> = rows.iter().filter(about_evidence).collect();
    Rows {
        criteria: rows
            .iter()
            .flat_map(|row| &row.criteria)
            .map(|criterion| (criterion.id.clone(), state(&criterion.outcome)))
            .collect(),
        unanswered: others.iter().filter(|row| !has_something_to_show(row)).map(|row| row.key.to_owned()).collect(),
        looked_at: others.len(),
    }
}

/// Whether a row has evidence for some criterion, a statement, or a reason why it does not apply.
fn has_something_to_show(row: &Row<'_>) -> bool {
    // A “no” that the folder states is an answer as well.
    let denied = |lack: &Lack| lack.cause == Cause::Contradicted;
    let found = |finding: &Finding| finding.answer.is_satisfied() || finding.answer.lacks().iter().any(denied);
    // That nothing contradicts the partner is no answer of its own, nor is that advice has been taken.
    let answers = |result: &&CriterionResult<'_>| {
        result.criterion.level == Level::Must && !matches!(result.criterion.rule, Rule::Consistent(_))
    };
    row.statement.as_ref().is_some_and(|statement| !statement.is_empty())
        || row.criteria.iter().filter(answers).any(|criterion| criterion.findings.iter().any(found))
        || row.criteria.iter().all(|criterion| matches!(criterion.outcome, Outcome::NotApplicable(_)))
}

fn judge_about_rows<'a: 'e, 'e>(audit: &Audit<'e>, checklist: &'a Checklist, rows: &mut [Row<'a>]) {
    for (row, requirement) in rows.iter_mut().zip(&checklist.requirements) {
        for result in row.criteria.iter_mut().filter(|result| result.criterion.rule.is_about_rows()) {
            *result = judge_criterion(audit, requirement, result.criterion);
        }
    }
}

fn verdict_of(row: &Row<'_>) -> Verdict {
    let demanded = || row.criteria.iter().filter(|result| result.criterion.level == Level::Must);
    if demanded().any(CriterionResult::is_gap) {
        return Verdict::NotMet;
    }
    if demanded().any(|result| result.outcome == Outcome::Satisfied) {
        return Verdict::Met;
    }
    let reason = demanded().find_map(|result| match &result.outcome {
        Outcome::NotApplicable(reason) => Some(reason.clone()),
        _ => None,
    });
    Verdict::NotApplicable(reason.unwrap_or(Message::new("criterion.no_case_study")))
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
