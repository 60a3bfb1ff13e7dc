//! The body of a Word document, its footnotes and its endnotes: what a person reads, in reading order.

use std::collections::HashMap;

use super::styles::Styles;
use crate::evidence::{BlockKind, Reference, Spot, Text};
use crate::reader::package::Relations;
use crate::reader::xml::{Element, Step, Visit};

/// The paragraphs of footnotes and endnotes by what refers to them.
pub type Notes = HashMap<(&'static str, String), Vec<String>>;

/// Reads one part.
pub struct Body<'a> {
    /// What has been read.
    pub text: Text,
    /// The notes of this part, where it is one of notes.
    pub notes: Notes,
    styles: &'a Styles,
    relations: &'a Relations,
    /// Notes that the part may refer to.
    known: &'a Notes,
    /// The page at hand; none where the program left no marks of its pages.
    page: Option<u32>,
    /// A page break after which no words have come yet: the mark that follows it is the same one.
    broken: bool,
    /// The paragraphs that are open, each in a text box of the one before.
    paragraphs: Vec<Paragraph>,
    /// The table rows that are open, each in a cell of the one before.
    rows: Vec<TableRow>,
    /// The words of a field, such as `HYPERLINK "https://…"`.
    field: String,
    /// The note that is open, by its id.
    note: String,
    place: Place,
}

/// Where in the XML the reader is.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // Each may hold beside the others.
struct Place {
    words: bool,
    field: bool,
    hidden: bool,
    links: usize,
    row_properties: bool,
    placeholder: bool,
}

