//! Texts in three languages of which one lags behind: empty, left in another language, with other figures.

use std::collections::BTreeSet;

use super::place::Written;
use crate::language::Message;
use crate::source::{Key, Node, Problem};

/// A text with fewer words in small letters may be a name, the same in every language.
const SENTENCE: usize = 3;

/// What is wrong with the texts of a file.
pub fn faults(written: &Written<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    walk(written.root, "", &mut found);
    found.into_iter().map(|(node, message)| Problem::new(written.source, node.span.clone(), message)).collect()
}

fn walk<'a>(node: &'a Node, name: &str, found: &mut Vec<(&'a Node, Message)>) {
    for item in node.as_list().unwrap_or_default() {
        walk(item, name, found);
    }
    let Some(entries) = node.as_table() else { return };
    let texts: Vec<_> = ["en", "fr", "zh"].into_iter().filter_map(|code| Some((code, node.get(code)?))).collect();
    if let [(_, en), (_, fr), (_, zh)] = texts.as_slice()
        && let (Some(english), Some(french), Some(chinese)) = (en.as_text(), fr.as_text(), zh.as_text())
    {
        found.extend(lagging([(en, english), (fr, french), (zh, chinese)]));
    }
    let is_list = |code: &str| node.get(code).is_some_and(|list| list.as_list().is_some_and(|list| !list.is_empty()));
    if name == "headings" && is_list("en") {
        let lacking = ["fr", "zh"].into_iter().filter(|code| !is_list(code));
        let message = |code| Message::new("lint.one_language").with("name", code);
        found.extend(lacking.map(|code| (node, message(code))));
    }
    for (Key { name, .. }, value) in entries {
        walk(value, name, found);
    }
}

/// What is wrong with one text.
fn lagging<'a>(texts: [(&'a Node, &str); 3]) -> Vec<(&'a Node, Message)> {
    let [(_, english), (fr, french), (zh, chinese)] = texts;
    let codes = ["en", "fr", "zh"];
    let is_empty = |text: &str| text.trim().is_empty();
    let (empty, full): (Vec<_>, Vec<_>) = codes.iter().zip(texts).partition(|(_, (_, text))| is_empty(text));
    if !empty.is_empty() {
        // A text that is left out in all of them is meant to be.
        let message = |code: &'static str| Message::new("lint.empty_text").with("name", code);
        return if full.is_empty() {
            Vec::new()
        } else {
            empty.iter().map(|(code, (node, _))| (*node, message(code))).collect()
        };
    }
    let mut found = Vec::new();
    let words = |text: &str| text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let same = |code: &'static str| Message::new("lint.same_text").with("name", code);
    if french == english && words(english) >= SENTENCE {
        found.push((fr, same("fr")));
    }
    if !chinese.contains(is_han) && words(chinese) >= SENTENCE {
        found.push((zh, same("zh")));
    }
    let expected = figures(english);
    for (code, node, text) in [("fr", fr, french), ("zh", zh, chinese)] {
        let figures = figures(text);
        // One may write as a word what the other writes in figures; both cannot have a number of their own.
        if !figures.is_subset(&expected) && !expected.is_subset(&figures) {
            found.push((node, Message::new("lint.other_figures").with("name", code)));
        }
    }
    found
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}')
}

/// The numbers of two digits and more, without what sets off their thousands; one digit is as often a word. What is counted
/// in thousands or ten thousands, which languages do not share, is left out.
fn figures(text: &str) -> BTreeSet<String> {
    let mut figures = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let mut digits = String::new();
        loop {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            digits += &rest[..end];
            rest = &rest[end..];
            let after = rest.strip_prefix([' ', ',', '\u{a0}', '\u{202f}']);
            let is_group = |after: &&str| {
                let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
                digits == 3
            };
            match after.filter(is_group) {
                Some(after) => rest = after,
                None => break,
            }
        }
        let unit = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if digits.len() > 1 && !unit.starts_with(['k', 'M', '万', '千']) {
            figures.insert(digits);
        }
    }
    figures
}
