//! The blocks of a Word document as they come together: words become paragraphs, paragraphs cells, cells rows.

use std::collections::{HashMap, HashSet};

use super::styles::Styles;
use crate::evidence::{BlockKind, Reference, Spot, Text};

/// The paragraphs of footnotes and endnotes by what refers to them.
pub type Notes = HashMap<(&'static str, String), Vec<String>>;

/// What has been read, and what is still open.
pub struct Blocks<'a> {
    /// The blocks that are complete.
    pub text: Text,
    styles: &'a Styles,
    /// Notes that the part may refer to.
    known: &'a Notes,
    /// Those it has referred to: each is said once, however often it is referred to.
    said: HashSet<(&'static str, String)>,
    /// The page at hand; none where the program left no marks of its pages.
    page: Option<u32>,
    /// A page break after which no words have come yet: the mark that follows it is the same one.
    broken: bool,
    /// The paragraphs that are open, each in a text box of the one before.
    paragraphs: Vec<Paragraph>,
    /// The table rows that are open, each in a cell of the one before.
    rows: Vec<TableRow>,
}

#[derive(Default)]
pub struct Paragraph {
    words: String,
    linked: usize,
    /// The id of its style.
    pub style: Option<String>,
    /// Its own outline level, counted from 0; 9 is running text.
    pub outline: Option<u8>,
    /// Whether it is an item of a list.
    pub listed: bool,
    spot: Option<Spot>,
    /// The notes it refers to.
    pub notes: Vec<(&'static str, String)>,
    /// How many rows were open when it began: a paragraph belongs to a cell only if its row began first.
    rows: usize,
}

#[derive(Default)]
struct TableRow {
    cells: Vec<Vec<Paragraph>>,
    deleted: bool,
    /// How many paragraphs were open when it began.
    paragraphs: usize,
}

impl<'a> Blocks<'a> {
    /// Blocks of a part, with pages where it holds marks of them.
    pub fn new(styles: &'a Styles, known: &'a Notes, pages: bool) -> Self {
        Self {
            text: Text::default(),
            styles,
            known,
            said: HashSet::new(),
            page: pages.then_some(1),
            broken: false,
            paragraphs: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The paragraph that is open.
    pub fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.paragraphs.last_mut()
    }

    /// A page ends, as a break says that the author made, or a mark that the program left when it was last shown.
    pub fn turn_page(&mut self, rendered: bool) {
        if !(rendered && self.broken) {
            self.page = self.page.map(|page| page.saturating_add(1));
        }
        self.broken = !rendered;
    }

    /// Adds words to the paragraph that is open.
    pub fn say(&mut self, words: &str, linked: bool) {
        let spot = self.spot();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let before = paragraph.words.len();
        paragraph.words.extend(words.chars().filter(|letter| *letter != '\u{AD}'));
        if !words.trim().is_empty() {
            paragraph.spot.get_or_insert(spot);
            self.broken = false;
        }
        if linked {
            paragraph.linked += paragraph.words.len() - before;
        }
    }

    /// Adds a link.
    pub fn refer(&mut self, target: &str) {
        let spot = self.spot();
        self.text.references.push(Reference { target: target.to_owned(), spot, link: true });
    }

    pub fn open_paragraph(&mut self) {
        self.paragraphs.push(Paragraph { rows: self.rows.len(), ..Paragraph::default() });
    }

    pub fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let rows = self.rows.len();
        match self.rows.last_mut().filter(|row| row.paragraphs == self.paragraphs.len()) {
            Some(row) if paragraph.rows == rows => {
                if let Some(cell) = row.cells.last_mut() {
                    cell.push(paragraph);
                }
            }
            _ => self.push(paragraph),
        }
    }

    pub fn open_row(&mut self) {
        self.rows.push(TableRow { paragraphs: self.paragraphs.len(), ..TableRow::default() });
    }

    pub fn open_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Vec::new());
        }
    }

    /// The row that is open says nothing.
    pub fn delete_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.deleted = true;
        }
    }

    /// A row with one cell is a frame around paragraphs; any other is a row.
    pub fn close_row(&mut self) {
        let Some(mut row) = self.rows.pop() else { return };
        if row.deleted {
            return;
        }
        if row.cells.len() == 1 {
            row.cells.pop().into_iter().flatten().for_each(|paragraph| self.push(paragraph));
            return;
        }
        let words: Vec<String> = row.cells.iter().map(|cell| joined(cell)).collect();
        if words.iter().all(String::is_empty) {
            return;
        }
        let paragraphs: Vec<Paragraph> = row.cells.into_iter().flatten().collect();
        let spot = paragraphs.iter().find_map(|paragraph| paragraph.spot.clone());
        let spot = spot.unwrap_or_else(|| self.spot());
        let linked = paragraphs.iter().map(|paragraph| paragraph.linked).sum();
        self.text.push_linked(BlockKind::Row, &words.join(" | "), linked, spot);
        self.push_notes(&paragraphs);
    }

    fn push(&mut self, paragraph: Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let contents = self.styles.is_contents(style);
        let level = match paragraph.outline {
            Some(outline @ 0..=8) => Some(outline + 1),
            Some(_) => None,
            None => self.styles.level(style),
        };
        let running = if paragraph.listed { BlockKind::Item } else { BlockKind::Paragraph };
        let kind = level.map_or(running, BlockKind::Heading);
        let spot = paragraph.spot.clone().unwrap_or_else(|| self.spot());
        let linked = if contents { paragraph.words.len() } else { paragraph.linked };
        self.text.push_linked(kind, &paragraph.words, linked, spot);
        self.push_notes(&[paragraph]);
    }

    fn push_notes(&mut self, paragraphs: &[Paragraph]) {
        let known = self.known;
        for paragraph in paragraphs {
            for note in &paragraph.notes {
                let Some(words) = known.get(note).filter(|_| self.said.insert(note.clone())) else { continue };
                let spot = paragraph.spot.clone().unwrap_or_else(|| self.spot());
                for words in words {
                    self.text.push(BlockKind::Paragraph, words, spot.clone());
                }
            }
        }
    }

    fn spot(&self) -> Spot {
        self.page.map_or(Spot::Whole, Spot::Page)
    }
}

fn joined(cell: &[Paragraph]) -> String {
    let words = cell.iter().map(|paragraph| paragraph.words.trim()).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
