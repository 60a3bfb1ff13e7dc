//! Rows that the partner says do not apply. A fact outweighs that: only where the facts leave open whether a row binds
//! anybody is the partner's word taken.

use super::{CriterionResult, Finding, Outcome, Remark, Row};
use crate::checklist::{Checklist, Criterion, Level, Requirement};
use crate::evidence::Exclusion;
use crate::language::Message;
use crate::rule::{Answer, Rule};

/// Excludes the rows that may be, and says which may not.
pub fn exclude(rows: &mut [Row<'_>], checklist: &Checklist, exclusions: &[Exclusion]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for exclusion in allowed(checklist, exclusions) {
        let key = &exclusion.requirement;
        let Some(row) = rows.iter_mut().find(|row| row.key.eq_ignore_ascii_case(key)) else { continue };
        let demanded = row.criteria.iter().filter(|result| result.criterion.level == Level::Must);
        let remark = match demanded.clone().find_map(bound) {
            Some("") => Message::new("not_applicable.applies"),
            Some(subject) => Message::new("not_applicable.applies_to").with("subject", subject),
            None if demanded.clone().all(|result| matches!(result.outcome, Outcome::NotApplicable(_))) => continue,
            None => {
                withdraw(row, &exclusion.reason);
                continue;
            }
        };
        remarks.push(Remark { message: remark.with("row", row.key), at: exclusion.place.clone() });
    }
    remarks
}

/// The exclusions of rows that allow it.
pub fn allowed<'e>(checklist: &Checklist, exclusions: &'e [Exclusion]) -> impl Iterator<Item = &'e Exclusion> {
    let allows = |key: &str| checklist.requirement(key).is_some_and(Requirement::may_not_apply);
    let ours = exclusions.iter().filter(|exclusion| exclusion.program == checklist.program);
    ours.filter(move |exclusion| allows(&exclusion.requirement))
}

/// A subject that a criterion certainly binds, or that contradicts the exclusion.
fn bound<'a>(result: &'a CriterionResult<'_>) -> Option<&'a str> {
    let certain = result.findings.iter().find(|finding| binds(result.criterion, finding));
    certain.map(|finding| finding.subject.as_str())
}

/// Whether a criterion certainly binds who answers so, or the answer contradicts the exclusion.
pub fn binds(criterion: &Criterion, finding: &Finding) -> bool {
    let is_consistency = matches!(criterion.rule, Rule::Consistent(_));
    !finding.is_open && (!is_consistency || !finding.answer.lacks().is_empty())
}

/// Nothing is asked in the row any more, of nobody.
fn withdraw(row: &mut Row<'_>, reason: &str) {
    let why = Message::new("not_applicable.declared").with("reason", reason);
    for result in &mut row.criteria {
        for finding in &mut result.findings {
            finding.answer = Answer::NotApplicable(why.clone());
        }
        result.outcome = Outcome::NotApplicable(why.clone());
    }
}
