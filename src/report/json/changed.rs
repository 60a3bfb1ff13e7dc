//! What has changed in the folder.

use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::{self, Assessment};

/// What has changed in the folder since a revision of Git.
#[derive(Serialize, JsonSchema)]
pub struct Changed<'a> {
    /// The revision, as it was named.
    since: &'a str,
    /// The files that differ, came or went, relative to the evidence folder.
    files: Vec<&'a str>,
    /// The requirements that cite one of them, or lack something there.
    requirements: Vec<&'a str>,
}

impl<'a> Changed<'a> {
    /// What it touches in an assessment.
    pub fn of(changed: &'a assessment::Changed, assessment: &Assessment<'a>) -> Self {
        let rows = assessment.rows.iter().filter(|row| changed.touches(row));
        let files = changed.files.iter().map(String::as_str).collect();
        Self { since: &changed.since, files, requirements: rows.map(|row| row.key).collect() }
    }
}
