//! Substance: which words of a document are an answer, and which are template text, chat residue, AWS's own sheet or a
//! mere pointer elsewhere. The words themselves stand in `substance.yaml`.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fold;
use super::phrases::Finder;

/// Phrases that never count as an answer (design section 3).
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Substance {
    /// Template text left in: `TBD`, `[X]`, `待补充`.
    pub placeholders: Vec<String>,
    /// Chat and fiction residue.
    pub chat: Vec<String>,
    /// Phrases that only AWS's own sheet uses.
    pub sheet: Vec<String>,
    /// Headings of a table of contents.
    pub contents: Vec<String>,
    /// Words that point elsewhere: `see`, `voir`, `参见`.
    pub elsewhere: Vec<String>,
    #[serde(skip)]
    pub(crate) found: OnceLock<Finders>,
}

/// The phrases in the form in which they are looked for.
#[derive(Debug)]
pub(crate) struct Finders {
    residue: Finder,
    contents: Vec<String>,
    elsewhere: Vec<String>,
}

/// Why a text does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Residue {
    /// Template text left in.
    Placeholder,
    /// Chat or fiction residue.
    Chat,
    /// Copied from AWS's sheet.
    Sheet,
}

/// Below this many words, a text that begins by pointing elsewhere says nothing of its own.
const POINTER_WORDS: usize = 15;

/// How far into a text its first words are looked at, in characters.
const POINTER_LENGTH: usize = 32;

impl Substance {
    /// Adds the phrases of another file.
    pub fn extend(&mut self, other: Self) {
        self.placeholders.extend(other.placeholders);
        self.chat.extend(other.chat);
        self.sheet.extend(other.sheet);
        self.contents.extend(other.contents);
        self.elsewhere.extend(other.elsewhere);
        self.found = OnceLock::new();
    }

    /// The first phrase of a text that never counts, as it stands in the text.
    #[must_use]
    pub fn residue<'a>(&self, text: &'a str) -> Option<(Residue, &'a str)> {
        let (phrase, span) = self.finders().residue.first(text, |span| is_whole(text, span.start, span.end))?;
        let kind = if phrase < self.placeholders.len() {
            Residue::Placeholder
        } else if phrase < self.placeholders.len() + self.chat.len() {
            Residue::Chat
        } else {
            Residue::Sheet
        };
        Some((kind, &text[span]))
    }

    /// Whether a heading opens a table of contents.
    #[must_use]
    pub fn is_contents(&self, heading: &str) -> bool {
        self.finders().contents.contains(&fold::fold(heading))
    }

    /// Whether a text of so many words only points elsewhere.
    #[must_use]
    pub fn is_pointer(&self, text: &str, words: usize) -> bool {
        if words >= POINTER_WORDS {
            return false;
        }
        let beginning = text.char_indices().nth(POINTER_LENGTH).map_or(text, |(end, _)| &text[..end]);
        let folded = fold::fold(beginning);
        let first = folded.trim_start();
        self.finders().elsewhere.iter().any(|phrase| first.starts_with(phrase.trim_start()))
    }

    /// Whether a text points elsewhere somewhere, so that a file name in it is a reference.
    #[must_use]
    pub fn points_elsewhere(&self, text: &str) -> bool {
        let folded = fold::fold(text);
        self.finders().elsewhere.iter().any(|phrase| folded.contains(phrase))
    }

    fn finders(&self) -> &Finders {
        self.found.get_or_init(|| Finders {
            residue: Finder::new(self.placeholders.iter().chain(&self.chat).chain(&self.sheet).cloned()),
            contents: self.contents.iter().map(|phrase| fold::fold(phrase)).collect(),
            elsewhere: self.elsewhere.iter().map(|phrase| fold::pattern(phrase)).collect(),
        })
    }
}

/// Whether a found phrase is not part of a longer latin word.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let word = |c: &char| c.is_alphanumeric() && !fold::is_cjk(*c);
    let goes_on = |inside: Option<char>, outside: Option<char>| {
        inside.as_ref().is_some_and(word) && outside.as_ref().is_some_and(word)
    };
    let phrase = &text[start..end];
    let before = goes_on(phrase.chars().next(), text[..start].chars().next_back());
    let after = goes_on(phrase.chars().next_back(), text[end..].chars().next());
    !before && !after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn substance() -> Substance {
        Substance {
            placeholders: vec!["tbd".into(), "[x]".into(), "待补充".into()],
            chat: vec!["certainly!".into()],
            sheet: vec!["evidence must be in the form of".into()],
            contents: vec!["Table of contents".into()],
            elsewhere: vec!["see".into(), "参见".into()],
            ..Substance::default()
        }
    }

    #[test]
    fn template_text_is_found_as_a_whole_word() {
        let substance = substance();
        assert_eq!(substance.residue("RTO: TBD"), Some((Residue::Placeholder, "TBD")));
        assert_eq!(substance.residue("恢复时间待补充。"), Some((Residue::Placeholder, "待补充")));
        assert_eq!(substance.residue("We met [X] times"), Some((Residue::Placeholder, "[X]")));
        assert_eq!(substance.residue("the outbdoor unit"), None);
    }

    #[test]
    fn chat_and_sheet_are_told_apart() {
        let substance = substance();
        assert_eq!(substance.residue("Certainly! Here it is").map(|found| found.0), Some(Residue::Chat));
        let copied = "Evidence must be in the form of a description";
        assert_eq!(substance.residue(copied).map(|found| found.0), Some(Residue::Sheet));
    }

    #[test]
    fn a_short_pointer_says_nothing() {
        let substance = substance();
        assert!(substance.is_pointer("See the answer for customer 1.", fold::words("See the answer for customer 1.")));
        assert!(substance.is_pointer("参见案例一。", fold::words("参见案例一。")));
        assert!(!substance.is_pointer(
            "Seedlings are watered by the store team.",
            fold::words("Seedlings are watered by the store team.")
        ));
        assert!(substance.is_contents("Table of Contents"));
    }
}
