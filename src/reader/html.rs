//! HTML: headings, paragraphs, list items, rows and listings, with their lines; scripts, styles, titles and comments
//! say nothing. The tokens are read in one pass without a tree, so that no nesting costs anything.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::format::{Format, Lines, Read};
use crate::evidence::{BlockKind, Kind, Reference, Text};

pub static FORMAT: Format = Format { endings: &["html", "htm"], kind: Kind::Text, read: Read::Text(read) };

/// Elements whose words nobody sees, or that are struck out.
const SILENT: [&str; 8] = ["script", "style", "title", "template", "textarea", "del", "s", "strike"];

/// Elements that stand apart from the words around them.
const APART: [&str; 24] = [
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
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader { lines: Lines::of(text), ..Reader::default() };
    for token in Tokenizer::new_with_emitter(&text[from..], emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.start(&tag, from + tag.span.start),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words.value), from + words.span.start),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.close();
    reader.text
}

#[derive(Default)]
struct Reader {
    text: Text,
    lines: Lines,
    kind: Option<BlockKind>,
    words: String,
    began: usize,
    linked: usize,
    /// Whether the words at hand are those of a link.
    in_link: bool,
    /// The silent element at hand, and how many of its name lie within each other.
    silent: Option<(String, usize)>,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<usize>, at: usize) {
        let name = String::from_utf8_lossy(&tag.name);
        if let Some((silent, depth)) = &mut self.silent {
            *depth += usize::from(*silent == name);
            return;
        }
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        match &*name {
            silent if SILENT.contains(&silent) => self.silent = Some((silent.to_owned(), 1)),
            "tr" => self.open(BlockKind::Row, at),
            "td" | "th" if self.kind == Some(BlockKind::Row) && !self.words.trim().is_empty() => self.words(" | ", at),
            "pre" => self.open(BlockKind::Code, at),
            "br" => self.words("\n", at),
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
            _ => match heading(&name) {
                Some(level) => self.open(BlockKind::Heading(level), at),
                None if name == "li" || APART.contains(&&*name) => self.apart(at),
                None => {}
            },
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((silent, depth)) = &mut self.silent {
            *depth -= usize::from(silent == name);
            if *depth == 0 {
                self.silent = None;
            }
            return;
        }
        match name {
            "a" => self.in_link = false,
            "tr" | "table" | "pre" => self.close(),
            _ if heading(name).is_some() => self.close(),
            _ if name == "li" || APART.contains(&name) => self.apart(self.began),
            _ => {}
        }
    }

    /// A cell keeps its paragraphs in its row; elsewhere they begin anew.
    fn apart(&mut self, at: usize) {
        if self.kind == Some(BlockKind::Row) {
            self.words(" ", at);
        } else {
            self.open(BlockKind::Paragraph, at);
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
        let before = self.text.blocks.len();
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        self.text.push(kind, &self.words, self.lines.at(self.began));
        if let Some(pushed) = self.text.blocks.get_mut(before) {
            pushed.linked = self.linked;
        }
        self.words.clear();
        self.linked = 0;
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.silent.is_some() {
            return;
        }
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

/// The level of a heading element.
fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Spot;

    fn blocks(html: &str) -> Vec<(BlockKind, String, Spot)> {
        let text = read(html, 0);
        text.blocks.iter().map(|block| (block.kind, text.of(block).to_owned(), block.spot.clone())).collect()
    }

    #[test]
    fn blocks_keep_their_lines() {
        let html = "<html><head><title>No</title></head>\n<body><h2>Fail&amp;over</h2>\n<p>Aurora <b>promotes</b>\n a \
                    reader.</p><ul><li>one\n<li>two</ul>\n<table><tr><th>a<th>b</tr>\n<tr><td><p>c</p></td><td>d\n\
                    </table><pre>x\n  y</pre>故障转移 نص";
        let expected = [
            (BlockKind::Heading(2), "Fail&over", 2),
            (BlockKind::Paragraph, "Aurora promotes a reader.", 3),
            (BlockKind::Paragraph, "one", 4),
            (BlockKind::Paragraph, "two", 5),
            (BlockKind::Row, "a | b", 6),
            (BlockKind::Row, "c | d", 7),
            (BlockKind::Code, "x\n  y", 8),
            (BlockKind::Paragraph, "故障转移 نص", 9),
        ];
        assert_eq!(blocks(html), expected.map(|(kind, words, line)| (kind, words.to_owned(), Spot::Line(line))));
    }

    #[test]
    fn what_nobody_sees_says_nothing() {
        let html = "<style>p{}</style><!-- RTO --><script>if (a<b) {'<p>RTO</p>'}</script><del>gone</del><p></p>";
        assert_eq!(blocks(html), []);
    }

    #[test]
    fn links_and_pictures_are_references() {
        let text = read("<p>See <a href='ops/run&amp;book.md'>the runbook</a> <img src=plan.png alt=plan> now</p>", 0);
        let targets: Vec<_> = text.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["ops/run&book.md", "plan.png"]);
        assert_eq!(text.blocks[0].linked, "the runbook".len() + "plan".len());
    }

    #[test]
    fn hostile_pages_end() {
        assert_eq!(blocks(&"<div>".repeat(100_000)), []);
        assert_eq!(blocks(&format!("{}x", "<template>".repeat(100_000))), []);
        let page = "<table><tr><td><a href=x>é</a></td></tr><pre>&#x26;<h1 a=";
        for end in (0..page.len()).filter(|end| page.is_char_boundary(*end)) {
            read(&page[..end], 0);
        }
        read(&"\u{0}\u{fffd}".repeat(1000), 0);
    }
}
