//! Likeness: paragraphs that stand almost word for word in two case studies.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

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
/// One run in so many is enough to find candidates.
const SAMPLE: u64 = 8;

/// How many paragraphs were compared, and which of `subject` stand again in one of `others`.
pub fn copies(subject: &Subject, others: &[&Subject]) -> (usize, Vec<Copy>) {
    let theirs: Vec<_> = others.iter().flat_map(|other| paragraphs(other)).collect();
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, (_, runs)) in theirs.iter().enumerate() {
        for run in runs.iter().filter(|run| *run % SAMPLE == 0) {
            index.entry(*run).or_default().push(number);
        }
    }
    let ours = paragraphs(subject);
    let mut copies = Vec::new();
    for (place, runs) in &ours {
        let mut candidates = BTreeMap::new();
        for number in runs.iter().filter_map(|run| index.get(run)).flatten() {
            *candidates.entry(*number).or_insert(0) += 1;
        }
        let best = candidates.into_keys().map(|number| (percent(runs, &theirs[number].1), number)).max();
        if let Some((percent, number)) = best.filter(|(percent, _)| *percent >= ALIKE) {
            copies.push(Copy { place: place.clone(), other: theirs[number].0.clone(), percent });
        }
    }
    (ours.len(), copies)
}

fn percent(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> usize {
    let shared = one.intersection(other).count();
    shared * 100 / (one.len() + other.len() - shared).max(1)
}

/// The longer paragraphs of a subject as sets of hashed runs of words; a CJK character is a word here.
fn paragraphs(subject: &Subject) -> Vec<(Place, BTreeSet<u64>)> {
    let mut paragraphs = Vec::new();
    for document in &subject.documents {
        let Some(text) = document.text() else { continue };
        let long = |block: &&crate::evidence::Block| block.kind == BlockKind::Paragraph && block.words >= WORDS;
        for block in text.blocks.iter().filter(long) {
            let folded = fold::fold(text.of(block));
            let words: Vec<&str> = folded.split_whitespace().flat_map(parts).collect();
            paragraphs.push((document.place(block.spot), words.windows(RUN).map(hashed).collect()));
        }
    }
    paragraphs
}

fn parts(word: &str) -> Vec<&str> {
    if word.starts_with(fold::is_cjk) { word.split("").filter(|part| !part.is_empty()).collect() } else { vec![word] }
}

fn hashed(run: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}
