//! A document: a file of the folder as blocks of text, each with its place.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Attachment, Exposure, Place, Policies, Policy, ResidueKind, Resource, Spot};
use crate::language::Message;
use crate::secret::Secret;

/// A file below a subject.
#[derive(Debug, Clone)]
pub struct Document {
    /// Relative to the evidence folder, with `/` between folders.
    pub path: Arc<str>,
    /// What sort of file it is, by content and name.
    pub kind: Kind,
    /// Size in bytes.
    pub size: u64,
    /// Topics it is declared to cover.
    pub covers: Vec<Declared>,
    /// What could be read of it.
    pub content: Content,
}

/// What could be read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Its text.
    Text(Text),
    /// Nothing: it is known by name, size and kind, and counts for what it is declared or named to be.
    Opaque,
    /// Nothing, and it should have been: the reason, with the cure.
    Unreadable(Message),
}

/// What sort of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Running text: Markdown, plain text, Word, PDF, HTML.
    Text,
    /// A drawing: draw.io, SVG, Visio, Mermaid, and pictures, which may be one.
    Diagram,
    /// Slides.
    Deck,
    /// A table: CSV, Excel.
    Sheet,
    /// A template or pipeline that deploys: `CloudFormation`, Terraform, a workflow.
    Template,
    /// Anything else.
    Other,
}

/// A topic that a file is declared to cover, and where that is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The topic's id.
    pub topic: String,
    /// The line that declares it.
    pub place: Place,
}

/// The text of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words of all blocks, one after the other.
    pub body: String,
    /// The blocks, in the order of the file.
    pub blocks: Vec<Block>,
    /// Files and addresses it refers to.
    pub references: Vec<Reference>,
    /// Accounts, ARNs and Regions it names; known once it is weighed.
    #[serde(skip)]
    pub identifiers: Vec<Identifier>,
    /// Phrases that never count as an answer; known once it is weighed.
    #[serde(skip)]
    pub residue: Vec<Residue>,
    /// What of the file could not be read, with the cure, where its text may be incomplete.
    pub incomplete: Option<Message>,
    /// What it deploys, where it is a template.
    pub resources: Vec<Resource>,
    /// What it allows to more than it should, where it is a template.
    pub exposures: Vec<Exposure>,
    /// What it holds of IAM, where it is nothing else.
    pub policies: Option<Box<Policies>>,
    /// The cells of a workbook, so that a table of facts can be found among them; nothing once that is done.
    pub sheets: Option<Box<Sheets>>,
    /// The secrets that stood in it; what it says has masks instead.
    pub secrets: Option<Box<Secrets>>,
}

/// The secrets that stood in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// Each with its place.
    pub found: Vec<(Secret, Spot)>,
}

/// The first rows of a workbook, cell by cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// Those of each sheet one after the other.
    pub rows: Vec<SheetRow>,
}

/// A filled row of a sheet, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// The sheet.
    pub sheet: Arc<str>,
    /// Its number, from 1.
    pub row: u32,
    /// The filled cells, each with the number of its column.
    pub cells: Vec<(u32, Cell)>,
}

/// What a cell of a table holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// As a person sees it.
    pub shown: String,
    /// The number as it is stored, whatever it is rounded to on the screen.
    pub number: Option<String>,
}

/// A piece of text with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of [`Text::body`].
    pub range: Range<usize>,
    /// Where it stands in the file.
    pub spot: Spot,
    /// How many of its words count as an answer; see [`super::Substance`].
    pub words: usize,
    /// How many of its bytes are the text of links.
    pub linked: usize,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading, 1 being the highest level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, where the format tells it from a paragraph.
    Item,
    /// A row of a table.
    Row,
    /// A listing.
    Code,
    /// A label of a drawing.
    Label,
}

/// A file or address that a text refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// As it is written.
    pub target: String,
    /// Where.
    pub spot: Spot,
    /// A link says exactly where its target is; a mention only names a file.
    pub link: bool,
}

