//! What every case study answers, judged once, so that a set of them is judged by counting.
//!
//! An answer about a case study is kept for all sets unless its rule looked at the submission while it answered: nobody
//! lists which rules do. What looks at it, and what asks about the other rows, is asked anew for each set. The answers are
//! counted as those of an assessment are.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Standing;
use super::standing::first_to_end;
use crate::assessment::exclusion::{allowed, binds};
use crate::assessment::judge::{asks_of_all_rows, of_case_study, of_partner, shows, statement_of};
use crate::assessment::tally::{self, Tally};
use crate::assessment::{Examination, Finding};
use crate::checklist::{Criterion, Level, Of, Requirement};
use crate::evidence::Subject;
use crate::rule::{Answer, Audit, Judge, Lack, Row as State, Rows, Rule, Submission};

/// The answers of the partner and of every case study of a folder.
pub struct Answers<'x, 'a, 'e> {
    examination: &'x Examination<'a, 'e>,
    studies: Vec<&'e Subject>,
    rows: Vec<Asked<'a>>,
    questions: Vec<Question<'a>>,
}

/// A row, with the numbers of its questions.
struct Asked<'a> {
    requirement: &'a Requirement,
    questions: Range<usize>,
    /// Whether the partner says something of it.
    is_stated: bool,
    /// Whether it must have something to show.
    is_looked_at: bool,
    /// Whether the partner says that it does not apply, which is taken where nothing certainly binds.
    is_excluded: bool,
}

/// A criterion that binds.
struct Question<'a> {
    requirement: &'a Requirement,
    criterion: &'a Criterion,
    id: String,
    /// Whether a set is better or worse by it: it is demanded, or what is demanded follows it.
    counts: bool,
    /// The partner's answer, or that of each case study.
    answers: Vec<Answered>,
}

/// An answer, as far as it can be given before it is known what is handed in.
enum Answered {
    /// The same for every set; none where the criterion does not bind.
    Always(Option<Finding>),
    /// Another one for another set.
    Open,
}

/// What a set came to.
pub struct Trial {
    /// What each row came to.
    pub rows: Vec<State>,
    gaps: usize,
    until: Option<NaiveDate>,
}

/// A lack that is taken for mended.
#[derive(Clone, Copy)]
pub struct Mended<'l> {
    /// The case study, or empty for the partner.
    pub subject: &'l str,
    /// What is lacking.
    pub lack: &'l Lack,
}

/// What the answers to one question came to.
struct Came {
    state: State,
    gaps: usize,
    shows: bool,
    /// Whether it certainly binds somebody.
    binds: bool,
    until: Option<NaiveDate>,
}

impl Trial {
    /// As far as one set is better than another.
    pub fn standing(&self) -> Standing {
        let count = |is: State| self.rows.iter().filter(|state| **state == is).count();
        Standing { met: count(State::Satisfied), not_met: count(State::Gap), gaps: self.gaps, until: self.until }
    }
}

