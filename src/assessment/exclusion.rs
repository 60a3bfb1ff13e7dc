//! Rows that the partner says do not apply. A fact outweighs that: only where the facts leave open whether a row binds
//! anybody is the partner's word taken.

use super::{CriterionResult, Outcome, Remark, Row};
use crate::checklist::{Checklist, Level};
use crate::evidence::Exclusion;
use crate::language::Message;
use crate::rule::{Answer, Rule};

/// Excludes the rows that may be, and says which may not.
pub fn exclude(rows: &mut [Row<'_>], checklist: &Checklist, exclusions: &[Exclusion]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for exclusion in exclusions.iter().filter(|exclusion| exclusion.program == checklist.program) {
        let key = &exclusion.requirement;
        let row = rows.iter_mut().find(|row| row.key.eq_ignore_ascii_case(key));
        let allows = checklist.requirement(key).is_some_and(crate::checklist::Requirement::may_not_apply);
        let Some(row) = row.filter(|_| allows) else { continue };
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

/// A subject that a criterion certainly binds, or that contradicts the exclusion.
fn bound<'a>(result: &'a CriterionResult<'_>) -> Option<&'a str> {
    let is_consistency = matches!(result.criterion.rule, Rule::Consistent(_));
    let binds = |answer: &Answer| !is_consistency || !answer.lacks().is_empty();
    let certain = result.findings.iter().filter(|finding| !finding.is_open && binds(&finding.answer));
    certain.map(|finding| finding.subject.as_str()).next()
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
