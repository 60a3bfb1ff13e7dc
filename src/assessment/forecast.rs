//! A forecast: what an assessment comes to on later days while nobody changes the folder. Windows go by, attestations lapse,
//! dates that lie ahead are reached, and AWS may stop taking the checklist.
//!
//! Answers change on few days only: those on which a term, an attestation or the points of a score begin or end. Only what
//! may change is judged again, and only on those days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::exclusion::exclude;
use super::judge::{judge_criterion, judged_about_rows, rows_so_far, verdict_of};
use super::{CriterionResult, Row, Verdict};
use crate::checklist::{Checklist, Level};
use crate::evidence::{Attestation, is_of_row};
use crate::language::{Arg, Localised, Message};
use crate::rule::{Audit, Judge, Rows, Rule};

/// What changes, by day, then in official order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast<'a> {
    /// The changes.
    pub changes: Vec<Change<'a>>,
}

/// Something that is otherwise from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// The first day on which it is otherwise.
    pub day: NaiveDate,
    /// What changes.
    pub what: Turn<'a>,
    /// What ran out, began, or is lacking from then on; nothing where the row follows from others.
    pub why: Vec<Why>,
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn<'a> {
    /// A row comes to another verdict.
    Row {
        /// The key, such as `C-2.3`.
        key: &'a str,
        /// What it is about.
        title: &'a Localised,
        /// The verdict on the day before.
        from: Verdict,
        /// The verdict from that day on.
        to: Verdict,
    },
    /// AWS no longer accepts the checklist with this id.
    Life(String),
    /// A waiver lets pass no longer what it covers. The rows themselves are not met before either.
    Waiver {
        /// The requirement or the criterion that it is for.
        requirement: String,
        /// Who answers for it.
        approver: String,
    },
}

/// Why a row changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The full id of the criterion.
    pub criterion: String,
    /// The case study, or empty for the partner.
    pub subject: String,
    /// What ran out or began, as a noun, or what is lacking, as a clause.
    pub of: Arg,
}

impl Change<'_> {
    /// Whether something holds no longer.
    #[must_use]
    pub fn is_fall(&self) -> bool {
        matches!(self.what, Turn::Row { to: Verdict::NotMet, .. } | Turn::Life(_) | Turn::Waiver { .. })
    }

    /// The key of the row; nothing where it is none.
    #[must_use]
    pub const fn key(&self) -> Option<&str> {
        match self.what {
            Turn::Row { key, .. } => Some(key),
            Turn::Life(_) | Turn::Waiver { .. } => None,
        }
    }

    /// Its last day as it is today.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        self.day.pred_opt().unwrap_or(self.day)
    }
}

