//! One file: its part in the folder, its text, its facts, its hash.

use std::sync::Arc;

use super::folder::Found;
use super::format::Read;
use super::{CASE_STUDIES, attestations, encoding, facts, format, kind, statements, weigh};
use crate::config;
use crate::evidence::{
    Attestation, Content, Declared, Document, Kind, Lexicon, Place, Record, Reference, Statement, Text,
};
use crate::language::Message;
use crate::source::{self, Format, FrontMatter, Node, Problem, Source, nearest};

/// What one file holds.
#[derive(Default)]
pub struct Contents {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// The file as a document.
    pub document: Option<Document>,
    /// The facts of a case study, and where they are written.
    pub facts: Option<(Arc<Source>, Record)>,
    /// What people attest.
    pub attestations: Vec<Attestation>,
    /// The partner's own words.
    pub statements: Vec<Statement>,
    /// Which paths it declares to cover which topics.
    pub covers: Vec<(String, Declared)>,
    /// Mistakes in its facts.
    pub problems: Vec<Problem>,
}

/// The part a file plays.
#[derive(PartialEq)]
enum Part {
    Settings,
    Attestations,
    Statements,
    Declarations,
    Facts(Format),
    CaseStudy,
    Document,
}

/// A picture with a side shorter than this shows nothing, in pixels.
const LEAST_SIDE: usize = 100;

/// A drawing with fewer bytes than this is empty.
const LEAST_DRAWING: u64 = 200;

/// Reads one file.
pub fn read(found: &Found, lexicon: &Lexicon) -> Contents {
    let (content, hash) = if found.size > config::MAX_FILE {
        let limit = usize::try_from(config::MAX_FILE / 1024 / 1024).unwrap_or(usize::MAX);
        (Err(Message::new("unreadable.too_large").with("n", limit)), format!("size {}", found.size))
    } else {
        match std::fs::read(&found.opened_at) {
            Ok(bytes) => {
                let hash = blake3::hash(&bytes).to_hex().to_string();
                (Ok(bytes), hash)
            }
            Err(error) => (Err(Message::new("unreadable.io").with("why", error.to_string())), String::new()),
        }
    };
    let mut contents = Contents { hash, ..Contents::default() };
    match content {
        Ok(bytes) => contents.fill(found, &bytes, lexicon),
        Err(why) => contents.document = Some(document(found, Content::Unreadable(why))),
    }
    contents
}

impl Contents {
    fn fill(&mut self, found: &Found, bytes: &[u8], lexicon: &Lexicon) {
        let part = part_of(&found.path);
        if part == Part::Settings {
            return;
        }
        let format = format::of(&found.path);
        match format.map(|format| format.read) {
            None if part == Part::Document => {
                self.document = Some(document(found, opaque(found, bytes)));
                return;
            }
            Some(Read::Bytes(read)) => {
                let is_diagram = format.is_some_and(|format| format.kind == Kind::Diagram);
                self.document = Some(match read(bytes) {
                    // A picture without words is known by its name and kind, as any other file without text.
                    Ok(text) if is_diagram && text.blocks.is_empty() => {
                        Document { kind: kind::of(&found.path), ..document(found, opaque(found, bytes)) }
                    }
                    Ok(mut text) => {
                        weigh::weigh(&mut text, lexicon);
                        document(found, Content::Text(text))
                    }
                    Err(why) => document(found, Content::Unreadable(why)),
                });
                return;
            }
            _ => {}
        }
        let source = Arc::new(Source::new(&*found.path, encoding::decode(bytes)));
        match part {
            Part::Attestations => {
                if let Some(tree) = self.tree(&source, Format::Toml, 0..source.text.len()) {
                    self.attestations = attestations::read(&source, &tree, lexicon, &mut self.problems);
                }
            }
            Part::Statements => self.statements = statements::read(&source),
            Part::Declarations => self.declarations(found, &source, lexicon),
            Part::Facts(format) => {
                if let Some(tree) = self.tree(&source, format, 0..source.text.len()) {
                    self.case_study(&source, &tree, lexicon);
                }
            }
            Part::CaseStudy | Part::Document => self.narrative(found, &source, lexicon, &part),
            Part::Settings => {}
        }
    }

    /// A document, and the facts or the topics in its front matter.
    fn narrative(&mut self, found: &Found, source: &Arc<Source>, lexicon: &Lexicon, part: &Part) {
        let mut covers = Vec::new();
        let mut from = 0;
        match source::split(source) {
            Ok(Some(FrontMatter { format, range, body })) => {
                from = body;
                if let Some(tree) = self.tree(source, format, range) {
                    covers = self.covers(source, tree.get("covers"), lexicon);
                    if *part == Part::CaseStudy {
                        self.case_study(source, &tree, lexicon);
                    }
                }
            }
            Err(problem) if *part == Part::CaseStudy => self.problems.push(problem),
            // Elsewhere a first line of dashes is a rule across the page.
            Ok(None) | Err(_) => {}
        }
        let Some(Read::Text(read)) = format::of(&found.path).map(|format| format.read) else { return };
        let mut text = read(&source.text, from);
        weigh::weigh(&mut text, lexicon);
        self.document = Some(Document { covers, ..document(found, Content::Text(text)) });
    }

