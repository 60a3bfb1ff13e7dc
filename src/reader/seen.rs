//! What a folder holds, by hash alone: enough to know it again, and no document is read for it.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::folder::Found;
use super::{file, folder};
use crate::evidence::{Content, Evidence, Skipped};

/// Reasons for which a file may be read the next time, though its bytes are the same.
const CUT_SHORT: [&str; 3] = ["unreadable.too_slow", "unreadable.broke_off", "unreadable.io"];

/// Two readings of a folder in which the same was seen come to the same evidence.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The hash of the evidence.
    pub hash: String,
    /// What was passed over without a look inside.
    pub skipped: Vec<Skipped>,
}

/// Looks at a folder; nothing where a file cannot be opened.
#[must_use]
pub fn look(folder: &Path) -> Option<Seen> {
    let found = folder::walk(folder);
    let hashes: Vec<_> = found.files.par_iter().map(|found| file::open(found).map(|opened| opened.hash)).collect();
    let mut whole = Hashed::of(&found.case_studies);
    for (file, hash) in found.files.iter().zip(hashes) {
        whole.add(file, &hash.ok()?);
    }
    Some(Seen { hash: whole.finish(), skipped: found.skipped })
}

impl Seen {
    /// What was seen when this evidence was read; nothing where the reading of a file was cut short by the time it took or
    /// by the system, and may come further the next time.
    #[must_use]
    pub fn in_evidence(evidence: &Evidence) -> Option<Self> {
        let cut_short = |content: &Content| match content {
            Content::Unreadable(why) => CUT_SHORT.contains(&why.key()),
            Content::Text(_) | Content::Opaque => false,
        };
        if evidence.documents().any(|document| cut_short(&document.content)) {
            return None;
        }
        let skipped = evidence.skipped.iter().filter(|skipped| skipped.reason.key() != file::SELF_ASSESSMENT);
        Some(Self { hash: evidence.hash.clone(), skipped: skipped.cloned().collect() })
    }
}

/// The hash of a folder, as it is put together from those of its files.
pub struct Hashed(blake3::Hasher);

impl Hashed {
    /// A folder with these case studies, and nothing in it yet.
    pub fn of(case_studies: &[String]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for slug in case_studies {
            hasher.update(slug.as_bytes()).update(b"\n");
        }
        Self(hasher)
    }

    /// Adds a file, by its path, what is masked in it, and the hash of its bytes.
    pub fn add(&mut self, found: &Found, hash: &str) {
        for (secret, _) in &found.secrets {
            self.0.update(secret.proof.as_bytes()).update(&[0]);
        }
        self.0.update(found.path.as_bytes()).update(&[0]).update(hash.as_bytes());
    }

    /// All of it, in hexadecimal.
    pub fn finish(self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}