impl<'a> Forecast<'a> {
    /// The days on which something that holds today holds no longer. A row that is not met today cannot fall.
    pub fn falls(&self) -> impl Iterator<Item = &Change<'a>> {
        let is_open_today = |key: &str| {
            let first = self.changes.iter().find(|change| change.key() == Some(key));
            first.is_some_and(|first| matches!(first.what, Turn::Row { from: Verdict::NotMet, .. }))
        };
        self.changes.iter().filter(move |change| change.is_fall() && !change.key().is_some_and(is_open_today))
    }

    /// The falls up to a day, that day among them.
    pub fn falls_until(&self, day: NaiveDate) -> impl Iterator<Item = &Change<'a>> {
        self.falls().take_while(move |change| change.day <= day)
    }

    /// What ends that everything holds that holds today: all that falls on the first such day. A waiver ends nothing, for
    /// what it covers is not met.
    #[must_use]
    pub fn first_falls(&self) -> Vec<&Change<'a>> {
        let mut falls = self.falls().filter(|change| !matches!(change.what, Turn::Waiver { .. })).peekable();
        let first = falls.peek().map(|change| change.day);
        falls.take_while(|change| Some(change.day) == first).collect()
    }

    /// The last day on which everything that holds today still holds; none where no date ends it.
    #[must_use]
    pub fn valid_until(&self) -> Option<NaiveDate> {
        self.first_falls().first().map(|change| change.last_day())
    }

    /// Leaves the changes of these rows, and of the checklist.
    pub fn keep_only(&mut self, keys: &[String]) {
        self.changes.retain(|change| match &change.what {
            Turn::Row { key, .. } => keys.iter().any(|asked| asked.eq_ignore_ascii_case(key)),
            Turn::Waiver { requirement, .. } => keys.iter().any(|asked| is_of_row(requirement, asked)),
            Turn::Life(_) => true,
        });
    }

    /// Adds that AWS accepts the checklist until a day.
    pub fn accepted_until(&mut self, checklist: &Checklist, last: NaiveDate, as_of: NaiveDate) {
        self.ends(last, as_of, Turn::Life(checklist.id()));
    }

    /// Adds that something has its last day, unless that is over.
    fn ends(&mut self, last: NaiveDate, as_of: NaiveDate, what: Turn<'a>) {
        let Some(day) = last.succ_opt().filter(|day| *day > as_of) else { return };
        let place = self.changes.partition_point(|change| change.day < day);
        self.changes.insert(place, Change { day, what, why: Vec::new() });
    }

    /// Looks ahead from the day of an audit, on which its rows came to these verdicts.
    pub(super) fn of<'e>(audit: &Audit<'e>, checklist: &'a Checklist, rows: &[Row<'a>]) -> Self
    where
        'a: 'e,
    {
        let mut forecast = Self::of_rows(audit, checklist, rows);
        let gaps = || rows.iter().flat_map(Row::gaps);
        for waiver in audit.evidence.waivers.iter().filter(|waiver| waiver.program == checklist.program) {
            if gaps().any(|gap| waiver.covers(gap.key, gap.criterion, gap.subject)) {
                let (requirement, approver) = (waiver.requirement.clone(), waiver.approver.clone());
                forecast.ends(waiver.until, audit.as_of, Turn::Waiver { requirement, approver });
            }
        }
        forecast
    }

    /// The same for the rows alone.
    fn of_rows<'e>(audit: &Audit<'e>, checklist: &'a Checklist, rows: &[Row<'a>]) -> Self
    where
        'a: 'e,
    {
        let days = days(audit, checklist, rows);
        let mut changes = Vec::new();
        let mut rows = if days.is_empty() { Vec::new() } else { rows.to_vec() };
        let about_rows = about_rows(&rows);
        for (day, asked) in days {
            let score = checklist.score.as_ref().and_then(|card| card.score_alone(&audit.evidence.partner.facts, day));
            let nothing_yet = Rows::default();
            let audit = Audit { as_of: day, rows: &nothing_yet, score: score.as_ref(), ..*audit };
            let mut before = BTreeMap::new();
            for (row, criterion) in asked.into_iter().chain(about_rows.iter().copied()) {
                let earlier = judge_again(&audit, checklist, &mut rows, (row, criterion));
                before.entry((row, criterion)).or_insert(earlier);
            }
            exclude(&mut rows, checklist, &audit.evidence.exclusions);
            let so_far = rows_so_far(&rows);
            for (row, criterion, result) in judged_about_rows(&Audit { rows: &so_far, ..audit }, checklist, &rows) {
                rows[row].criteria[criterion] = result;
            }
            for (number, row) in rows.iter_mut().enumerate() {
                let to = verdict_of(row);
                if std::mem::discriminant(&to) != std::mem::discriminant(&row.verdict) {
                    let earlier = before.range((number, 0)..(number + 1, 0));
                    let turned = earlier.map(|((_, at), earlier)| (earlier, &row.criteria[*at]));
                    let mut why: Vec<Why> = Vec::new();
                    for new in turned.flat_map(|(earlier, later)| reasons(&audit, row.key, earlier, later)) {
                        if !why.iter().any(|known| (&known.subject, &known.of) == (&new.subject, &new.of)) {
                            why.push(new);
                        }
                    }
                    let (from, to) = (row.verdict.clone(), to.clone());
                    changes.push(Change { day, what: Turn::Row { key: row.key, title: row.title, from, to }, why });
                }
                row.verdict = to;
            }
        }
        Self { changes }
    }
}

/// A criterion by the number of its row and its own.
type At = (usize, usize);

