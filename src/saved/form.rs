//! The part of the form that a comparison needs. Keys that it does not know are passed over, for a later version of the
//! program may write more of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

/// Which form it is.
#[derive(Deserialize)]
pub struct Form {
    pub schema_version: u64,
}

/// One document: every program that was judged in one run.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// The language of its sentences, as a code.
    pub language: String,
    /// One for each program.
    pub assessments: Vec<Assessment>,
}

/// What one checklist came to.
#[derive(Debug, Deserialize)]
pub struct Assessment {
    /// The program.
    pub program: String,
    /// The version of its checklist.
    pub version: String,
    /// The name of the program.
    pub title: String,
    /// How an ambiguous checklist was read.
    pub interpretation: Option<Interpretation>,
    /// The hash of the checklist.
    pub checklist_hash: String,
    /// The hash of the evidence.
    pub evidence_hash: String,
    /// The day as of which it was judged.
    pub as_of: NaiveDate,
    /// The partner's name.
    pub partner: Option<String>,
    /// What is said of it beforehand.
    pub life: Vec<Notice>,
    /// Whether the gate passes, by its policy.
    pub passes: bool,
    /// The case studies that were judged.
    pub case_studies: Vec<CaseStudy>,
    /// The rows.
    pub requirements: Vec<Requirement>,
    /// What keeps rows from being met.
    pub gaps: Vec<Gap>,
    /// What is advised and lacking, and keeps no row from being met.
    pub advice: Vec<Gap>,
    /// The cited files with their digests; nothing from a version of the program that did not write them.
    pub index: Option<Vec<Digest>>,
}

/// A reading of an ambiguous checklist.
#[derive(Debug, Deserialize)]
pub struct Interpretation {
    /// Its name in the settings.
    pub id: String,
}

/// A sentence said beforehand.
#[derive(Debug, Deserialize)]
pub struct Notice {
    /// Its kind.
    pub code: String,
}

/// A case study.
#[derive(Debug, Deserialize)]
pub struct CaseStudy {
    /// Its folder name.
    pub slug: String,
}

/// One row.
#[derive(Debug, Deserialize)]
pub struct Requirement {
    /// Its key.
    pub key: String,
    /// What it is about.
    pub title: String,
    /// What it came to.
    pub verdict: Verdict,
    /// What was judged.
    pub criteria: Vec<Criterion>,
}

/// What a row came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is met.
    Met,
    /// It is not.
    NotMet,
    /// It is not exercised.
    NotApplicable,
}

/// A criterion.
#[derive(Debug, Deserialize)]
pub struct Criterion {
    /// What each subject answers.
    pub findings: Vec<Finding>,
}

/// What one subject answers.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// The words behind it.
    pub citations: Vec<Citation>,
}

/// Words of the evidence, or a sentence about what was checked.
#[derive(Debug, Deserialize)]
pub struct Citation {
    /// Where they stand.
    pub place_at: Option<Place>,
    /// The words as they stand in the evidence.
    pub quote: Option<String>,
    /// What was checked, in the language of the document.
    pub note: Option<String>,
}

/// A place.
#[derive(Debug, Deserialize)]
pub struct Place {
    /// The path, relative to the evidence folder.
    pub file: String,
}

/// What one criterion lacks, of one subject.
#[derive(Debug, Deserialize)]
pub struct Gap {
    /// What makes it the same gap in another run; nothing from a version of the program that did not write it.
    pub id: Option<String>,
    /// The criterion.
    pub criterion: String,
    /// The case study; nothing for the partner.
    pub case_study: Option<String>,
    /// The kind of lack.
    pub code: String,
    /// What is missing, as a sentence.
    pub what: String,
    /// The file to write or to change.
    pub file: String,
    /// The field in it.
    pub field: Option<String>,
}

/// A file and its digest.
#[derive(Debug, Deserialize)]
pub struct Digest {
    /// The path, relative to the evidence folder.
    pub path: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Assessment {
    /// Program and version, as in `retail@1.0`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}@{}", self.program, self.version)
    }

    /// How many rows are met.
    #[must_use]
    pub fn met(&self) -> usize {
        self.requirements.iter().filter(|row| row.verdict == Verdict::Met).count()
    }

    /// Whether every row is met or not applicable.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.requirements.is_empty() && self.requirements.iter().all(|row| row.verdict != Verdict::NotMet)
    }

    /// Whether pseudonyms stand for names in it.
    #[must_use]
    pub fn is_redacted(&self) -> bool {
        self.life.iter().any(|notice| notice.code == "redaction.told")
    }

    /// The rows by key.
    #[must_use]
    pub fn rows(&self) -> BTreeMap<&str, &Requirement> {
        self.requirements.iter().map(|row| (row.key.as_str(), row)).collect()
    }

    /// The digests by file, where they were written.
    #[must_use]
    pub fn digests(&self) -> BTreeMap<&str, &str> {
        let index = self.index.iter().flatten();
        index.map(|file| (file.path.as_str(), file.sha256.as_str())).collect()
    }
}
