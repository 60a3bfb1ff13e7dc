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
            "si" if self.ends.len() <= MAX_CELLS => {
                let start = self.ends.last().copied().unwrap_or(0);
                if self.words[start..].contains("_x") {
                    let meant = unescaped(&self.words[start..]);
                    self.words.truncate(start);
                    self.words.push_str(&meant);
                }
                self.ends.push(self.words.len());
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

/// What Excel writes as `_x000D_`, as the character that is meant; `_x005F_` is an underscore before such letters.
fn unescaped(words: &str) -> String {
    let mut meant = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("_x") {
        let character = rest.get(at + 2..at + 7).and_then(|code| {
            let digits =
                code.strip_suffix('_').filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            char::from_u32(u32::from_str_radix(digits, 16).ok()?)
        });
        meant.push_str(&rest[..at]);
        match character {
            Some(character) => meant.push(character),
            None => meant.push_str("_x"),
        }
        rest = &rest[at + if character.is_some() { 7 } else { 2 }..];
    }
    meant + rest
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_stand_for_characters() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_ _x0041_", "_x000D_ A"),
            ("_x00_ _xD800_ _x000 a_x", "_x00_ _xD800_ _x000 a_x"),
            ("_x公司的人_", "_x公司的人_"),
        ] {
            assert_eq!(unescaped(written), meant, "{written}");
        }
    }
}
