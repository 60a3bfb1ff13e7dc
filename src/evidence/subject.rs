//! A subject: the partner, or one case study.

use super::{Document, Kind, Record};

/// Whom a criterion is judged on.
#[derive(Debug, Default)]
pub struct Subject {
    /// The folder name of a case study; empty for the partner.
    pub name: String,
    /// The folder, relative to the evidence folder and without a final `/`; empty for the partner.
    pub folder: String,
    /// The file that holds the facts, or would hold them.
    pub facts_file: String,
    /// The typed facts.
    pub facts: Record,
    /// The documents, by path.
    pub documents: Vec<Document>,
}

impl Subject {
    /// Whether this is the partner.
    #[must_use]
    pub const fn is_partner(&self) -> bool {
        self.name.is_empty()
    }

    /// The documents that tell it: the one that holds its facts, else every running text.
    pub fn narrative(&self) -> impl Iterator<Item = &Document> {
        let holds_facts = |document: &Document| *document.path == *self.facts_file;
        let apart = !self.documents.iter().any(holds_facts);
        self.documents.iter().filter(move |document| holds_facts(document) || apart && document.kind == Kind::Text)
    }

    /// Whether a path lies below the folder of this case study.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        path.strip_prefix(self.folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// A path below the subject's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        if self.folder.is_empty() { name.to_owned() } else { format!("{}/{name}", self.folder) }
    }
}
