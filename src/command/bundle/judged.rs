//! Judging what a bundle holds, by what it holds: nothing outside of it is looked at.

use crate::assessment::Assessment;
use crate::bundle::{EVIDENCE, Judged, Manifest, Stage, source_of};
use crate::checklist::{Checklist, Library, lint};
use crate::command::folder::Folder;
use crate::command::{self, Failure};
use crate::config::FailOn;
use crate::gate::Policy;
use crate::language::Message;
use crate::reader::Cache;

/// What a bundle came to.
pub struct Judgement<'l> {
    /// By each program.
    pub assessments: Vec<Assessment<'l>>,
    /// What closed its gate. For handing in, neither a baseline nor prerequisites alone count.
    pub policy: Policy,
}

/// Judges the evidence of a bundle. Its settings decide as ever, but for where checklists lie: those are given.
pub fn judge<'l>(
    stage: &Stage,
    library: &'l Library,
    manifest: &Manifest,
    cache: Option<&Cache>,
) -> Result<Judgement<'l>, Failure> {
    let path = stage.path(EVIDENCE);
    // A bundle without evidence is judged as a folder without any.
    std::fs::create_dir_all(&path)?;
    let folder = Folder::open(&path, None)?;
    let evidence = folder.read(library, cache)?;
    let mut assessments = Vec::new();
    for judged in &manifest.programs {
        let checklist = checklist(library, judged)?;
        assessments.push(folder.assess(library, checklist, &evidence, &judged.case_studies, manifest.as_of)?);
    }
    folder.index(&mut assessments);
    let fail_on = folder.gate().fail_on.iter().copied().filter(|what| *what != FailOn::Prerequisite).collect();
    let policy = Policy { fail_on, allow_waived: manifest.allow_waived, ..Policy::plain(manifest.utc_day) };
    Ok(Judgement { assessments, policy })
}

/// The library that a bundle holds, without a fault in what does not ship with this version.
pub fn library_of(stage: &Stage) -> Result<Library, Failure> {
    let mut sources = Vec::new();
    for (path, _) in stage.files() {
        let Some(name) = source_of(path) else { continue };
        let text = String::from_utf8(stage.read(path)?);
        let text = text.map_err(|_| Failure::from(Message::new("bundle.not_text").with("path", path)))?;
        sources.push((name.to_owned(), text));
    }
    let library = Library::of_sources(sources)?;
    let mut problems = lint::of_own(&library);
    problems.retain(|problem| !problem.is_warning());
    if problems.is_empty() { Ok(library) } else { Err(Failure::Problems(problems)) }
}

/// The very checklist that was judged by.
pub fn checklist<'l>(library: &'l Library, judged: &Judged) -> Result<&'l Checklist, Failure> {
    let found = command::checklist(library, &judged.checklist)?;
    if found.id() == judged.checklist {
        return Ok(found);
    }
    Err(Failure::from(Message::new("failure.unknown_program").with("asked", judged.checklist.as_str())))
}
