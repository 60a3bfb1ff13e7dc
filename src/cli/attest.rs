//! The options of `attest`.

use std::path::PathBuf;

use chrono::NaiveDate;

/// Options of `attest`.
#[derive(Debug, clap::Args)]
pub struct Attest {
    /// The requirement or the criterion.
    pub key: String,
    /// The evidence folder.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// The program; without one, the pinned one that has the requirement.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Option<String>,
    /// The case study, by folder name, or `partner`.
    #[arg(long, value_name = "SUBJECT")]
    pub subject: Option<String>,
    /// The person.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// The person's role.
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// The day on which it is made; without it, the day of the assessment.
    #[arg(long, value_name = "DATE")]
    pub date: Option<NaiveDate>,
    /// The last day on which it counts.
    #[arg(long, value_name = "DATE")]
    pub until: Option<NaiveDate>,
    /// What is attested.
    #[arg(long, value_name = "TEXT")]
    pub statement: Option<String>,
    /// Judge as of this day; without it, as of today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
}
