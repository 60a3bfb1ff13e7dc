//! `measured: {topic: results, at_least: 1}` holds where the section on a topic holds as many measurements.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::metric::metrics;
use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Scope, Words, covers};
use crate::language::Message;

/// A topic, and how many measurements must stand in what covers it: a number with a unit, a percentage, an amount of
/// money, a rate, a multiple, a before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// The topic.
    topic: String,
    /// The least number that passes.
    at_least: usize,
}

impl Judge for Measured {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = covers::passes(&inquiry.scope, &self.topic);
        let covers = match covers::sections(inquiry, &self.topic, None, &passes) {
            Ok(covers) => covers,
            Err(lacks) => return Answer::lacking(lacks),
        };
        let (mut citations, mut found) = (Vec::new(), 0);
        for cover in &covers {
            let Some(text) = cover.document.text() else { continue };
            for block in text.blocks[cover.blocks.clone()].iter().filter(|block| block.words > 0) {
                let words = text.of(block);
                let told: Vec<_> = metrics(words).into_iter().map(|metric| &words[metric]).collect();
                if told.is_empty() {
                    continue;
                }
                found += told.len();
                citations.push(Citation {
                    place: Some(cover.document.place(&block.spot)),
                    words: Words::Quote(told.join(" · ")),
                    basis: Basis::Documented,
                    how: Some(cover.how),
                });
            }
        }
        if found >= self.at_least {
            citations.dedup();
            return Answer::Satisfied(citations);
        }
        let key = if found == 0 { "measured.none" } else { "measured.few" };
        let what = Message::new(key).with("topic", inquiry.scope.topic(&self.topic)).with("n", found);
        let mut lack = inquiry.lack_of_topic(&self.topic, what, self.describe(&inquiry.scope), Cause::Missing);
        if let Some(cover) = covers.first() {
            lack = lack.at(&cover.place);
        }
        Answer::Gap(vec![lack])
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        Message::new("measured.describe").with("topic", scope.topic(&self.topic)).with("n", self.at_least)
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.topic]
    }

    fn flaws(&self, _: &Scope<'_>) -> Vec<Message> {
        flaw::nothing_asked(self.at_least).into_iter().collect()
    }
}
