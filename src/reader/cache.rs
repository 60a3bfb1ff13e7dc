//! The cache: what was read of a document, and what was said of a folder, kept outside the evidence folder.
//!
//! Nothing depends on it. An entry that is broken or foreign is as good as none; two runs at once write the same bytes,
//! each in one step. Entries of another version of the readers are removed when this version first writes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::memory::Memory;

/// The folder of this version of the readers.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
    memory: Option<Memory>,
}

/// A hash of everything that decides what is read of a file; `build.rs` takes it from the readers' source.
const VERSION: &str = env!("READER_VERSION");

/// The length of a BLAKE3 hash in hexadecimal, which an entry begins with.
const HASH: usize = 64;

impl Cache {
    /// Opens the cache below a folder that need not exist yet; nothing where it cannot be written.
    #[must_use]
    pub fn open(folder: &Path) -> Option<Self> {
        let own = folder.join(VERSION);
        if !own.is_dir() {
            fs::create_dir_all(folder).ok()?;
            keep_private(folder);
            for entry in fs::read_dir(folder).ok()?.flatten() {
                let _ = fs::remove_dir_all(entry.path());
            }
            fs::create_dir_all(&own).ok()?;
        }
        Some(Self { folder: own, memory: None })
    }

    /// Also keeps what was read of every file in memory, until the program ends. It holds as long as words mean the same: not
    /// where checklists of the user's own may change in between.
    #[must_use]
    pub fn remembering(mut self) -> Self {
        self.memory = Some(Memory::default());
        self
    }

    /// What is kept in memory, where something is.
    pub(super) const fn memory(&self) -> Option<&Memory> {
        self.memory.as_ref()
    }

    /// What was put under a name, if it is still whole.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let mut entry = fs::read(self.folder.join(name)).ok()?;
        let is_whole = entry.len() >= HASH && blake3::hash(&entry[HASH..]).to_hex().as_bytes() == &entry[..HASH];
        is_whole.then(|| entry.split_off(HASH))
    }

    /// Puts bytes under a name. What cannot be written is read again the next time.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(blake3::hash(bytes).to_hex().as_bytes())?;
            file.write_all(bytes)?;
            file.persist(self.folder.join(name))?;
            Ok(())
        };
        let _ = write();
    }
}

/// What is kept is a customer's evidence: nobody else on the machine may read it.
#[cfg(unix)]
fn keep_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
}

#[cfg(not(unix))]
fn keep_private(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_comes_back_and_what_was_broken_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::open(folder.path()).expect("it opens");
        assert_eq!(cache.get("a"), None);
        cache.put("a", b"read");
        assert_eq!(cache.get("a").as_deref(), Some(&b"read"[..]));
        let entry = cache.folder.join("a");
        let whole = fs::read(&entry).expect("it is there");
        for broken in [&whole[..whole.len() - 1], &whole[..HASH - 1], b"", &[&whole[..], b"!"].concat()] {
            fs::write(&entry, broken).expect("written");
            assert_eq!(cache.get("a"), None);
        }
    }

    #[test]
    fn another_version_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = folder.path().join("0123");
        fs::create_dir(&old).expect("made");
        fs::write(old.join("a"), "old").expect("written");
        Cache::open(folder.path()).expect("it opens").put("b", b"new");
        Cache::open(folder.path()).expect("it opens").put("c", b"new");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("readable").flatten().map(|entry| entry.path()).collect();
        assert_eq!(left, [folder.path().join(VERSION)]);
        assert_eq!(fs::read_dir(&left[0]).expect("readable").count(), 2);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_cache() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert!(Cache::open(&file.path().join("below")).is_none());
    }
}
