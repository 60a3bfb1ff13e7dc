//! The library: the checklists that ship in the binary, and a user's own.

mod sources;

use std::cmp::Ordering;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use walkdir::WalkDir;

use super::{Checklist, newer};
use crate::embedded::{CHECKLISTS, WORDS};
use crate::evidence::{Lexicon, Services, Substance, Topic, Vocabulary};
use crate::language::Message;
use crate::source::{Problem, Source, nearest, read_yaml};

pub use sources::{OWN, SHIPPED};

/// Every checklist at hand and the words they share. A shipped checklist is parsed when it is first asked for.
#[derive(Debug, Default)]
pub struct Library {
    /// Fields, topics and phrases of all of them together.
    pub lexicon: Lexicon,
    /// Sorted by program, then from the oldest to the newest version.
    entries: Vec<Entry>,
    /// The user's own files, each with its name below their folder, as they were written.
    own: Vec<(String, String)>,
}

/// One version of one program.
#[derive(Debug)]
struct Entry {
    program: String,
    version: String,
    shipped: Option<Shipped>,
    checklist: OnceLock<Checklist>,
}

/// A file of the binary: as it was written, and as JSON.
#[derive(Debug, Clone, Copy)]
struct Shipped {
    yaml: &'static str,
    json: &'static str,
}

/// A program or version that is not at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was asked for.
    pub asked: String,
    /// The nearest one at hand.
    pub nearest: Option<String>,
    /// All that are at hand.
    pub known: Vec<String>,
}

/// `topics.yaml`: the topics that every program knows.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topics {
    /// The topics.
    topics: Vec<Topic>,
}

/// The fields and topics that only one program knows.
#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    facts: Vocabulary,
    #[serde(default)]
    topics: Vec<Topic>,
}

/// The text of one file, in the form in which it is at hand.
enum Form<'a> {
    /// Turned into JSON when the binary was built.
    Shipped(&'a str),
    /// As its author wrote it.
    Yaml(&'a Arc<Source>),
}

impl Form<'_> {
    fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        match self {
            Self::Shipped(json) => Ok(serde_json::from_str(json).expect("a test reads every shipped file")),
            Self::Yaml(source) => read_yaml(source),
        }
    }
}

impl Library {
    /// What ships in the binary.
    ///
    /// # Panics
    ///
    /// Never in a binary that passed its tests: one of them reads every shipped file.
    #[must_use]
    pub fn shipped() -> Self {
        let mut library = Self::default();
        for (path, yaml, json) in CHECKLISTS {
            match path.strip_suffix(".yaml").and_then(|path| path.split_once('/')) {
                Some((program, version)) => {
                    let shipped = Some(Shipped { yaml, json });
                    library.insert(program, version, shipped, OnceLock::new());
                }
                None => {
                    library.add(path, yaml, &Form::Shipped(json)).expect("shipped files are read without a problem");
                }
            }
        }
        for json in WORDS {
            let Words { facts, topics } = serde_json::from_str(json).expect("a test reads every shipped file");
            library.know(&facts, &topics);
        }
        library
    }

    /// What ships, and every YAML file below a user's own folder, or a file alone, see `files`.
    ///
    /// # Errors
    ///
    /// Every problem of every file.
    pub fn with_own(folder: &Path) -> Result<Self, Vec<Problem>> {
        let (files, problems) = files(&[folder]);
        let library = Self::with_files(files.iter().map(|(name, source)| (name.as_str(), source)));
        match library {
            Ok(library) if problems.is_empty() => Ok(library),
            library => Err(problems.into_iter().chain(library.err().unwrap_or_default()).collect()),
        }
    }

