//! `all: [rule, …]` holds where every rule in it holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
}
