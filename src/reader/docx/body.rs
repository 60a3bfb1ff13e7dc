//! The body of a Word document, its footnotes and its endnotes: what a person reads, in reading order.

use super::blocks::{Blocks, Notes};
use crate::reader::package::Relations;
use crate::reader::xml::{Element, Step, Visit};

/// Reads one part.
pub struct Body<'a> {
    /// What has been read.
    pub blocks: Blocks<'a>,
    /// The notes of this part, where it is one of notes.
    pub notes: Notes,
    relations: &'a Relations,
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

impl<'a> Body<'a> {
    /// Reads a part with these relations into `blocks`.
    pub fn new(blocks: Blocks<'a>, relations: &'a Relations) -> Self {
        Self {
            blocks,
            notes: Notes::new(),
            relations,
            field: String::new(),
            note: String::new(),
            place: Place::default(),
        }
    }

    fn say(&mut self, words: &str) {
        if !self.place.hidden {
            self.blocks.say(words, self.place.links > 0);
        }
    }

    fn close_field(&mut self) {
        let field = std::mem::take(&mut self.field);
        if let Some(rest) = field.trim().strip_prefix("HYPERLINK")
            && let Some(target) = rest.split('"').nth(1)
            && !rest.trim_start().starts_with('\\')
        {
            self.blocks.refer(target);
        }
    }

    fn property(&mut self, name: &str, element: &Element<'_>) {
        let Some(paragraph) = self.blocks.paragraph() else { return };
        match name {
            "pStyle" => paragraph.style = element.get("val"),
            // 0 takes a paragraph out of the list that its style puts it into.
            "numId" => paragraph.listed = element.get("val").is_some_and(|id| id != "0"),
            "outlineLvl" => paragraph.outline = element.get("val").and_then(|level| level.parse().ok()),
            "footnoteReference" => paragraph.notes.push(("footnote", element.get("id").unwrap_or_default())),
            _ => paragraph.notes.push(("endnote", element.get("id").unwrap_or_default())),
        }
    }
}

impl Visit for Body<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "del" if self.place.row_properties => self.blocks.delete_row(),
            "del" | "moveFrom" | "Fallback" | "sectPr" | "tabs" | "delText" | "delInstrText" => return Step::Over,
            name if name.ends_with("PrChange") => return Step::Over,
            "sdtContent" if std::mem::take(&mut self.place.placeholder) => return Step::Over,
            "showingPlcHdr" => self.place.placeholder = element.is_on(),
            "sdt" => self.place.placeholder = false,
            "footnote" | "endnote" if element.get("type").is_some_and(|kind| kind != "normal") => return Step::Over,
            "footnote" | "endnote" => {
                self.blocks.text.blocks.clear();
                self.blocks.text.body.clear();
                self.note = element.get("id").unwrap_or_default();
            }
            "p" => self.blocks.open_paragraph(),
            "tr" => self.blocks.open_row(),
            "tc" => self.blocks.open_cell(),
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
                if let Some(address) = self.relations.address(&id) {
                    self.blocks.refer(address);
                }
            }
            "br" if element.get("type").is_some_and(|kind| kind == "page") => self.blocks.turn_page(false),
            "pageBreakBefore" if element.is_on() => self.blocks.turn_page(false),
            "lastRenderedPageBreak" => self.blocks.turn_page(true),
            "tab" | "br" | "cr" => self.say(" "),
            "noBreakHyphen" => self.say("-"),
            "pStyle" | "numId" | "outlineLvl" | "footnoteReference" | "endnoteReference" => {
                self.property(name, element);
            }
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.blocks.close_paragraph(),
            "tr" => self.blocks.close_row(),
            "trPr" => self.place.row_properties = false,
            "r" | "pPr" => self.place.hidden = false,
            "t" => self.place.words = false,
            "instrText" => self.place.field = false,
            "hyperlink" => self.place.links = self.place.links.saturating_sub(1),
            "footnote" | "endnote" => {
                let kind = if name == "footnote" { "footnote" } else { "endnote" };
                let text = &self.blocks.text;
                let words = text.blocks.iter().map(|block| text.of(block).to_owned()).collect();
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
