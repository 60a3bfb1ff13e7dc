//! The table of rules, and how a text is looked through: one pass finds the words of all rules at once, and their patterns
//! are tried around those words only.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::rule::{REACH, Rule};
use super::{Found, Secret};
use crate::embedded::SECRETS;

/// The rules, and the words that lead to them.
pub struct Table {
    pub rules: Vec<Rule>,
    words: AhoCorasick,
    /// The rules of each word, by number.
    of_word: Vec<Vec<usize>>,
}

/// How many bytes before a word may belong to its secret.
const BEFORE: usize = 256;

/// What keeps these hashes apart from those of anything else.
const PROOF: &str = "competency 2026-11 proof of a secret";

/// The table that ships.
pub static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::of(serde_json::from_str(SECRETS).expect("a test reads the rules")));

/// Whether a word of a secret stands in a text: without one, nothing will be found.
#[must_use]
pub fn may_hold(text: &str) -> bool {
    TABLE.words.is_match(text)
}

/// Every secret of a text, in its order; none overlaps another.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    TABLE.find(text)
}

impl Table {
    fn of(rules: Vec<Rule>) -> Self {
        let mut of_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, rule) in rules.iter().enumerate() {
            for word in &rule.words {
                of_word.entry(word).or_default().push(number);
            }
        }
        let mut words = AhoCorasick::builder();
        let words = words.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
        let words = words.build(of_word.keys()).expect("a test reads the words");
        let of_word = of_word.into_values().collect();
        Self { rules, words, of_word }
    }

    fn find(&self, text: &str) -> Vec<Found> {
        let mut taken = BTreeSet::new();
        // The bytes up to which each rule was tried, so that words side by side are not tried twice.
        let mut tried = vec![0; self.rules.len()];
        for word in self.words.find_overlapping_iter(text) {
            for &number in &self.of_word[word.pattern().as_usize()] {
                if word.start() >= tried[number] && self.rules[number].is_led_to(text, word.range()) {
                    let window = Window::of(text, word.range(), self.rules[number].reach);
                    self.try_rule(text, number, &window, &mut taken);
                    tried[number] = window.tried;
                }
            }
        }
        if taken.is_empty() { Vec::new() } else { self.settled(text, taken) }
    }

    /// Tries the patterns of a rule within a window.
    fn try_rule(&self, text: &str, number: usize, window: &Window, taken: &mut BTreeSet<Taken>) {
        let (rule, start) = (&self.rules[number], window.start);
        for pattern in rule.patterns() {
            for captures in pattern.captures_iter(&text[start..window.end]) {
                let (Some(whole), Some(secret)) = (captures.get(0), captures.name("secret")) else { continue };
                if rule.takes(secret.as_str()) {
                    let (whole, start, end) = (start + whole.start(), start + secret.start(), start + secret.end());
                    taken.insert(Taken { rule: number, start, end, whole });
                }
            }
        }
    }

    /// What was taken, by place.
    fn settled(&self, text: &str, taken: BTreeSet<Taken>) -> Vec<Found> {
        let mut kept: BTreeMap<usize, Taken> = BTreeMap::new();
        for one in taken {
            let before = kept.range(..one.end).next_back();
            if before.is_none_or(|(_, other)| other.end <= one.start) {
                kept.insert(one.start, one);
            }
        }
        let (mut found, mut alike, mut told) = (Vec::new(), BTreeMap::new(), 0);
        for Taken { rule, start, end, whole } in kept.into_values() {
            let value = &text[start..end];
            // What is shown before a secret must not hold the one before.
            let before = &text[whole.max(told)..start];
            let rule = &self.rules[rule];
            let (masked, mask) = rule.mask(before, value);
            let proof = if rule.chosen {
                let before = before.split_whitespace().collect::<Vec<_>>().join(" ");
                let values: &mut BTreeMap<_, _> = alike.entry((&rule.id, before.clone())).or_default();
                let number = values.len();
                let number: usize = *values.entry(value).or_insert(number);
                proof(rule, &[&before, &number.to_string()])
            } else {
                proof(rule, &[&value.split_whitespace().collect::<String>()])
            };
            let secret = Secret { rule: rule.id.clone(), kind: rule.kind.clone(), masked, proof };
            found.push(Found { secret, range: start..end, mask });
            told = end;
        }
        found
    }
}

/// A secret that a rule takes: of two that overlap, the first of these counts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Taken {
    rule: usize,
    start: usize,
    end: usize,
    /// Where the words before it begin that belong to it.
    whole: usize,
}

/// What belongs to a word: from the beginning of its line to the end of the line after, or as far as its rule reaches.
struct Window {
    start: usize,
    end: usize,
    /// Words before this byte need no window of their own.
    tried: usize,
}

impl Window {
    fn of(text: &str, word: Range<usize>, reach: usize) -> Self {
        let before = text.floor_char_boundary(word.start.saturating_sub(BEFORE));
        let start = text[before..word.start].rfind('\n').map_or(before, |at| before + at + 1);
        let end = text.ceil_char_boundary((word.end + reach).min(text.len()));
        let mut breaks = text[word.end..end].match_indices('\n').map(|(at, _)| word.end + at);
        match (breaks.next(), breaks.next()) {
            _ if reach > REACH => Self { start, end, tried: word.end + reach / 2 },
            (Some(tried), Some(end)) => Self { start, end, tried },
            (Some(tried), None) => Self { start, end, tried },
            (None, _) => Self { start, end, tried: word.end + reach / 2 },
        }
    }
}

fn proof(rule: &Rule, of: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key(PROOF);
    hasher.update(rule.id.as_bytes());
    for part in of {
        hasher.update(&[0]).update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}
