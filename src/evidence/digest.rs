//! A digest: by which anybody can see that a file is the one that was judged.

/// A file and its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Relative to the evidence folder.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}
