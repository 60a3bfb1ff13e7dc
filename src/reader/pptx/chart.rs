//! The text of a chart: titles, the names of its series and categories; its numbers are not words.

use crate::evidence::{BlockKind, Spot, Text};
use crate::language::Message;
use crate::reader::xml::{self, Element, Step, Visit};

/// Adds the labels of a chart.
pub fn push(xml: &str, spot: &Spot, text: &mut Text) -> Result<(), Message> {
    let mut chart = Chart::default();
    xml::walk(xml, &mut chart)?;
    for label in chart.labels() {
        text.push(BlockKind::Label, label, spot.clone());
    }
    Ok(())
}

#[derive(Default)]
struct Chart {
    labels: Vec<String>,
    words: String,
    inside: bool,
}

impl Chart {
    /// Its labels, each once: every series repeats the categories.
    fn labels(&self) -> impl Iterator<Item = &str> {
        let mut seen = std::collections::HashSet::new();
        self.labels.iter().map(String::as_str).filter(move |label| seen.insert(*label))
    }
}

impl Visit for Chart {
    fn open(&mut self, name: &str, _: &Element<'_>) -> Step {
        match name {
            "numCache" | "numLit" | "Fallback" => return Step::Over,
            "v" | "t" => self.inside = true,
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.inside = false,
            "v" | "p" => {
                self.inside = false;
                let words = std::mem::take(&mut self.words);
                self.labels.push(words.trim().to_owned());
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.inside {
            self.words.push_str(words);
        }
    }
}
