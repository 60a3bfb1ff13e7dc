//! A rule: one line of `rules.yaml`, with its patterns.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::Kind;
use super::shape::{classes, is_made_up, is_reference, is_woven};

/// What one sort of secret looks like.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub kind: Kind,
    pub words: Vec<String>,
    #[serde(default)]
    exact: bool,
    then: Option<String>,
    within: Option<char>,
    patterns: Vec<String>,
    /// Whether a person may have chosen it.
    #[serde(default)]
    pub chosen: bool,
    #[serde(default)]
    classes: usize,
    #[serde(default)]
    woven: bool,
    #[serde(default = "reach")]
    pub reach: usize,
    /// Made when one of the words is met for the first time.
    #[serde(skip)]
    made: OnceLock<Vec<Regex>>,
}

/// So many characters at either end of a random secret are shown.
const SHOWN: usize = 4;

/// A random secret of fewer characters shows less.
const LONG: usize = 20;

/// How much of what stands before a chosen secret is shown, in characters.
const BEFORE: usize = 48;

/// So many quotation marks and spaces stand between a name and its value at most.
const MARKS: usize = 8;

/// A chosen secret of more characters is none.
const LONGEST: usize = 128;

/// How many bytes after a word belong to its secret, where the rule does not say.
pub const REACH: usize = 2048;

const fn reach() -> usize {
    REACH
}

impl Rule {
    /// The patterns.
    ///
    /// # Panics
    ///
    /// Never in a binary that passed its tests: one of them makes the patterns of every rule.
    pub fn patterns(&self) -> &[Regex] {
        let made = |pattern: &String| Regex::new(pattern).expect("a test makes every pattern");
        self.made.get_or_init(|| self.patterns.iter().map(made).collect())
    }

    /// Whether one of its words at some bytes of a text may lead to a secret. This is asked of every word of every text, so
    /// that few patterns are made and tried for nothing.
    pub fn is_led_to(&self, text: &str, word: Range<usize>) -> bool {
        let is_same = !self.exact || self.words.iter().any(|known| *known == text[word.clone()]);
        let is_followed = |then: &String| {
            let name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            let mut next = text[word.end..].trim_start_matches(name).chars().take(MARKS);
            let mark = next.find(|c| then.contains(*c) || !" \t\u{a0}\"'`*\\".contains(*c));
            mark.is_some_and(|c| then.contains(c))
        };
        let holds = |mark: char| {
            let mut next = text[word.end..].chars().take_while(|c| !" \t\r\n/\"'`<>".contains(*c));
            next.any(|c| c == mark)
        };
        is_same && self.then.as_ref().is_none_or(is_followed) && self.within.is_none_or(holds)
    }

    /// Whether a value of the right form is a secret, and no example of one.
    pub fn takes(&self, value: &str) -> bool {
        match self.kind {
            // It is known by its head; its lines have no shape of their own.
            Kind::PrivateKey => !value.contains('…'),
            _ if classes(value) < self.classes || self.woven && !is_woven(value) => false,
            _ if self.chosen => value.chars().count() <= LONGEST && !is_reference(value),
            Kind::Key => !is_made_up(value) && !is_reference(value),
            _ => !is_made_up(value),
        }
    }

    /// What is shown of a secret, and what stands for it in a text.
    pub fn mask(&self, before: &str, value: &str) -> (String, String) {
        let is_open = |c: char| matches!(c, '"' | '\'' | '`' | '“' | '«' | '\u{a0}');
        let count = value.chars().count();
        let mask = match self.kind {
            Kind::PrivateKey => "…".to_owned(),
            // In an address only some signs of ASCII may stand there.
            _ if self.chosen && before.ends_with(':') && before.contains("://") => {
                return (format!("{}***", shown(before)), "***".to_owned());
            }
            _ if self.chosen => "…".to_owned(),
            _ if count < LONG => format!("{}…", value.chars().take(SHOWN).collect::<String>()),
            _ => {
                let end = value.chars().skip(count - SHOWN).collect::<String>();
                format!("{}…{end}", value.chars().take(SHOWN).collect::<String>())
            }
        };
        let is_named = self.chosen || self.kind == Kind::PrivateKey;
        let shown = if is_named { format!("{}{mask}", shown(before).trim_end_matches(is_open)) } else { mask.clone() };
        (shown, mask)
    }
}

/// The end of what stands before a secret.
fn shown(before: &str) -> String {
    let skipped = before.chars().count().saturating_sub(BEFORE);
    before.chars().skip(skipped).collect()
}
