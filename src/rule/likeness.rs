//! Likeness: paragraphs that stand almost word for word in two case studies.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::{BlockKind, Place, Subject, fold};

/// A paragraph that stands again elsewhere.
pub struct Copy {
    /// Where it stands.
    pub place: Place,
    /// Where it stands again.
    pub other: Place,
    /// How much of the two is the same, in percent of all their runs of words.
    pub percent: usize,
}

/// Fewer words than this may be alike by chance.
const WORDS: usize = 25;
/// Words in a run.
const RUN: usize = 5;
/// From this percentage on two paragraphs are near-identical.
const ALIKE: usize = 80;
/// A run that stands in more paragraphs than this tells none of them apart.
const MAX_SAME: usize = 16;
/// One run in so many is enough to find candidates.
const SAMPLE: u64 = 8;

/// A paragraph as the sorted hashes of its runs of words.
pub type Paragraph = (Place, Vec<u64>);

/// How many paragraphs were compared, and which of `subject` stand again in one of `others`.
pub fn copies(
    paragraphs: &BTreeMap<String, Vec<Paragraph>>,
    subject: &Subject,
    others: &[&Subject],
) -> (usize, Vec<Copy>) {
    let of = |subject: &Subject| paragraphs.get(&subject.name).map_or(&[][..], Vec::as_slice);
    let theirs: Vec<_> = others.iter().flat_map(|other| of(other)).collect();
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, (_, runs)) in theirs.iter().enumerate() {
        for run in runs.iter().filter(|run| *run % SAMPLE == 0) {
            let same = index.entry(*run).or_default();
            if same.len() < MAX_SAME {
                same.push(number);
            }
        }
    }
    let mut copies = Vec::new();
    for (place, runs) in of(subject) {
        let candidates: BTreeSet<usize> = runs.iter().filter_map(|run| index.get(run)).flatten().copied().collect();
        let best = candidates.into_iter().map(|number| (percent(runs, &theirs[number].1), number)).max();
        if let Some((percent, number)) = best.filter(|(percent, _)| *percent >= ALIKE) {
            copies.push(Copy { place: place.clone(), other: theirs[number].0.clone(), percent });
        }
    }
    (of(subject).len(), copies)
}

/// How many runs two paragraphs share, in percent of all their runs.
fn percent(one: &[u64], other: &[u64]) -> usize {
    let shared = one.iter().filter(|run| other.binary_search(run).is_ok()).count();
    shared * 100 / (one.len() + other.len() - shared).max(1)
}

/// The longer paragraphs of a subject. A CJK character is a word here.
pub fn paragraphs(subject: &Subject) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for document in &subject.documents {
        let Some(text) = document.text() else { continue };
        let long = |block: &&crate::evidence::Block| block.kind == BlockKind::Paragraph && block.words >= WORDS;
        for block in text.blocks.iter().filter(long) {
            let words = hashed_words(text.of(block));
            let mut runs: Vec<u64> = words.windows(RUN).map(|run| run.iter().copied().fold(0, mixed)).collect();
            runs.sort_unstable();
            runs.dedup();
            paragraphs.push((document.place(&block.spot), runs));
        }
    }
    paragraphs
}

/// A hash for each word; case and punctuation make no difference.
fn hashed_words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut word = 0;
    for c in text.chars() {
        if fold::is_cjk(c) {
            words.extend((word != 0).then_some(word));
            words.push(u64::from(c));
            word = 0;
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|lower| word = mixed(word, u64::from(lower)));
        } else if word != 0 {
            words.push(word);
            word = 0;
        }
    }
    words.extend((word != 0).then_some(word));
    words
}

fn mixed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_what_shares_most_runs() {
        let runs = |text: &str| -> Vec<u64> {
            let mut runs: Vec<_> =
                hashed_words(text).windows(RUN).map(|run| run.iter().copied().fold(0, mixed)).collect();
            runs.sort_unstable();
            runs
        };
        let one = runs("The standby takes over within forty seconds, and no order that was paid for is lost.");
        assert_eq!(
            percent(&one, &runs("the STANDBY takes over within forty seconds and no order that was paid for is lost")),
            100
        );
        assert_eq!(
            percent(&one, &runs("A reader is promoted in a minute and orders in flight are replayed from the queue.")),
            0
        );
        assert_eq!(percent(&runs("数据库故障转移在四十秒内完成"), &runs("数据库故障转移在四十秒内完成。")), 100);
    }
}
