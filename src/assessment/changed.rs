//! What a change to the folder touches: the rows that stand on a changed file, or lack something in one.

use std::collections::BTreeSet;

use super::{Assessment, Row};
use crate::rule::Lack;

/// What differs from an earlier state of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The earlier state, as the user names it: `origin/main`.
    pub since: String,
    /// The files that differ, came or went, by their paths in the folder.
    pub files: BTreeSet<String>,
}

impl Changed {
    /// Whether a row cites a changed file, or lacks something there.
    #[must_use]
    pub fn touches(&self, row: &Row<'_>) -> bool {
        self.files_of(row).next().is_some()
    }

    /// Whether something is lacking in a changed file.
    #[must_use]
    pub fn is_of(&self, lack: &Lack) -> bool {
        places(lack).any(|file| self.files.contains(file))
    }

    /// The changed files that no row stands on.
    pub fn idle<'a>(&'a self, assessment: &Assessment<'_>) -> impl Iterator<Item = &'a str> {
        let used: BTreeSet<_> = assessment.rows.iter().flat_map(|row| self.files_of(row)).map(str::to_owned).collect();
        self.files.iter().map(String::as_str).filter(move |file| !used.contains(*file))
    }

    fn files_of<'a>(&'a self, row: &'a Row<'_>) -> impl Iterator<Item = &'a str> {
        let cited = row.citations().filter_map(|citation| citation.place.as_ref()).map(|place| &*place.file);
        let lacking = row.gaps().flat_map(|gap| places(gap.lack));
        cited.chain(lacking).filter(|file| self.files.contains(*file))
    }
}

/// The file to write or to change, and the one with the words that do not pass.
fn places(lack: &Lack) -> impl Iterator<Item = &str> {
    std::iter::once(lack.put.file.as_str()).chain(lack.found.as_ref().map(|place| &*place.file))
}
