//! `unique: {in: case-studies, by: customer}` holds where no two items share a value.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scope::CASE_STUDIES;
use super::{Answer, Cause, Citation, Inquiry, Judge, Scope};
use crate::evidence::fold;
use crate::language::{Arg, Message};

/// A list and the field by which its items must differ. Case, accents and punctuation make no difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unique {
    /// The list.
    r#in: String,
    /// The field.
    by: String,
}

impl Judge for Unique {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let items = inquiry.items(&self.r#in).unwrap_or_default();
        let mut first = BTreeMap::new();
        let (mut citations, mut lacks) = (Vec::new(), Vec::new());
        for item in &items {
            let Some(fact) = item.inquiry.fact(&self.by) else { continue };
            if let Some(other) = first.insert(fold::fold(&fact.written), &item.name) {
                let what = Message::new("unique.twice")
                    .with("field", item.inquiry.scope.label(&self.by))
                    .with("value", fact.written.as_str())
                    .with("items", [other.as_str(), item.name.as_str()].into_iter().collect::<Arg>());
                let passes = self.describe(&inquiry.scope);
                lacks.push(item.inquiry.lack_of_fact(&self.by, what, passes, Cause::Contradicted));
            }
            citations.push(Citation::fact(&self.by, fact));
        }
        if citations.is_empty() {
            return Answer::NotApplicable(Message::new("unique.none").with("list", inquiry.scope.label(&self.r#in)));
        }
        if lacks.is_empty() { Answer::Satisfied(citations) } else { Answer::Gap(lacks) }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let field = scope.within(&self.r#in).label(&self.by);
        Message::new("unique.describe").with("field", field).with("list", scope.label(&self.r#in))
    }

    fn fields(&self) -> Vec<&str> {
        if self.r#in == CASE_STUDIES { Vec::new() } else { vec![&self.r#in] }
    }

    fn item_fields(&self) -> Vec<(&str, Vec<&str>)> {
        vec![(&self.r#in, vec![&self.by])]
    }
}