#[derive(Default)]
struct Paragraph {
    words: String,
    linked: usize,
    style: Option<String>,
    outline: Option<u8>,
    spot: Option<Spot>,
    notes: Vec<(&'static str, String)>,
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

impl<'a> Body<'a> {
    pub fn new(styles: &'a Styles, relations: &'a Relations, known: &'a Notes, pages: bool) -> Self {
        Self {
            text: Text::default(),
            notes: Notes::new(),
            styles,
            relations,
            known,
            page: pages.then_some(1),
            broken: false,
            paragraphs: Vec::new(),
            rows: Vec::new(),
            field: String::new(),
            note: String::new(),
            place: Place::default(),
        }
    }

    fn spot(&self) -> Spot {
        self.page.map_or(Spot::Whole, Spot::Page)
    }

    fn turn_page(&mut self, rendered: bool) {
        if !(rendered && self.broken) {
            self.page = self.page.map(|page| page.saturating_add(1));
        }
        self.broken = !rendered;
    }

    fn say(&mut self, words: &str) {
        if self.place.hidden {
            return;
        }
        let spot = self.spot();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let before = paragraph.words.len();
        paragraph.words.extend(words.chars().filter(|letter| *letter != '\u{AD}'));
        if !words.trim().is_empty() {
            paragraph.spot.get_or_insert(spot);
            self.broken = false;
        }
        if self.place.links > 0 {
            paragraph.linked += paragraph.words.len() - before;
        }
    }

    fn refer(&mut self, target: &str) {
        let spot = self.spot();
        self.text.references.push(Reference { target: target.to_owned(), spot, link: true });
    }

    fn close_field(&mut self) {
        let field = std::mem::take(&mut self.field);
        if let Some(rest) = field.trim().strip_prefix("HYPERLINK")
            && let Some(target) = rest.split('"').nth(1)
            && !rest.trim_start().starts_with('\\')
        {
            self.refer(target);
        }
    }

    fn close_paragraph(&mut self) {
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

    fn push(&mut self, paragraph: Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let contents = self.styles.is_contents(style);
        let level = match paragraph.outline {
            Some(outline @ 0..=8) => Some(outline + 1),
            Some(_) => None,
            None => self.styles.level(style),
        };
        let kind = level.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let before = self.text.blocks.len();
        self.text.push(kind, &paragraph.words, paragraph.spot.clone().unwrap_or_else(|| self.spot()));
        if let Some(block) = self.text.blocks.get_mut(before) {
            let all = block.range.len();
            block.linked = if contents { all } else { paragraph.linked.min(all) };
        }
        self.push_notes(&[paragraph]);
    }

    fn push_notes(&mut self, paragraphs: &[Paragraph]) {
        let known = self.known;
        for paragraph in paragraphs {
            for words in paragraph.notes.iter().filter_map(|note| known.get(note)).flatten() {
                let spot = paragraph.spot.clone().unwrap_or_else(|| self.spot());
                self.text.push(BlockKind::Paragraph, words, spot);
            }
        }
    }

    /// A row with one cell is a frame around paragraphs; any other is a row.
    fn close_row(&mut self) {
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
        let before = self.text.blocks.len();
        self.text.push(BlockKind::Row, &words.join(" | "), spot.unwrap_or_else(|| self.spot()));
        if let Some(block) = self.text.blocks.get_mut(before) {
            block.linked = paragraphs.iter().map(|paragraph| paragraph.linked).sum::<usize>().min(block.range.len());
        }
        self.push_notes(&paragraphs);
    }
}

fn joined(cell: &[Paragraph]) -> String {
    let words = cell.iter().map(|paragraph| paragraph.words.trim()).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

impl Visit for Body<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "del" if self.place.row_properties => {
                if let Some(row) = self.rows.last_mut() {
                    row.deleted = true;
                }
            }
            "del" | "moveFrom" | "Fallback" | "sectPr" | "tabs" | "delText" | "delInstrText" => return Step::Over,
            name if name.ends_with("PrChange") => return Step::Over,
            "sdtContent" if std::mem::take(&mut self.place.placeholder) => return Step::Over,
            "showingPlcHdr" => self.place.placeholder = element.is_on(),
            "sdt" => self.place.placeholder = false,
            "footnote" | "endnote" if element.get("type").is_some_and(|kind| kind != "normal") => return Step::Over,
            "footnote" | "endnote" => {
                self.text.blocks.clear();
                self.text.body.clear();
                self.note = element.get("id").unwrap_or_default();
            }
            "p" => self.paragraphs.push(Paragraph { rows: self.rows.len(), ..Paragraph::default() }),
            "tr" => self.rows.push(TableRow { paragraphs: self.paragraphs.len(), ..TableRow::default() }),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.cells.push(Vec::new());
                }
            }
            "trPr" => self.place.row_properties = true,
            "r" => self.place.hidden = false,
            "vanish" | "strike" | "dstrike" => self.place.hidden |= element.is_on(),
            "t" => self.place.words = true,
            "instrText" => self.place.field = true,
            "fldChar" => self.close_field(),
            "fldSimple" => {
                self.field = element.get("instr").unwrap_or_default();
                self.close_field();
            }
            "hyperlink" => {
                self.place.links += 1;
                let id = element.relation().unwrap_or_default();
                let relations = self.relations;
                if let Some(address) = relations.address(&id) {
                    self.refer(address);
                }
            }
            "br" if element.get("type").is_some_and(|kind| kind == "page") => self.turn_page(false),
            "pageBreakBefore" if element.is_on() => self.turn_page(false),
            "lastRenderedPageBreak" => self.turn_page(true),
            "tab" | "br" | "cr" => self.say(" "),
            "noBreakHyphen" => self.say("-"),
            "pStyle" | "outlineLvl" | "footnoteReference" | "endnoteReference" => self.property(name, element),
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.close_paragraph(),
            "tr" => self.close_row(),
            "trPr" => self.place.row_properties = false,
            "r" | "pPr" => self.place.hidden = false,
            "t" => self.place.words = false,
            "instrText" => self.place.field = false,
            "hyperlink" => self.place.links = self.place.links.saturating_sub(1),
            "footnote" | "endnote" => {
                let kind = if name == "footnote" { "footnote" } else { "endnote" };
                let words = self.text.blocks.iter().map(|block| self.text.of(block).to_owned()).collect();
                self.notes.insert((kind, std::mem::take(&mut self.note)), words);
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.place.words {
            self.say(words);
        } else if self.place.field {
            self.field.push_str(words);
        }
    }
}

impl Body<'_> {
    fn property(&mut self, name: &str, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = element.get("val"),
            "outlineLvl" => paragraph.outline = element.get("val").and_then(|level| level.parse().ok()),
            "footnoteReference" => paragraph.notes.push(("footnote", element.get("id").unwrap_or_default())),
            _ => paragraph.notes.push(("endnote", element.get("id").unwrap_or_default())),
        }
    }
}
