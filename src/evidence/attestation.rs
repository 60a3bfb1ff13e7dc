//! An attestation: a named person says that something is so.

use chrono::NaiveDate;

use super::Place;

/// One `[[attestation]]` of `attestations.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// Where it stands.
    pub place: Place,
    /// The program it is made for, such as `retail`.
    pub program: String,
    /// The row it is made for, such as `C-2.6`.
    pub requirement: String,
    /// The case study's folder name; empty for the partner.
    pub subject: String,
    /// The person.
    pub who: String,
    /// The person's role.
    pub role: String,
    /// The day on which it was made.
    pub date: NaiveDate,
    /// The last day on which it counts.
    pub until: Option<NaiveDate>,
    /// What is attested, in the person's words.
    pub statement: String,
}
