//! Markdown: headings, paragraphs, list items, table rows and listings, with their lines; comments are no text. Of a
//! listing in Mermaid the labels are read, as of a drawing.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::diagram::mermaid;
use super::format::{Format, Lines, Read};
use crate::evidence::{BlockKind, Kind, Reference, Spot, Text};

pub static FORMAT: Format = Format { endings: &["md", "markdown", "mdx"], kind: Kind::Text, read: Read::Text(read) };

/// Reads Markdown from the byte at which its narrative begins.
pub fn read(text: &str, from: usize) -> Text {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader {
        text: Text::default(),
        lines: Lines::of(text),
        block: Open::default(),
        html: String::new(),
        lists: 0,
        links: 0,
        deleted: 0,
    };
    for (event, range) in Parser::new_ext(&text[from..], options).into_offset_iter() {
        reader.event(event, from + range.start);
    }
    reader.close();
    reader.text
}

/// A block that is still being read.
#[derive(Default)]
struct Open {
    kind: Option<BlockKind>,
    words: String,
    began: usize,
    linked: usize,
}

struct Reader {
    text: Text,
    lines: Lines,
    block: Open,
    /// The HTML block that is still being read.
    html: String,
    /// How many lists the text at hand lies in.
    lists: usize,
    /// How many links it lies in.
    links: usize,
    /// How many strike-throughs it lies in: what is struck out is not said.
    deleted: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words, at),
            Event::SoftBreak | Event::HardBreak => self.words(" ", at),
            Event::Html(html) => self.html.push_str(&html),
            Event::TaskListMarker(_)
            | Event::Rule
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(number(level)), at),
            Tag::List(_) => self.lists += 1,
            Tag::Item => self.open(BlockKind::Item, at),
            Tag::Paragraph if self.lists > 0 => self.open(BlockKind::Item, at),
            Tag::Paragraph | Tag::FootnoteDefinition(_) | Tag::HtmlBlock => self.open(BlockKind::Paragraph, at),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) if is_mermaid(&language) => self.open(BlockKind::Label, at),
            Tag::CodeBlock(_) => self.open(BlockKind::Code, at),
            Tag::TableHead | Tag::TableRow => self.open(BlockKind::Row, at),
            Tag::TableCell if !self.block.words.is_empty() => self.words(" | ", at),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links += 1;
                self.text.references.push(Reference {
                    target: dest_url.into_string(),
                    spot: self.lines.at(at),
                    link: true,
                });
            }
            Tag::Strikethrough => self.deleted += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.close_html(),
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.close(),
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.links = self.links.saturating_sub(1),
            TagEnd::Strikethrough => self.deleted = self.deleted.saturating_sub(1),
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, at: usize) {
        self.close();
        self.block = Open { kind: Some(kind), began: at, ..Open::default() };
    }

    fn close(&mut self) {
        let block = std::mem::take(&mut self.block);
        let kind = block.kind.unwrap_or(BlockKind::Paragraph);
        if kind == BlockKind::Label {
            return self.drawing(&block);
        }
        self.text.push_linked(kind, &block.words, block.linked, self.lines.at(block.began));
    }

    /// The labels of a diagram, whose source begins on the line below its fence.
    fn drawing(&mut self, block: &Open) {
        let (Ok(drawn), Spot::Line(fence)) = (mermaid::labels(&block.words), self.lines.at(block.began)) else {
            return self.text.push(BlockKind::Code, &block.words, self.lines.at(block.began));
        };
        for label in &drawn.blocks {
            if let Spot::Line(line) = label.spot {
                self.text.push(BlockKind::Label, drawn.of(label), Spot::Line(fence + line));
            }
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.deleted > 0 {
            return;
        }
        if self.block.words.is_empty() && self.block.kind.is_none() {
            self.block.began = at;
        }
        self.block.words.push_str(words);
        if self.links > 0 {
            self.block.linked += words.len();
        }
    }

    /// HTML between paragraphs: its words without tags; comments, styles and scripts say nothing.
    fn close_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let mut rest = html.as_str();
        while let Some((words, after)) = rest.split_once('<') {
            self.words(words, self.block.began);
            let hidden = [("!--", "-->"), ("script", "</script>"), ("style", "</style>")];
            let end = hidden.iter().find(|(start, _)| after.starts_with(start)).map_or(">", |(_, end)| end);
            rest = after.split_once(end).map_or("", |(_, after)| after);
        }
        self.words(rest, self.block.began);
        self.close();
    }
}

/// Whether a fence says that Mermaid follows: `mermaid`, or `{mermaid}` as some tools have it.
fn is_mermaid(language: &str) -> bool {
    let first = language.split_whitespace().next().unwrap_or_default();
    first.trim_matches(['{', '}']).eq_ignore_ascii_case("mermaid")
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Spot;

    fn blocks(markdown: &str) -> Vec<(BlockKind, String, u32)> {
        let text = read(markdown, 0);
        let line = |spot: &Spot| match spot {
            Spot::Line(line) => *line,
            _ => 0,
        };
        text.blocks.iter().map(|block| (block.kind, text.of(block).to_owned(), line(&block.spot))).collect()
    }

    #[test]
    fn blocks_keep_their_lines() {
        let found = blocks("# One\n\nTwo *and*\nthree\n\n- four\n- five\n\n| a | b |\n|---|---|\n| c | `d` |\n");
        let expected = [
            (BlockKind::Heading(1), "One", 1),
            (BlockKind::Paragraph, "Two and three", 3),
            (BlockKind::Item, "four", 6),
            (BlockKind::Item, "five", 7),
            (BlockKind::Row, "a | b", 9),
            (BlockKind::Row, "c | d", 11),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(kind, words, line)| (kind, words.to_owned(), line)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn comments_and_struck_out_words_say_nothing() {
        assert_eq!(blocks("<!-- What is the RTO? -->\n\n~~gone~~\n"), []);
        assert_eq!(blocks("<!--\nseveral\n\nlines\n-->\n"), []);
        assert_eq!(blocks("<details>\n<!-- a --> <b>The plan</b>\n</details>\n")[0].1, "The plan");
        assert_eq!(blocks("a <!-- b --> c\n")[0].1, "a  c");
    }

    #[test]
    fn a_listing_in_mermaid_is_a_drawing() {
        let found = blocks("# Zones\n\n```mermaid\nflowchart LR\n  a[Till] --> b[(Orders)]\n```\n\n```sh\nls\n```\n");
        let expected = [
            (BlockKind::Heading(1), "Zones", 1),
            (BlockKind::Label, "Till", 5),
            (BlockKind::Label, "Orders", 5),
            (BlockKind::Code, "ls", 8),
        ];
        assert_eq!(found, expected.map(|(kind, words, line)| (kind, words.to_owned(), line)));
    }

    #[test]
    fn links_are_references() {
        let text = read("See [the runbook](ops/runbook.md) and ![plan](plan.png).\n", 0);
        let targets: Vec<_> = text.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["ops/runbook.md", "plan.png"]);
        assert_eq!(text.blocks[0].linked, "the runbook".len() + "plan".len());
    }
}
