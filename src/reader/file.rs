//! One file: its part in the folder, its text, its facts, its hash.

use std::sync::Arc;

use super::extraction::{Extracted, Extraction, Job};
use super::folder::Found;
use super::format::{Format, Read};
use super::{CASE_STUDIES, attestations, encoding, facts, kind, masking, statements, table, weigh};
use crate::config;
use crate::evidence::{
    ATTESTATIONS, Attestation, Content, Declared, Document, Kind, Lexicon, Place, Record, Reference, Spot, Statement,
    Text,
};
use crate::language::Message;
use crate::secret::Secret;
use crate::source::{self, FrontMatter, Node, Problem, Source, nearest};

/// What one file holds.
#[derive(Clone, Default)]
pub struct Contents {
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// The file as a document.
    pub document: Option<Document>,
    /// The facts of a case study, and where they are written.
    pub facts: Option<(Arc<Source>, Record)>,
    /// What people attest.
    pub attestations: Vec<Attestation>,
    /// The file itself, where it is that of the attestations.
    pub attested_in: Option<Arc<Source>>,
    /// The partner's own words.
    pub statements: Vec<Statement>,
    /// Which paths it declares to cover which topics.
    pub covers: Vec<(String, Declared)>,
    /// The secrets in it, whatever it is.
    pub secrets: Vec<(Secret, Spot)>,
    /// The tables of facts in it.
    pub tables: Vec<table::Table>,
    /// Mistakes in its facts.
    pub problems: Vec<Problem>,
    /// Why it is passed over after it was read, where it is.
    pub skipped: Option<Message>,
}

/// The part a file plays.
#[derive(Clone, Copy, PartialEq)]
pub enum Part {
    /// `competency.toml`, which was read before.
    Settings,
    /// `attestations.toml`.
    Attestations,
    /// `statements.md`.
    Statements,
    /// `evidence.toml`.
    Declarations,
    /// The facts of a case study, apart from its narrative.
    Facts(source::Format),
    /// The narrative of a case study, with its facts in front of it.
    CaseStudy,
    /// Any other file.
    Document,
}

/// The reason for which a self-assessment of this program is passed over.
pub const SELF_ASSESSMENT: &str = "skipped.self_assessment";

/// A picture with a side shorter than this shows nothing, in pixels.
const LEAST_SIDE: usize = 100;

/// A drawing with fewer bytes than this is empty.
const LEAST_DRAWING: usize = 200;

/// Reads one file.
pub fn read(found: &Found, part: Part, lexicon: &Lexicon, extraction: &Extraction) -> Contents {
    let mut reading = Reading { found, part, lexicon, extraction, contents: Contents::default() };
    let opened = open(found).map_err(|error| Message::new("unreadable.io").with("why", Message::from(&error)));
    let bytes = opened.and_then(|Opened { hash, bytes }| {
        reading.contents.hash = hash;
        let limit = usize::try_from(config::MAX_FILE / 1024 / 1024).unwrap_or(usize::MAX);
        bytes.ok_or_else(|| Message::new("unreadable.too_large").with("n", limit))
    });
    match bytes {
        Ok(bytes) => {
            if let Some(contents) = extraction.remembered(&found.path, &reading.contents.hash) {
                return contents;
            }
            let (kind, format) = kind::of(&found.path, &bytes);
            let (bytes, secrets) = masking::masked(&bytes, format);
            reading.contents.secrets = secrets;
            reading.fill(&bytes, kind, format);
        }
        Err(why) => reading.document(kind::of(&found.path, &[]).0, Content::Unreadable(why), Vec::new()),
    }
    extraction.remember(&found.path, &reading.contents);
    reading.contents
}

/// A file as it is before anything is read in it.
pub struct Opened {
    /// BLAKE3 of its bytes, in hexadecimal; of a file that is too large, its size.
    pub hash: String,
    /// Its bytes, where it is not too large.
    bytes: Option<Vec<u8>>,
}

/// Takes the bytes of a file.
pub fn open(found: &Found) -> std::io::Result<Opened> {
    if found.size > config::MAX_FILE {
        return Ok(Opened { hash: format!("size {}", found.size), bytes: None });
    }
    let bytes = std::fs::read(&found.opened_at)?;
    Ok(Opened { hash: blake3::hash(&bytes).to_hex().to_string(), bytes: Some(bytes) })
}

/// Reads one document, known by its name and its bytes, in this process.
#[must_use]
pub fn extract(name: &str, bytes: &[u8]) -> Content {
    let (kind, format) = kind::of(name, bytes);
    let Some(format) = format else { return opaque(kind, bytes) };
    let extracted = match format.read {
        Read::Bytes(_) => Job { format, from: 0, bytes }.read(),
        Read::Text(_) => Job { format, from: 0, bytes: encoding::decode(bytes).as_bytes() }.read(),
    };
    content(extracted, kind, bytes)
}

