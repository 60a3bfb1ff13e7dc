//! PowerPoint: the slides in the order they are shown, each with its title, text, table rows, charts, drawings and
//! speaker notes. Hidden slides, comments, footers and slide numbers say nothing.

mod chart;
mod slide;

use super::docx;
use super::format::{Format, Read};
use super::package::Package;
use super::xml::{self, Element, Step, Visit};
use crate::evidence::{BlockKind, Kind, Reference, Spot, Text};
use crate::language::Message;

use chart::Chart;
use slide::Slide;

pub static FORMAT: Format =
    Format { endings: &["pptx", "pptm", "ppsx", "ppt"], kind: Kind::Deck, read: Read::Bytes(read) };

fn read(bytes: &[u8]) -> Result<Text, Message> {
    let mut package = Package::open(bytes)?;
    let (path, xml) = package.main()?;
    if is_deck(&xml) { deck(&mut package, &path, &xml) } else { docx::document(&mut package, &path, &xml) }
}

/// Whether a main part is one of slides: the content decides, not the name of the file.
pub fn is_deck(xml: &str) -> bool {
    xml.contains("sldIdLst") || xml.contains(":presentation ")
}

/// Reads the slides from the main part.
pub fn deck(package: &mut Package<'_>, path: &str, xml: &str) -> Result<Text, Message> {
    let relations = package.relations(path)?;
    let mut order = Order::default();
    xml::walk(xml, &mut order)?;
    let mut text = Text::default();
    for (index, id) in order.0.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        if let Some(relation) = relations.iter().find(|relation| relation.id == *id && relation.kind == "slide") {
            slide(package, &relation.target, &Spot::Slide(number), &mut text)?;
        }
    }
    Ok(text)
}

fn slide(package: &mut Package<'_>, path: &str, spot: &Spot, text: &mut Text) -> Result<(), Message> {
    let Some(xml) = package.part(path)? else { return Ok(()) };
    let relations = package.relations(path)?;
    let mut slide = Slide::shown();
    xml::walk(&xml, &mut slide)?;
    if slide.hidden {
        return Ok(());
    }
    for id in &slide.links {
        if let Some(relation) = relations.iter().find(|relation| relation.id == *id && relation.external) {
            text.references.push(Reference { target: relation.target.clone(), spot: spot.clone(), link: true });
        }
    }
    slide.push(text, spot);
    for relation in relations.iter().filter(|relation| !relation.external) {
        match relation.kind.as_str() {
            "chart" => {
                if let Some(xml) = package.part(&relation.target)? {
                    let mut chart = Chart::default();
                    xml::walk(&xml, &mut chart)?;
                    for label in chart.labels() {
                        text.push(BlockKind::Label, label, spot.clone());
                    }
                }
            }
            "diagramData" | "notesSlide" => {
                if let Some(xml) = package.part(&relation.target)? {
                    let notes = relation.kind == "notesSlide";
                    let mut part = if notes { Slide::notes() } else { Slide::shown() };
                    xml::walk(&xml, &mut part)?;
                    part.push(text, spot);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The slides in the order they are shown, by the ids of their relations.
#[derive(Default)]
struct Order(Vec<String>);

impl Visit for Order {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        if name == "sldId" {
            self.0.extend(element.relation());
        }
        Step::In
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

#[cfg(test)]
mod tests;
