//! Many phrases looked for at once in one pass over a text.
//!
//! An Aho-Corasick automaton over the shipped phrases takes longer to build than a whole run may take, and a run looks at
//! each text once. So phrases are found by a table of the two bytes they begin with, and then by comparing.

use std::ops::Range;

/// Phrases in the form in which they are looked for. ASCII letters match in either case.
#[derive(Debug)]
pub struct Finder {
    phrases: Vec<String>,
    /// Which pairs of bytes some phrase begins with, one bit each.
    begun: Vec<u64>,
    /// The numbers of the phrases by a hash of their first bytes, for phrases of at least [`KEY`] bytes.
    long: Vec<Vec<u32>>,
    /// The numbers of the shorter ones by their first two bytes.
    short: Vec<Vec<u32>>,
}

/// How many bytes tell long phrases apart.
const KEY: usize = 5;
const BUCKETS: usize = 1 << 12;

impl Finder {
    /// Takes the phrases. One of fewer than two bytes is never found.
    pub fn new(phrases: impl IntoIterator<Item = String>) -> Self {
        let phrases: Vec<String> = phrases.into_iter().map(|phrase| phrase.to_ascii_lowercase()).collect();
        let (mut begun, mut long, mut short) = (vec![0; 1 << 10], vec![Vec::new(); BUCKETS], vec![Vec::new(); BUCKETS]);
        for (number, phrase) in (0..).zip(&phrases) {
            let [first, second, ..] = phrase.as_bytes() else { continue };
            let pair = pair(*first, *second);
            begun[pair / 64] |= 1 << (pair % 64);
            match phrase.as_bytes().first_chunk() {
                Some(key) => long[bucket(*key)].push(number),
                None => short[pair % BUCKETS].push(number),
            }
        }
        Self { phrases, begun, long, short }
    }

    /// Every occurrence of every phrase, also within each other, in the order in which they begin.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let bytes = text.as_bytes();
        let begins = move |start: &usize| {
            let pair = pair(bytes[*start].to_ascii_lowercase(), bytes[*start + 1].to_ascii_lowercase());
            self.begun[pair / 64] & 1 << (pair % 64) != 0
        };
        (0..bytes.len().saturating_sub(1)).filter(begins).flat_map(move |start| {
            let rest = &bytes[start..];
            let key = rest.first_chunk().map(|key: &[u8; KEY]| key.map(|byte| byte.to_ascii_lowercase()));
            let long = key.map_or(&[][..], |key| &self.long[bucket(key)]);
            let short =
                &self.short[pair(bytes[start].to_ascii_lowercase(), bytes[start + 1].to_ascii_lowercase()) % BUCKETS];
            short.iter().chain(long).filter_map(move |number| {
                let phrase = &self.phrases[*number as usize];
                let found = rest.get(..phrase.len())?;
                found.eq_ignore_ascii_case(phrase.as_bytes()).then_some((*number as usize, start..start + phrase.len()))
            })
        })
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

fn bucket(key: [u8; KEY]) -> usize {
    let mixed = key.iter().fold(0_u32, |mixed, byte| (mixed ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    (mixed ^ mixed >> 15) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(usize, Range<usize>)> {
        Finder::new(phrases.iter().map(|phrase| (*phrase).to_owned())).find(text).collect()
    }

    #[test]
    fn phrases_are_found_in_either_case_and_within_each_other() {
        assert_eq!(found(&["TBD", "bd"], "tBd"), [(0, 0..3), (1, 1..3)]);
        assert_eq!(found(&["故障", "故障转移"], "可用区故障转移"), [(0, 9..15), (1, 9..21)]);
        assert_eq!(found(&["", "xy"], "axy"), [(1, 1..3)]);
    }

    proptest! {
        #[test]
        fn the_same_is_found_as_by_looking_for_each(
            phrases in prop::collection::vec("[ab公 ]{2,8}", 0..6),
            text in "[ab公 ]{0,60}",
        ) {
            let mut expected = Vec::new();
            for start in 0..text.len() {
                for (number, phrase) in phrases.iter().enumerate() {
                    if text.as_bytes()[start..].starts_with(phrase.as_bytes()) {
                        expected.push((number, start..start + phrase.len()));
                    }
                }
            }
            let mut found: Vec<_> = Finder::new(phrases).find(&text).collect();
            found.sort_by_key(|(number, span)| (span.start, *number));
            prop_assert_eq!(found, expected);
        }
    }
}
