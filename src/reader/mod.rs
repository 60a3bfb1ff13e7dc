//! Reading: a folder becomes evidence. Every file is opened once, read once and parsed once, on all cores.
//!
//! To add a document format, write its file with its endings beside the code that reads them, add a `mod` line here and
//! a line in `format.rs`.

mod alone;
mod attestations;
mod cache;
mod compound;
mod csv;
mod diagram;
mod digest;
mod docx;
mod encoding;
mod entries;
mod extraction;
mod facts;
mod file;
mod folder;
mod format;
mod holidays;
mod html;
mod identifiers;
mod kind;
mod markdown;
mod masking;
mod memory;
mod mentions;
mod noise;
mod notebook;
mod office;
mod originals;
mod package;
mod pdf;
mod plain;
mod pptx;
mod seen;
mod settings;
mod statements;
mod table;
mod template;
mod weigh;
mod worker;
mod xlsx;
mod xml;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::evidence::{Content, Declared, Evidence, Lexicon, Place, Skipped, Subject};
use crate::language::Message;
use crate::source::Problem;

pub use alone::read as read_alone;
pub use attestations::parse as attestations;
pub use cache::Cache;
pub use digest::digests;
pub use encoding::decode;
pub use extraction::Extraction;
pub use facts::{mistakes, schema as facts_schema};
pub use file::extract;
pub use folder::{Found, Walk, may_be_read, walk};
pub use format::endings;
pub use holidays::holidays;
pub use originals::{Original, originals};
pub use seen::{Seen, look};
pub use statements::read as statements;
pub use worker::{READ_APART, serve};

use file::{Contents, Part};
use seen::Hashed;

/// The folder that holds the case studies.
const CASE_STUDIES: &str = "case-studies";

/// Reads a folder; `extraction` says how its documents are.
///
/// # Errors
///
/// Every mistake in every file of facts, with its place. What cannot be read as a document is no error: it is evidence
/// that says so.
pub fn read(
    folder: &Path,
    config: &Config,
    lexicon: &Lexicon,
    extraction: &Extraction,
) -> Result<Evidence, Vec<Problem>> {
    read_walked(folder::walk(folder), config, lexicon, extraction)
}

/// Reads what a walk through a folder found.
///
/// # Errors
///
/// As [`read`].
pub fn read_walked(
    found: Walk,
    config: &Config,
    lexicon: &Lexicon,
    extraction: &Extraction,
) -> Result<Evidence, Vec<Problem>> {
    let mut gathered = Gathered::default();
    gathered.evidence.acknowledged = settings::acknowledged(config, lexicon, &mut gathered.problems);
    let partner = &mut gathered.evidence.partner;
    config::FILE.clone_into(&mut partner.facts_file);
    if let (Some(source), Some(node)) = (&config.source, &config.partner) {
        partner.facts = facts::record(source, node, &lexicon.vocabulary.partner, &mut gathered.problems);
    }
    if let Some(source) = &config.source {
        if let Some(list) = &config.waivers {
            gathered.evidence.waivers = settings::waivers(source, list, lexicon, &mut gathered.problems);
        }
        if let Some(list) = &config.not_applicable {
            gathered.evidence.exclusions = settings::exclusions(source, list, lexicon, &mut gathered.problems);
        }
    }
    for slug in &found.case_studies {
        gathered.studies.insert(slug.clone(), new_case_study(slug));
    }
    let mut hashed = Hashed::of(&found.case_studies);
    for files in found.files.chunks(config::FILES_AT_ONCE) {
        let contents: Vec<Contents> = files
            .par_iter()
            .with_max_len(1)
            .map(|file| file::read(file, Part::of(&file.path), lexicon, extraction))
            .collect();
        for (file, contents) in files.iter().zip(contents) {
            hashed.add(file, &contents.hash);
            gathered.add(file, contents);
        }
    }
    gathered.finish(lexicon, found.skipped, hashed.finish())
}

/// What has been put together so far.
#[derive(Default)]
struct Gathered {
    evidence: Evidence,
    studies: BTreeMap<String, Subject>,
    /// The case study that every file belongs to, where a document is read without a folder.
    alone: Option<String>,
    covers: Vec<(String, Declared)>,
    problems: Vec<Problem>,
    tables: Vec<table::Table>,
    /// What is passed over for what it says.
    skipped: Vec<Skipped>,
    /// The bytes of all texts so far.
    text: usize,
}

