//! Visio: the text of the shapes on every page, in the order of the pages.

use super::markup::one_line;
use super::too_large;
use crate::config::MAX_PAGES;
use crate::evidence::{BlockKind, Kind, Spot, Text};
use crate::language::Message;
use crate::reader::format::{Format, Read};
use crate::reader::office;
use crate::reader::package::Package;
use crate::reader::xml::{self, Element, Step, Visit, damaged};

pub static FORMAT: Format = Format { endings: &["vsdx", "vsd"], kind: Kind::Diagram, read: Read::Bytes(office::read) };

/// Reads the pages from the main part.
pub fn drawing(package: &mut Package<'_>, path: &str) -> Result<Text, Message> {
    let relations = package.relations(path)?;
    let (path, xml) = package.related(&relations, "pages")?.ok_or_else(damaged)?;
    let relations = package.relations(&path)?;
    let mut pages = Pages::default();
    xml::walk(&xml, &mut pages)?;
    if pages.0.len() > MAX_PAGES {
        return Err(too_large());
    }
    let mut text = Text::default();
    for (number, (name, relation)) in (1..).zip(pages.0) {
        let relation = relations.get(&relation).filter(|relation| !relation.external).ok_or_else(damaged)?;
        let xml = package.part(&relation.target)?.ok_or_else(damaged)?;
        text.push(BlockKind::Heading(2), &one_line(&name), Spot::Page(number));
        xml::walk(&xml, &mut Shapes { text: &mut text, page: number, label: None })?;
    }
    let shows = text.blocks.iter().any(|block| block.kind == BlockKind::Label);
    if shows { Ok(text) } else { Err(Message::new("unreadable.empty")) }
}

/// The pages, each with its name and its relation.
#[derive(Default)]
struct Pages(Vec<(String, String)>);

impl Visit for Pages {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "Page" => self.0.push((element.get("Name").unwrap_or_default(), String::new())),
            "Rel" => {
                if let Some((_, relation)) = self.0.last_mut() {
                    *relation = element.relation().unwrap_or_default();
                }
            }
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

/// The shapes of one page.
struct Shapes<'a> {
    text: &'a mut Text,
    page: u32,
    /// The words of the shape at hand.
    label: Option<String>,
}

impl Visit for Shapes<'_> {
    fn open(&mut self, name: &str, _: &Element<'_>) -> Step {
        if name == "Text" {
            self.label = Some(String::new());
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        if name == "Text" {
            let label = self.label.take().unwrap_or_default();
            self.text.push(BlockKind::Label, &one_line(&label), Spot::Page(self.page));
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(label) = &mut self.label {
            label.push_str(words);
        }
    }
}
