//! `competency.toml`: which programs the folder is for, and the declared limits of reading.

mod acknowledged;
mod gate;
mod limits;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::language::Message;
use crate::secret;
use crate::source::{Format, Key, Node, Problem, Source, nearest_or_all};

pub use acknowledged::Acknowledged;
pub use gate::{FailOn, Gate};
pub use limits::*;

/// The name of the file, at the top of the evidence folder.
pub const FILE: &str = "competency.toml";

/// What `competency.toml` says.
#[derive(Debug, Default)]
pub struct Config {
    /// The file itself, where there is one.
    pub source: Option<Arc<Source>>,
    /// The table `[partner]`: the profile, whose fields the reader knows.
    pub partner: Option<Node>,
    /// The programs pinned, by name.
    pub programs: BTreeMap<String, Pin>,
    /// A folder with the user's own checklists, relative to the evidence folder.
    pub checklists: Option<String>,
    /// The entries of `[[waiver]]`, whose fields the reader knows.
    pub waivers: Option<Node>,
    /// The entries of `[[not_applicable]]`, whose fields the reader knows.
    pub not_applicable: Option<Node>,
    /// The table `[gate]`.
    pub gate: Gate,
    /// What somebody has seen that must not leave the machine unseen.
    pub acknowledged: Vec<Acknowledged>,
}

/// A program the folder is for: `[program.retail]`.
#[derive(Debug, Default, Clone)]
pub struct Pin {
    /// The version to judge by; the newest without it.
    pub version: Option<String>,
    /// The case studies that are handed in, by folder name, each with its bytes in the file; all of them without it.
    pub case_studies: Option<Vec<(String, std::ops::Range<usize>)>>,
    /// The reading of an ambiguous checklist, with its bytes in the file; the checklist's first without it.
    pub reading: Option<(String, std::ops::Range<usize>)>,
}

/// Reads `competency.toml` of a folder; a folder without one has no pins and no profile. Every mistake in the file comes
/// beside what could be read of it, so that those of the other files can be told in the same run. The fields of
/// `[partner]` are checked later, by whoever knows them.
#[must_use]
pub fn read(folder: &Path) -> (Config, Vec<Problem>) {
    let Ok(bytes) = std::fs::read(folder.join(FILE)) else { return (Config::default(), Vec::new()) };
    let source = Arc::new(Source::new(FILE, secret::without(String::from_utf8_lossy(&bytes).into_owned())));
    let mut config = Config { source: Some(Arc::clone(&source)), ..Config::default() };
    let tree = match Format::Toml.parse(&source, 0..source.text.len()) {
        Ok(tree) => tree,
        Err(problems) => return (config, problems),
    };
    let mut reading = Reading { source, problems: Vec::new() };
    for (key, node) in tree.as_table().unwrap_or_default() {
        match key.name.as_str() {
            "partner" => config.partner = Some(node.clone()),
            "checklists" => config.checklists = reading.text(node),
            "program" => config.programs = reading.programs(node),
            "waiver" => config.waivers = Some(node.clone()),
            "not_applicable" => config.not_applicable = Some(node.clone()),
            "gate" => config.gate = reading.gate(node),
            "acknowledged" => config.acknowledged = reading.acknowledged(node),
            _ => reading.unknown(key, &KEYS),
        }
    }
    (config, reading.problems)
}

/// The keys of the file.
const KEYS: [&str; 7] = ["partner", "program", "checklists", "waiver", "not_applicable", "gate", "acknowledged"];

struct Reading {
    source: Arc<Source>,
    problems: Vec<Problem>,
}

impl Reading {
    fn programs(&mut self, node: &Node) -> BTreeMap<String, Pin> {
        let mut programs = BTreeMap::new();
        for (key, node) in self.table(node) {
            let mut pin = Pin::default();
            for (key, node) in self.table(node) {
                match key.name.as_str() {
                    "version" => pin.version = self.text(node),
                    "case_studies" => pin.case_studies = Some(self.slugs(node)),
                    "reading" => pin.reading = self.text(node).map(|reading| (reading, node.span.clone())),
                    _ => self.unknown(key, &["version", "case_studies", "reading"]),
                }
            }
            programs.insert(key.name.clone(), pin);
        }
        programs
    }

    fn slugs(&mut self, node: &Node) -> Vec<(String, std::ops::Range<usize>)> {
        let Some(items) = node.as_list() else {
            self.expected(node, Message::new("source.kind.list"));
            return Vec::new();
        };
        items.iter().filter_map(|item| Some((self.text(item)?, item.span.clone()))).collect()
    }

    fn table<'a>(&mut self, node: &'a Node) -> &'a [(Key, Node)] {
        if node.as_table().is_none() {
            self.expected(node, Message::new("source.kind.table"));
        }
        node.as_table().unwrap_or_default()
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        let text = node.as_text();
        if text.is_none() {
            self.expected(node, Message::new("source.kind.text"));
        }
        text.map(str::to_owned)
    }

    fn expected(&mut self, node: &Node, wanted: Message) {
        let message = Message::new("facts.wrong_kind").with("wanted", wanted).with("found", node.kind());
        self.problems.push(Problem::new(&self.source, node.span.clone(), message));
    }

    fn unknown(&mut self, key: &Key, known: &[&str]) {
        self.problems.push(unknown_key(&self.source, key, known.iter().copied()));
    }
}

/// A key that nobody knows, with the nearest one that somebody does, or all of them.
#[must_use]
pub fn unknown_key<'a>(source: &Arc<Source>, key: &Key, known: impl Iterator<Item = &'a str> + Clone) -> Problem {
    let message = Message::new("facts.unknown_key").with("key", key.name.as_str());
    Problem::new(source, key.span.clone(), message).with_help(nearest_or_all(&key.name, known))
}
