//! The edges of pages: running titles, footers and page numbers, which are repeated and cut sections in two.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, words};
use crate::evidence::BlockKind;

/// How many pieces at the top and at the bottom of a page may be repeated ones.
const DEPTH: usize = 3;

/// On how many pages a piece must stand before it counts as repeated.
const LEAST_PAGES: usize = 3;

/// A longer piece is no running title, in bytes.
const LONGEST: usize = 300;

/// How many numbers of a piece may be the one of its page.
const MOST_NUMBERS: usize = 4;

/// Drops what is repeated at the edges of pages, but for the first time, where it may say what the document is; there
/// it is no heading.
pub fn drop_repeated(pages: &mut [Page]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let keys: BTreeSet<_> = edges(page).flat_map(|index| keys(&page.pieces[index].words, page.number)).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    // Left and right pages may differ, and the first one often has none.
    let least = LEAST_PAGES.max(pages.len() * 2 / 5);
    counts.retain(|_, count| *count >= least);
    let mut told = BTreeSet::new();
    for page in pages {
        let edges: Vec<_> = edges(page).collect();
        for index in edges.into_iter().rev() {
            let words = &page.pieces[index].words;
            let Some(key) = keys(words, page.number).into_iter().find(|key| counts.contains_key(key)) else { continue };
            if words.chars().any(char::is_alphabetic) && told.insert(key) {
                page.pieces[index].kind = BlockKind::Paragraph;
            } else {
                page.pieces.remove(index);
            }
        }
    }
}

/// The pieces at the edges of a page, by their index, each once.
fn edges(page: &Page) -> impl Iterator<Item = usize> {
    let count = page.pieces.len();
    let top = count.min(DEPTH);
    let bottom = count.saturating_sub(DEPTH).max(top);
    (0..top).chain(bottom..count).filter(|index| page.pieces[*index].words.len() <= LONGEST)
}

/// What the same edge may have in common on every page: all of it, or all but a number that counts with the pages.
fn keys(words: &str, page: u32) -> Vec<String> {
    let key = words::key(words);
    let mut keys = vec![key.clone()];
    let mut from = 0;
    while let Some(start) = key[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = key[start..].find(|c: char| !c.is_ascii_digit()).map_or(key.len(), |at| start + at);
        if let Ok(number) = key[start..end].parse::<u32>() {
            let ahead = i64::from(number) - i64::from(page);
            keys.push(format!("{}{{{ahead}}}{}", &key[..start], &key[end..]));
        }
        from = end;
        if keys.len() > MOST_NUMBERS {
            break;
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::Piece;

    fn pages(pages: &[&[&str]]) -> Vec<Page> {
        let piece = |words: &&str| Piece { kind: BlockKind::Heading(1), words: (*words).to_owned(), linked: 0 };
        let page = |(number, pieces): (u32, &&[&str])| Page {
            number,
            pieces: pieces.iter().map(piece).collect(),
            is_drawn: false,
        };
        (1..).zip(pages).map(page).collect()
    }

    fn left(mut pages: Vec<Page>) -> Vec<Vec<String>> {
        drop_repeated(&mut pages);
        pages.into_iter().map(|page| page.pieces.into_iter().map(|piece| piece.words).collect()).collect()
    }

    #[test]
    fn running_titles_and_page_numbers_are_told_once() {
        let numbered =
            [["Acme", "a", "b", "c", "Page 1"], ["Acme", "d", "e", "f", "Page 2"], ["Acme", "g", "h", "i", "Page 3"]];
        let numbered: Vec<&[&str]> = numbered.iter().map(|page| &page[..]).collect();
        assert_eq!(
            left(pages(&numbered)),
            [&["Acme", "a", "b", "c", "Page 1"][..], &["d", "e", "f"], &["g", "h", "i"]]
        );
        let bare = [["a", "b", "c", "1"], ["d", "e", "f", "2"], ["g", "h", "i", "3"]];
        let bare: Vec<&[&str]> = bare.iter().map(|page| &page[..]).collect();
        assert_eq!(left(pages(&bare)), [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]);
    }

    #[test]
    fn numbers_that_do_not_count_with_the_pages_part_headings() {
        let phases: [&[&str]; 4] = [&["Phase 1", "a"], &["b"], &["Phase 2", "c"], &["Phase 3", "d"]];
        assert_eq!(left(pages(&phases)), phases);
    }

    #[test]
    fn what_stands_on_two_pages_stays() {
        let twice: [&[&str]; 4] = [&["Challenge", "a"], &["Challenge", "b"], &["Solution", "c"], &["Result", "d"]];
        assert_eq!(left(pages(&twice)), twice);
    }

    #[test]
    fn pages_of_one_piece_and_none_are_fine() {
        assert_eq!(left(pages(&[&["x"], &[], &["x"], &["x"]])), [vec!["x".to_owned()], vec![], vec![], vec![]]);
    }
}
