//! `names: {field: used_for, within: relevance}` holds where a text names what a fact says, every item of a list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::quote::shorten;
use super::spelling::spellings;
use super::{Answer, Basis, Cause, Citation, How, Inquiry, Judge, Scope, Words, mentions};
use crate::evidence::fold;
use crate::language::Message;

/// A fact and the topic of the text that must name it. Case, accents, a legal form and the word for “and” make no
/// difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// The field.
    field: String,
    /// The topic of the sections to look in.
    within: String,
}

impl Judge for Names {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = self.describe(&inquiry.scope);
        let Some(fact) = inquiry.fact(&self.field) else {
            let what = Message::new("fact.missing").with("field", inquiry.label(&self.field));
            return Answer::Gap(vec![inquiry.lack_of_fact(&self.field, what, passes, Cause::Missing)]);
        };
        let passages = match mentions::passages(inquiry, &self.within) {
            Ok(passages) => passages,
            Err(answer) => return answer,
        };
        let folded: Vec<String> = passages.iter().map(|(_, words)| fold::fold(words)).collect();
        let (mut citations, mut lacks) = (Vec::new(), Vec::new());
        for item in fact.items() {
            let patterns = spellings(item);
            let named = folded.iter().position(|text| patterns.iter().any(|pattern| text.contains(pattern)));
            if let Some((place, words)) = named.map(|at| &passages[at]) {
                citations.push(Citation {
                    place: Some(place.clone()),
                    words: Words::Quote(shorten(words)),
                    basis: Basis::Documented,
                    how: Some(How::Terms),
                });
                continue;
            }
            let what = Message::new("names.missing")
                .with("topic", inquiry.scope.topic(&self.within))
                .with("value", item.written.as_str());
            let mut lack = inquiry.lack_of_topic(&self.within, what, passes.clone(), Cause::Missing);
            if let Some((place, _)) = passages.first() {
                lack = lack.at(place);
            }
            lacks.push(lack);
        }
        citations.dedup();
        match (lacks.is_empty(), citations.is_empty()) {
            (true, true) => {
                Answer::NotApplicable(Message::new("names.nothing").with("field", inquiry.label(&self.field)))
            }
            (true, false) => Answer::Satisfied(citations),
            (false, _) => Answer::Gap(lacks),
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        Message::new("names.describe").with("field", scope.label(&self.field)).with("topic", scope.topic(&self.within))
    }

    fn fields(&self) -> Vec<&str> {
        vec![&self.field]
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.within]
    }
}
