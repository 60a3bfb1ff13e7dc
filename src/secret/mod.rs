//! Secrets: keys, tokens, passwords and cookies that stand in a text.
//!
//! What they look like is data, `rules.yaml`. Whoever reads a file has its text looked through before anything is made of
//! it, and goes on with one in which every secret is masked: no quote, no mistake and no cache can tell what is not there.

mod kind;
mod rule;
mod shape;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};

pub use kind::Kind;
pub use table::{find, may_hold};

/// What stands for the lines of a secret after its first.
pub const REST: &str = "…";

/// A secret, without itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Secret {
    /// The rule that found it: `github-token`.
    pub rule: String,
    /// What it is.
    pub kind: Kind,
    /// Enough of it to find it by: `AKIA…7Q2X`. Of one that a person may have chosen, only what stands before it.
    pub masked: String,
    /// What stays the same while the secret does, and tells nothing of it: a hash of a secret that is long and random. One
    /// that a person may have chosen would be guessed from its hash, word by word of a dictionary, so that it is the hash of
    /// what stands before it, and of its number among those of the text that begin alike.
    pub proof: String,
}

/// A secret and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was found.
    pub secret: Secret,
    /// The bytes of the text that must not be told.
    pub range: Range<usize>,
    /// What is told instead, of the same sort as far as YAML, TOML, JSON and addresses care.
    pub mask: String,
}

/// A text in which what was found is masked. Every line keeps its number, also where a secret has several.
#[must_use]
pub fn masked(text: &str, found: &[Found]) -> String {
    let (mut masked, mut kept) = (String::with_capacity(text.len()), 0);
    for Found { range, mask, .. } in found {
        masked.push_str(&text[kept..range.start]);
        let mut stand_in = mask.as_str();
        for line in text[range.clone()].split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            if !words.trim().is_empty() {
                masked.push_str(stand_in);
                stand_in = REST;
            }
            masked.push_str(&line[words.len()..]);
        }
        kept = range.end;
    }
    masked.push_str(&text[kept..]);
    masked
}

/// A text without its secrets.
#[must_use]
pub fn without(text: String) -> String {
    let found = find(&text);
    if found.is_empty() { text } else { Elsewhere::of(&text, &found).masked(&masked(&text, &found)) }
}

/// The secrets of a file, wherever else they stand in it: without `password:` before it nobody knows one by its looks.
pub struct Elsewhere {
    values: Option<AhoCorasick>,
    masks: Vec<String>,
}

/// A secret of fewer bytes may be a word.
const TELLING: usize = 6;

/// How many secrets of one file are looked for elsewhere in it.
const MOST: usize = 10_000;

impl Elsewhere {
    /// What was found in a text.
    #[must_use]
    pub fn of(text: &str, found: &[Found]) -> Self {
        let telling = |one: &&Found| one.range.len() >= TELLING && !text[one.range.clone()].contains('\n');
        let known: BTreeMap<_, _> =
            found.iter().filter(telling).map(|one| (&text[one.range.clone()], one.mask.clone())).take(MOST).collect();
        let values = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(known.keys());
        Self { values: values.ok().filter(|_| !known.is_empty()), masks: known.into_values().collect() }
    }

    /// Another text of the same file, masked.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        self.values.as_ref().map_or_else(|| text.to_owned(), |values| values.replace_all(text, &self.masks))
    }
}