/// One file that is being read.
struct Reading<'a> {
    found: &'a Found,
    part: Part,
    lexicon: &'a Lexicon,
    extraction: &'a Extraction,
    contents: Contents,
}

impl Reading<'_> {
    fn fill(&mut self, bytes: &[u8], kind: Kind, format: Option<&'static Format>) {
        let part = self.part;
        if part == Part::Settings {
            return;
        }
        if matches!(part, Part::Document | Part::CaseStudy) {
            let Some(format) = format else { return self.document(kind, opaque(kind, bytes), Vec::new()) };
            if let Read::Bytes(_) = format.read {
                let extracted = self.extraction.of(&Job { format, from: 0, bytes }, &self.contents.hash);
                let mut content = content(extracted, kind, bytes);
                if self.passes_over(&content) {
                    return;
                }
                if let Content::Text(text) = &mut content {
                    let found = table::in_sheets(&self.found.path, text, self.lexicon);
                    text.sheets = None;
                    self.tables(found, text);
                }
                return self.document(kind, content, Vec::new());
            }
        }
        let source = Arc::new(Source::new(&*self.found.path, encoding::decode(bytes)));
        match part {
            Part::Attestations => {
                if let Some(tree) = self.tree(&source, source::Format::Toml, 0..source.text.len()) {
                    let problems = &mut self.contents.problems;
                    self.contents.attestations = attestations::read(&source, &tree, self.lexicon, problems);
                    self.contents.attested_in = Some(source);
                }
            }
            Part::Statements => self.contents.statements = statements::read(&source),
            Part::Declarations => self.declarations(&source),
            Part::Facts(format) => {
                if let Some(tree) = self.tree(&source, format, 0..source.text.len()) {
                    self.case_study(&source, &tree);
                }
            }
            Part::CaseStudy | Part::Document => {
                let (from, covers) = self.front_matter(&source, part == Part::CaseStudy);
                let Some(format) = format else { return };
                let job = Job { format, from, bytes: source.text.as_bytes() };
                let extracted = self.extraction.of(&job, &self.contents.hash);
                let mut content = content(extracted, kind, bytes);
                if self.passes_over(&content) {
                    return;
                }
                if let (Content::Text(text), Kind::Sheet) = (&mut content, kind) {
                    self.tables(table::in_text(&source, self.lexicon), text);
                }
                self.document(kind, content, covers);
            }
            Part::Settings => {}
        }
    }

    /// Whether it is a self-assessment of this program. What it quotes would prove itself.
    fn passes_over(&mut self, content: &Content) -> bool {
        let is_own = self.part == Part::Document && matches!(content, Content::Text(text) if text.is_self_assessment());
        self.contents.skipped = is_own.then(|| Message::new(SELF_ASSESSMENT));
        is_own
    }

    /// Keeps the tables of facts of one of the partner's files.
    fn tables(&mut self, found: table::Found, text: &mut Text) {
        if self.found.path.starts_with(CASE_STUDIES) {
            return;
        }
        let incomplete = [text.incomplete.take(), found.told()].into_iter().flatten();
        text.incomplete =
            incomplete.reduce(|one, other| Message::new("incomplete.both").with("one", one).with("other", other));
        self.contents.problems.extend(found.problems);
        self.contents.tables.extend(found.tables);
    }

    /// The file as a document, with what counts of its text.
    fn document(&mut self, kind: Kind, mut content: Content, covers: Vec<Declared>) {
        if let Content::Text(text) = &mut content {
            self.contents.secrets.extend(text.secrets.take().map(|secrets| secrets.found).into_iter().flatten());
            weigh::weigh(text, self.lexicon);
        }
        let path = Arc::clone(&self.found.path);
        self.contents.document = Some(Document { path, kind, size: self.found.size, covers, content });
    }

    /// The facts or the topics in the front matter of a text, and the byte at which its narrative begins.
    fn front_matter(&mut self, source: &Arc<Source>, is_case_study: bool) -> (usize, Vec<Declared>) {
        match source::split(source) {
            Ok(Some(FrontMatter { format, range, body })) => {
                let Some(tree) = self.tree(source, format, range) else { return (body, Vec::new()) };
                let covers = self.covers(source, tree.get("covers"));
                if is_case_study {
                    self.case_study(source, &tree);
                }
                (body, covers)
            }
            Err(problem) if is_case_study => {
                self.contents.problems.push(problem);
                (0, Vec::new())
            }
            // Elsewhere a first line of dashes is a rule across the page.
            Ok(None) | Err(_) => (0, Vec::new()),
        }
    }

    fn case_study(&mut self, source: &Arc<Source>, tree: &Node) {
        let mut tree = tree.clone();
        if let source::Value::Table(entries) = &mut tree.value {
            entries.retain(|(key, _)| key.name != "covers");
        }
        let facts = facts::record(source, &tree, &self.lexicon.vocabulary.case_study, &mut self.contents.problems);
        self.contents.facts = Some((Arc::clone(source), facts));
    }

    /// `evidence.toml`: `[covers]` with a line for each file.
    fn declarations(&mut self, source: &Arc<Source>) {
        let folder = self.found.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut text = Text::default();
        let Some(tree) = self.tree(source, source::Format::Toml, 0..source.text.len()) else { return };
        for (key, node) in tree.as_table().unwrap_or_default() {
            if key.name != "covers" {
                self.contents.problems.push(config::unknown_key(source, key, ["covers"].into_iter()));
                continue;
            }
            for (file, topics) in node.as_table().unwrap_or_default() {
                let spot = spot_of(source, file.span.start);
                let path = if folder.is_empty() { file.name.clone() } else { format!("{folder}/{}", file.name) };
                text.references.push(Reference { target: file.name.clone(), spot, link: true });
                let declared = self.covers(source, Some(topics));
                self.contents.covers.extend(declared.into_iter().map(|declared| (path.clone(), declared)));
            }
        }
        self.document(Kind::Other, Content::Text(text), Vec::new());
    }

    /// The topics of a list, each with its line.
    fn covers(&mut self, source: &Arc<Source>, node: Option<&Node>) -> Vec<Declared> {
        let Some(node) = node else { return Vec::new() };
        let items = node.as_list().unwrap_or(std::slice::from_ref(node));
        let mut declared = Vec::new();
        for item in items {
            let topic = item.as_text().unwrap_or_default();
            if self.lexicon.topic(topic).is_none() {
                let message = Message::new("facts.unknown_topic").with("topic", topic);
                let problem = Problem::new(source, item.span.clone(), message);
                let near = nearest(topic, self.lexicon.topics.iter().map(|topic| topic.id.as_str()));
                let help = near.map(|near| Message::new("hint.did_you_mean").with("near", near));
                self.contents.problems.push(Problem { help, ..problem });
                continue;
            }
            let place = Place { file: source.name.as_str().into(), spot: spot_of(source, item.span.start) };
            declared.push(Declared { topic: topic.to_owned(), place });
        }
        declared
    }

    fn tree(&mut self, source: &Arc<Source>, format: source::Format, range: source::Span) -> Option<Node> {
        format.parse(source, range).map_err(|problems| self.contents.problems.extend(problems)).ok()
    }
}

