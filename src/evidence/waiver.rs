//! A waiver: somebody answers for handing in although a requirement is not met.

use chrono::NaiveDate;

use super::Place;

/// One `[[waiver]]` of `competency.toml`. What it covers stays not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Where it stands.
    pub place: Place,
    /// The program, such as `retail`.
    pub program: String,
    /// The row it covers, such as `C-2.5`, or one criterion of it, such as `C-2.5.tested`.
    pub requirement: String,
    /// The case study's folder name, or empty for the partner; without it, whoever lacks it.
    pub subject: Option<String>,
    /// Who answers for it.
    pub approver: String,
    /// Why.
    pub reason: String,
    /// The last day on which it counts, which ends at midnight UTC.
    pub until: NaiveDate,
}

/// Whether a requirement as it is named in the evidence is this row, or a criterion of it such as `C-2.3.targets`.
#[must_use]
pub fn is_of_row(requirement: &str, row: &str) -> bool {
    let Some((own, rest)) = requirement.split_at_checked(row.len()) else { return false };
    own.eq_ignore_ascii_case(row) && (rest.is_empty() || rest.starts_with('.'))
}

impl Waiver {
    /// Whether it counts on a day in UTC.
    #[must_use]
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        day <= self.until
    }

    /// Whether it is made for this criterion, by its full id, of this subject.
    #[must_use]
    pub fn covers(&self, row: &str, criterion: &str, subject: &str) -> bool {
        let is_meant = |id: &str| self.requirement.eq_ignore_ascii_case(id);
        (is_meant(row) || is_meant(criterion)) && self.subject.as_ref().is_none_or(|only| only == subject)
    }
}
