//! `not: rule` holds where the evidence says the opposite of the rule. Silence is no proof of the opposite.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Inquiry, Judge, Lack, Put, Rule, Scope, Term};
use crate::language::Message;

/// The opposite of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Not(Box<Rule>);

impl Not {
    /// The rule that must not hold.
    pub fn opposite(&self) -> &Rule {
        &self.0
    }
}

impl Judge for Not {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let claim = self.0.describe(&inquiry.scope);
        match self.0.judge(inquiry) {
            Answer::Satisfied(citations) => Answer::Gap(vec![Lack {
                what: Message::new("not.holds").with("claim", claim),
                found: citations.into_iter().find_map(|citation| citation.place),
                claim: None,
                put: Put { file: inquiry.subject.facts_file.clone(), field: None },
                passes: self.describe(&inquiry.scope),
                cause: Cause::Contradicted,
            }]),
            Answer::Gap(lacks) if lacks.iter().all(|lack| lack.cause == Cause::Contradicted) => {
                let place = lacks.into_iter().find_map(|lack| lack.found);
                Answer::Satisfied(vec![Citation {
                    place,
                    ..Citation::note(Message::new("not.satisfied").with("claim", claim))
                }])
            }
            other => other,
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        Message::new("not.describe").with("claim", self.0.describe(scope))
    }

    /// What counts for the rule counts against this one: the days on which the answer changes are the same.
    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        self.0.terms(inquiry)
    }

    fn inner(&self) -> Vec<(&Rule, Option<&str>)> {
        vec![(&self.0, None)]
    }
}
