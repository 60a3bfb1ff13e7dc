//! The policy of a gate: what closes it, and what is let pass.

use chrono::{Days, NaiveDate};

use super::Baseline;
use crate::assessment::Assessment;
use crate::checklist::{Checklist, Level};
use crate::config::FailOn;

/// What closes the gate, and what is let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// What fails it; a gap where no kind of gap is named.
    pub fail_on: Vec<FailOn>,
    /// The day on which what holds must still hold.
    pub until: Option<NaiveDate>,
    /// Whether a waiver that counts lets pass what it covers.
    pub allow_waived: bool,
    /// The gaps that were there before.
    pub baseline: Option<Baseline>,
    /// The day in UTC, on which waivers count or do not.
    pub day: NaiveDate,
}

impl Policy {
    /// The plain gate: any gap closes it, and nothing is let pass.
    #[must_use]
    pub const fn plain(day: NaiveDate) -> Self {
        Self { fail_on: Vec::new(), until: None, allow_waived: false, baseline: None, day }
    }

    /// The same for assessments that are shown under other names.
    #[must_use]
    pub fn renamed(&self, before: &[Assessment<'_>], after: &[Assessment<'_>]) -> Self {
        let baseline = self.baseline.as_ref().map(|baseline| baseline.renamed(before, after));
        Self { baseline, ..self.clone() }
    }

    /// Whether it is the plain gate.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::plain(self.day)
    }

    /// The kind of gap that it fails on, the widest of those named.
    #[must_use]
    pub fn level(&self) -> FailOn {
        let kinds = self.fail_on.iter().copied().filter(|what| !matches!(what, FailOn::Expiring(_)));
        kinds.max().unwrap_or(FailOn::Gap)
    }

    /// Within how many days a row must not turn, the longest of those named.
    #[must_use]
    pub fn within(&self) -> Option<u16> {
        let days = self.fail_on.iter().filter_map(|what| match what {
            FailOn::Expiring(days) => Some(*days),
            _ => None,
        });
        days.max()
    }

    /// The last day on which what holds must still hold: the one that is named, or so many days after the day of judging.
    #[must_use]
    pub fn last_day(&self, as_of: NaiveDate) -> Option<NaiveDate> {
        let within = self.within().map(|days| as_of.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX));
        self.until.max(within)
    }

    /// Whether a gap was there before, where there is a baseline.
    #[must_use]
    pub fn knows(&self, id: &str) -> Option<bool> {
        self.baseline.as_ref().map(|baseline| baseline.holds(id))
    }

    /// Whether it looks at what is demanded, or advised, at all.
    pub(super) fn asks(&self, level: Level) -> bool {
        level == Level::Must || self.level() == FailOn::Advice
    }

    /// Whether it looks at this row.
    pub(super) fn asks_of(&self, checklist: &Checklist, key: &str) -> bool {
        self.level() != FailOn::Prerequisite || checklist.requirement(key).is_some_and(|row| row.prerequisite)
    }
}
