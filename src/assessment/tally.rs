//! Counting: what the answers to a criterion come to, and what its criteria make of a row.

use crate::checklist::Need;
use crate::rule::{Answer, Row as State};

/// The answers to one criterion, as far as they count.
#[derive(Debug, Default)]
pub struct Tally {
    answers: usize,
    satisfied: usize,
    /// For each answer that lacks something, how much.
    lacking: Vec<usize>,
}

impl Tally {
    /// Counts answers.
    pub fn of<'a>(answers: impl Iterator<Item = &'a Answer>) -> Self {
        let mut tally = Self::default();
        for answer in answers {
            tally.answers += 1;
            tally.satisfied += usize::from(answer.is_satisfied());
            tally.lacking.extend(Some(answer.lacks().len()).filter(|lacks| *lacks > 0));
        }
        tally
    }

    /// What they come to where so many are needed. Over nobody nothing is satisfied.
    pub const fn state(&self, need: Need) -> State {
        match need {
            Need::AtLeast(needed) if self.satisfied >= needed => State::Satisfied,
            Need::AtLeast(_) if self.answers > 0 => State::Gap,
            Need::All if !self.lacking.is_empty() => State::Gap,
            Need::All if self.satisfied > 0 => State::Satisfied,
            _ => State::NotApplicable,
        }
    }

    /// Of how many answers the lacks are told, the nearest first: where only some must satisfy it, of as many as are
    /// needed besides.
    pub const fn told(&self, need: Need) -> usize {
        match need {
            Need::AtLeast(needed) => needed.saturating_sub(self.satisfied),
            Need::All => usize::MAX,
        }
    }

    /// How many lacks are told of a criterion that is not satisfied.
    pub fn gaps(&self, need: Need) -> usize {
        if self.state(need) != State::Gap {
            return 0;
        }
        let mut lacking = self.lacking.clone();
        lacking.sort_unstable();
        lacking.iter().take(self.told(need)).sum()
    }
}

/// What a row comes to by the criteria that it demands.
pub fn row(mut demanded: impl Iterator<Item = State> + Clone) -> State {
    match demanded.clone().any(|state| state == State::Gap) {
        true => State::Gap,
        false if demanded.any(|state| state == State::Satisfied) => State::Satisfied,
        false => State::NotApplicable,
    }
}
