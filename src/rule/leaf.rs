//! Leaf sections: what stands directly below one heading, and which topics its words keep company of.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrasebook::Phrasebook;
use crate::evidence::{BlockKind, Text};

/// A heading with what stands directly below it, down to the next heading of any level.
#[derive(Debug, Default)]
pub struct Leaf {
    /// Its blocks, the heading first.
    pub blocks: Range<usize>,
    /// The topics that its heading means, and those above it.
    pub about: Vec<usize>,
    /// What is said most closely of each topic.
    pub topics: BTreeMap<usize, Company>,
}

/// Terms of one topic close together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Company {
    /// How many distinct ones.
    pub terms: usize,
    /// The block that they begin in.
    pub block: usize,
}

/// How many blocks on from each other terms are still close together.
const CLOSE: usize = 4;

/// The leaf sections of a text, each with the topics of the headings it lies under. `meant` names the topics of the
/// headings, each with its block, in the order of the text.
pub fn leaves(text: &Text, meant: &[(usize, usize)]) -> Vec<Leaf> {
    let mut meant = meant.iter().peekable();
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut above: Vec<(u8, Vec<usize>)> = Vec::new();
    for (index, block) in text.blocks.iter().enumerate() {
        if let BlockKind::Heading(level) = block.kind {
            above.retain(|(other, _)| *other < level);
            let topics = std::iter::from_fn(|| meant.next_if(|(_, at)| *at == index)).map(|(topic, _)| *topic);
            above.push((level, topics.collect()));
        } else if let Some(leaf) = leaves.last_mut() {
            leaf.blocks.end = index + 1;
            continue;
        }
        let about = above.iter().flat_map(|(_, topics)| topics).copied().collect();
        leaves.push(Leaf { blocks: index..index + 1, about, ..Leaf::default() });
    }
    leaves
}

/// The closest company of each topic's terms in a leaf section.
pub fn companies(book: &Phrasebook, text: &Text, blocks: Range<usize>) -> BTreeMap<usize, Company> {
    let counts = |block: &usize| text.blocks[*block].words > 0;
    let mut folded = String::new();
    let mut phrases_in = |block: usize| (block, book.phrases(text.of(&text.blocks[block]), &mut folded));
    let found: Vec<_> = blocks.filter(counts).map(&mut phrases_in).collect();
    let mut closest = BTreeMap::new();
    for (start, (block, _)) in found.iter().enumerate() {
        let near = &found[start..found.len().min(start + CLOSE)];
        let mut phrases: Vec<_> = near.iter().flat_map(|(_, phrases)| phrases).copied().collect();
        phrases.sort_unstable();
        phrases.dedup();
        for run in phrases.chunk_by(|one, other| one.0 == other.0) {
            let company = Company { terms: run.len(), block: *block };
            let best = closest.entry(run[0].0).or_insert(company);
            if company.terms > best.terms {
                *best = company;
            }
        }
    }
    closest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Spot;

    #[test]
    fn a_leaf_knows_the_topics_of_the_headings_above_it() {
        let mut text = Text::default();
        for (kind, words) in [
            (BlockKind::Heading(1), "Access"),
            (BlockKind::Paragraph, "Roles."),
            (BlockKind::Heading(2), "Initialisation"),
            (BlockKind::Paragraph, "Bootstrap."),
            (BlockKind::Heading(1), "Monitoring"),
        ] {
            text.push(kind, words, Spot::Whole);
        }
        let leaves = leaves(&text, &[(7, 0), (8, 2)]);
        let told: Vec<_> = leaves.into_iter().map(|leaf| (leaf.blocks, leaf.about)).collect();
        assert_eq!(told, [(0..2, vec![7]), (2..4, vec![7, 8]), (4..5, vec![])]);
    }
}
