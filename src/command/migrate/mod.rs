//! `competency migrate`: what a folder says for one version of a program is carried to a later one.
//!
//! Without `--output` it only says what it would do. With it, a whole copy of the folder is written there, in which what
//! speaks of the version is rewritten; the folder itself stays byte for byte, and nothing that is there already is written
//! over. Both are judged, the one by the earlier version, the other by the later one, before anything is written. It ends as
//! with gaps where something could not be carried; rows that are not met by the later version are what `check` is for.

mod copy;
mod page;

use std::fs;
use std::path::Path;

use anyhow::Context;
use tempfile::TempDir;

use super::folder::{Folder, not_a_folder, require_right_attestations};
use super::{Ended, Failure, cache, checklist, language, output};
use crate::assessment::Assessment;
use crate::checklist::{Checklist, Library, Lineage, newer};
use crate::cli::{Cli, Migrate};
use crate::evidence::{Content, Evidence, Place};
use crate::language::Message;
use crate::migration::{Migration, Moved, Told};
use crate::reader;
use crate::source::printable;

use page::Page;

/// Carries, writes where that is asked for, and says what was done.
pub fn run(cli: &Cli, options: &Migrate) -> Result<Ended, Failure> {
    let folder = Folder::open(&options.folder, None)?;
    if folder.is_document() {
        return Err(not_a_folder(&options.folder));
    }
    if let Some(output) = &options.output {
        copy::require_free(output, folder.path())?;
    }
    let library = folder.library(cli.checklists.as_deref())?;
    let after = checklist(&library, &options.to)?;
    let before = before(&folder, &library, after)?;
    let lineage = Lineage::of(&library, before, after).map_err(|missing| {
        let message = Message::new("migrate.missing").with("later", missing.later).with("missing", missing.missing);
        Failure::from(message).with_help(Message::new("migrate.missing_help"))
    })?;
    let as_of = options.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let cache = cache(options.no_cache);
    let evidence = folder.read(&library, cache.as_ref())?;
    require_read(&evidence)?;
    require_right_attestations(&library, &[before], &evidence)?;
    let judged = folder.assess(&library, before, &evidence, &[], as_of)?;

    let files = reader::walk(folder.path()).files;
    let pins = folder.config().programs.iter().filter(|(program, _)| **program != after.program);
    let other = |program: &str, version: Option<&String>| {
        library.find(&version.map_or_else(|| program.to_owned(), |version| format!("{program}@{version}"))).ok()
    };
    let migration = Migration {
        lineage: &lineage,
        lexicon: &library.lexicon,
        config: folder.config(),
        evidence: &evidence,
        files: &files,
        others: pins.filter_map(|(program, pin)| other(program, pin.version.as_ref())).collect(),
        is_newest: library.find(&after.program).is_ok_and(|newest| newest.version == after.version),
        language: language(cli),
    };
    let mut moved = migration.moved().with_context(|| options.folder.display().to_string())?;

    let texts = texts(&moved)?;
    let changed = folder.with_texts(texts.path());
    let evidence_after = changed.read(&library, cache.as_ref())?;
    let judged_after = changed.assess(&library, after, &evidence_after, &[], as_of)?;

    let behind = match &options.output {
        Some(output) => copy::write(folder.path(), &files, &moved, output)?,
        None => Vec::new(),
    };
    moved.left.extend(options.output.iter().flat_map(|output| astray(&folder, output)));
    let page = Page::new(cli, options);
    output::say(&page.written(&migration, &moved, [&judged, &judged_after], &behind))?;
    Ok(Ended::when(moved.left.is_empty()))
}

/// The version that the folder is for: the one pinned, else the one before.
fn before<'l>(folder: &Folder<'_>, library: &'l Library, after: &Checklist) -> Result<&'l Checklist, Failure> {
    let program = after.program.as_str();
    let pinned = folder.config().programs.get(program).and_then(|pin| pin.version.as_ref());
    let superseded = || library.find(&format!("{program}@{}", after.supersedes.as_ref()?)).ok();
    let older =
        |checklist: &&Checklist| checklist.program == program && newer(&after.version, &checklist.version).is_gt();
    let before = match pinned {
        Some(version) => checklist(library, &format!("{program}@{version}"))?,
        None => superseded()
            .or_else(|| library.checklists().filter(older).last())
            .ok_or_else(|| Failure::from(Message::new("migrate.nothing_before").with("checklist", after.id())))?,
    };
    if newer(&after.version, &before.version).is_gt() {
        return Ok(before);
    }
    let key = if before.version == after.version { "migrate.already" } else { "migrate.older" };
    let message = Message::new(key).with("before", before.id()).with("after", after.id());
    Err(Failure::from(message).with_help(Message::new("migrate.to_help")))
}

/// That every file could be opened: what stands in one that could not cannot be carried.
fn require_read(evidence: &Evidence) -> Result<(), Failure> {
    let is_closed = |content: &Content| matches!(content, Content::Unreadable(why) if why.key() == "unreadable.io");
    let closed = evidence.documents().find(|document| is_closed(&document.content)).map(|document| &*document.path);
    let unseen = ["skipped.unreadable", "skipped.too_many"];
    let skipped = evidence.skipped.iter().find(|skipped| unseen.contains(&skipped.reason.key()));
    match closed.or_else(|| skipped.map(|skipped| skipped.path.as_str())) {
        Some(path) => {
            let message = Message::new("migrate.unreadable").with("path", printable(path));
            Err(Failure::from(message).with_help(Message::new("hint.permissions")))
        }
        None => Ok(()),
    }
}

/// The changed files in a private folder, to be judged before they are written.
fn texts(moved: &Moved) -> Result<TempDir, Failure> {
    let texts = TempDir::new()?;
    for (path, text) in &moved.files {
        let file = texts.path().join(path);
        fs::create_dir_all(file.parent().unwrap_or(texts.path()))?;
        fs::write(file, text)?;
    }
    Ok(texts)
}

/// What the settings name beside the folder, and is not beside the new one that was written.
fn astray(folder: &Folder<'_>, output: &Path) -> Vec<Told> {
    let config = folder.config();
    let named =
        [("migrate.checklists", config.checklists.as_ref()), ("migrate.baseline", config.gate.baseline.as_ref())];
    let is_lost = |name: &&String| folder.path().join(name).exists() && !output.join(name).exists();
    let lost = named.into_iter().filter_map(|(key, name)| Some((key, name.filter(is_lost)?)));
    lost.map(|(key, name)| Told {
        place: Place::whole(crate::config::FILE),
        what: Message::new(key).with("file", name.as_str()),
        why: Some(Message::new("migrate.why.astray")),
        state: None,
        cure: Some(Message::new("migrate.cure.astray")),
    })
    .collect()
}

/// The two assessments of a migration.
type Judged<'a, 'l> = [&'a Assessment<'l>; 2];
