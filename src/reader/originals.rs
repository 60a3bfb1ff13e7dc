//! Files of the folder as they are, to be handed on.

use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::folder;
use crate::evidence::Digest;

/// A file that is handed on with the bytes that were judged.
#[derive(Debug)]
pub struct Original {
    opened_at: PathBuf,
    sha256: String,
}

impl Original {
    /// Its bytes.
    ///
    /// # Errors
    ///
    /// What the system says, and that it has other bytes by now.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = std::fs::read(&self.opened_at)?;
        if hex(&bytes) == self.sha256 { Ok(bytes) } else { Err(Error::from(ErrorKind::InvalidData)) }
    }
}

/// SHA-256, in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

/// The files of these digests, each with its path in the folder; one that went away is left out.
#[must_use]
pub fn originals(folder: &Path, digests: &[&Digest]) -> Vec<(String, Original)> {
    let original = |found: folder::Found| {
        let digest = digests.iter().find(|digest| digest.path == *found.path)?;
        Some((found.path.to_string(), Original { opened_at: found.opened_at, sha256: digest.sha256.clone() }))
    };
    folder::walk(folder).files.into_iter().filter_map(original).collect()
}
