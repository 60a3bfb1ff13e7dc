//! Evidence folders for tests: copies of the examples that may be changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use competency::assessment::{Assessment, assess};
use competency::checklist::{Checklist, Library};
use competency::config;
use competency::reader::{self, Extraction};
use tempfile::TempDir;

/// The day on which the complete example passes.
pub const AS_OF: &str = "2026-11-16";

/// The programs that ship, each with a complete and an incomplete example.
pub fn programs() -> BTreeSet<String> {
    Library::shipped().programs().map(str::to_owned).collect()
}

/// An example folder of the repository.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// A folder that may be changed.
pub struct Folder(TempDir);

impl Folder {
    /// An empty one.
    pub fn empty() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    /// A copy of an example.
    pub fn copy_of(name: &str) -> Self {
        Self::copied(&example(name))
    }

    /// A copy of a folder.
    pub fn copied(source: &Path) -> Self {
        let folder = Self::empty();
        for entry in walkdir::WalkDir::new(source) {
            let entry = entry.expect("the example is readable");
            let target = folder.path().join(entry.path().strip_prefix(source).expect("below it"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(target).expect("writable");
            } else {
                fs::copy(entry.path(), target).expect("writable");
            }
        }
        folder
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().expect("has one")).expect("writable");
        fs::write(file, text).expect("writable");
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Takes a file or a folder away.
    pub fn remove(&self, path: &str) {
        let file = self.path().join(path);
        let removed = if file.is_dir() { fs::remove_dir_all(&file) } else { fs::remove_file(&file) };
        removed.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Replaces words that stand in a file exactly once.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path} holds {from:?} once");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Judges the folder by the pinned case studies.
    pub fn assess<'a>(&self, library: &'a Library, program: &str, as_of: &str) -> Assessment<'a> {
        let (config, mistakes) = config::read(self.path());
        assert!(mistakes.is_empty(), "competency.toml is right: {mistakes:?}");
        let evidence =
            reader::read(self.path(), &config, &library.lexicon, &Extraction::default()).expect("the facts are right");
        let checklist: &Checklist = library.find(program).expect("the program is at hand");
        let pin = config.programs.get(&checklist.program).and_then(|pin| pin.case_studies.clone());
        let submitted: Vec<String> = match pin {
            Some(pinned) => pinned.into_iter().map(|(slug, _)| slug).collect(),
            None => evidence.case_studies.iter().map(|study| study.name.clone()).collect(),
        };
        let pin = config.programs.get(&checklist.program).and_then(|pin| pin.reading.as_ref());
        let reading = match pin {
            Some((reading, _)) => Some(checklist.interpretation(reading).expect("the reading is known")),
            None => checklist.readings.first(),
        };
        assess(checklist, reading, &evidence, &library.lexicon, &submitted, as_of.parse().expect("a date"))
    }
}
