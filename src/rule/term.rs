//! A term: how long a dated fact counts for a rule.

use chrono::NaiveDate;

use crate::language::Arg;

/// The days on which a dated fact counts. Once they are over, the rule may no longer hold; judging on the day after says
/// whether it does, since other facts may stand in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// What runs, as a noun: “completion date + 18 months”, with the item's name where it is one of a list.
    pub of: Arg,
    /// The first day; before every day without one.
    pub from: Option<NaiveDate>,
    /// The last day; none of what counts for good once it has begun.
    pub until: Option<NaiveDate>,
}
