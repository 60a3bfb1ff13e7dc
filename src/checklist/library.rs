//! The library: the checklists that ship in the binary, and a user's own.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use walkdir::WalkDir;

use super::{Checklist, newer};
use crate::embedded::CHECKLISTS;
use crate::evidence::{Lexicon, Substance, Topic, Vocabulary};
use crate::language::Message;
use crate::source::{Problem, Source, nearest, read_yaml};

/// Every checklist at hand and the words they share.
#[derive(Debug, Default)]
pub struct Library {
    /// Sorted by program, then from the oldest to the newest version.
    pub checklists: Vec<Checklist>,
    /// Fields, topics and phrases of all of them together.
    pub lexicon: Lexicon,
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

/// `topics.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
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
            library.add(path, yaml, &Form::Shipped(json)).expect("shipped files are read without a problem");
        }
        library.finish();
        library
    }

    /// What ships, and every YAML file below a user's own folder. A file called `facts.yaml`, `topics.yaml` or
    /// `substance.yaml` adds to the shared words; every other one is a checklist, and comes before a shipped one of the
    /// same program and version.
    ///
    /// # Errors
    ///
    /// Every problem of every file.
    pub fn with_own(folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut library = Self::shipped();
        let mut problems = Vec::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let unreadable = |path: &Path, detail: String| {
                let source = Arc::new(Source::new(path.display().to_string(), ""));
                Problem::new(&source, 0..0, Message::new("library.unreadable").with("detail", detail))
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    problems.push(unreadable(folder, error.to_string()));
                    continue;
                }
            };
            let path = entry.path();
            let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            if !entry.file_type().is_file() || !is_yaml {
                continue;
            }
            match std::fs::read_to_string(path) {
                Err(error) => problems.push(unreadable(path, error.to_string())),
                Ok(text) => {
                    let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
                    let source = Arc::new(Source::new(path.display().to_string(), text));
                    problems.extend(library.add(&name, &source.text, &Form::Yaml(&source)).err());
                }
            }
        }
        library.finish();
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
        let mut candidates = self.checklists.iter().rev().filter(|checklist| checklist.program == program);
        let found = candidates.find(|checklist| version.is_none_or(|version| checklist.version == version));
        found.ok_or_else(|| {
            let known: Vec<String> = self.checklists.iter().map(Checklist::id).collect();
            let programs = self.checklists.iter().map(|checklist| checklist.program.as_str());
            let near = nearest(asked, known.iter().map(String::as_str)).or_else(|| nearest(program, programs));
            Unknown { asked: asked.to_owned(), nearest: near.map(str::to_owned), known }
        })
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
            _ => {
                let mut checklist: Checklist = form.read()?;
                checklist.hash = blake3::hash(text.as_bytes()).to_hex().to_string();
                self.lexicon.vocabulary.extend(&checklist.facts);
                self.lexicon.topics.extend(checklist.topics.iter().cloned());
                self.checklists.retain(|other| other.id() != checklist.id());
                self.checklists.push(checklist);
            }
        }
        Ok(())
    }

    /// Sorts the checklists and gathers the questions, which answer nothing when they are copied into a document.
    fn finish(&mut self) {
        self.checklists.sort_by(|one, other| match one.program.cmp(&other.program) {
            Ordering::Equal => newer(&one.version, &other.version),
            order => order,
        });
        let rows = self.checklists.iter().flat_map(|checklist| &checklist.requirements);
        let texts = rows.flat_map(|row| {
            let statements = row.criteria.iter().map(|criterion| &criterion.statement);
            [&row.question, &row.passes, &row.refused].into_iter().chain(statements)
        });
        let asks = self.lexicon.topics.iter().filter_map(|topic| topic.ask.as_ref());
        self.lexicon.questions =
            texts.chain(asks).flat_map(super::super::language::Localised::each).map(str::to_owned).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_read_the_same_from_yaml() {
        for (path, yaml, json) in CHECKLISTS {
            let source = Arc::new(Source::new(*path, *yaml));
            let (mut one, mut other) = (Library::default(), Library::default());
            one.add(path, yaml, &Form::Yaml(&source)).unwrap_or_else(|problem| panic!("{path}: {problem:?}"));
            other.add(path, yaml, &Form::Shipped(json)).expect(path);
            assert_eq!(one.checklists, other.checklists, "{path}");
            assert_eq!(one.lexicon.topics, other.lexicon.topics, "{path}");
            assert_eq!(one.lexicon.vocabulary, other.lexicon.vocabulary, "{path}");
        }
    }

    #[test]
    fn what_ships_has_no_fault() {
        let library = Library::shipped();
        for checklist in &library.checklists {
            assert_eq!(checklist.faults(&library.lexicon), [], "{}", checklist.id());
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
