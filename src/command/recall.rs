//! What `check` said before. The same question about the same folder gets the same bytes, so it need not be judged again:
//! the folder is looked at by hash, and where it is the same, what was said is said again.

use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::cli::{Asked, Check, Reports};
use crate::reader::{Cache, Seen, look};
use crate::report::View;

/// What was said of a folder.
#[derive(Clone, Serialize, Deserialize)]
pub struct Said {
    /// The reports, in the order asked for.
    pub outputs: Vec<String>,
    /// Whether the gate passed.
    pub passes: bool,
}

/// A question about a folder, and where the answer is kept. There is one for each way of asking; a newer one takes its
/// place, so that the cache does not grow from day to day.
pub struct Recall<'a> {
    cache: Cache,
    name: String,
    as_of: NaiveDate,
    folder: &'a Path,
    checklists: Option<&'a Path>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    as_of: NaiveDate,
    evidence: Seen,
    checklists: Option<Seen>,
    said: Said,
}

/// A hash of everything that decides what is said; `build.rs` takes it from the source.
const VERSION: &str = env!("PROGRAM_VERSION");

impl<'a> Recall<'a> {
    /// The question that these options ask, with the user's own checklists if there are some.
    pub fn of(
        options: &'a Check,
        views: &[View],
        own: Option<&'a Path>,
        as_of: NaiveDate,
        cache: Cache,
    ) -> Option<Self> {
        let Check { asked: Asked { folder, program, case_study, redact, .. }, reports: Reports(reports), only, .. } =
            options;
        let formats: Vec<_> = reports.iter().map(|report| report.format).collect();
        let folder = folder.canonicalize().ok()?;
        let question = format!("{:?}", (VERSION, folder, program, formats, only, case_study, redact, views, own));
        let name = format!("said-{}", blake3::hash(question.as_bytes()).to_hex());
        Some(Self { cache, name, as_of, folder: &options.asked.folder, checklists: own })
    }

    /// What was said, if nothing has changed since.
    pub fn said(&self) -> Option<Said> {
        let kept: Kept = serde_json::from_slice(&self.cache.get(&self.name)?).ok()?;
        let is_same = kept.as_of == self.as_of
            && self.checklists.and_then(look) == kept.checklists
            && look(self.folder).as_ref() == Some(&kept.evidence);
        is_same.then_some(kept.said)
    }

    /// Keeps what is said of a folder in which this was seen.
    pub fn keep(&self, evidence: Seen, said: &Said) {
        let checklists = self.checklists.and_then(look);
        let kept = Kept { as_of: self.as_of, evidence, checklists, said: said.clone() };
        if let Ok(kept) = serde_json::to_vec(&kept) {
            self.cache.put(&self.name, &kept);
        }
    }
}
