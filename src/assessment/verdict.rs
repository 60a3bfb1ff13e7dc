//! A verdict: Met, Not met, or Not applicable with a reason.

use crate::language::Message;

/// What a row came to. What is unknown counts as not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every criterion that binds holds.
    Met,
    /// At least one does not.
    NotMet,
    /// No criterion binds: not exercised.
    NotApplicable(Message),
}
