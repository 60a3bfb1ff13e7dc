//! What is wrong with a checklist: what it cannot be read for, names that lead nowhere, rules that cannot fail or that no
//! evidence satisfies, languages that lag behind. Each kind has a code of its own, see `kind.rs`.

mod ancestry;
mod faults;
mod kind;
mod place;
mod shape;
mod sheet;
mod texts;
mod words;

use std::path::Path;
use std::sync::Arc;

use super::{Checklist, Library, OWN, library};
use crate::embedded::CHECKLISTS;
use crate::evidence::{Services, Substance, Vocabulary};
use crate::source::{Node, Problem, Source, parse_template, schema_of_input};

pub use kind::{KINDS, Kind};
use place::Written;
#[cfg(test)]
pub use words::agrees;

/// A file of definitions, as it is written.
struct File {
    /// What it is called below its folder: `topics.yaml` is no checklist.
    name: String,
    source: Arc<Source>,
}

/// What is wrong with what ships.
#[must_use]
pub fn shipped() -> Vec<Problem> {
    let file = |(path, yaml, _): &(&str, &str, &str)| File {
        name: (*path).to_owned(),
        source: Arc::new(Source::new(format!("checklists/{path}"), *yaml)),
    };
    let files: Vec<_> = CHECKLISTS.iter().map(file).collect();
    let unreadable: Vec<_> = files.iter().flat_map(unreadable).collect();
    if unreadable.is_empty() { judged(&files, &Library::shipped()) } else { coded(unreadable) }
}

/// What is wrong with files, and with those below folders, by file and place; and with what ships and them the library they
/// make, where none has an error.
///
/// What cannot be read is told first and alone: a name that is spelt right may lead into a file that cannot be read.
#[must_use]
pub fn own(paths: &[&Path]) -> (Vec<Problem>, Option<Library>) {
    let (found, mut problems) = library::files(paths);
    let files: Vec<_> = found.into_iter().map(|(name, source)| File { name, source }).collect();
    problems.extend(files.iter().flat_map(unreadable));
    if !problems.is_empty() {
        return (coded(problems), None);
    }
    match Library::with_files(files.iter().map(|file| (file.name.as_str(), &file.source))) {
        Err(problems) => (coded(problems), None),
        Ok(library) => {
            let problems = judged(&files, &library);
            let is_sound = problems.iter().all(Problem::is_warning);
            (problems, is_sound.then_some(library))
        }
    }
}

/// What is wrong with the user's own files in a library that was made of them.
#[must_use]
pub fn of_own(library: &Library) -> Vec<Problem> {
    let below = |name: &str| name.strip_prefix(OWN)?.strip_prefix('/').map(str::to_owned);
    let own = library
        .sources()
        .filter_map(|(name, text)| Some(File { name: below(&name)?, source: Arc::new(Source::new(name, text)) }));
    judged(&own.collect::<Vec<_>>(), library)
}

/// What keeps a file from being read, every mistake of it.
fn unreadable(file: &File) -> Vec<Problem> {
    let source = &file.source;
    let node = match parse_template(source, 0..source.text.len()) {
        Ok(node) => node,
        Err(problems) => return problems,
    };
    let schema = match file.name.as_str() {
        "facts.yaml" => schema_of_input::<Vocabulary>(),
        "topics.yaml" => schema_of_input::<library::Topics>(),
        "substance.yaml" => schema_of_input::<Substance>(),
        "services.yaml" => schema_of_input::<Services>(),
        _ => super::schema(),
    };
    shape::mistakes(source, &node, schema.as_value())
}

/// What is wrong with files that can be read.
fn judged(files: &[File], library: &Library) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files {
        // What could not be read was told before.
        let Ok(root) = parse_template(&file.source, 0..file.source.text.len()) else { continue };
        let written = Written { source: &file.source, root: &root };
        let checklist = checklist_of(&root, library);
        if let Some(checklist) = checklist {
            let faults = checklist.faults(&library.lexicon);
            let ancestry = ancestry::faults(checklist, library);
            problems.extend(faults.into_iter().chain(ancestry).map(|fault| written.problem(fault)));
            problems.extend(sheet::faults(checklist, &written));
        }
        problems.extend(words::faults(&written, &file.name, library));
        problems.extend(texts::faults(&written));
    }
    coded(problems)
}

/// The checklist of the library that a file is.
fn checklist_of<'a>(root: &Node, library: &'a Library) -> Option<&'a Checklist> {
    let said = |key| root.get(key).and_then(Node::as_text);
    let (program, version) = (said("program")?, said("version")?);
    library.find(&format!("{program}@{version}")).ok()
}

/// Problems with their codes, each told once.
fn coded(problems: Vec<Problem>) -> Vec<Problem> {
    let mut coded: Vec<Problem> = Vec::new();
    for mut problem in problems {
        problem.code = problem.code.or_else(|| Some(&Kind::of(problem.message.key()).code));
        let is_told = coded.iter().any(|told| {
            told.source.name == problem.source.name && told.span == problem.span && told.message == problem.message
        });
        if !is_told {
            coded.push(problem);
        }
    }
    coded
}
