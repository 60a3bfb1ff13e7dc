//! Readings: where a source can be read in more than one way, the ways in which it is judged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::{Localised, Message};

/// One way of reading an ambiguous source, chosen by `reading = "…"` in `competency.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interpretation {
    /// `[a-z0-9-]+`, unique within the checklist.
    pub id: String,
    /// What it is called inside a sentence.
    pub title: Localised,
    /// What is taken to hold.
    pub explanation: Localised,
}

impl Interpretation {
    /// The line by which a report names it.
    #[must_use]
    pub fn named(&self) -> Message {
        Message::new("human.interpretation").with("reading", &self.title).with("explanation", &self.explanation)
    }
}
