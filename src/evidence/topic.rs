//! A topic: a thing to be covered, and the words that show it in each language.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Localised;

/// One entry of `topics.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// `[a-z0-9-]+`, as rules and `covers:` name it.
    pub id: String,
    /// The topic that it was in the version that this checklist supersedes, where that was another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it is called; also the heading of a scaffold.
    pub title: Localised,
    /// What the writer is asked, as a comment of a scaffold.
    #[serde(default)]
    pub ask: Option<Localised>,
    /// The file to write it in, below the subject's folder.
    #[serde(default)]
    pub file: Option<String>,
    /// The fact that shows it, where there is one.
    #[serde(default)]
    pub field: Option<String>,
    /// A topic that a document as a whole must be about to cover this one: the parts of one text.
    #[serde(default)]
    pub within: Option<String>,
    /// Whether the narrative of a case study covers it, where no document of its own does.
    #[serde(default)]
    pub narrative: bool,
    /// How many real words must stand below it; two CJK characters count as one word.
    #[serde(default = "default_words")]
    pub words: usize,
    /// How many distinct terms close together show it.
    #[serde(default = "default_need")]
    pub need: usize,
    /// Phrases of a heading that means it.
    #[serde(default)]
    pub headings: Phrases,
    /// Phrases of a file name that means it.
    #[serde(default)]
    pub files: Phrases,
    /// Words whose company shows it.
    #[serde(default)]
    pub terms: Phrases,
}

/// Phrases in the three languages; all of them are looked for in every document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Phrases {
    /// English, and names that are the same in every language.
    pub en: Vec<String>,
    /// French.
    pub fr: Vec<String>,
    /// Simplified Chinese.
    pub zh: Vec<String>,
}

const fn default_words() -> usize {
    15
}

const fn default_need() -> usize {
    3
}

impl Phrases {
    /// Every phrase of every language.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.en.iter().chain(&self.fr).chain(&self.zh).map(String::as_str)
    }
}
