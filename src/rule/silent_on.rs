//! `silent_on: {fields: [customer], within: public-text}` holds where a text never names what private facts say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::covers::unread;
use super::quote::shorten;
use super::spelling::spellings;
use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Lack, Put, Scope, Words};
use crate::evidence::{Content, Document, Fact, Place, Spot, fold};
use crate::language::{Arg, Message};

/// Private facts, and the documents and published facts that must not name them: in running text, headings, tables,
/// labels, descriptions of pictures or links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SilentOn {
    /// The private fields; those that are not given have no name to hide.
    fields: Vec<String>,
    /// The topic of the documents that are searched, each as a whole.
    within: String,
    /// Fields that are published beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    published: Vec<String>,
}

/// How many places of one document are told.
const TOLD: usize = 100;

/// What is hidden: as it is written, and the patterns that would show it.
type Secret<'a> = (&'a str, Vec<String>);

impl Judge for SilentOn {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = self.describe(&inquiry.scope);
        let given = self.fields.iter().filter_map(|field| inquiry.fact(field)).flat_map(Fact::items);
        let secrets: Vec<Secret<'_>> = given.map(|fact| (fact.written.as_str(), spellings(fact))).collect();
        if secrets.is_empty() {
            let lack = |field: &String| {
                let what = Message::new("fact.missing").with("field", inquiry.label(field));
                inquiry.lack_of_fact(field, what, passes.clone(), Cause::Missing)
            };
            return Answer::Gap(self.fields.iter().take(1).map(lack).collect());
        }
        let documents = inquiry.audit.coverage.documents(inquiry.subject, &self.within);
        if documents.is_empty() {
            let what = Message::new("covers.missing").with("topic", inquiry.scope.topic(&self.within));
            return Answer::Gap(vec![inquiry.lack_of_topic(&self.within, what, passes, Cause::Missing)]);
        }
        let (mut lacks, mut searched) = (Vec::new(), Vec::new());
        for (document, how) in documents {
            match self.search(inquiry, document, &secrets) {
                Ok((_, told)) if !told.is_empty() => lacks.extend(told),
                Ok((n, _)) => searched.push(Citation {
                    place: Some(document.place(&Spot::Whole)),
                    words: Words::Note(Message::new("silent_on.searched").with("n", n)),
                    basis: Basis::Computed,
                    how: Some(how),
                }),
                Err(lack) => lacks.push(*lack),
            }
        }
        for fact in self.published.iter().filter_map(|field| inquiry.fact(field)) {
            let named = named_in(&fact.written, &secrets);
            lacks.extend(named.map(|what| lack(fact.place.clone(), what, passes.clone(), Cause::Contradicted)));
        }
        if lacks.is_empty() { Answer::Satisfied(searched) } else { Answer::lacking(lacks) }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let fields = self.fields.iter().map(|field| scope.label(field)).collect::<Arg>();
        let published = self.published.iter().map(|field| scope.label(field));
        let searched = std::iter::once(scope.topic(&self.within)).chain(published).collect::<Arg>();
        Message::new("silent_on.describe").with("fields", fields).with("searched", searched)
    }

    fn fields(&self) -> Vec<&str> {
        self.fields.iter().chain(&self.published).map(String::as_str).collect()
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.within]
    }
}

impl SilentOn {
    /// How many passages of a document were searched, and every place that names a secret.
    fn search(
        &self,
        inquiry: &Inquiry<'_>,
        document: &Document,
        secrets: &[Secret<'_>],
    ) -> Result<(usize, Vec<Lack>), Box<Lack>> {
        let passes = self.describe(&inquiry.scope);
        let text = match &document.content {
            Content::Text(text) => text,
            Content::Unreadable(_) | Content::Opaque => {
                return Err(Box::new(unread(inquiry, &self.within, document, passes)));
            }
        };
        let blocks = text.blocks.iter().map(|block| (&block.spot, text.of(block)));
        let links = text.references.iter().map(|reference| (&reference.spot, reference.target.as_str()));
        let named = blocks.chain(links).filter_map(|(spot, words)| Some((spot, named_in(words, secrets)?)));
        let lacks = named.map(|(spot, what)| lack(document.place(spot), what, passes.clone(), Cause::Contradicted));
        let mut lacks: Vec<_> = lacks.take(TOLD).collect();
        lacks.sort();
        lacks.dedup();
        Ok((text.blocks.len(), lacks))
    }
}

/// The first secret that some words name, with the sentence that does.
fn named_in(words: &str, secrets: &[Secret<'_>]) -> Option<Message> {
    let folded = fold::fold(words);
    let (secret, pattern) = secrets.iter().find_map(|(secret, patterns)| {
        Some((secret, patterns.iter().find(|pattern| folded.contains(pattern.as_str()))?))
    })?;
    let words = shorten(sentence_with(words, pattern));
    Some(Message::new("silent_on.named").with("secret", *secret).with("words", words))
}

/// The sentence that holds a pattern; the whole text where none does alone.
fn sentence_with<'w>(words: &'w str, pattern: &str) -> &'w str {
    let clauses = words.split_inclusive(['。', '！', '？', '；', '\n']);
    let mut sentences = clauses.flat_map(|clause| clause.split(". "));
    sentences.find(|sentence| fold::fold(sentence).contains(pattern)).unwrap_or(words).trim()
}

fn lack(place: Place, what: Message, passes: Message, cause: Cause) -> Lack {
    let put = Put { file: place.file.to_string(), field: None };
    Lack { what, found: Some(place), claim: None, put, passes, cause }
}
