//! A bundle before it is packed: its files in a private temporary folder, which is removed with it.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::name;
use crate::config::MAX_FILE;

/// The files of a bundle, by path.
#[derive(Debug)]
pub struct Stage {
    folder: TempDir,
    sizes: BTreeMap<String, u64>,
}

impl Stage {
    /// One with no files.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn new() -> io::Result<Self> {
        Ok(Self { folder: TempDir::new()?, sizes: BTreeMap::new() })
    }

    /// Where a path lies; it need not be one of its files.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Its files, in the order in which they are packed.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.sizes.iter().map(|(path, size)| (path.as_str(), *size))
    }

    /// Whether it has a file of this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.sizes.contains_key(path)
    }

    /// Adds a file with these bytes. The path is one that [`super::name::refusal`] takes.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.add(path, bytes, bytes.len() as u64).map(drop)
    }

    /// Adds a file with what can be read, but no more than `most` bytes of it, and says how many these are.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn add(&mut self, path: &str, from: impl Read, most: u64) -> io::Result<u64> {
        let mut file = self.create(path)?;
        let size = io::copy(&mut from.take(most), &mut file)?;
        file.flush()?;
        self.sizes.insert(path.to_owned(), size);
        Ok(size)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// What the system says, and that it takes too much memory where it is larger than any file whose text is read.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if self.sizes.get(path).is_some_and(|size| *size > MAX_FILE) {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        fs::read(self.path(path))
    }

    /// Nothing is written outside of it, whatever a path says.
    fn create(&self, path: &str) -> io::Result<File> {
        if name::refusal(path).is_some() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new("")))?;
        OpenOptions::new().write(true).create_new(true).open(file)
    }
}