    fn case_study(&mut self, source: &Arc<Source>, tree: &Node, lexicon: &Lexicon) {
        let mut tree = tree.clone();
        if let source::Value::Table(entries) = &mut tree.value {
            entries.retain(|(key, _)| key.name != "covers");
        }
        let facts = facts::record(source, &tree, &lexicon.vocabulary.case_study, &mut self.problems);
        self.facts = Some((Arc::clone(source), facts));
    }

    /// `evidence.toml`: `[covers]` with a line for each file.
    fn declarations(&mut self, found: &Found, source: &Arc<Source>, lexicon: &Lexicon) {
        let folder = found.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut text = Text::default();
        let Some(tree) = self.tree(source, Format::Toml, 0..source.text.len()) else { return };
        for (key, node) in tree.as_table().unwrap_or_default() {
            if key.name != "covers" {
                self.problems.push(config::unknown_key(source, key, ["covers"].into_iter()));
                continue;
            }
            for (file, topics) in node.as_table().unwrap_or_default() {
                let spot = spot_of(source, file.span.start);
                let path = if folder.is_empty() { file.name.clone() } else { format!("{folder}/{}", file.name) };
                text.references.push(Reference { target: file.name.clone(), spot, link: true });
                let declared = self.covers(source, Some(topics), lexicon);
                self.covers.extend(declared.into_iter().map(|declared| (path.clone(), declared)));
            }
        }
        self.document = Some(Document { kind: Kind::Other, ..document(found, Content::Text(text)) });
    }

    /// The topics of a list, each with its line.
    fn covers(&mut self, source: &Arc<Source>, node: Option<&Node>, lexicon: &Lexicon) -> Vec<Declared> {
        let Some(node) = node else { return Vec::new() };
        let items = node.as_list().unwrap_or(std::slice::from_ref(node));
        let mut declared = Vec::new();
        for item in items {
            let topic = item.as_text().unwrap_or_default();
            if lexicon.topic(topic).is_none() {
                let message = Message::new("facts.unknown_topic").with("topic", topic);
                let problem = Problem::new(source, item.span.clone(), message);
                let near = nearest(topic, lexicon.topics.iter().map(|topic| topic.id.as_str()));
                let help = near.map(|near| Message::new("hint.did_you_mean").with("near", near));
                self.problems.push(Problem { help, ..problem });
                continue;
            }
            let place = Place { file: source.name.as_str().into(), spot: spot_of(source, item.span.start) };
            declared.push(Declared { topic: topic.to_owned(), place });
        }
        declared
    }

    fn tree(&mut self, source: &Arc<Source>, format: Format, range: source::Span) -> Option<Node> {
        format.parse(source, range).map_err(|problems| self.problems.extend(problems)).ok()
    }
}

fn part_of(path: &str) -> Part {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_study = path.strip_prefix(CASE_STUDIES).is_some_and(|rest| rest.split('/').count() == 3);
    match name {
        _ if path == config::FILE => Part::Settings,
        _ if path == "attestations.toml" => Part::Attestations,
        _ if path == "statements.md" => Part::Statements,
        "evidence.toml" => Part::Declarations,
        "case-study.toml" if is_study => Part::Facts(Format::Toml),
        "case-study.yaml" | "case-study.yml" if is_study => Part::Facts(Format::Yaml),
        "case-study.md" if is_study => Part::CaseStudy,
        _ => Part::Document,
    }
}

fn document(found: &Found, content: Content) -> Document {
    let kind = format::of(&found.path).map_or_else(|| kind::of(&found.path), |format| format.kind);
    Document { path: Arc::clone(&found.path), kind, size: found.size, covers: Vec::new(), content }
}

/// What a file without readable text counts for: nothing, where it is empty or too small to show anything.
fn opaque(found: &Found, bytes: &[u8]) -> Content {
    let too_small = bytes.is_empty()
        || kind::of(&found.path) == Kind::Diagram
            && match imagesize::blob_size(bytes) {
                Ok(size) => size.width.min(size.height) < LEAST_SIDE,
                Err(_) => found.size < LEAST_DRAWING,
            };
    if too_small { Content::Unreadable(Message::new("unreadable.empty")) } else { Content::Opaque }
}

fn spot_of(source: &Source, offset: usize) -> crate::evidence::Spot {
    crate::evidence::Spot::Line(u32::try_from(source.position(offset).line).unwrap_or(u32::MAX))
}
