//! What floats over the cells of a sheet: text boxes and charts, each with the row it is anchored to.

use std::sync::Arc;

use crate::evidence::{Spot, Text};
use crate::language::Message;
use crate::reader::package::Package;
use crate::reader::pptx::{chart, slide::Slide};
use crate::reader::xml::{self, Element, Step, Visit};

/// Adds the words of the drawing that the sheet shows.
pub fn push(
    package: &mut Package<'_>,
    path: &str,
    xml: &str,
    sheet: &Arc<str>,
    text: &mut Text,
) -> Result<(), Message> {
    let relations = package.relations(path)?;
    let mut drawing = Drawing::default();
    xml::walk(xml, &mut drawing)?;
    for (row, shapes) in drawing.shapes {
        shapes.push(text, &Spot::Row(Arc::clone(sheet), row), &relations);
    }
    for (row, id) in drawing.charts {
        if let Some(relation) = relations.get(&id).filter(|relation| relation.kind == "chart" && !relation.external)
            && let Some(xml) = package.part(&relation.target)?
        {
            chart::push(&xml, &Spot::Row(Arc::clone(sheet), row), text)?;
        }
    }
    Ok(())
}

#[derive(Default)]
struct Drawing {
    /// The shapes of each anchor, which are as those of a slide, with its row.
    shapes: Vec<(u32, Slide)>,
    /// The relation of each chart, with its row.
    charts: Vec<(u32, String)>,
    /// The shapes of the anchor at hand.
    anchored: Slide,
    row: u32,
    place: Place,
}

/// Whether the words at hand are the number of the row that an anchor begins on.
#[derive(Default, PartialEq)]
enum Place {
    #[default]
    Elsewhere,
    From,
    Row,
}

impl Visit for Drawing {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.row = 1,
            "from" => self.place = Place::From,
            "row" if self.place == Place::From => self.place = Place::Row,
            "chart" => self.charts.extend(element.relation().map(|id| (self.row, id))),
            _ => {}
        }
        self.anchored.open(name, element)
    }

    fn close(&mut self, name: &str) {
        match name {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                self.shapes.push((self.row, std::mem::take(&mut self.anchored)));
            }
            "from" => self.place = Place::Elsewhere,
            "row" if self.place == Place::Row => self.place = Place::From,
            _ => {}
        }
        self.anchored.close(name);
    }

    fn words(&mut self, words: &str) {
        if self.place == Place::Row {
            // Rows are counted from 0 here.
            self.row = words.trim().parse().map_or(1, |row: u32| row.saturating_add(1));
        } else {
            self.anchored.words(words);
        }
    }
}
