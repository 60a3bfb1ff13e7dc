//! An exclusion: the partner says that a requirement does not apply, and why.

use super::Place;

/// One `[[not_applicable]]` of `competency.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Where it stands.
    pub place: Place,
    /// The program, such as `retail`.
    pub program: String,
    /// The row, such as `C-2.12`.
    pub requirement: String,
    /// Why it does not apply.
    pub reason: String,
}
