//! HTML: headings, paragraphs, list items, rows and listings, with their lines; scripts, styles, titles and comments
//! say nothing. The tokens are read without a tree, so that no nesting costs anything.

mod silence;

use html5gum::{StartTag, Token};

use super::format::{Format, Lines, Read};
use super::masking;
use crate::evidence::{BlockKind, Kind, Reference, Text};

pub static FORMAT: Format = Format { endings: &["html", "htm"], kind: Kind::Text, read: Read::Text(read) };

/// Elements that stand apart from the words around them.
const APART: [&str; 25] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "ul",
];

fn read(text: &str, from: usize) -> Text {
    let mut reader = Reader { lines: Lines::of(text), ..Reader::default() };
    for token in silence::heard(&text[from..]) {
        match token {
            Token::StartTag(tag) => reader.start(&tag, from + tag.span.start),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words.value), from + words.span.start),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.close();
    // Markup may stand within what is a secret without it.
    masking::in_blocks(reader.text)
}

#[derive(Default)]
struct Reader {
    text: Text,
    lines: Lines,
    kind: Option<BlockKind>,
    words: String,
    began: usize,
    linked: usize,
    /// How many lists the words at hand lie in.
    lists: usize,
    /// Whether they are those of a link.
    in_link: bool,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<usize>, at: usize) {
        let name = String::from_utf8_lossy(&tag.name);
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        match &*name {
            "tr" => self.open(BlockKind::Row, at),
            "td" | "th" if self.kind == Some(BlockKind::Row) && !self.words.trim().is_empty() => self.words(" | ", at),
            "pre" => self.open(BlockKind::Code, at),
            "br" => self.words("\n", at),
            "ul" | "ol" => {
                self.apart(at);
                self.lists += 1;
            }
            "a" => {
                self.in_link = true;
                self.refer(attribute("href"), at);
            }
            "img" => {
                self.refer(attribute("src"), at);
                let outside = std::mem::replace(&mut self.in_link, true);
                self.words(&attribute("alt").unwrap_or_default(), at);
                self.in_link = outside;
            }
            _ => match level(&name) {
                Some(level) => self.open(BlockKind::Heading(level), at),
                None if is_apart(&name) => self.apart(at),
                None => {}
            },
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.in_link = false,
            "ul" | "ol" => {
                self.lists = self.lists.saturating_sub(1);
                self.apart(self.began);
            }
            "tr" | "table" | "pre" => self.close(),
            _ if level(name).is_some() => self.close(),
            _ if is_apart(name) => self.apart(self.began),
            _ => {}
        }
    }

    /// A cell keeps its paragraphs in its row; elsewhere they begin anew.
    fn apart(&mut self, at: usize) {
        if self.kind == Some(BlockKind::Row) {
            self.words(" ", at);
        } else {
            self.open(if self.lists > 0 { BlockKind::Item } else { BlockKind::Paragraph }, at);
        }
    }

    /// Pictures within the page and programs are no files of the folder.
    fn refer(&mut self, target: Option<String>, at: usize) {
        let Some(target) = target.filter(|target| !target.starts_with("data:") && !target.starts_with("javascript:"))
        else {
            return;
        };
        self.text.references.push(Reference { target, spot: self.lines.at(at), link: true });
    }

    fn open(&mut self, kind: BlockKind, at: usize) {
        self.close();
        self.kind = Some(kind);
        self.began = at;
    }

    fn close(&mut self) {
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        self.text.push_linked(kind, &self.words, self.linked, self.lines.at(self.began));
        self.words.clear();
        self.linked = 0;
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.words.is_empty() && self.kind.is_none() {
            self.began = at + words.len() - words.trim_start().len();
        }
        let before = self.words.len();
        if self.kind == Some(BlockKind::Code) {
            self.words.push_str(words);
        } else {
            for mark in words.chars() {
                if !mark.is_whitespace() {
                    self.words.push(mark);
                } else if !self.words.is_empty() && !self.words.ends_with(' ') {
                    self.words.push(' ');
                }
            }
        }
        if self.in_link {
            self.linked += self.words.len() - before;
        }
    }
}

/// Whether an element stands apart from the words around it.
fn is_apart(name: &str) -> bool {
    APART.contains(&name)
}

/// The level of a heading element.
fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
