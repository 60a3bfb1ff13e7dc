//! A checklist: one version of a program as data. A new program is a YAML file and not a line of code.

mod attested;
mod comparison;
mod criterion;
mod interpretation;
mod library;
mod life;
mod lineage;
pub mod lint;
mod milestone;
mod note;
mod requirement;
mod version;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::evidence::{Period, Topic, Vocabulary};
use crate::language::Localised;
use crate::rule::{Condition, Judge};
use crate::score::Scorecard;
use crate::source::schema_of_input;

pub use attested::unknown_requirement;
pub use comparison::{Change, Difference, differences, of_the_sheet};
pub use criterion::{Criterion, Level, Need, Of};
pub use interpretation::Interpretation;
pub use library::{Library, OWN, SHIPPED, Unknown};
pub use lineage::{Lineage, Missing, became};
pub use milestone::{Actor, Deadline, Milestone, Start};
pub use note::Note;
pub use requirement::{Erratum, Requirement};
pub use version::newer;

/// A checklist: one version of a program, as a YAML file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("$id" = "urn:competency:schema:checklist:1"))]
pub struct Checklist {
    /// The program, such as `retail`.
    pub program: String,
    /// The version, such as `1.0`; a string, for `2.10` is not `2.1`.
    pub version: String,
    /// What the program is called.
    pub title: Localised,
    /// The day on which AWS released it.
    pub released: NaiveDate,
    /// The last day on which AWS accepts it, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usable_until: Option<NaiveDate>,
    /// The last day on which AWS accepts the version before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_accepted_until: Option<NaiveDate>,
    /// The version before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// Why a newer form exists; said in one line, and the evidence is scored all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded: Option<Localised>,
    /// How long a validation holds before it is repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Period>,
    /// Whether it can judge a single document, given in place of a folder: the narrative of one case study.
    #[serde(default)]
    pub document: bool,
    /// Which case studies are judged where the folder does not say which are handed in; all of them without it, and where
    /// none matches.
    #[serde(default, skip_serializing_if = "Condition::is_empty")]
    pub case_studies: Condition,
    /// How the self-assessment reaches AWS.
    pub hand_in: HandIn,
    /// The ways in which an ambiguous source can be read. The first is taken where none is chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Interpretation>,
    /// What must happen by when after the audit or the hand-in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Milestone>,
    /// What the source says beside its rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Fields that only this program knows.
    #[serde(default)]
    pub facts: Vocabulary,
    /// Topics that only this program knows.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// How its score is computed, where it gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Scorecard>,
    /// What is wrong or unclear in the source as a whole.
    #[serde(default)]
    pub errata: Vec<Erratum>,
    /// The rows of the official sheet, in its order.
    pub requirements: Vec<Requirement>,
    /// BLAKE3 of the file, in hexadecimal.
    #[serde(skip)]
    pub hash: String,
}

/// How the self-assessment reaches AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    /// By e-mail or in the portal.
    pub route: Route,
    /// The address, or the page of the portal.
    pub to: String,
    /// The subject line of the e-mail, with `{partner}` for the partner's name, where one is prescribed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Localised>,
    /// The order of the steps and what else is worth knowing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Localised>,
    /// The same, step by step, for whoever hands in now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Localised>,
}

impl HandIn {
    /// The field of the partner's profile with the address that a mail is sent from.
    pub const SENDER: &str = "contact_email";
}

/// A way of handing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Route {
    /// A mail with the self-assessment.
    Email,
    /// A form of the partner portal.
    Portal,
}

/// The JSON Schema of a checklist, by which editors complete it.
#[must_use]
pub fn schema() -> Schema {
    schema_of_input::<Checklist>()
}

impl Checklist {
    /// Program and version, as in `retail@1.0`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}@{}", self.program, self.version)
    }

    /// The row with this key, whatever its case.
    #[must_use]
    pub fn requirement(&self, key: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.key.eq_ignore_ascii_case(key))
    }

    /// The note with this id.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&Note> {
        self.notes.iter().find(|note| note.id.eq_ignore_ascii_case(id))
    }

    /// The reading with this id.
    #[must_use]
    pub fn interpretation(&self, id: &str) -> Option<&Interpretation> {
        self.readings.iter().find(|reading| reading.id == id)
    }

    /// Everything it says to the reader. Copied into a document it answers nothing.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        let texts = self.requirements.iter().flat_map(|row| {
            let statements = row.criteria.iter().map(|criterion| &criterion.statement);
            [&row.question, &row.passes, &row.refused].into_iter().chain(statements)
        });
        texts.flat_map(Localised::each)
    }

    /// The topics that its rules look for.
    #[must_use]
    pub fn topics_asked(&self) -> BTreeSet<&str> {
        let mut topics = BTreeSet::new();
        for (_, criterion) in self.criteria() {
            criterion.rule.walk(&mut |rule, _| topics.extend(rule.topics()));
        }
        topics
    }

    /// How many case studies it demands at the least, read in one way or, without one, in any: none where it asks nothing
    /// of case studies.
    #[must_use]
    pub fn case_studies_demanded(&self, reading: Option<&Interpretation>) -> usize {
        let binds = |criterion: &&Criterion| {
            criterion.level == Level::Must && (reading.is_none() || criterion.binds_in(reading, false))
        };
        self.criteria().map(|(_, criterion)| criterion).filter(binds).map(Criterion::case_studies).max().unwrap_or(0)
    }

    /// Every criterion with its row, in official order.
    pub fn criteria(&self) -> impl Iterator<Item = (&Requirement, &Criterion)> {
        self.requirements.iter().flat_map(|row| row.criteria.iter().map(move |criterion| (row, criterion)))
    }
}
