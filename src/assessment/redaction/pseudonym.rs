//! Pseudonyms: what is hidden is found word by word, whatever stands between the words, and replaced.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::evidence::fold;

/// What is hidden, word by word in folded form, and what stands for it.
#[derive(Debug)]
pub struct Pseudonym {
    words: Vec<String>,
    stand_in: String,
}

/// A name of so many letters is also hidden within a longer word, such as `harbourhaleorders`.
const TELLING: usize = 6;

/// So many letters of a name tell it where a quote was cut within it.
const BEGUN: usize = 3;

/// What a quote that was cut begins or ends with.
const CUT: char = '…';

impl Pseudonym {
    /// Hides a text, in every way of writing its words.
    pub fn of(text: &str, stand_in: &str) -> Self {
        let words = words(text).into_iter().map(|word| word.folded).collect();
        Self { words, stand_in: stand_in.to_owned() }
    }

    /// How much it hides, in bytes.
    pub fn len(&self) -> usize {
        self.words.iter().map(String::len).sum()
    }

    /// How many of the words of a text it hides from one of them on.
    fn hides(&self, words: &[Word], at: usize, is_cut: (bool, bool)) -> Option<usize> {
        let rest = &words[at..];
        let is_same = |(word, hidden): (&Word, &String)| word.folded == *hidden;
        if self.words.is_empty() {
            return None;
        }
        if rest.len() >= self.words.len() && rest.iter().zip(&self.words).all(is_same) {
            return Some(self.words.len());
        }
        if let [only] = self.words.as_slice()
            && only.len() >= TELLING
            && rest[0].folded.contains(only.as_str())
        {
            return Some(1);
        }
        let letters = |words: &[Word]| words.iter().map(|word| word.folded.len()).sum::<usize>();
        if is_cut.1 && rest.len() <= self.words.len() && letters(rest) >= BEGUN {
            let (last, whole) = rest.split_last()?;
            let begins = self.words[whole.len()].starts_with(&last.folded);
            if begins && whole.iter().zip(&self.words).all(is_same) {
                return Some(rest.len());
            }
        }
        if is_cut.0 && at == 0 {
            let left = |count: &usize| {
                let (hidden, words) = (&self.words[self.words.len() - count..], &rest[..*count]);
                let ends = hidden[0].ends_with(&words[0].folded);
                letters(words) >= BEGUN && ends && words.iter().zip(hidden).skip(1).all(is_same)
            };
            return (1..=self.words.len().min(rest.len())).rev().find(left);
        }
        None
    }
}

/// A text in which everything hidden is replaced; where two could be, the first of the pseudonyms.
pub fn hide(text: &str, pseudonyms: &[Pseudonym]) -> String {
    let words = words(text);
    let is_cut = (text.starts_with(CUT), text.ends_with(CUT));
    let (mut hidden, mut kept, mut at) = (String::with_capacity(text.len()), 0, 0);
    while at < words.len() {
        let found = pseudonyms.iter().find_map(|one| Some((one, one.hides(&words, at, is_cut)?)));
        let Some((pseudonym, count)) = found else {
            at += 1;
            continue;
        };
        hidden.push_str(&text[kept..words[at].range.start]);
        hidden.push_str(&pseudonym.stand_in);
        kept = words[at + count - 1].range.end;
        at += count;
    }
    hidden.push_str(&text[kept..]);
    hidden
}

/// The e-mail addresses in a text.
pub fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    text.match_indices('@').filter_map(move |(at, _)| {
        let before = text[..at].trim_end_matches(local).len();
        let after = &text[at + 1..];
        let host = after[..after.len() - after.trim_start_matches(domain).len()].trim_end_matches(['.', '-']);
        (before < at && host.contains('.')).then(|| &text[before..at + 1 + host.len()])
    })
}

/// A run of letters and digits, or one character of a script without spaces.
struct Word {
    range: Range<usize>,
    folded: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    for (start, c) in text.char_indices() {
        let is_cjk = fold::is_cjk(c);
        let belongs = c.is_alphanumeric() || is_combining_mark(c);
        let end = start + c.len_utf8();
        match words.last_mut() {
            Some(word) if belongs && !is_cjk && is_open => word.range.end = end,
            _ if belongs => words.push(Word { range: start..end, folded: String::new() }),
            _ => {}
        }
        is_open = belongs && !is_cjk;
    }
    for word in &mut words {
        fold::fold(&text[word.range.clone()]).trim().clone_into(&mut word.folded);
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hidden(text: &str) -> String {
        let of = |text: &str, stand_in: &str| Pseudonym::of(text, stand_in);
        let known = [
            of("ops@harbour.example", "email-1"),
            of("Harbour & Hale", "customer-1"),
            of("harbourhale", "customer-1"),
            of("222233334444", "account-1"),
            of("2222-3333-4444", "account-1"),
            of("云禾超市", "customer-2"),
            of("Rive", "customer-3"),
        ];
        hide(text, &known)
    }

    #[test]
    fn a_name_is_hidden_however_it_is_written() {
        for (text, shown) in [
            ("At HARBOUR & HALE’s stores", "At customer-1’s stores"),
            ("harbour-hale/orders.md", "customer-1/orders.md"),
            ("s3://prod-harbourhaleorders-eu", "s3://prod-customer-1-eu"),
            ("mail ops@harbour.example, please", "mail email-1, please"),
            ("arn:aws:iam::222233334444:role/x", "arn:aws:iam::account-1:role/x"),
            ("Account 2222-3333-4444.", "Account account-1."),
            ("在云禾超市的门店", "在customer-2的门店"),
            ("arrived, Rive drives", "arrived, customer-3 drives"),
        ] {
            assert_eq!(hidden(text), shown);
        }
    }

    #[test]
    fn a_name_that_a_quote_cuts_through_is_hidden_as_well() {
        assert_eq!(hidden("the shops of Harbour & Ha…"), "the shops of customer-1…");
        assert_eq!(hidden("the shops of Harb…"), "the shops of customer-1…");
        assert_eq!(hidden("…our & Hale runs"), "…customer-1 runs");
        assert_eq!(hidden("…le runs"), "…le runs");
        assert_eq!(hidden("the shops of Harb"), "the shops of Harb");
    }

    #[test]
    fn addresses_are_found_between_other_words() {
        let text = "a@b.example, <x.y+z@shop.example>. @no, no@, é@café.example、mail:q@r.example；";
        let found: Vec<_> = addresses(text).collect();
        assert_eq!(found, ["a@b.example", "x.y+z@shop.example", "é@café.example", "q@r.example"]);
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "\\PC{0,40}", more in "[a-zA-Z &…@.云禾超市\u{301}0-9-]{0,60}") {
            let once = hidden(&(text.clone() + &more));
            prop_assert!(!once.contains("ops@harbour.example"));
            prop_assert!(!once.contains("云禾超市"));
            addresses(&text).for_each(drop);
        }
    }
}
