//! The shapes of one slide, of its notes, or of a drawing on it.

use crate::evidence::{BlockKind, Reference, Spot, Text};
use crate::reader::package::Relations;
use crate::reader::xml::{Element, Step, Visit};

/// Reads the shapes of one part.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // Each is where the reader stands in the stream of elements.
pub struct Slide {
    /// Whether it is left out when the slides are shown.
    pub hidden: bool,
    /// The relations of its links.
    links: Vec<String>,
    /// Whether only the body counts, as in notes: the rest is a picture of the slide and its number.
    body_only: bool,
    title: Vec<Words>,
    blocks: Vec<(BlockKind, Words)>,
    words: Words,
    shape: Shape,
    /// The cells of the table row that is open; tables do not lie within each other here.
    row: Option<Vec<Words>>,
    inside: bool,
    link: bool,
}

#[derive(Default)]
struct Words {
    words: String,
    linked: usize,
}

/// What the shape at hand is for.
#[derive(Default, PartialEq, Clone, Copy)]
enum Shape {
    #[default]
    Body,
    Title,
    Silent,
}

impl Slide {
    /// A slide, or a drawing on one.
    pub fn shown() -> Self {
        Self::default()
    }

    /// The notes of a slide.
    pub fn notes() -> Self {
        Self { body_only: true, shape: Shape::Silent, ..Self::default() }
    }

    /// Adds what was read, the title first, and the addresses of its links.
    pub fn push(self, text: &mut Text, spot: &Spot, relations: &Relations) {
        for address in self.links.iter().filter_map(|id| relations.address(id)) {
            text.references.push(Reference { target: address.to_owned(), spot: spot.clone(), link: true });
        }
        let title = joined(&self.title);
        for (kind, words) in std::iter::once((BlockKind::Heading(2), title)).chain(self.blocks) {
            text.push_linked(kind, &words.words, words.linked, spot.clone());
        }
    }

    fn say(&mut self, words: &str) {
        let before = self.words.words.len();
        self.words.words.extend(words.chars().filter(|letter| *letter != '\u{AD}'));
        if self.link {
            self.words.linked += self.words.words.len() - before;
        }
    }

    fn close_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.words.trim().is_empty() {
            return;
        }
        match (&mut self.row, self.shape) {
            (Some(cells), _) => {
                if let Some(cell) = cells.last_mut() {
                    if !cell.words.is_empty() {
                        cell.words.push(' ');
                    }
                    cell.words.push_str(words.words.trim());
                    cell.linked += words.linked;
                }
            }
            (None, Shape::Title) => self.title.push(words),
            (None, Shape::Body) => self.blocks.push((BlockKind::Paragraph, words)),
            (None, Shape::Silent) => {}
        }
    }

    fn close_row(&mut self) {
        let cells = self.row.take().unwrap_or_default();
        if cells.iter().any(|cell| !cell.words.is_empty()) {
            let linked = cells.iter().map(|cell| cell.linked).sum();
            let words: Vec<String> = cells.into_iter().map(|cell| cell.words).collect();
            self.blocks.push((BlockKind::Row, Words { words: words.join(" | "), linked }));
        }
    }

    fn placeholder(&self, kind: &str) -> Shape {
        match kind {
            "body" => Shape::Body,
            _ if self.body_only => Shape::Silent,
            "title" | "ctrTitle" => Shape::Title,
            "sldNum" | "dt" | "ftr" | "hdr" | "sldImg" => Shape::Silent,
            _ => Shape::Body,
        }
    }
}

fn joined(parts: &[Words]) -> Words {
    let linked = parts.iter().map(|part| part.linked).sum();
    let words = parts.iter().map(|part| part.words.trim()).filter(|words| !words.is_empty());
    Words { words: words.collect::<Vec<_>>().join(" "), linked }
}

impl Visit for Slide {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "sld" => self.hidden = element.get("show").is_some_and(|show| matches!(show.as_str(), "0" | "false")),
            "Fallback" => return Step::Over,
            "fld" if element.get("type").is_some_and(|kind| kind == "slidenum" || kind.starts_with("datetime")) => {
                return Step::Over;
            }
            "sp" | "graphicFrame" => self.shape = if self.body_only { Shape::Silent } else { Shape::Body },
            "cNvPr" if element.says("hidden") => self.shape = Shape::Silent,
            "ph" => self.shape = self.placeholder(&element.get("type").unwrap_or_default()),
            "tr" => self.row = Some(Vec::new()),
            "tc" => {
                if let Some(cells) = &mut self.row {
                    cells.push(Words::default());
                }
            }
            "t" => self.inside = true,
            "br" | "tab" => self.say(" "),
            "hlinkClick" => {
                self.link = true;
                self.links.extend(element.relation());
            }
            "r" => self.link = false,
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.inside = false,
            "p" => self.close_paragraph(),
            "tr" => self.close_row(),
            "r" | "cNvPr" => self.link = false,
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.inside {
            self.say(words);
        }
    }
}
