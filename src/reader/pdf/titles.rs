//! Titles: which pieces of a page are headings, and of which level, by what the outline or the size of letters says.

use std::ops::Range;

use super::{Page, Piece, words};
use crate::evidence::BlockKind;

/// How many titles of one page are looked for.
const MOST_TITLES: usize = 200;

/// How many entries one after the other make a table of contents.
const LEAST_ENTRIES: usize = 3;

/// A title that is known to stand on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The page, counted from 1.
    pub page: u32,
    /// 1 being the highest.
    pub level: u8,
    /// Its words.
    pub words: String,
}

/// Makes headings of the pieces that titles name; other headings go below them. Nothing is changed, and `false`
/// returned, where fewer than half of the titles stand on their pages.
pub fn apply(pages: &mut [Page], titles: &[Title]) -> bool {
    let mut found = 0;
    let mut deepest = 0;
    let placed: Vec<(Vec<Piece>, Vec<bool>)> = pages
        .iter()
        .map(|page| {
            let here: Vec<_> = titles.iter().filter(|title| title.page == page.number).take(MOST_TITLES).collect();
            let mut sheet = Sheet::of(page);
            for title in here {
                if sheet.place(title) {
                    found += 1;
                    deepest = deepest.max(title.level);
                }
            }
            (sheet.pieces, sheet.titled)
        })
        .collect();
    if found == 0 || found * 2 < titles.len() {
        return false;
    }
    for (page, (pieces, titled)) in pages.iter_mut().zip(placed) {
        page.pieces = pieces;
        for (piece, _) in page.pieces.iter_mut().zip(titled).filter(|(_, titled)| !titled) {
            if let BlockKind::Heading(level) = &mut piece.kind {
                *level = (deepest + 1).min(6);
            }
        }
    }
    true
}

/// A page on which titles are looked for from top to bottom.
struct Sheet {
    pieces: Vec<Piece>,
    keys: Vec<String>,
    /// Which pieces a title was found for.
    titled: Vec<bool>,
    from: usize,
}

impl Sheet {
    fn of(page: &Page) -> Self {
        let keys = page.pieces.iter().map(|piece| words::key(&piece.words)).collect();
        Self { pieces: page.pieces.clone(), keys, titled: vec![false; page.pieces.len()], from: 0 }
    }

    /// Makes a heading of the next piece that is this title or begins with it.
    fn place(&mut self, title: &Title) -> bool {
        let key = words::key(&title.words);
        if key.is_empty() {
            return false;
        }
        let rest = self.from..self.pieces.len();
        let bare = without_number(&key);
        let whole = rest.clone().find(|index| self.keys[*index] == key);
        let whole = whole.or_else(|| {
            let same = |index: &usize| !bare.is_empty() && without_number(&self.keys[*index]) == bare;
            rest.clone().find(same)
        });
        let Some(index) = whole.or_else(|| self.part(rest, &key)) else { return false };
        self.pieces[index].kind = BlockKind::Heading(title.level);
        self.titled[index] = true;
        self.from = index + 1;
        true
    }

    /// Parts the first piece that begins with a title from what follows it there.
    fn part(&mut self, mut rest: Range<usize>, key: &str) -> Option<usize> {
        let (index, end) = rest.find_map(|index| {
            let begins = self.keys[index].starts_with(key);
            Some((index, begins.then(|| end_of(&self.pieces[index].words, key.len()))??))
        })?;
        let after = self.pieces[index].words.split_off(end);
        let after = Piece { words: after.trim_start().to_owned(), ..self.pieces[index].clone() };
        self.pieces[index].linked = 0;
        self.keys.insert(index + 1, words::key(&after.words));
        self.titled.insert(index + 1, false);
        self.pieces.insert(index + 1, after);
        Some(index)
    }
}

/// Titles are numbered on the page and not in the outline, or the other way round.
fn without_number(key: &str) -> &str {
    key.trim_start_matches(char::is_numeric)
}

/// The byte at which a title of so many bytes of key ends, where something else begins there.
fn end_of(words: &str, key: usize) -> Option<usize> {
    let mut before = 0;
    for (at, c) in words.char_indices() {
        if before == key {
            let rest = &words[at..];
            let is_apart = !c.is_alphanumeric() || crate::evidence::fold::is_cjk(c);
            let first = rest.chars().find(|c| c.is_alphabetic())?;
            return (is_apart && !first.is_lowercase()).then_some(at);
        }
        before += words::key(&words[at..at + c.len_utf8()]).len();
    }
    None
}

