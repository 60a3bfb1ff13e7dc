//! `mentions: {topic: retail-business, at_least: 2, within: customer-problem}` holds where terms of a topic are named.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::Wanted;
use super::flaw;
use super::quote::shorten;
use super::{Answer, Basis, Cause, Citation, How, Inquiry, Judge, Scope, Words, covers};
use crate::evidence::{Document, Place, Topic};
use crate::language::{Arg, Localised, Message};

/// How many distinct terms must be named, and in which sections or documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mentions {
    /// The topic whose terms are looked for.
    topic: String,
    /// How many distinct ones must be there.
    at_least: usize,
    /// The topic of the sections to look in; all documents of the subject without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    /// The kind of document to look in; any without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<Wanted>,
}

/// A piece of text to look in, and where it stands.
pub type Passage = (Place, String);

impl Judge for Mentions {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let takes = |document: &&Document| self.kind.is_none_or(|kind| kind.takes(document.kind));
        let everywhere = || inquiry.subject.documents.iter().filter(takes).flat_map(|document| of(document, None));
        let passages = match &self.within {
            Some(within) => match passages(inquiry, within) {
                Ok(passages) => passages,
                Err(answer) => return answer,
            },
            None => everywhere().collect(),
        };
        let mut named: BTreeMap<&str, &Passage> = BTreeMap::new();
        for passage in &passages {
            for term in inquiry.audit.coverage.terms_in(&self.topic, &passage.1) {
                named.entry(term).or_insert(passage);
            }
        }
        if named.len() >= self.at_least {
            let mut citations: Vec<_> = named.values().map(|passage| cited(passage)).collect();
            citations.sort();
            citations.dedup();
            citations.truncate(2);
            return Answer::Satisfied(citations);
        }
        let listed: Arg = named.keys().copied().collect();
        let what = Message::new(if named.is_empty() { "mentions.none" } else { "mentions.few" })
            .with("topic", inquiry.scope.topic(&self.topic))
            .with("n", self.at_least)
            .with("named", listed);
        let within = self.within.as_deref().unwrap_or(&self.topic);
        let mut lack = inquiry.lack_of_topic(within, what, self.describe(&inquiry.scope), Cause::Missing);
        if let Some((place, _)) = passages.first().filter(|_| self.within.is_some()) {
            lack = lack.at(place);
        }
        Answer::Gap(vec![lack])
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let message = match (&self.within, self.kind) {
            (Some(_), _) => Message::new("mentions.describe_within"),
            (None, Some(kind)) => Message::new("mentions.describe_kind").with("kind", kind.name()),
            (None, None) => Message::new("mentions.describe"),
        };
        let examples = scope.lexicon.topic(&self.topic).map_or_else(|| "".into(), examples);
        let message =
            message.with("topic", scope.topic(&self.topic)).with("n", self.at_least).with("examples", examples);
        match &self.within {
            Some(within) => message.with("within", scope.topic(within)),
            None => message,
        }
    }

    fn topics(&self) -> Vec<&str> {
        std::iter::once(self.topic.as_str()).chain(self.within.as_deref()).collect()
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        flaw::nothing_asked(self.at_least)
            .into_iter()
            .chain(flaw::too_many(scope, &self.topic, self.at_least))
            .collect()
    }
}

/// The passages of the sections on a topic, and of the fact that shows it, or why there are none.
pub fn passages(inquiry: &Inquiry<'_>, within: &str) -> Result<Vec<Passage>, Answer> {
    let field = inquiry.audit.lexicon.topic(within).and_then(|topic| topic.field.as_deref());
    let fact = field.and_then(|field| inquiry.fact(field));
    let mut passages: Vec<Passage> = fact.into_iter().map(|fact| (fact.place.clone(), fact.written.clone())).collect();
    let passes = covers::passes(&inquiry.scope, within);
    match covers::sections(inquiry, within, None, &passes) {
        Ok(found) => passages.extend(found.iter().flat_map(|cover| of(cover.document, Some(cover.blocks.clone())))),
        Err(lacks) if passages.is_empty() => return Err(Answer::lacking(lacks)),
        Err(_) => {}
    }
    Ok(passages)
}

/// The blocks of a document that hold real words, or labels.
fn of(document: &Document, blocks: Option<std::ops::Range<usize>>) -> Vec<Passage> {
    let Some(text) = document.text() else { return Vec::new() };
    let blocks = blocks.unwrap_or(0..text.blocks.len());
    let counts = text.blocks[blocks].iter().filter(|block| block.words > 0);
    counts.map(|block| (document.place(&block.spot), text.of(block).to_owned())).collect()
}

/// A few terms in each language, so that a reader knows what is meant: names are the same in all of them.
fn examples(topic: &Topic) -> Arg {
    let few = |own: &[String], comma: &str| {
        let own = own.iter().take(2);
        let names = topic.terms.en.iter().take(if own.len() == 0 { 4 } else { 2 });
        names.chain(own).map(String::as_str).collect::<Vec<_>>().join(comma)
    };
    let en = topic.terms.en.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(", ");
    Arg::Localised(Localised { en, fr: few(&topic.terms.fr, ", "), zh: few(&topic.terms.zh, "、") })
}

fn cited((place, words): &Passage) -> Citation {
    Citation {
        place: Some(place.clone()),
        words: Words::Quote(shorten(words)),
        basis: Basis::Documented,
        how: Some(How::Terms),
    }
}
