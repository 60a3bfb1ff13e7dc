//! `document: {topic: runbook, kind: any}` holds where there is a file for a topic, of the right kind. A diagram may also
//! stand in a text: Mermaid in a document about the topic, or below a heading that means it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::Found;
use super::{Answer, Basis, Cause, Citation, How, Inquiry, Judge, Lack, Scope, Words, covers};
use crate::evidence::{Content, Document, Kind, Spot, Topic};
use crate::language::Message;

/// A topic, and the kind of file that must be there for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// The topic that the file as a whole is about.
    topic: String,
    /// The kind of file.
    kind: Wanted,
}

/// Which kinds of file will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Wanted {
    Any,
    Diagram,
    Deck,
    Sheet,
    Template,
    Text,
}

impl Judge for DocumentRule {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let Some(topic) = inquiry.audit.lexicon.topic(&self.topic) else { return Answer::Gap(Vec::new()) };
        let about = inquiry.audit.coverage.documents(inquiry.subject, &self.topic);
        let (mut citations, mut lacks) = (Vec::new(), Vec::new());
        for (document, how) in about.into_iter().filter(|(document, _)| self.kind.takes(document.kind)) {
            match self.weigh(inquiry, document, how, topic) {
                Ok(citation) => citations.push(citation),
                Err(lack) => lacks.push(*lack),
            }
        }
        if self.kind == Wanted::Diagram {
            let drawings = inquiry.audit.coverage.drawings(inquiry.subject, &self.topic);
            citations.extend(drawings.into_iter().map(|(document, label, how)| Citation {
                place: Some(document.place(&label.spot)),
                words: Words::Quote(document.text().map_or_else(String::new, |text| text.of(label).to_owned())),
                basis: Basis::Documented,
                how: Some(how),
            }));
        }
        if !citations.is_empty() {
            return Answer::Satisfied(citations);
        }
        if lacks.is_empty() {
            let what = Message::new("document.missing").with("kind", self.kind.name());
            let what = what.with("topic", inquiry.scope.topic(&self.topic));
            lacks.push(inquiry.lack_of_topic(&self.topic, what, self.describe(&inquiry.scope), Cause::Missing));
        }
        Answer::lacking(lacks)
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let topic = scope.lexicon.topic(&self.topic);
        let file = topic.and_then(|topic| topic.file.as_deref()).unwrap_or(&self.topic);
        Message::new("document.describe")
            .with("kind", self.kind.name())
            .with("topic", scope.topic(&self.topic))
            .with("file", file)
            .with("id", self.topic.as_str())
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.topic]
    }
}

impl DocumentRule {
    /// Whether a file about the topic is one: enough words where it has text, else a drawing or a declared file.
    fn weigh<'a>(
        &self,
        inquiry: &Inquiry<'a>,
        document: &'a Document,
        how: How,
        topic: &Topic,
    ) -> Result<Citation, Box<Lack>> {
        let unread = || covers::unread(inquiry, &self.topic, document, self.describe(&inquiry.scope));
        match &document.content {
            Content::Text(text) if !matches!(document.kind, Kind::Diagram | Kind::Template) => {
                let mut found = Found::default();
                inquiry.audit.coverage.weigh(document, text, 0..text.blocks.len(), topic, how, &mut found);
                if let Some(cover) = found.covers.first() {
                    return Ok(covers::cited(cover));
                }
                let words = found.thin.first().map_or(0, |thin| thin.words);
                let thin = covers::thin(inquiry.scope.topic(&self.topic), words);
                let passes = self.describe(&inquiry.scope);
                Err(Box::new(Lack {
                    found: Some(document.place(&Spot::Whole)),
                    ..inquiry.lack_of_topic(&self.topic, thin, passes, Cause::Missing)
                }))
            }
            Content::Unreadable(_) => Err(Box::new(unread())),
            Content::Opaque if document.kind.is_for_words() && how != How::Declared => Err(Box::new(unread())),
            Content::Text(_) | Content::Opaque => Ok(Citation {
                place: Some(document.place(&Spot::Whole)),
                words: Words::Note(
                    Message::new("document.there").with("n", usize::try_from(document.size).unwrap_or(usize::MAX)),
                ),
                basis: Basis::Documented,
                how: Some(how),
            }),
        }
    }
}

impl Wanted {
    /// Whether a document of this kind will do.
    pub fn takes(self, kind: Kind) -> bool {
        match self {
            Self::Any => true,
            Self::Diagram => kind == Kind::Diagram,
            Self::Deck => kind == Kind::Deck,
            Self::Sheet => kind == Kind::Sheet,
            Self::Template => kind == Kind::Template,
            Self::Text => kind == Kind::Text,
        }
    }

    /// What it is called inside a sentence.
    pub const fn name(self) -> Message {
        Message::new(match self {
            Self::Any => "kind.any",
            Self::Diagram => "kind.diagram",
            Self::Deck => "kind.deck",
            Self::Sheet => "kind.sheet",
            Self::Template => "kind.template",
            Self::Text => "kind.text",
        })
    }
}