/// Takes the rank of heading from the entries of tables of contents.
pub fn demote_contents(pages: &mut [Page]) {
    for page in pages {
        let mut first = 0;
        for index in 0..=page.pieces.len() {
            if page.pieces.get(index).is_some_and(|piece| is_entry(&piece.words)) {
                continue;
            }
            if index - first >= LEAST_ENTRIES {
                page.pieces[first..index].iter_mut().for_each(|piece| piece.kind = BlockKind::Paragraph);
            }
            first = index + 1;
        }
    }
}

/// Whether words end in a page number.
fn is_entry(words: &str) -> bool {
    let title = words.trim_end_matches(|c: char| c.is_ascii_digit());
    title.len() < words.len()
        && words.len() - title.len() <= 4
        && title.ends_with([' ', '.', '…'])
        && title.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, pieces: &[(BlockKind, &str)]) -> Page {
        let piece = |(kind, words): &(BlockKind, &str)| Piece { kind: *kind, words: (*words).to_owned(), linked: 0 };
        Page { number, pieces: pieces.iter().map(piece).collect(), is_drawn: false }
    }

    fn title(page: u32, level: u8, words: &str) -> Title {
        Title { page, level, words: words.to_owned() }
    }

    fn shown(pages: &[Page]) -> Vec<(BlockKind, &str)> {
        pages.iter().flat_map(|page| &page.pieces).map(|piece| (piece.kind, piece.words.as_str())).collect()
    }

    use BlockKind::{Heading, Paragraph, Row};

    #[test]
    fn titles_make_headings_of_their_level() {
        let mut pages = [
            page(1, &[(Paragraph, "Failover ...... 2"), (Heading(1), "A bold line")]),
            page(2, &[(Paragraph, "1.2 Failover"), (Paragraph, "Failover is tested."), (Row, " | Tests | ")]),
        ];
        assert!(apply(&mut pages, &[title(2, 2, "Fail\u{ad}over"), title(2, 3, "Tests")]));
        let expected = [
            (Paragraph, "Failover ...... 2"),
            (Heading(4), "A bold line"),
            (Heading(2), "1.2 Failover"),
            (Paragraph, "Failover is tested."),
            (Heading(3), " | Tests | "),
        ];
        assert_eq!(shown(&pages), expected);
    }

    #[test]
    fn a_title_that_runs_into_its_text_is_parted_from_it() {
        let mut pages = [page(1, &[(Heading(1), "Resilience Failover"), (Paragraph, "故障转移机制 在四十秒内")])];
        let titles = [title(1, 1, "Resilience"), title(1, 2, "Failover"), title(1, 2, "故障转移机制")];
        assert!(apply(&mut pages, &titles));
        let expected = [
            (Heading(1), "Resilience"),
            (Heading(2), "Failover"),
            (Heading(2), "故障转移机制"),
            (Paragraph, "在四十秒内"),
        ];
        assert_eq!(shown(&pages), expected);
    }

    #[test]
    fn titles_that_stand_nowhere_change_nothing() {
        let pieces = [(Heading(1), "Agenda"), (Paragraph, "Failover is tested.")];
        let mut pages = [page(1, &pieces)];
        assert!(!apply(&mut pages, &[title(1, 1, "Slide 1"), title(2, 1, "Agenda"), title(1, 1, "Failover")]));
        assert!(!apply(&mut pages, &[title(1, 1, "—")]));
        assert_eq!(shown(&pages), pieces);
    }

    #[test]
    fn entries_of_a_table_of_contents_are_no_headings() {
        let entries = [
            (Heading(2), "Contents"),
            (Heading(2), "Failover 2"),
            (Heading(2), "Tests … 13"),
            (Heading(2), "Costs 14"),
        ];
        let mut pages = [page(1, &entries)];
        demote_contents(&mut pages);
        let kinds: Vec<_> = shown(&pages).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [Heading(2), Paragraph, Paragraph, Paragraph]);
    }
}
