//! PowerPoint: the slides in the order they are shown, each with its title, text, table rows, charts, drawings and
//! speaker notes. Hidden slides, comments, footers and slide numbers say nothing.

pub mod chart;
pub mod slide;

use std::collections::HashSet;

use super::format::{Format, Read};
use super::office;
use super::package::{Package, Relations};
use super::xml::{self, Element, Step, Visit};
use crate::evidence::{Kind, Spot, Text};
use crate::language::Message;

use slide::Slide;

pub static FORMAT: Format =
    Format { endings: &["pptx", "pptm", "ppsx", "ppt", "odp"], kind: Kind::Deck, read: Read::Bytes(office::read) };

/// Reads the slides from the main part.
pub fn deck(package: &mut Package<'_>, path: &str, xml: &str) -> Result<Text, Message> {
    let relations = package.relations(path)?;
    let mut order = Order::default();
    xml::walk(xml, &mut order)?;
    let mut text = Text::default();
    let mut shown = HashSet::new();
    for (index, id) in order.0.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let relation = relations.get(id).filter(|relation| relation.kind == "slide");
        if let Some(relation) = relation.filter(|_| shown.insert(id)) {
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
    slide.push(text, spot, &relations);
    for relation in relations.parts() {
        match relation.kind.as_str() {
            "chart" => {
                if let Some(xml) = package.part(&relation.target)? {
                    chart::push(&xml, spot, text)?;
                }
            }
            "diagramData" | "notesSlide" => {
                if let Some(xml) = package.part(&relation.target)? {
                    let notes = relation.kind == "notesSlide";
                    let mut part = if notes { Slide::notes() } else { Slide::shown() };
                    xml::walk(&xml, &mut part)?;
                    part.push(text, spot, &Relations::default());
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
