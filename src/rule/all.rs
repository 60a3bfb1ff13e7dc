//! `all: [rule, …]` holds where every rule in it holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::{Answer, Inquiry, Judge, Rule, Scope, Term};
use crate::language::{Arg, Message};

/// Several rules at once. Their lacks are told together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct All(Vec<Rule>);

impl Judge for All {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        Answer::all(self.0.iter().map(|rule| rule.judge(inquiry)))
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let clauses = self.0.iter().map(|rule| rule.describe(scope).into()).collect();
        Message::new("all.describe").with("clauses", Arg::Clauses(clauses))
    }

    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        self.0.iter().flat_map(|rule| rule.terms(inquiry)).collect()
    }

    fn inner(&self) -> Vec<(&Rule, Option<&str>)> {
        self.0.iter().map(|rule| (rule, None)).collect()
    }

    fn flaws(&self, _: &Scope<'_>) -> Vec<Message> {
        let opposed = flaw::opposites(&self.0, "lint.contradiction");
        let facts = self.0.iter().filter_map(|rule| if let Rule::Fact(fact) = rule { Some(fact) } else { None });
        let facts: Vec<_> = facts.collect();
        let apart = facts.iter().enumerate().find_map(|(number, fact)| {
            let other = facts[..number].iter().find(|other| other.excludes(fact))?;
            Some(Message::new("lint.contradiction").with("name", other.field()))
        });
        opposed.into_iter().chain(apart).collect()
    }
}