impl<'x, 'a: 'e, 'e> Answers<'x, 'a, 'e> {
    /// Asks every criterion of the partner and of every case study.
    pub fn of(examination: &'x Examination<'a, 'e>) -> Self {
        let studies: Vec<&Subject> = examination.evidence.case_studies.iter().collect();
        let checklist = examination.checklist;
        let followed = followed(checklist.criteria().map(|(_, criterion)| criterion));
        let excluded: Vec<_> =
            allowed(checklist, &examination.evidence.exclusions).map(|one| &one.requirement).collect();
        let (mut rows, mut questions) = (Vec::new(), Vec::new());
        let looked_at = AtomicBool::new(false);
        let nothing_yet = Rows::default();
        let audit = examination.audit(Submission::of(&studies, &looked_at), &nothing_yet);
        let online = examination.evidence.web.is_some();
        for requirement in &checklist.requirements {
            let first = questions.len();
            let binding = requirement.criteria.iter().filter(|one| one.binds_in(examination.interpretation, online));
            questions.extend(binding.clone().map(|criterion| {
                let id = requirement.id_of(criterion);
                let counts = criterion.level == Level::Must || followed.contains(&id.as_str());
                Question { requirement, criterion, id, counts, answers: Vec::new() }
            }));
            rows.push(Asked {
                requirement,
                questions: first..questions.len(),
                is_stated: statement_of(&audit, requirement).is_some_and(|statement| !statement.text.is_empty()),
                is_looked_at: !binding.clone().any(asks_of_all_rows),
                is_excluded: excluded.iter().any(|key| requirement.key.eq_ignore_ascii_case(key)),
            });
        }
        let mut answers = Self { examination, studies, rows, questions };
        let asked: Vec<_> = answers.questions.par_iter().map(|question| answers.ask(question)).collect();
        for (question, asked) in answers.questions.iter_mut().zip(asked) {
            question.answers = asked;
        }
        answers
    }

    fn ask(&self, Question { requirement, criterion, .. }: &Question<'a>) -> Vec<Answered> {
        let answered = |judge: &dyn Fn(&Audit<'_>) -> Option<Finding>| {
            let looked_at = AtomicBool::new(false);
            let nothing_yet = Rows::default();
            let finding = judge(&self.examination.audit(Submission::of(&self.studies, &looked_at), &nothing_yet));
            if looked_at.into_inner() { Answered::Open } else { Answered::Always(finding) }
        };
        match criterion.of {
            Of::Partner => vec![answered(&|audit| of_partner(audit, requirement, criterion))],
            Of::CaseStudies => {
                let of = |study: &&Subject| answered(&|audit| of_case_study(audit, requirement, criterion, study));
                self.studies.iter().map(of).collect()
            }
        }
    }

    /// What the case studies of these numbers come to together, in this order; with one lack `mended`, if there is one.
    pub fn trial(&self, set: &[usize], mended: Option<Mended<'_>>) -> Trial {
        let studies: Vec<&Subject> = set.iter().filter_map(|number| self.studies.get(*number).copied()).collect();
        let looked_at = AtomicBool::new(true);
        let submission = Submission::of(&studies, &looked_at);
        let nothing_yet = Rows::default();
        let audit = self.examination.audit(submission, &nothing_yet);
        let came = |question: &Question<'a>| self.came(question, set, mended, &audit);
        let mut all: Vec<Option<Came>> =
            self.questions.iter().map(|question| question.counts.then(|| came(question))).collect();

        for row in self.rows.iter().filter(|row| row.is_excluded) {
            let is_demanded = |number: &usize| self.questions[*number].criterion.level == Level::Must;
            let demanded = || row.questions.clone().filter(is_demanded).filter_map(|number| all[number].as_ref());
            if demanded().any(|came| came.binds) || demanded().all(|came| came.state == State::NotApplicable) {
                continue;
            }
            for came in &mut all[row.questions.clone()] {
                let until = came.as_ref().and_then(|came| came.until);
                *came = Some(Came { state: State::NotApplicable, gaps: 0, shows: false, binds: false, until });
            }
        }

        let has_something_to_show = |row: &&Asked<'a>| {
            let questions = || row.questions.clone().map(|number| (&all[number], &self.questions[number]));
            row.is_stated
                || questions().any(|(came, _)| came.as_ref().is_some_and(|came| came.shows))
                || questions().all(|(known, question)| {
                    let state = known.as_ref().map_or_else(|| came(question).state, |known| known.state);
                    state == State::NotApplicable
                })
        };
        let looked_at = || self.rows.iter().filter(|row| row.is_looked_at);
        let unanswered = looked_at().filter(|row| !has_something_to_show(row));
        let criteria = self.questions.iter().zip(&all);
        let so_far = Rows {
            unanswered: unanswered.map(|row| row.requirement.key.as_str()).collect(),
            looked_at: looked_at().count(),
            criteria: criteria
                .filter_map(|(question, came)| Some((question.id.as_str(), came.as_ref()?.state)))
                .collect(),
        };
        let audit = self.examination.audit(submission, &so_far);
        for (question, came) in self.questions.iter().zip(&mut all) {
            if question.criterion.rule.is_about_rows() && came.is_some() {
                *came = Some(self.came(question, set, mended, &audit));
            }
        }

        let demanded = |questions: Range<usize>| {
            let all = questions.map(|number| (&self.questions[number], &all[number]));
            all.filter(|(question, _)| question.criterion.level == Level::Must).filter_map(|(_, came)| came.as_ref())
        };
        let rows = self.rows.iter().map(|row| tally::row(demanded(row.questions.clone()).map(|came| came.state)));
        let every = || demanded(0..self.questions.len());
        Trial {
            rows: rows.collect(),
            gaps: every().map(|came| came.gaps).sum(),
            until: every().filter_map(|came| came.until).min(),
        }
    }

    fn came(&self, question: &Question<'a>, set: &[usize], mended: Option<Mended<'_>>, audit: &Audit<'_>) -> Came {
        let Question { requirement, criterion, answers, .. } = question;
        // What asks about rows was answered before there were any.
        let is_anew = !audit.rows.criteria.is_empty() && criterion.rule.is_about_rows();
        let answer = |number: usize, judge: &dyn Fn() -> Option<Finding>| match answers.get(number) {
            Some(Answered::Always(finding)) if !is_anew => finding.as_ref().map(Cow::Borrowed),
            _ => judge().map(Cow::Owned),
        };
        let findings: Vec<Cow<'_, Finding>> = match criterion.of {
            Of::Partner => answer(0, &|| of_partner(audit, requirement, criterion)).into_iter().collect(),
            Of::CaseStudies => {
                let of = |number: &usize| {
                    answer(*number, &|| of_case_study(audit, requirement, criterion, self.studies.get(*number)?))
                };
                set.iter().filter_map(of).collect()
            }
        };
        let findings = match mended {
            Some(mended) => findings.into_iter().map(|finding| mended.mend(finding)).collect(),
            None => findings,
        };
        let tally = Tally::of(findings.iter().map(|finding| &finding.answer));
        let terms = findings.iter().filter(|finding| !finding.subject.is_empty()).flat_map(|finding| &finding.terms);
        Came {
            state: tally.state(criterion.need),
            gaps: tally.gaps(criterion.need),
            shows: findings.iter().any(|finding| shows(criterion, &finding.answer)),
            binds: findings.iter().any(|finding| binds(criterion, finding)),
            until: first_to_end(terms.filter_map(|term| term.until), self.examination.as_of),
        }
    }

    /// The folder name of a case study.
    pub fn name(&self, number: usize) -> &'e str {
        self.studies.get(number).map_or("", |study| study.name.as_str())
    }

    /// What a case study is known to lack, whichever others are handed in with it; in official order, each once.
    pub fn lacks_of(&self, number: usize) -> Vec<&Lack> {
        let demanded = self.questions.iter().filter(|question| question.criterion.level == Level::Must);
        let of_case_studies = demanded.filter(|question| question.criterion.of == Of::CaseStudies);
        let mut lacks = Vec::new();
        for question in of_case_studies {
            let Some(Answered::Always(Some(finding))) = question.answers.get(number) else { continue };
            for lack in finding.answer.lacks() {
                if !lacks.contains(&lack) {
                    lacks.push(lack);
                }
            }
        }
        lacks
    }
}

impl Mended<'_> {
    /// The answer as if this were no longer lacking.
    fn mend(self, finding: Cow<'_, Finding>) -> Cow<'_, Finding> {
        let lacks = finding.answer.lacks();
        if finding.subject != self.subject || !lacks.contains(self.lack) {
            return finding;
        }
        let left: Vec<_> = lacks.iter().filter(|lack| *lack != self.lack).cloned().collect();
        let answer = if left.is_empty() { Answer::Satisfied(Vec::new()) } else { Answer::lacking(left) };
        Cow::Owned(Finding { answer, ..finding.into_owned() })
    }
}

/// The full ids of the criteria that others follow.
fn followed<'a>(criteria: impl Iterator<Item = &'a Criterion>) -> Vec<&'a str> {
    let mut followed = Vec::new();
    for criterion in criteria {
        criterion.rule.walk(&mut |rule, _| {
            if let Rule::Follows(follows) = rule {
                followed.push(follows.criterion());
            }
        });
    }
    followed
}
