//! The silent parts of a page: scripts, styles, titles, and what is struck out. An element that is never closed silences
//! nothing, except a program.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::{is_apart, level};

/// Elements whose words nobody sees, or that are struck out.
const SILENT: [&str; 8] = ["script", "style", "title", "template", "textarea", "del", "s", "strike"];

/// Those that hold a program to the end of the page, where they are never closed.
const PROGRAMS: [&str; 2] = ["script", "style"];

/// Those whose words are no tags, up to where they are closed.
const PLAIN: [&str; 2] = ["title", "textarea"];

/// Those that end with the paragraph or the heading around them.
const STRUCK: [&str; 3] = ["del", "s", "strike"];

/// A silent element that is open.
struct Open {
    start: usize,
    /// Whether it began within a paragraph or a heading, which holds no other block.
    in_line: bool,
}

/// The tokens of a page that say something, each with its bytes.
pub fn heard(page: &str) -> impl Iterator<Item = Token<usize>> {
    let (silent, switch) =
        find(page, true).map_or_else(|| (find(page, false).unwrap_or_default(), false), |it| (it, true));
    let mut silent = silent.into_iter().peekable();
    tokens(page, switch).filter(move |token| {
        let at = match token {
            Token::StartTag(tag) => tag.span.start,
            Token::EndTag(tag) => tag.span.start,
            Token::String(words) => words.span.start,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => return false,
        };
        while silent.next_if(|range| range.end <= at).is_some() {}
        silent.peek().is_none_or(|range| at < range.start)
    })
}

/// All tokens; `switch` says whether what stands in a title or a script is taken for words.
fn tokens(page: &str, switch: bool) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(switch);
    Tokenizer::new_with_emitter(page, emitter).flatten()
}

/// The silent parts in their order, apart from each other; nothing where a title has swallowed the rest of the page.
fn find(page: &str, switch: bool) -> Option<Vec<Range<usize>>> {
    let mut open: [Vec<Open>; SILENT.len()] = Default::default();
    let mut silent = Vec::new();
    let mut in_line = false;
    for token in tokens(page, switch) {
        let (name, span, starts) = match &token {
            Token::StartTag(tag) => (String::from_utf8_lossy(&tag.name), &tag.span, true),
            Token::EndTag(tag) => (String::from_utf8_lossy(&tag.name), &tag.span, false),
            _ => continue,
        };
        if is_apart(&name) || level(&name).is_some() {
            for (_, open) in SILENT.iter().zip(&mut open).filter(|(name, _)| STRUCK.contains(name)) {
                while let Some(ended) = open.pop_if(|open| open.in_line) {
                    silent.push(ended.start..span.start);
                }
            }
            in_line = starts && (name == "p" || level(&name).is_some());
        }
        let Some(index) = SILENT.iter().position(|silent| *silent == name) else { continue };
        if starts {
            open[index].push(Open { start: span.start, in_line });
        } else if let Some(begun) = open[index].pop() {
            silent.push(begun.start..span.end);
        }
    }
    for (name, open) in SILENT.iter().zip(&open) {
        let Some(first) = open.first() else { continue };
        if PROGRAMS.contains(name) {
            silent.push(first.start..page.len());
        } else if switch && PLAIN.contains(name) {
            return None;
        }
    }
    silent.sort_unstable_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in silent {
        match apart.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => apart.push(range),
        }
    }
    Some(apart)
}