impl Gathered {
    fn add(&mut self, found: &Found, contents: Contents) {
        let path = &found.path;
        self.evidence.files.insert(path);
        self.problems.extend(contents.problems);
        self.evidence.attestations.extend(contents.attestations);
        self.evidence.attested_in = contents.attested_in.or(self.evidence.attested_in.take());
        self.evidence.statements.extend(contents.statements);
        let at = |(secret, spot)| (secret, Place { file: Arc::clone(path), spot });
        self.evidence.secrets.extend(contents.secrets.into_iter().map(at));
        let in_names = found.secrets.iter().map(|(secret, path)| (secret.clone(), Place::whole(path)));
        self.evidence.secrets.extend(in_names);
        self.covers.extend(contents.covers);
        self.tables.extend(contents.tables);
        let skipped = contents.skipped.map(|reason| Skipped { path: path.to_string(), reason, noise: false });
        self.skipped.extend(skipped);
        let alone = self.alone.clone();
        let slug = alone.as_deref().or_else(|| slug_of(path));
        if alone.is_none() && folder::is_loose(path) {
            return;
        }
        let subject = match slug {
            Some(slug) => self.studies.entry(slug.to_owned()).or_insert_with(|| new_case_study(slug)),
            None => &mut self.evidence.partner,
        };
        if let Some((source, facts)) = contents.facts {
            if subject.facts.iter().next().is_some() {
                let message = Message::new("facts.twice").with("other", subject.facts_file.as_str());
                self.problems.push(Problem::new(&source, 0..0, message));
            }
            subject.facts_file = path.to_string();
            subject.facts = facts;
        }
        let Some(mut document) = contents.document else { return };
        self.text += document.text().map_or(0, |text| text.body.len());
        if self.text > config::MAX_TEXT && document.text().is_some() {
            let limit = Message::new("unreadable.too_much").with("n", config::MAX_TEXT / 1024 / 1024);
            document.content = Content::Unreadable(limit);
        }
        subject.documents.push(document);
    }

    fn finish(mut self, lexicon: &Lexicon, skipped: Vec<Skipped>, hash: String) -> Result<Evidence, Vec<Problem>> {
        let mut evidence = self.evidence;
        evidence.case_studies = self.studies.into_values().collect();
        let documents = std::iter::once(&mut evidence.partner).chain(&mut evidence.case_studies);
        for document in documents.flat_map(|subject| &mut subject.documents) {
            let ours = self.covers.iter().filter(|(path, _)| **path == *document.path);
            document.covers.extend(ours.map(|(_, declared)| declared.clone()));
        }
        evidence.skipped = [skipped, self.skipped].concat();
        evidence.skipped.sort();
        table::join(self.tables, &mut evidence.partner.facts, lexicon, &mut self.problems);
        evidence.hash = hash;
        self.problems
            .sort_by(|one, other| (&one.source.name, one.span.start).cmp(&(&other.source.name, other.span.start)));
        if self.problems.is_empty() { Ok(evidence) } else { Err(self.problems) }
    }
}

fn new_case_study(slug: &str) -> Subject {
    let folder = format!("{CASE_STUDIES}/{slug}");
    Subject { name: slug.to_owned(), facts_file: format!("{folder}/case-study.md"), folder, ..Subject::default() }
}

/// The case study that a path belongs to.
fn slug_of(path: &str) -> Option<&str> {
    let (slug, _) = path.strip_prefix(CASE_STUDIES)?.strip_prefix('/')?.split_once('/')?;
    Some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{BlockKind, Document, Kind, Spot, Text};

    #[test]
    fn what_is_too_much_for_memory_is_said_to_be_unread() {
        let mut gathered = Gathered { text: config::MAX_TEXT - 5, ..Gathered::default() };
        for (name, words) in [("a.md", "RTO"), ("b.md", "RTO and RPO")] {
            let path: Arc<str> = name.into();
            let mut text = Text::default();
            text.push(BlockKind::Paragraph, words, Spot::Line(1));
            let content = Content::Text(text);
            let document = Document { path: Arc::clone(&path), kind: Kind::Text, size: 9, covers: Vec::new(), content };
            let found = Found { path, secrets: Vec::new(), opened_at: name.into(), size: 9 };
            gathered.add(&found, Contents { document: Some(document), ..Contents::default() });
        }
        let [kept, lost] = &gathered.evidence.partner.documents[..] else { panic!("two documents") };
        assert!(kept.text().is_some());
        assert!(matches!(&lost.content, Content::Unreadable(why) if why.key() == "unreadable.too_much"));
    }
}
