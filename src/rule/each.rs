//! `each: {in: components, rule: …}` holds where a rule holds for every item of a list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::silent;
use super::{Answer, Cause, Condition, Inquiry, Judge, Matched, Rule, Scope, Term};
use crate::language::Message;

/// Every item of a list, or every one that a condition means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// The list.
    r#in: String,
    /// Which items are meant.
    #[serde(default, rename = "where", skip_serializing_if = "Condition::is_empty")]
    only: Condition,
    /// What is asked of each.
    rule: Box<Rule>,
}

impl Judge for Each {
    /// An empty list is a gap. Where the condition leaves no item, the rule is not exercised.
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let items = inquiry.items(&self.r#in).unwrap_or_default();
        if items.is_empty() {
            let what = Message::new("each.empty").with("list", inquiry.label(&self.r#in));
            let passes = self.describe(&inquiry.scope);
            return Answer::Gap(vec![inquiry.lack_of_fact(&self.r#in, what, passes, Cause::Missing)]);
        }
        let mut answers = Vec::new();
        for item in items {
            match self.only.matches(&item.inquiry) {
                Matched::No => {}
                Matched::Yes => answers.push(self.rule.judge(&item.inquiry)),
                Matched::Silent(fields) => answers.push(silent(&item.inquiry, &fields)),
            }
        }
        if answers.is_empty() {
            let condition = self.only.describe(&inquiry.scope.within(&self.r#in));
            let reason = Message::new("each.not_exercised").with("list", inquiry.label(&self.r#in));
            return Answer::NotApplicable(reason.with("condition", condition));
        }
        Answer::all(answers)
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let inner = scope.within(&self.r#in);
        let list = scope.label(&self.r#in);
        let clause = self.rule.describe(&inner);
        if self.only.is_empty() {
            return Message::new("each.describe").with("list", list).with("clause", clause);
        }
        let condition = self.only.describe(&inner);
        Message::new("each.describe_where").with("list", list).with("condition", condition).with("clause", clause)
    }

    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        let items = inquiry.items(&self.r#in).unwrap_or_default();
        let meant = items.iter().filter(|item| self.only.matches(&item.inquiry) == Matched::Yes);
        meant.flat_map(|item| self.rule.terms(&item.inquiry)).collect()
    }

    fn inner(&self) -> Vec<(&Rule, Option<&str>)> {
        vec![(&self.rule, Some(&self.r#in))]
    }

    fn fields(&self) -> Vec<&str> {
        vec![&self.r#in]
    }

    fn item_fields(&self) -> Vec<(&str, Vec<&str>)> {
        vec![(&self.r#in, self.only.fields().collect())]
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        self.only.flaws(&scope.within(&self.r#in))
    }
}