/// Puts the answers of a day in the place of earlier ones, which it returns.
fn judge_again<'a: 'e, 'e>(
    audit: &Audit<'e>,
    checklist: &'a Checklist,
    rows: &mut [Row<'a>],
    (row, criterion): At,
) -> CriterionResult<'a> {
    let result = &mut rows[row].criteria[criterion];
    let judged = judge_criterion(audit, &checklist.requirements[row], result.criterion);
    std::mem::replace(result, judged)
}

/// The criteria that ask about other rows.
fn about_rows(rows: &[Row<'_>]) -> Vec<At> {
    let criteria = criteria(rows).filter(|(_, result)| result.criterion.rule.is_about_rows());
    criteria.map(|(at, _)| at).collect()
}

fn criteria<'r, 'a>(rows: &'r [Row<'a>]) -> impl Iterator<Item = (At, &'r CriterionResult<'a>)> {
    let numbered = rows.iter().enumerate();
    numbered.flat_map(|(row, found)| found.criteria.iter().enumerate().map(move |(at, result)| ((row, at), result)))
}

/// The later days on which an answer may become another, each with the criteria that may.
fn days(audit: &Audit<'_>, checklist: &Checklist, rows: &[Row<'_>]) -> BTreeMap<NaiveDate, BTreeSet<At>> {
    let mut days: BTreeMap<NaiveDate, BTreeSet<At>> = BTreeMap::new();
    let mut add = |from: Option<NaiveDate>, until: Option<NaiveDate>, at: At| {
        let ended = until.and_then(|day| day.succ_opt());
        for day in [from, ended].into_iter().flatten().filter(|day| *day > audit.as_of) {
            days.entry(day).or_default().insert(at);
        }
    };
    let facts = &audit.evidence.partner.facts;
    let scored = checklist.score.as_ref().map(|card| card.turns(facts, audit.as_of)).unwrap_or_default();
    for (at, result) in criteria(rows) {
        for term in result.findings.iter().flat_map(|finding| &finding.terms) {
            add(term.from, term.until, at);
        }
        if !scored.is_empty() && is_of_score(&result.criterion.rule) {
            for day in &scored {
                add(Some(*day), None, at);
            }
        }
        for attestation in attestations(audit, rows[at.0].key) {
            add(Some(attestation.date), attestation.until, at);
        }
    }
    days
}

fn is_of_score(rule: &Rule) -> bool {
    let mut found = false;
    rule.walk(&mut |rule, _| found |= matches!(rule, Rule::Score(_)));
    found
}

/// What named people attest for a row or one of its criteria.
fn attestations<'e>(audit: &Audit<'e>, key: &str) -> impl Iterator<Item = &'e Attestation> {
    let ours = move |attestation: &&Attestation| {
        attestation.program == audit.program && is_of_row(&attestation.requirement, key)
    };
    audit.evidence.attestations.iter().filter(ours)
}

/// Why a demanded criterion comes to something else than the day before.
fn reasons(audit: &Audit<'_>, key: &str, earlier: &CriterionResult<'_>, later: &CriterionResult<'_>) -> Vec<Why> {
    let is_same = std::mem::discriminant(&earlier.outcome) == std::mem::discriminant(&later.outcome);
    if is_same || later.criterion.level == Level::Should {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    for (earlier, finding) in earlier.findings.iter().zip(&later.findings) {
        if earlier.answer.is_satisfied() == finding.answer.is_satisfied() {
            continue;
        }
        let turns = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
            [from, until.and_then(|day| day.succ_opt())].contains(&Some(audit.as_of))
        };
        let terms = earlier.terms.iter().filter(|term| turns(term.from, term.until));
        let mut of: Vec<Arg> = terms.map(|term| term.of.clone()).collect();
        let attested = attestations(audit, key).filter(|attestation| {
            attestation.subject == finding.subject && turns(Some(attestation.date), attestation.until)
        });
        of.extend(
            attested
                .map(|attestation| Arg::from(Message::new("html.attested_by").with("who", attestation.who.as_str()))),
        );
        if of.is_empty() {
            of.extend(finding.answer.lacks().first().map(|lack| Arg::from(lack.what.clone())));
        }
        let why = |of| Why { criterion: later.id.clone(), subject: finding.subject.clone(), of };
        reasons.extend(of.into_iter().map(why));
    }
    reasons
}
