//! `paragraphs: {topic: results, at_least: 1, at_most: 3}` holds where the section on a topic has as many paragraphs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::Cover;
use super::flaw;
use super::{Answer, Basis, Cause, Citation, How, Inquiry, Judge, Scope, Words, covers};
use crate::evidence::{Block, BlockKind};
use crate::language::{Arg, Message};

/// A topic, and how many paragraphs may stand below the headings that mean it. Sections on it in one document count
/// together. A list belongs to the paragraph before it and is one where it stands alone; tables, listings and lines of
/// fewer than [`LINE`] words are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraphs {
    /// The topic.
    topic: String,
    /// The least number that passes.
    at_least: usize,
    /// The greatest number that passes.
    at_most: usize,
}

/// A block of fewer words is a line: a caption, a by-line, what introduces a list.
const LINE: usize = 8;

impl Judge for Paragraphs {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = covers::passes(&inquiry.scope, &self.topic);
        let mut covers = match covers::sections(inquiry, &self.topic, None, &passes) {
            Ok(covers) => covers,
            Err(lacks) => return Answer::lacking(lacks),
        };
        if let Some(cover) = covers.iter().find(|cover| cover.how == How::Terms) {
            let what = Message::new("paragraphs.unopened").with("topic", inquiry.scope.topic(&self.topic));
            return self.lacking(inquiry, cover, what);
        }
        // A heading that means the topic may stand below another: the title of the whole, often.
        let sections = covers.clone();
        covers.retain(|cover| !sections.iter().any(|inner| is_within(inner, cover)));
        let answers = covers.chunk_by(|one, other| one.document.path == other.document.path).map(|sections| {
            let n = sections.iter().map(count).sum::<usize>();
            let counted = |key| Message::new(key).with("topic", inquiry.scope.topic(&self.topic)).with("n", n);
            if n < self.at_least {
                self.lacking(inquiry, &sections[0], counted("paragraphs.too_few"))
            } else if n > self.at_most {
                self.lacking(inquiry, &sections[0], counted("paragraphs.too_many").with("most", self.at_most))
            } else {
                let words = Words::Note(counted("paragraphs.count"));
                let place = Some(sections[0].place.clone());
                Answer::Satisfied(vec![Citation { place, words, basis: Basis::Computed, how: Some(sections[0].how) }])
            }
        });
        Answer::all(answers)
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let bounds: Arg = if self.at_least == self.at_most {
            Message::new("paragraphs.exactly").with("n", self.at_least).into()
        } else {
            Message::new("paragraphs.between").with("least", self.at_least).with("most", self.at_most).into()
        };
        Message::new("paragraphs.describe")
            .with("topic", scope.topic(&self.topic))
            .with("bounds", bounds)
            .with("words", LINE)
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.topic]
    }

    fn flaws(&self, _: &Scope<'_>) -> Vec<Message> {
        flaw::bounds(self.at_least, self.at_most).into_iter().collect()
    }
}

impl Paragraphs {
    fn lacking(&self, inquiry: &Inquiry<'_>, cover: &Cover<'_>, what: Message) -> Answer {
        let passes = self.describe(&inquiry.scope);
        let lack = inquiry.lack_of_topic(&self.topic, what, passes, Cause::Contradicted);
        Answer::Gap(vec![lack.at(&cover.place)])
    }
}

/// Whether a section is a part of another one.
fn is_within(inner: &Cover<'_>, outer: &Cover<'_>) -> bool {
    let (within, around) = (&inner.blocks, &outer.blocks);
    inner.document.path == outer.document.path
        && within != around
        && around.start <= within.start
        && within.end <= around.end
}

/// The paragraphs of a section.
fn count(cover: &Cover<'_>) -> usize {
    let Some(text) = cover.document.text() else { return 0 };
    let mut leads_on = false;
    let mut counted = 0;
    for block in &text.blocks[cover.blocks.clone()] {
        let is_new = match block.kind {
            BlockKind::Paragraph => is_long(block),
            BlockKind::Item => block.words > 0 && !leads_on,
            BlockKind::Heading(_) | BlockKind::Row | BlockKind::Code | BlockKind::Label => false,
        };
        counted += usize::from(is_new);
        leads_on = is_new || leads_on && block.kind == BlockKind::Item;
    }
    counted
}

fn is_long(block: &Block) -> bool {
    block.words >= LINE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Content, Document, Kind, Spot, Text};

    fn counted(blocks: &[(BlockKind, usize)]) -> usize {
        let mut text = Text::default();
        for (kind, words) in blocks {
            text.push(*kind, "words", Spot::Whole);
            if let Some(block) = text.blocks.last_mut() {
                block.words = *words;
            }
        }
        let blocks = 0..text.blocks.len();
        let content = Content::Text(text);
        let document = Document { path: "story.md".into(), kind: Kind::Text, size: 1, covers: Vec::new(), content };
        let place = document.place(&Spot::Whole);
        count(&Cover { document: &document, blocks, place, how: How::Heading, quote: String::new() })
    }

    #[test]
    fn a_list_belongs_to_the_paragraph_before_it() {
        use BlockKind::{Heading, Item, Paragraph, Row};
        assert_eq!(counted(&[(Heading(2), 2), (Paragraph, 40), (Paragraph, 30)]), 2);
        assert_eq!(counted(&[(Paragraph, 40), (Item, 9), (Item, 9), (Paragraph, 12)]), 2);
        assert_eq!(counted(&[(Heading(2), 2), (Item, 9), (Item, 9)]), 1);
        assert_eq!(counted(&[(Paragraph, 3), (Item, 9), (Item, 9)]), 1);
        assert_eq!(counted(&[(Paragraph, 3), (Row, 20), (Paragraph, 0)]), 0);
    }
}
