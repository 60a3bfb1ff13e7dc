//! Digests: files of the folder with their SHA-256, as an auditor checks them with any tool.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::folder;
use super::originals::hex;
use crate::evidence::Digest;

/// The digests of the files at these paths, by path; a file that cannot be opened has none.
#[must_use]
pub fn digests(folder: &Path, paths: &BTreeSet<&str>) -> Vec<Digest> {
    let found = folder::walk(folder).files;
    let digest = |found: &folder::Found| {
        let bytes = std::fs::read(&found.opened_at).ok()?;
        Some(Digest { path: found.path.to_string(), size: found.size, sha256: hex(&bytes) })
    };
    found.par_iter().filter(|found| paths.contains(&*found.path)).filter_map(digest).collect()
}
