//! Weighing: how many words of each block are an answer, and what else a text says by the way.

use crate::evidence::{BlockKind, Lexicon, Residue, Text, fold};

use super::{identifiers, mentions};

/// Counts the real words of every block and gathers residue, identifiers and references.
pub fn weigh(text: &mut Text, lexicon: &Lexicon) {
    let substance = &lexicon.substance;
    let mut contents_level = None;
    for index in 0..text.blocks.len() {
        let block = &text.blocks[index];
        let (kind, spot) = (block.kind, block.spot.clone());
        let words = text.of(block);
        let residue = substance.residue(words).map(|(kind, phrase)| Residue {
            kind,
            phrase: phrase.to_owned(),
            spot: spot.clone(),
        });
        if let BlockKind::Heading(level) = kind
            && contents_level.is_none_or(|contents| level <= contents)
        {
            contents_level = substance.is_contents(words).then_some(level);
        }
        let only_links = block.linked > 0 && words.len().saturating_sub(block.linked) < words.len() / 4;
        let count = fold::words(words);
        let says_nothing = residue.is_some()
            || contents_level.is_some()
            || only_links
            || is_leader(words)
            || substance.is_pointer(words, count);
        let count = if says_nothing { 0 } else { count };
        let found = identifiers::of(words, &spot);
        let named = mentions::of(words, &spot, substance);
        text.identifiers.extend(found);
        text.references.extend(named);
        text.residue.extend(residue);
        text.blocks[index].words = count;
    }
    text.references
        .sort_by(|one, other| (&one.spot, &one.target, !one.link).cmp(&(&other.spot, &other.target, !other.link)));
    text.references.dedup_by(|later, first| later.spot == first.spot && later.target == first.target);
    // A folder of ten thousand documents is kept in memory as a whole.
    text.body.shrink_to_fit();
    text.blocks.shrink_to_fit();
}

/// Whether a line belongs to a table of contents: dots that lead to a page number.
fn is_leader(words: &str) -> bool {
    let page = words.trim_end_matches(|c: char| c.is_ascii_digit());
    page.len() < words.len() && (page.trim_end().ends_with("....") || page.trim_end().ends_with("……"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Spot, Substance};

    fn words(blocks: &[(BlockKind, &str, usize)]) -> Vec<usize> {
        let lexicon = Lexicon {
            substance: Substance {
                placeholders: vec!["tbd".into()],
                contents: vec!["Contents".into()],
                elsewhere: vec!["see".into()],
                ..Substance::default()
            },
            ..Lexicon::default()
        };
        let mut text = Text::default();
        for (kind, words, linked) in blocks {
            text.push(*kind, words, Spot::Whole);
            if let Some(block) = text.blocks.last_mut() {
                block.linked = *linked;
            }
        }
        weigh(&mut text, &lexicon);
        text.blocks.iter().map(|block| block.words).collect()
    }

    #[test]
    fn only_answers_count() {
        use BlockKind::Paragraph;
        assert_eq!(words(&[(Paragraph, "Aurora promotes a reader in forty seconds.", 0)]), [7]);
        assert_eq!(words(&[(Paragraph, "The target is TBD for now.", 0)]), [0]);
        assert_eq!(words(&[(Paragraph, "See the other case study.", 0)]), [0]);
        assert_eq!(words(&[(Paragraph, "Runbook of the order service", 28)]), [0]);
        assert_eq!(words(&[(Paragraph, "Failover mechanisms ........ 12", 0)]), [0]);
    }

    #[test]
    fn a_table_of_contents_ends_at_the_next_heading() {
        use BlockKind::{Heading, Paragraph};
        let blocks = [
            (Heading(2), "Contents", 0),
            (Paragraph, "Failover and tests", 0),
            (Heading(2), "Failover", 0),
            (Paragraph, "Aurora promotes.", 0),
        ];
        assert_eq!(words(&blocks), [0, 0, 1, 2]);
    }
}