    /// What ships, and files of one's own, each with its name below its folder. A file called `facts.yaml`, `topics.yaml`,
    /// `substance.yaml` or `services.yaml` adds to the shared words; every other one is a checklist, and comes before a
    /// shipped one of the same program and version.
    ///
    /// # Errors
    ///
    /// The first problem of every file.
    pub fn with_files<'a>(files: impl Iterator<Item = (&'a str, &'a Arc<Source>)>) -> Result<Self, Vec<Problem>> {
        let mut library = Self::shipped();
        let mut problems = Vec::new();
        for (name, source) in files {
            problems.extend(library.add(name, &source.text, &Form::Yaml(source)).err());
            library.own.push((name.to_owned(), source.text.clone()));
        }
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    /// The checklist that `retail` (the newest one) or `retail@1.0` means.
    ///
    /// # Errors
    ///
    /// The nearest one at hand, and all of them.
    pub fn find(&self, asked: &str) -> Result<&Checklist, Unknown> {
        let (program, version) = match asked.split_once('@') {
            Some((program, version)) => (program, Some(version)),
            None => (asked, None),
        };
        let mut candidates = self.entries.iter().rev().filter(|entry| entry.program == program);
        let found = candidates.find(|entry| version.is_none_or(|version| entry.version == version));
        found.map(Entry::checklist).ok_or_else(|| {
            let known: Vec<String> = self.entries.iter().map(Entry::id).collect();
            let near = nearest(asked, known.iter().map(String::as_str)).or_else(|| nearest(program, self.programs()));
            Unknown { asked: asked.to_owned(), nearest: near.map(str::to_owned), known }
        })
    }

    /// Every checklist, by program and from the oldest to the newest version.
    pub fn checklists(&self) -> impl Iterator<Item = &Checklist> {
        self.entries.iter().map(Entry::checklist)
    }

    /// The program of every checklist, in the same order.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.program.as_str())
    }

    /// The checklists of a user's own files.
    pub fn own(&self) -> impl Iterator<Item = &Checklist> {
        self.entries.iter().filter(|entry| entry.shipped.is_none()).map(Entry::checklist)
    }

    fn add(&mut self, name: &str, text: &str, form: &Form<'_>) -> Result<(), Problem> {
        match name {
            "facts.yaml" => {
                let vocabulary: Vocabulary = form.read()?;
                self.lexicon.vocabulary.extend(&vocabulary);
            }
            "topics.yaml" => {
                let Topics { topics } = form.read()?;
                self.lexicon.topics.extend(topics);
            }
            "substance.yaml" => {
                let substance: Substance = form.read()?;
                self.lexicon.substance.extend(substance);
            }
            "services.yaml" => {
                let services: Services = form.read()?;
                self.lexicon.services.extend(services);
            }
            _ => {
                let mut checklist: Checklist = form.read()?;
                checklist.hash = hash(text);
                self.know(&checklist.facts, &checklist.topics);
                let (program, version) = (checklist.program.clone(), checklist.version.clone());
                self.insert(&program, &version, None, checklist.into());
            }
        }
        Ok(())
    }

    /// Adds the words of a program; a name that is already there keeps its first meaning.
    fn know(&mut self, facts: &Vocabulary, topics: &[Topic]) {
        self.lexicon.vocabulary.extend(facts);
        let new: Vec<_> = topics.iter().filter(|topic| self.lexicon.topic(&topic.id).is_none()).cloned().collect();
        self.lexicon.topics.extend(new);
    }

    /// Puts a version in its place, instead of the one that may be there.
    fn insert(&mut self, program: &str, version: &str, shipped: Option<Shipped>, checklist: OnceLock<Checklist>) {
        self.entries.retain(|entry| entry.program != program || entry.version != version);
        let comes_before = |entry: &Entry| match entry.program.as_str().cmp(program) {
            Ordering::Equal => newer(&entry.version, version),
            order => order,
        };
        let place = self.entries.partition_point(|entry| comes_before(entry) == Ordering::Less);
        let (program, version) = (program.to_owned(), version.to_owned());
        self.entries.insert(place, Entry { program, version, shipped, checklist });
    }
}

impl Entry {
    fn id(&self) -> String {
        format!("{}@{}", self.program, self.version)
    }

