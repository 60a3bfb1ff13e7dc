//! The files that a library was made of, and a library made of such files and nothing else.

use std::path::MAIN_SEPARATOR;
use std::sync::{Arc, OnceLock};

use super::{Form, Library, Shipped, Words};
use crate::embedded::CHECKLISTS;
use crate::source::{Problem, Source};

/// What the names of the files that ship stand below.
pub const SHIPPED: &str = "shipped";

/// What the names of the user's own files stand below.
pub const OWN: &str = "own";

impl Library {
    /// Every file that it was made of, as it was written: its name below [`SHIPPED`] or [`OWN`], and its text.
    pub fn sources(&self) -> impl Iterator<Item = (String, &str)> {
        let shipped = CHECKLISTS.iter().map(|(path, yaml, _)| (format!("{SHIPPED}/{path}"), *yaml));
        let below = |name: &str| format!("{OWN}/{}", name.replace(MAIN_SEPARATOR, "/"));
        shipped.chain(self.own.iter().map(move |(name, text)| (below(name), text.as_str())))
    }

    /// The library that was made of such files. One that ships with this version is not parsed anew.
    ///
    /// # Errors
    ///
    /// Every problem of every file.
    pub fn of_sources(mut sources: Vec<(String, String)>) -> Result<Self, Vec<Problem>> {
        // As a walk meets them, but the shared words before those that only one program knows.
        sources.sort_by(|(one, _), (other, _)| one.split('/').cmp(other.split('/')));
        let (own, shipped): (Vec<_>, Vec<_>) = sources.into_iter().partition(|(name, _)| folder(name) == OWN);
        let (programs, words): (Vec<_>, Vec<_>) = shipped.into_iter().partition(|(name, _)| below(name).contains('/'));
        let mut library = Self::default();
        let mut problems = Vec::new();
        for (name, text) in words.into_iter().chain(programs).chain(own) {
            let path = below(&name);
            let same = CHECKLISTS.iter().find(|(known, yaml, _)| *known == path && *yaml == text);
            let added = match same.filter(|_| folder(&name) == SHIPPED) {
                Some((_, yaml, json)) => library.add_shipped(path, Shipped { yaml, json }),
                None => library.add(path, &text, &Form::Yaml(&Arc::new(Source::new(&name, &text)))),
            };
            problems.extend(added.err());
            if folder(&name) == OWN {
                library.own.push((path.to_owned(), text));
            }
        }
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    /// Adds a file that ships: of a checklist only the words, until somebody asks for the rest.
    fn add_shipped(&mut self, path: &str, file: Shipped) -> Result<(), Problem> {
        let form = Form::Shipped(file.json);
        let Some((program, version)) = path.strip_suffix(".yaml").and_then(|path| path.split_once('/')) else {
            return self.add(path, file.yaml, &form);
        };
        let Words { facts, topics } = form.read()?;
        self.know(&facts, &topics);
        self.insert(program, version, Some(file), OnceLock::new());
        Ok(())
    }
}

/// The first folder of a name.
fn folder(name: &str) -> &str {
    name.split('/').next().unwrap_or_default()
}

/// A name below its first folder.
fn below(name: &str) -> &str {
    name.split_once('/').map_or("", |(_, below)| below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_comes_back_from_its_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let next =
            include_str!("../../../checklists/retail/1.0.yaml").replacen("version: \"1.0\"", "version: \"1.1\"", 1);
        std::fs::create_dir(folder.path().join("a")).expect("writable");
        for name in ["a/next.yaml", "a-b.yaml"] {
            std::fs::write(folder.path().join(name), &next).expect("writable");
        }
        let topics = "topics: [{id: ours, title: {en: Ours, fr: Nous, zh: 我们}, file: ours.md, words: 8}]";
        std::fs::write(folder.path().join("topics.yaml"), topics).expect("writable");
        let library = Library::with_own(folder.path()).expect("they are right");
        let sources = library.sources().map(|(name, text)| (name, text.to_owned()));
        let again = Library::of_sources(sources.collect()).expect("they are right");
        assert!(again.checklists().eq(library.checklists()));
        assert_eq!(again.lexicon.topics, library.lexicon.topics);
        assert_eq!(again.lexicon.vocabulary, library.lexicon.vocabulary);
        assert_eq!(again.lexicon.services, library.lexicon.services);
        assert_eq!(again.own, library.own);
    }
}
