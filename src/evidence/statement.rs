//! A statement: the partner's own words for one row. It is a voice, not evidence.

use super::Place;

/// One heading of `statements.md` and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Where the heading stands.
    pub place: Place,
    /// The program it is for, such as `retail`; every program that has the row where the heading names none.
    pub program: Option<String>,
    /// The row, such as `C-2.3`.
    pub requirement: String,
    /// Whether the partner claims the row as met; `None` where nothing is said.
    pub claim: Option<bool>,
    /// The words, without the line of the claim.
    pub text: String,
}
