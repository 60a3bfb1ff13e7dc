//! What a set of case studies comes to, as far as one set is better than another.

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;

use crate::assessment::{Assessment, Row, Verdict};

/// The greater, the better: a set by which no row is left unmet comes before one that leaves some; then the one with more
/// rows met, with fewer gaps, and whose case studies count for longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many rows are met.
    pub met: usize,
    /// How many are not.
    pub not_met: usize,
    /// How many gaps there are, in all rows.
    pub gaps: usize,
    /// The day on which the first of what the case studies stand on runs out; without one, nothing does.
    pub until: Option<NaiveDate>,
}

impl Standing {
    /// That of case studies that were judged.
    #[must_use]
    pub fn of(assessment: &Assessment<'_>) -> Self {
        let terms = assessment.rows.iter().flat_map(Row::terms);
        let of_case_studies = terms.filter(|(subject, _)| !subject.is_empty()).filter_map(|(_, term)| term.until);
        Self {
            met: assessment.count(|verdict| *verdict == Verdict::Met),
            not_met: assessment.count(|verdict| *verdict == Verdict::NotMet),
            gaps: assessment.gaps().count(),
            until: first_to_end(of_case_studies, assessment.as_of),
        }
    }

    fn rank(self) -> (bool, usize, Reverse<usize>, NaiveDate) {
        (self.not_met == 0, self.met, Reverse(self.gaps), self.until.unwrap_or(NaiveDate::MAX))
    }
}

impl Ord for Standing {
    /// Where all else is the same, fewer rows that are not met are better.
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank()).then(other.not_met.cmp(&self.not_met))
    }
}

impl PartialOrd for Standing {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The first of these last days; what is over already counts for nothing that could run out.
pub fn first_to_end(days: impl Iterator<Item = NaiveDate>, as_of: NaiveDate) -> Option<NaiveDate> {
    days.filter(|day| *day >= as_of).min()
}
