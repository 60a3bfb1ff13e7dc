//! `due: {field: claimed, by: {field: completed, plus: 30 days}}` holds where something was done in time, or still can be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::limit::Limit;
use super::{Answer, Cause, Citation, Inquiry, Judge, Scope, Term};
use crate::evidence::Fact;
use crate::language::Message;

/// The date of what is to be done, and the last day for it. Where the date is not given it has not been done, and the last
/// day must lie ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The field of the date.
    field: String,
    /// The last day.
    by: Limit,
}

impl Judge for Due {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = self.describe(&inquiry.scope);
        let gap = |field: &str, what: Message, cause: Cause| {
            Answer::Gap(vec![inquiry.lack_of_fact(field, what, passes.clone(), cause)])
        };
        let limit = match self.by.day(inquiry) {
            Ok(limit) => limit,
            Err(silent) => {
                return gap(silent, Message::new("fact.missing").with("field", inquiry.label(silent)), Cause::Missing);
            }
        };
        let named = |key| {
            let message = Message::new(key).with("field", inquiry.label(&self.field)).with("limit", limit.date);
            message.with("how", self.by.label(&inquiry.scope))
        };
        let computed = limit.facts.iter().map(|(field, fact)| Citation::fact(field, fact));
        match inquiry.fact(&self.field).and_then(|fact| Some((fact, fact.date()?))) {
            Some((_, date)) if date > limit.date => {
                gap(&self.field, named("dated.beyond").with("date", date), Cause::Contradicted)
            }
            Some((fact, _)) => {
                Answer::Satisfied(std::iter::once(Citation::fact(&self.field, fact)).chain(computed).collect())
            }
            None if inquiry.audit.as_of > limit.date => gap(&self.field, named("due.lapsed"), Cause::Missing),
            None => Answer::Satisfied(std::iter::once(Citation::note(named("due.open"))).chain(computed).collect()),
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let (label, field) = (self.by.label(scope), scope.label(&self.field));
        if self.by.is_computed() {
            Message::new("dated.until").with("field", field).with("how", label)
        } else {
            Message::new("dated.before").with("field", field).with("other", label)
        }
    }

    /// What is still to be done counts until the last day for it; what was done in time counts for good.
    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        let Ok(limit) = self.by.day(inquiry) else { return Vec::new() };
        if inquiry.fact(&self.field).and_then(Fact::date).is_some() {
            return Vec::new();
        }
        vec![Term { of: inquiry.label(&self.field), from: None, until: Some(limit.date) }]
    }

    fn fields(&self) -> Vec<&str> {
        std::iter::once(self.field.as_str()).chain(self.by.fields()).collect()
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        let fields = std::iter::once(self.field.as_str()).chain(self.by.fields());
        fields.filter_map(|field| flaw::no_date(scope, field)).collect()
    }
}
