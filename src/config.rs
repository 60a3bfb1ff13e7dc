//! `competency.toml`: which programs the folder is for, and the declared limits of reading.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::language::Message;
use crate::source::{Format, Key, Node, Problem, Source, nearest_or_all};

/// The name of the file, at the top of the evidence folder.
pub const FILE: &str = "competency.toml";

/// The largest file whose text is read, in bytes. A larger one is unreadable, whatever it holds.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// How many files and folders are looked at. What comes after them is said to be left out.
pub const MAX_ENTRIES: usize = 200_000;

/// How many folders may lie within each other.
pub const MAX_DEPTH: usize = 32;

/// How many bytes one archive may unpack to: a Word, PowerPoint or Excel file is one.
pub const MAX_UNPACKED: u64 = 256 * 1024 * 1024;

/// How many parts one archive may hold.
pub const MAX_PARTS: usize = 20_000;

/// How many filled cells, links, merged areas and shared strings one workbook may hold.
pub const MAX_CELLS: usize = 2_000_000;

/// How many filled rows one workbook may hold, so that what was read of them is no larger than [`MAX_ANSWER`].
pub const MAX_ROWS: usize = 200_000;

/// How many bytes of text the cells of one workbook may show: many may share one long string.
pub const MAX_CELL_TEXT: usize = 24 * 1024 * 1024;

/// How many rows a table of facts may have, and how far below each other they may stand.
pub const MAX_TABLE_ROWS: usize = 10_000;

/// How many bytes from the beginning of a text the titles of a table are looked for in.
pub const MAX_TABLE_HEAD: usize = 64 * 1024;

/// How many bytes a cell of a table of facts may hold, as many as a cell of Excel.
pub const MAX_TABLE_CELL: usize = 32_767;

/// How many cells of a workbook are looked at for tables of facts.
pub const MAX_TABLE_CELLS: usize = 200_000;

/// How many mistakes of one table are told.
pub const MAX_TABLE_MISTAKES: usize = 50;

/// How many sheets a workbook may have.
pub const MAX_SHEETS: usize = 2_000;

/// How many bytes the parts of one drawing may unpack to.
pub const MAX_DRAWING: u64 = 32 * 1024 * 1024;

/// How many pages a drawing in parts may have.
pub const MAX_PAGES: usize = 2_000;

/// A text of more bytes than this is read apart, as every format is that must be decoded.
pub const MAX_HERE: usize = 1024 * 1024;

/// How long the reading of one document may take apart.
pub const MAX_TIME: Duration = Duration::from_secs(30);

/// How much memory the reading of documents may take apart, in bytes for each process.
pub const MAX_MEMORY: u64 = 1536 * 1024 * 1024;

/// How many bytes what was read of one document apart may have.
pub const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// How many bytes the text of all documents together may have. Those that come later, by path, are unreadable.
pub const MAX_TEXT: usize = 1024 * 1024 * 1024;

/// How many files are read before what was read of them is put together.
pub const FILES_AT_ONCE: usize = 256;

/// How many pages a PDF may have.
pub const MAX_PDF_PAGES: usize = 5_000;

/// How many arrays and dictionaries of a PDF may lie within each other.
pub const MAX_PDF_DEPTH: usize = 256;

/// How many bytes of text one PDF may hold.
pub const MAX_PDF_TEXT: usize = 32 * 1024 * 1024;

/// How many links and form fields of one PDF are read.
pub const MAX_PDF_ANNOTATIONS: usize = 20_000;

/// How many XML elements may lie within each other.
pub const MAX_XML_DEPTH: usize = 512;

/// The largest deployment template that is read, in bytes; AWS takes up to 1 MB.
pub const MAX_TEMPLATE: usize = 4 * 1024 * 1024;

/// How many statements and lines of conditions the IAM policies of one file may have.
pub const MAX_STATEMENTS: usize = 20_000;

/// The largest file of Terraform that is read, in bytes.
pub const MAX_TERRAFORM: usize = 512 * 1024;

/// How many `=` and `:` one file of Terraform may hold: its parser takes the square of the entries in a table.
pub const MAX_ENTRIES_OF_TERRAFORM: usize = 10_000;

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
    let source = Arc::new(Source::new(FILE, String::from_utf8_lossy(&bytes)));
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
            _ => reading.unknown(key, &["partner", "program", "checklists"]),
        }
    }
    (config, reading.problems)
}

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
