//! What a folder says: the partner, its case studies, their facts, documents and attestations.
//!
//! This floor is data only. It knows no file format (that is `reader`) and judges nothing (that is `rule`).

mod acknowledged;
pub mod address;
mod attestation;
mod business_day;
pub mod day;
mod digest;
mod document;
pub mod duration;
mod exclusion;
mod fact;
mod field;
mod files;
pub mod fold;
mod lexicon;
pub mod money;
mod period;
pub mod phrases;
mod place;
mod policy;
mod resource;
mod self_assessment;
mod service;
mod statement;
mod subject;
mod substance;
mod topic;
mod waiver;
pub mod web;

pub use acknowledged::Acknowledged;
pub use attestation::{ATTESTATIONS, Attestation, AttestationSpans};
pub use business_day::{Holidays, is_weekend};
pub use digest::Digest;
pub use document::{
    Block, BlockKind, Cell, Content, Declared, Document, Identifier, Kind, Reference, Residue, Secrets, SheetRow,
    Sheets, Text,
};
pub use exclusion::Exclusion;
pub use fact::{Fact, Record, Value};
pub use field::{Choice, Column, Field, FieldType, Vocabulary};
pub use files::{Files, resolve};
pub use lexicon::Lexicon;
pub use period::Period;
pub use place::{Place, Spot};
pub use policy::{
    Among, At, Attachment, Effect, Named, Policies, Policy, Principal, Statement as PolicyStatement, Test,
};
pub use resource::{Exposed, Exposure, Protection, Resource, Safeguard};
pub use self_assessment::{MAIL_ENDING, MAIL_HEAD};
pub use service::{Service, Services};
pub use statement::Statement;
pub use subject::Subject;
pub use substance::{Residue as ResidueKind, Substance};
pub use topic::{Phrases, Topic};
pub use waiver::{Waiver, is_of_row};
pub use web::Web;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::language::Message;
use crate::secret::Secret;
use crate::source::Source;

/// Everything read from one folder. Lists are sorted by path, so that the same folder is the same value.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The partner: its profile and its own documents.
    pub partner: Subject,
    /// Every case study found, submitted or not, by folder name.
    pub case_studies: Vec<Subject>,
    /// What named people attest, in the order of the file.
    pub attestations: Vec<Attestation>,
    /// The file in which they do, where there is one.
    pub attested_in: Option<Arc<Source>>,
    /// The partner's own words per row.
    pub statements: Vec<Statement>,
    /// What may be handed in although it is not met, in the order of the file.
    pub waivers: Vec<Waiver>,
    /// What the partner says does not apply, in the order of the file.
    pub exclusions: Vec<Exclusion>,
    /// Every file of the folder, read or not.
    pub files: Files,
    /// What was passed over, with the reason.
    pub skipped: Vec<Skipped>,
    /// The secrets of every file, settings and facts included, in the order in which they were read.
    pub secrets: Vec<(Secret, Place)>,
    /// What the partner knows of that stands in the folder and must not leave unseen.
    pub acknowledged: Vec<Acknowledged>,
    /// What the web answered; nothing where nobody asks it.
    pub web: Option<Web>,
    /// BLAKE3 of every case study's name, every path and every content, in hexadecimal: the same folder has the same one.
    pub hash: String,
}

/// A path that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Skipped {
    /// Relative to the evidence folder.
    pub path: String,
    /// A sentence such as “a symbolic link is never followed”.
    pub reason: Message,
    /// Whether this is noise by design (`.DS_Store`), which nobody needs to act on.
    pub noise: bool,
}

impl Evidence {
    /// The case study in the folder `slug`.
    #[must_use]
    pub fn case_study(&self, slug: &str) -> Option<&Subject> {
        self.case_studies.iter().find(|study| study.name == slug)
    }

    /// The partner, then the case studies.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        std::iter::once(&self.partner).chain(&self.case_studies)
    }

    /// Every document of every subject.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.subjects().flat_map(|subject| &subject.documents)
    }
}
