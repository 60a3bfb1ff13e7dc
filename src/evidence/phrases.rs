//! Many phrases looked for at once in one pass over a text.
//!
//! An Aho-Corasick automaton over the shipped phrases takes longer to build than a whole run may take, and a run looks at
//! each text once. So phrases are found by a hash of the bytes they begin with, and then by comparing.

use std::ops::Range;

/// Phrases in the form in which they are looked for. ASCII letters match in either case. A phrase that begins with an
/// ASCII letter or digit is found only where a word begins.
#[derive(Debug)]
pub struct Finder {
    phrases: Vec<String>,
    /// Phrases of at least four bytes, by those.
    long: Table<4>,
    /// Phrases of two or three bytes, by the first two.
    short: Table<2>,
}

/// The numbers of phrases by a hash of the bytes they begin with.
#[derive(Debug)]
struct Table<const KEY: usize> {
    /// Whether some phrase begins with a byte, in either case: most places in a text are ruled out by it.
    begun: [bool; 256],
    /// Which hashes there are, one bit each.
    known: Box<[u64; (1 << BITS) / 64]>,
    buckets: Vec<Vec<u32>>,
}

/// How many bits of a hash are looked at.
const BITS: u32 = 16;
const BUCKETS: usize = 1 << 12;

impl Finder {
    /// Takes the phrases. One of fewer than two bytes is never found.
    pub fn new(phrases: impl IntoIterator<Item = String>) -> Self {
        let phrases: Vec<String> = phrases.into_iter().map(|phrase| phrase.to_ascii_lowercase()).collect();
        let (mut long, mut short) = (Table::new(), Table::new());
        for (number, phrase) in (0..).zip(&phrases) {
            let bytes = phrase.as_bytes();
            match (bytes.first_chunk(), bytes.first_chunk()) {
                (Some(key), _) => long.insert(key, number),
                (None, Some(key)) => short.insert(key, number),
                (None, None) => {}
            }
        }
        Self { phrases, long, short }
    }

    /// Every occurrence of every phrase, also within each other, in the order in which they begin.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        self.visit(text, |number, span| {
            found.push((number, span));
            false
        });
        found
    }

    /// The first occurrence that `fits`.
    pub fn first(&self, text: &str, fits: impl Fn(&Range<usize>) -> bool) -> Option<(usize, Range<usize>)> {
        let mut found = None;
        self.visit(text, |number, span| {
            let fits = fits(&span);
            if fits {
                found = Some((number, span));
            }
            fits
        });
        found
    }

    /// Shows every occurrence, until one is enough.
    fn visit(&self, text: &str, mut enough: impl FnMut(usize, Range<usize>) -> bool) {
        let bytes = text.as_bytes();
        for (start, first) in bytes.iter().enumerate() {
            let is_inside = || start > 0 && first.is_ascii_alphanumeric() && bytes[start - 1].is_ascii_alphanumeric();
            let rest = &bytes[start..];
            for number in self.short.at(rest).iter().chain(self.long.at(rest)) {
                let number = *number as usize;
                let phrase = self.phrases[number].as_bytes();
                let same = rest.get(..phrase.len()).is_some_and(|found| found.eq_ignore_ascii_case(phrase));
                if same && !is_inside() && enough(number, start..start + phrase.len()) {
                    return;
                }
            }
        }
    }
}

impl<const KEY: usize> Table<KEY> {
    fn new() -> Self {
        Self { begun: [false; 256], known: Box::new([0; (1 << BITS) / 64]), buckets: vec![Vec::new(); BUCKETS] }
    }

    fn insert(&mut self, key: &[u8; KEY], number: u32) {
        self.begun[usize::from(key[0])] = true;
        self.begun[usize::from(key[0].to_ascii_uppercase())] = true;
        let hash = hash(key);
        self.known[hash / 64] |= 1 << (hash % 64);
        self.buckets[hash % BUCKETS].push(number);
    }

    /// The phrases that may begin here.
    fn at(&self, rest: &[u8]) -> &[u32] {
        let Some(key) = rest.first_chunk::<KEY>().filter(|key| self.begun[usize::from(key[0])]) else { return &[] };
        let hash = hash(key);
        if self.known[hash / 64] & 1 << (hash % 64) == 0 { &[] } else { &self.buckets[hash % BUCKETS] }
    }
}

/// Setting one bit of every byte takes ASCII letters of either case for the same, and does no harm to the others.
fn hash<const KEY: usize>(key: &[u8; KEY]) -> usize {
    let mixed = key.iter().fold(0_u32, |mixed, byte| mixed << 8 | u32::from(byte | 0x20));
    (mixed.wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(usize, Range<usize>)> {
        Finder::new(phrases.iter().map(|phrase| (*phrase).to_owned())).find(text)
    }

    #[test]
    fn phrases_are_found_in_either_case_and_within_each_other() {
        assert_eq!(found(&["TBD", "tb"], "tBd"), [(0, 0..3), (1, 0..2)]);
        assert_eq!(found(&["故障", "故障转移"], "可用区故障转移"), [(0, 9..15), (1, 9..21)]);
        assert_eq!(found(&["", "xy"], "axy xy"), [(1, 4..6)]);
    }

    proptest! {
        #[test]
        fn the_same_is_found_as_by_looking_for_each(
            phrases in prop::collection::vec("[ab公 ]{2,8}", 0..6),
            text in "[ab公 ]{0,60}",
        ) {
            let mut expected = Vec::new();
            let is_letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
            for start in (0..text.len()).filter(|start| !is_letter(*start) || !is_letter(start.wrapping_sub(1))) {
                for (number, phrase) in phrases.iter().enumerate() {
                    if text.as_bytes()[start..].starts_with(phrase.as_bytes()) {
                        expected.push((number, start..start + phrase.len()));
                    }
                }
            }
            let mut found = Finder::new(phrases).find(&text);
            found.sort_by_key(|(number, span)| (span.start, *number));
            prop_assert_eq!(found, expected);
        }
    }
}