impl Part {
    /// The part that a path of the folder plays.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_study = path.strip_prefix(CASE_STUDIES).is_some_and(|rest| rest.split('/').count() == 3);
        match name {
            _ if path == config::FILE => Self::Settings,
            _ if path == ATTESTATIONS => Self::Attestations,
            _ if path == "statements.md" => Self::Statements,
            "evidence.toml" => Self::Declarations,
            "case-study.toml" if is_study => Self::Facts(source::Format::Toml),
            "case-study.yaml" | "case-study.yml" if is_study => Self::Facts(source::Format::Yaml),
            "case-study.md" if is_study => Self::CaseStudy,
            _ => Self::Document,
        }
    }
}

/// What was read of a document. A picture without words is known by its name and kind, as any other file without text.
fn content(extracted: Extracted, kind: Kind, bytes: &[u8]) -> Content {
    match extracted {
        // A picture without words, and YAML or JSON that deploys nothing, are known by name and kind.
        Ok(text) if matches!(kind, Kind::Diagram | Kind::Template) && text.blocks.is_empty() => opaque(kind, bytes),
        Ok(text) => Content::Text(text),
        Err(why) => Content::Unreadable(why),
    }
}

/// What a file without readable text counts for: nothing, where it is empty or too small to show anything.
fn opaque(kind: Kind, bytes: &[u8]) -> Content {
    let too_small = bytes.is_empty()
        || kind == Kind::Diagram
            && match imagesize::blob_size(bytes) {
                Ok(size) => size.width.min(size.height) < LEAST_SIDE,
                Err(_) => bytes.len() < LEAST_DRAWING,
            };
    if too_small { Content::Unreadable(Message::new("unreadable.empty")) } else { Content::Opaque }
}

fn spot_of(source: &Source, offset: usize) -> Spot {
    Spot::Line(u32::try_from(source.position(offset).line).unwrap_or(u32::MAX))
}
