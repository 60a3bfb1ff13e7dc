//! `covers: {topic: failover-mechanisms}` holds where a fact or a document covers a topic with enough real words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::{Cover, Found, How};
use super::quote::shorten;
use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Lack, Scope, Words};
use crate::evidence::{Content, Document, Reference, Spot, fold};
use crate::language::{Arg, Message};
use crate::rule::references;
use crate::source::printable;

/// A topic, and where it must be covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Covers {
    /// The topic.
    topic: String,
    /// A topic that the document as a whole must be about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
}

/// How many places are quoted for one Met.
const QUOTED: usize = 2;

impl Judge for Covers {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        if let Some(citation) = by_fact(inquiry, &self.topic) {
            return Answer::Satisfied(vec![citation]);
        }
        match sections(inquiry, &self.topic, self.within.as_deref(), &self.describe(&inquiry.scope)) {
            Err(lacks) => Answer::lacking(thin_fact(inquiry, &self.topic).map_or(lacks, |lack| vec![lack])),
            Ok(covers) => {
                let absent = absent_references(inquiry, &covers);
                if absent.is_empty() {
                    Answer::Satisfied(covers.iter().take(QUOTED).map(cited).collect())
                } else {
                    Answer::Gap(absent)
                }
            }
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        match &self.within {
            Some(within) => {
                let message = Message::new("covers.describe_within").with("within", scope.topic(within));
                about(message, scope, &self.topic)
            }
            None => passes(scope, &self.topic),
        }
    }

    fn topics(&self) -> Vec<&str> {
        std::iter::once(self.topic.as_str()).chain(self.within.as_deref()).collect()
    }
}

/// What would cover a topic.
pub fn passes(scope: &Scope<'_>, topic: &str) -> Message {
    about(Message::new("covers.describe"), scope, topic)
}

fn about(message: Message, scope: &Scope<'_>, topic: &str) -> Message {
    let words = scope.lexicon.topic(topic).map_or(0, |topic| topic.words);
    message.with("topic", scope.topic(topic)).with("n", words)
}

/// The parts of documents that cover a topic, or what is lacking for one to do so.
pub fn sections<'a>(
    inquiry: &Inquiry<'a>,
    topic: &str,
    within: Option<&str>,
    passes: &Message,
) -> Result<Vec<Cover<'a>>, Vec<Lack>> {
    let found = inquiry.audit.coverage.of(inquiry.subject, topic, within);
    if found.covers.is_empty() { Err(vec![lack(inquiry, topic, &found, passes.clone())]) } else { Ok(found.covers) }
}

/// A fact that covers the topic, where the topic names a field: enough real words, or a declared list.
fn by_fact(inquiry: &Inquiry<'_>, topic: &str) -> Option<Citation> {
    let topic = inquiry.audit.lexicon.topic(topic)?;
    let field = topic.field.as_deref()?;
    let fact = inquiry.fact(field)?;
    let substantial = inquiry.audit.lexicon.substance.residue(&fact.written).is_none()
        && (fold::words(&fact.written) >= topic.words || fact.record().is_some());
    substantial.then(|| Citation {
        words: Words::Quote(format!("{field}: {}", shorten(&fact.written))),
        basis: Basis::Documented,
        ..Citation::fact(field, fact)
    })
}

/// The lack of a fact that is meant to cover the topic and says too little, or template text.
fn thin_fact(inquiry: &Inquiry<'_>, topic: &str) -> Option<Lack> {
    let field = inquiry.audit.lexicon.topic(topic)?.field.as_deref()?;
    let fact = inquiry.fact(field)?;
    let named = |key| Message::new(key).with("topic", inquiry.scope.topic(topic));
    let what = match inquiry.audit.lexicon.substance.residue(&fact.written) {
        Some((_, phrase)) => named("covers.residue").with("phrase", phrase),
        None => thin(inquiry.scope.topic(topic), fold::words(&fact.written)),
    };
    Some(inquiry.lack_of_fact(field, what, passes(&inquiry.scope, topic), Cause::Missing))
}

/// Why nothing covers the topic: an unread file, too few words, or nothing at all.
fn lack(inquiry: &Inquiry<'_>, topic: &str, found: &Found<'_>, passes: Message) -> Lack {
    let named = |key| Message::new(key).with("topic", inquiry.scope.topic(topic));
    if let Some(document) = found.unread.first() {
        return unread(inquiry, topic, document, passes);
    }
    let Some(most) = found.thin.iter().max_by_key(|thin| thin.words) else {
        return inquiry.lack_of_topic(topic, named("covers.missing"), passes, Cause::Missing);
    };
    let what = match &most.residue {
        Some(phrase) => named("covers.residue").with("phrase", phrase.as_str()),
        None => thin(inquiry.scope.topic(topic), most.words),
    };
    inquiry.lack_of_topic(topic, what, passes, Cause::Missing).at(&most.place)
}

/// What is said where there are too few words about a topic.
pub fn thin(topic: Arg, words: usize) -> Message {
    match words {
        0 => Message::new("covers.blank").with("topic", topic),
        words => Message::new("covers.thin").with("topic", topic).with("n", words),
    }
}

/// The lack where a file that should be about a topic cannot be read.
pub fn unread(inquiry: &Inquiry<'_>, topic: &str, document: &Document, passes: Message) -> Lack {
    let why = match &document.content {
        Content::Unreadable(why) => why.clone(),
        Content::Text(_) | Content::Opaque => Message::new("covers.opaque"),
    };
    let what = Message::new("covers.unread").with("topic", inquiry.scope.topic(topic)).with("why", why);
    let what = what.with("file", printable(&document.path));
    inquiry.lack_of_topic(topic, what, passes, Cause::Unreadable).at(&document.place(&Spot::Whole))
}

/// Files that the covering sections refer to and that are not there: the procedure is described but not attached.
fn absent_references(inquiry: &Inquiry<'_>, covers: &[Cover<'_>]) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for cover in covers.iter().filter(|cover| !cover.blocks.is_empty()) {
        let Some(text) = cover.document.text() else { continue };
        let (first, last) = (&text.blocks[cover.blocks.start].spot, &text.blocks[cover.blocks.end - 1].spot);
        let inside = |reference: &&Reference| (first..=last).contains(&&reference.spot);
        let absent = text.references.iter().filter(inside);
        lacks.extend(absent.filter_map(|reference| references::absent(inquiry, cover.document, reference)));
    }
    lacks
}

/// The words of a covering section.
pub fn cited(cover: &Cover<'_>) -> Citation {
    let words = if cover.how == How::Declared && cover.blocks.is_empty() {
        Words::Note(Message::new("covers.declared").with("place", cover.quote.as_str()))
    } else {
        Words::Quote(cover.quote.clone())
    };
    Citation { place: Some(cover.place.clone()), words, basis: Basis::Documented, how: Some(cover.how) }
}
