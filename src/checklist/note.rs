//! Notes: what a source says beside its rows and is worth knowing, such as what a merger does to a designation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Localised;

/// One note, shown by `competency explain` under its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// `[a-z0-9-]+`, unlike every key of a row.
    pub id: String,
    /// What it is about.
    pub title: Localised,
    /// What the source says, in our words.
    pub text: Localised,
}
