//! `dated: {field: completed, within: 18 months}` holds where a date lies where it should.

use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Inquiry, Judge, Period, Scope};
use crate::language::Message;

/// A date and where it must lie. Every test that is written has to pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    /// The field of the date.
    field: String,
    /// The period that ends on the as-of date, which the date must lie in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
    /// A field with a date that it must not be later than.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// A field with a date that it must not be earlier than.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// Whether it must not be later than the as-of date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    past: bool,
    /// Whether it must not be earlier than the as-of date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ahead: bool,
}

impl Judge for Dated {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let mut lacks = Vec::new();
        let mut lack = |field: &str, what: Message, cause: Cause| {
            lacks.push(inquiry.lack_of_fact(field, what, self.describe(&inquiry.scope), cause));
        };
        let missing = |field: &str| Message::new("fact.missing").with("field", inquiry.label(field));
        let Some((fact, date)) = inquiry.fact(&self.field).and_then(|fact| Some((fact, fact.date()?))) else {
            lack(&self.field, missing(&self.field), Cause::Missing);
            return Answer::Gap(lacks);
        };
        let mut citations = vec![Citation::fact(&self.field, fact)];
        let wrong = |key| Message::new(key).with("field", inquiry.label(&self.field)).with("date", date);
        let today = inquiry.audit.as_of;
        if (self.past || self.within.is_some()) && date > today {
            lack(&self.field, wrong("dated.future").with("today", today), Cause::Contradicted);
        }
        if self.ahead && date < today {
            lack(&self.field, wrong("dated.gone_by").with("today", today), Cause::Contradicted);
        }
        if let Some(period) = self.within.filter(|period| date < period.before(today)) {
            let what = wrong("dated.too_old").with("first", period.before(today)).with("period", period);
            lack(&self.field, what, Cause::Contradicted);
        }
        for (other, key, order) in [
            (&self.before, "dated.too_late", std::cmp::Ordering::Greater),
            (&self.after, "dated.too_early", std::cmp::Ordering::Less),
        ] {
            let Some(other) = other else { continue };
            match inquiry.fact(other).and_then(|fact| Some((fact, fact.date()?))) {
                None => lack(other, missing(other), Cause::Missing),
                Some((_, limit)) if date.cmp(&limit) == order => {
                    let what = wrong(key).with("other", inquiry.label(other)).with("limit", limit);
                    lack(&self.field, what, Cause::Contradicted);
                }
                Some((fact, _)) => citations.push(Citation::fact(other, fact)),
            }
        }
        if lacks.is_empty() { Answer::Satisfied(citations) } else { Answer::Gap(lacks) }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let with_field = |key| Message::new(key).with("field", scope.label(&self.field));
        if let Some(period) = self.within {
            with_field("dated.within").with("period", period)
        } else if let Some(other) = &self.before {
            with_field("dated.before").with("other", scope.label(other))
        } else if let Some(other) = &self.after {
            with_field("dated.after").with("other", scope.label(other))
        } else if self.ahead {
            with_field("dated.ahead")
        } else {
            with_field("dated.past")
        }
    }

    fn fields(&self) -> Vec<&str> {
        [Some(&self.field), self.before.as_ref(), self.after.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }
}