    fn checklist(&self) -> &Checklist {
        self.checklist.get_or_init(|| {
            let shipped = self.shipped.expect("what does not ship is parsed already");
            let read = Form::Shipped(shipped.json).read();
            let checklist: Checklist = read.expect("shipped files are read without a problem");
            Checklist { hash: hash(shipped.yaml), ..checklist }
        })
    }
}

/// The YAML files below folders, and files alone, each with its name below its folder; and those that cannot be read. The
/// cases of a checklist, `*.cases.yaml`, are no definitions.
pub fn files(paths: &[&Path]) -> (Vec<(String, Arc<Source>)>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for folder in paths {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let unreadable = |path: &Path, detail: Message| {
                let source = Arc::new(Source::new(path.display().to_string(), ""));
                Problem::new(&source, 0..0, Message::new("library.unreadable").with("detail", detail))
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let refused = error.io_error().map_or(Message::new("system.other"), Message::from);
                    problems.push(unreadable(error.path().unwrap_or(folder), refused));
                    continue;
                }
            };
            let path = entry.path();
            if !entry.file_type().is_file() || !(is_definition(path) || entry.depth() == 0) {
                continue;
            }
            match std::fs::read_to_string(path) {
                Err(error) => problems.push(unreadable(path, Message::from(&error))),
                Ok(text) => {
                    let below = path.strip_prefix(folder).ok().filter(|below| !below.as_os_str().is_empty());
                    let name = below.unwrap_or(path.file_name().map_or(path, Path::new)).display().to_string();
                    files.push((name, Arc::new(Source::new(path.display().to_string(), text))));
                }
            }
        }
    }
    (files, problems)
}

fn is_definition(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_yaml = [".yaml", ".yml"].into_iter().any(|ending| name.ends_with(ending));
    is_yaml && !name.ends_with(".cases.yaml")
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::lint::agrees;

    #[test]
    fn what_ships_is_read_the_same_from_yaml() {
        for (path, yaml, json) in CHECKLISTS {
            let source = Arc::new(Source::new(*path, *yaml));
            let (mut one, mut other) = (Library::default(), Library::default());
            one.add(path, yaml, &Form::Yaml(&source)).unwrap_or_else(|problem| panic!("{path}: {problem:?}"));
            other.add(path, yaml, &Form::Shipped(json)).expect(path);
            assert!(one.checklists().eq(other.checklists()), "{path}");
            assert_eq!(one.lexicon.topics, other.lexicon.topics, "{path}");
            assert_eq!(one.lexicon.vocabulary, other.lexicon.vocabulary, "{path}");
            assert_eq!(one.lexicon.services, other.lexicon.services, "{path}");
        }
    }

    #[test]
    fn a_shipped_file_is_named_after_what_it_holds() {
        for entry in &Library::shipped().entries {
            assert_eq!(entry.checklist().id(), entry.id());
        }
    }

    #[test]
    fn a_word_means_the_same_in_every_program() {
        let library = Library::shipped();
        let Lexicon { vocabulary, .. } = &library.lexicon;
        for checklist in library.checklists() {
            let (theirs, id) = (&checklist.facts, checklist.id());
            for (all, own) in [(&vocabulary.partner, &theirs.partner), (&vocabulary.case_study, &theirs.case_study)] {
                for field in own {
                    assert!(agrees(all, field), "{id}: `{}` has another meaning elsewhere", field.name);
                }
            }
            for topic in &checklist.topics {
                assert_eq!(library.lexicon.topic(&topic.id), Some(topic), "{id}");
            }
        }
    }

    #[test]
    fn an_unknown_program_gets_the_nearest() {
        let library = Library::shipped();
        let unknown = library.find("retial").expect_err("there is none");
        assert_eq!(unknown.nearest.as_deref(), Some("retail"));
        let unknown = library.find("retail@9").expect_err("there is none");
        assert!(unknown.known.contains(&"retail@1.0".to_owned()));
    }
}
