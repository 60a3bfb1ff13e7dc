//! Drawings written as lines of text: labels as they come, and the names of things that have no label.

use std::collections::HashSet;

use super::markup::words;
use crate::evidence::{BlockKind, Spot, Text};
use crate::language::Message;

/// The labels found so far.
#[derive(Default)]
pub struct Script {
    /// The line at hand.
    pub line: u32,
    found: Vec<Found>,
    /// Names that stand for something with a label.
    known: HashSet<String>,
}

struct Found {
    line: u32,
    words: String,
    /// Whether it is only shown where nothing gives it a label.
    is_name: bool,
}

/// Whether a sign belongs to an arrow.
pub const fn is_arrow_sign(sign: char) -> bool {
    matches!(sign, '-' | '=' | '.' | '<' | '>' | '~')
}

impl Script {
    /// Words that are shown.
    pub fn label(&mut self, label: &str) {
        let label = label.trim().trim_matches(['"', '`']).replace("\\n", " ");
        self.add(words(&label), false);
    }

    /// A name that is shown if nothing gives it a label.
    pub fn name(&mut self, name: &str) {
        let name = name.trim();
        if name.chars().any(char::is_alphanumeric) {
            self.add(name.to_owned(), true);
        }
    }

    /// A name that has a label.
    pub fn known(&mut self, name: &str) {
        self.known.insert(name.trim().to_owned());
    }

    /// `A as Label`, `"Label" as A`, or a name alone.
    pub fn named(&mut self, text: &str, mark: &str) {
        let text = text.split(" #").next().unwrap_or(text);
        match text.split_once(mark) {
            Some((label, name)) if label.trim().starts_with(['"', '[']) => {
                self.known(name);
                self.label(label.trim().trim_matches(['[', ']']));
            }
            Some((name, label)) => {
                self.known(name);
                self.label(label);
            }
            None => self.label(text.trim().trim_matches(['[', ']'])),
        }
    }

    /// What is in quotes.
    pub fn quoted(&mut self, line: &str) {
        for words in line.split('"').skip(1).step_by(2) {
            self.label(words);
        }
    }

    /// `A -> B : words`: both ends, and what passes between them.
    pub fn message(&mut self, line: &str) {
        let (ends, words) = match line.split_once(':') {
            Some((ends, words)) if !ends.is_empty() => (ends, words),
            _ => (line, ""),
        };
        let has_quotes = ends.contains('"');
        let is_sign = |c: char| is_arrow_sign(c) || c == ')' || c == '|';
        for end in ends.split(|c: char| is_sign(c) || c.is_whitespace()) {
            // `->>x`, `-->>+B` and `--o` end in a letter or a sign of their own.
            let end = end.trim_matches(['+', '[', ']', '(', ')', '*', '{']);
            if end.len() > 1 || end.starts_with(char::is_uppercase) {
                if has_quotes {
                    continue;
                }
                self.name(end);
            }
        }
        self.quoted(ends);
        self.label(words);
    }

    fn add(&mut self, words: String, is_name: bool) {
        self.found.push(Found { line: self.line, words, is_name });
    }

    /// Everything that is shown, each name once.
    pub fn finish(mut self) -> Result<Text, Message> {
        let mut text = Text::default();
        for found in self.found {
            if !found.is_name || self.known.insert(found.words.clone()) {
                text.push(BlockKind::Label, &found.words, Spot::Line(found.line));
            }
        }
        if text.blocks.is_empty() { Err(Message::new("unreadable.empty")) } else { Ok(text) }
    }
}
