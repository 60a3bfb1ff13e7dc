//! A leak, for programs.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::Place;
use crate::assessment;
use crate::language::Language;

/// Something in a file that must not leave the machine: a secret, the name of a customer that is not public, an account of
/// somebody else.
#[derive(Serialize, JsonSchema)]
pub struct Leak<'a> {
    /// The kind of leak, the same in every language: `aws-access-key-id`, `password`, `customer-name`.
    code: &'a str,
    /// What it is.
    what: String,
    /// Enough of it to find it by: `AKIA…7Q2X`. Never a secret itself.
    masked: &'a str,
    /// Where it stands, to be shown to a person; at least one place, all in one file.
    places: Vec<String>,
    /// The same places for a program.
    places_at: Vec<Place<'a>>,
    /// By which it is acknowledged in `competency.toml`; null where it would tell what is redacted.
    fingerprint: Option<&'a str>,
    /// Why it may stand there, in the words of whoever acknowledged it; null where nobody has.
    acknowledged: Option<&'a str>,
}

impl<'a> Leak<'a> {
    /// A leak as it is written.
    pub fn of(leak: &'a assessment::Leak, language: Language) -> Self {
        Self {
            code: &leak.rule,
            what: leak.what.render(language),
            masked: &leak.masked,
            places: leak.places.iter().map(ToString::to_string).collect(),
            places_at: leak.places.iter().map(Place::from).collect(),
            fingerprint: leak.fingerprint.as_deref(),
            acknowledged: leak.acknowledged.as_deref(),
        }
    }
}
