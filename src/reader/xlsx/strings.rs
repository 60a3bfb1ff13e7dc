//! The strings that the cells of a workbook share.

use super::too_many;
use crate::config::MAX_CELLS;
use crate::language::Message;
use crate::reader::xml::{self, Element, Step, Visit};

/// Strings by their number.
#[derive(Default)]
pub struct Strings {
    words: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    inside: bool,
}

impl Strings {
    /// Reads the part that holds them.
    pub fn read(xml: &str) -> Result<Self, Message> {
        let mut strings = Self::default();
        xml::walk(xml, &mut strings)?;
        if strings.ends.len() > MAX_CELLS { Err(too_many()) } else { Ok(strings) }
    }

    /// A string by its number, as it is written in a cell.
    pub fn get(&self, number: &str) -> Option<&str> {
        let number: usize = number.trim().parse().ok()?;
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.words.get(start..*self.ends.get(number)?)
    }
}

impl Visit for Strings {
    fn open(&mut self, name: &str, _: &Element<'_>) -> Step {
        match name {
            // How the words are pronounced.
            "rPh" => return Step::Over,
            "t" => self.inside = true,
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.inside = false,
            "si" if self.ends.len() <= MAX_CELLS => self.ends.push(self.words.len()),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.inside {
            self.words.push_str(words);
        }
    }
}
