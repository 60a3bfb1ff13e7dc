//! What was found about a topic: the parts of documents that cover it, and what almost does.

use std::ops::Range;

use crate::evidence::{Document, Place};

/// How a place was found to cover a topic, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A typed fact says it.
    Fact,
    /// It is declared, by `covers:` or in `evidence.toml`.
    Declared,
    /// A heading means it.
    Heading,
    /// The file name means it.
    FileName,
    /// Several of its terms stand close together.
    Terms,
}

/// A part of a document that covers a topic.
#[derive(Debug, Clone)]
pub struct Cover<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its blocks that do; empty where the document has no text.
    pub blocks: Range<usize>,
    /// Where it begins.
    pub place: Place,
    /// How it was found.
    pub how: How,
    /// Its first real words; for a file without text, the line that declares it.
    pub quote: String,
}

/// A place that would cover a topic, but holds too few real words.
#[derive(Debug, Clone)]
pub struct Thin {
    /// The place.
    pub place: Place,
    /// How many real words it holds.
    pub words: usize,
    /// The phrase that does not count, if there is one.
    pub residue: Option<String>,
}

/// What was found about a topic.
#[derive(Debug, Clone, Default)]
pub struct Found<'a> {
    /// What covers it; all of it found the same way, in the order of the folder.
    pub covers: Vec<Cover<'a>>,
    /// What almost does.
    pub thin: Vec<Thin>,
    /// Files that would by their name, but whose text is not known.
    pub unread: Vec<&'a Document>,
}
