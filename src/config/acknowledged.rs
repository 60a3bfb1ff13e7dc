//! `[[acknowledged]]`: what `check` says that stands in the folder, and why it may.

use super::Reading;
use crate::language::{Arg, Message};
use crate::source::{Node, Problem, Span};

/// Something that somebody has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// By which `check` names it.
    pub fingerprint: String,
    /// Why it may stand where it does.
    pub reason: String,
    /// The bytes of the reason in the file.
    pub why: Span,
    /// The line of the fingerprint.
    pub line: u32,
}

/// Both are demanded.
const FIELDS: [&str; 2] = ["fingerprint", "reason"];

/// A reason has so many words at least.
const WORDS: usize = 3;

/// How many hexadecimal digits a fingerprint has.
const DIGITS: usize = 16;

impl Reading {
    /// The entries that say what and why. One that does not is a mistake, and acknowledges nothing.
    pub(super) fn acknowledged(&mut self, node: &Node) -> Vec<Acknowledged> {
        let entries = node.as_list().unwrap_or(std::slice::from_ref(node));
        entries.iter().filter_map(|entry| self.acknowledgement(entry)).collect()
    }

    fn acknowledgement(&mut self, entry: &Node) -> Option<Acknowledged> {
        let (mut fingerprint, mut reason, before) = (None, None, self.problems.len());
        for (key, node) in self.table(entry) {
            match key.name.as_str() {
                "fingerprint" => fingerprint = self.text(node).map(|text| (text, node)),
                "reason" => reason = self.text(node).map(|text| (text, node)),
                _ => self.unknown(key, &FIELDS),
            }
        }
        if self.problems.len() > before {
            return None;
        }
        let (Some((fingerprint, at)), Some((reason, why))) = (&fingerprint, &reason) else {
            let given = [fingerprint.is_some(), reason.is_some()];
            let missing = FIELDS.into_iter().zip(given).filter(|(_, given)| !given).map(|(field, _)| field);
            let message = Message::new("facts.incomplete").with("fields", missing.collect::<Arg>());
            self.problems.push(Problem::new(&self.source, entry.span.clone(), message));
            return None;
        };
        if fingerprint.len() != DIGITS || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let message = Message::new("acknowledged.no_fingerprint").with("n", DIGITS);
            self.problems.push(Problem::new(&self.source, at.span.clone(), message));
            return None;
        }
        if words(reason) < WORDS {
            let message = Message::new("acknowledged.no_reason").with("n", WORDS);
            self.problems.push(Problem::new(&self.source, why.span.clone(), message));
            return None;
        }
        let line = u32::try_from(self.source.position(at.span.start).line).unwrap_or(u32::MAX);
        let (fingerprint, reason) = (fingerprint.to_ascii_lowercase(), reason.trim().to_owned());
        Some(Acknowledged { fingerprint, reason, why: why.span.clone(), line })
    }
}

/// How many words a sentence has: runs of two letters or more, and two characters of a script without spaces for one.
fn words(sentence: &str) -> usize {
    let is_whole = |c: char| c.is_alphabetic() && c >= '\u{2e80}';
    let characters = sentence.chars().filter(|c| is_whole(*c)).count();
    let runs = sentence.split(|c: char| !c.is_alphanumeric() || is_whole(c));
    characters / 2 + runs.filter(|run| run.chars().filter(|c| c.is_alphabetic()).count() > 1).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_words() {
        for (sentence, count) in [
            ("ok", 1),
            ("- - -", 0),
            ("a demo database", 2),
            ("clé révoquée depuis mai", 4),
            ("密钥已经停用", 3),
            ("x y z", 0),
        ] {
            assert_eq!(words(sentence), count, "{sentence}");
        }
    }
}