/// A name of something in AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identifier {
    /// Twelve digits called an account.
    Account(String, Spot),
    /// An Amazon Resource Name.
    Arn(String, Spot),
    /// A Region code such as `eu-west-3`.
    Region(String, Spot),
}

/// A phrase that never counts as an answer, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residue {
    /// Why it does not count.
    pub kind: ResidueKind,
    /// As it stands in the text.
    pub phrase: String,
    /// Where.
    pub spot: Spot,
}

impl Kind {
    /// Whether a file of this kind says what it has to say in words, so that its name alone proves nothing.
    #[must_use]
    pub const fn is_for_words(self) -> bool {
        matches!(self, Self::Text | Self::Deck | Self::Sheet)
    }
}

impl Document {
    /// A place in this document.
    #[must_use]
    pub fn place(&self, spot: &Spot) -> Place {
        Place { file: Arc::clone(&self.path), spot: spot.clone() }
    }

    /// The file's name without its folders.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The IAM policy documents in it.
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        self.text().and_then(|text| text.policies.as_ref()).map_or(&[], |policies| &policies.documents)
    }

    /// The managed policies of roles that it lists.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        self.text().and_then(|text| text.policies.as_ref()).map_or(&[], |policies| &policies.attachments)
    }

    /// The text, where there is one.
    #[must_use]
    pub const fn text(&self) -> Option<&Text> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Opaque | Content::Unreadable(_) => None,
        }
    }
}

impl Text {
    /// The words of a block.
    #[must_use]
    pub fn of(&self, block: &Block) -> &str {
        &self.body[block.range.clone()]
    }

    /// Adds a block; nothing is added for white space alone.
    pub fn push(&mut self, kind: BlockKind, words: &str, spot: Spot) {
        self.push_linked(kind, words, 0, spot);
    }

    /// Adds a block of which so many bytes are the text of links.
    pub fn push_linked(&mut self, kind: BlockKind, words: &str, linked: usize, spot: Spot) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let start = self.body.len();
        self.body.push_str(words);
        let range = start..self.body.len();
        self.body.push('\n');
        let linked = linked.min(words.len());
        self.blocks.push(Block { kind, range, spot, words: 0, linked });
    }

    /// The blocks below the heading at `index`, down to the next heading of the same or a higher level.
    #[must_use]
    pub fn section(&self, index: usize) -> Range<usize> {
        let BlockKind::Heading(level) = self.blocks[index].kind else {
            return index..index + 1;
        };
        let end = self.blocks[index + 1..]
            .iter()
            .position(|block| matches!(block.kind, BlockKind::Heading(other) if other <= level))
            .map_or(self.blocks.len(), |next| index + 1 + next);
        index + 1..end
    }

    /// The nearest heading above the block at `index`.
    #[must_use]
    pub fn heading_of(&self, index: usize) -> Option<&str> {
        self.blocks[..index]
            .iter()
            .rev()
            .find(|block| matches!(block.kind, BlockKind::Heading(_)))
            .map(|block| self.of(block))
    }
}

impl Identifier {
    /// As it is written.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Account(name, _) | Self::Arn(name, _) | Self::Region(name, _) => name,
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn spot(&self) -> &Spot {
        match self {
            Self::Account(_, spot) | Self::Arn(_, spot) | Self::Region(_, spot) => spot,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let mut text = Text::default();
        for (kind, words) in [
            (BlockKind::Heading(1), "Resilience"),
            (BlockKind::Heading(2), "Failover"),
            (BlockKind::Paragraph, "Aurora promotes a reader."),
            (BlockKind::Heading(3), "Queues"),
            (BlockKind::Paragraph, "SQS needs nothing."),
            (BlockKind::Heading(2), "Tests"),
        ] {
            text.push(kind, words, Spot::Whole);
        }
        assert_eq!(text.section(0), 1..6);
        assert_eq!(text.section(1), 2..5);
        assert_eq!(text.section(5), 6..6);
        assert_eq!(text.heading_of(4), Some("Queues"));
    }
}
