//! `fact: {field: tier, in: [advanced, premier]}` holds where a typed fact is given and passes a test.

mod flaws;

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Scalar;
use super::{Answer, Cause, Citation, Inquiry, Judge, Scope};
use crate::evidence::{Fact, Value, address, duration, fold};
use crate::language::{Arg, Message};

/// A fact and what is asked of it; without a test, being given is enough. An empty list is given: it says “none”.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactRule {
    /// The field, as a dotted path.
    field: String,
    /// The one value that passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is: Option<Scalar>,
    /// The values that pass.
    #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
    one_of: Vec<Scalar>,
    /// Values that a list must hold, every one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    contains: Vec<Scalar>,
    /// The least number or length of time that passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Bound>,
    /// The greatest number or length of time that passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<Bound>,
    /// A field whose value it must not share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    differs_from: Option<String>,
    /// A field whose value it must share; case, accents and punctuation make no difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    /// A topic of which the text names a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    names: Option<String>,
    /// A topic of which the text names no term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    avoids: Option<String>,
    /// What the text begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begins: Option<String>,
    /// The least number of words in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
}

/// A bound: a number, a length of time, or what another field says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a number, a duration such as `6h`, or `{field: …}`")]
pub enum Bound {
    /// A number.
    Number(f64),
    /// The value of another field.
    Field(FieldName),
    /// A length of time.
    Length(Length),
}

/// `6h`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
pub struct Length(std::time::Duration);

/// `{field: rto}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldName {
    /// The field.
    field: String,
}

impl Judge for FactRule {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let lack = |what: Message, cause: Cause| {
            Answer::Gap(vec![inquiry.lack_of_fact(&self.field, what, self.describe(&inquiry.scope), cause)])
        };
        let label = inquiry.label(&self.field);
        let Some(fact) = inquiry.fact(&self.field) else {
            return lack(Message::new("fact.missing").with("field", label), Cause::Missing);
        };
        if let Some((_, phrase)) = inquiry.audit.lexicon.substance.residue(&fact.written) {
            let what = Message::new("fact.placeholder").with("field", label).with("phrase", phrase);
            return lack(what, Cause::Contradicted);
        }
        match self.fault(inquiry, fact) {
            Some(Fault::Silent(other)) => {
                let what = Message::new("fact.missing").with("field", inquiry.label(other));
                let passes = self.describe(&inquiry.scope);
                Answer::Gap(vec![inquiry.lack_of_fact(other, what, passes, Cause::Missing)])
            }
            Some(Fault::Beyond(key, bound, limit)) => {
                let what = Message::new(key).with("field", label).with("bound", bound).with("limit", limit);
                lack(what.with("value", shown(inquiry, &self.field, fact)), Cause::Contradicted)
            }
            Some(Fault::Same(other)) => {
                lack(Message::new("fact.same").with("field", label).with("other", other), Cause::Contradicted)
            }
            Some(Fault::Other(other, expected)) => {
                let what = Message::new("fact.other").with("field", label).with("other", other);
                let what = what.with("value", shown(inquiry, &self.field, fact)).with("expected", expected);
                lack(what, Cause::Contradicted)
            }
            Some(Fault::Lacks(values)) => {
                let what = Message::new("fact.lacks").with("field", label).with("values", values);
                lack(what, Cause::Contradicted)
            }
            Some(Fault::Names(topic)) => {
                let what = Message::new("fact.is_named").with("field", label).with("topic", topic);
                lack(what.with("value", shown(inquiry, &self.field, fact)), Cause::Contradicted)
            }
            Some(Fault::Wrong) => {
                let what = Message::new("fact.wrong").with("field", label);
                lack(what.with("value", shown(inquiry, &self.field, fact)), Cause::Contradicted)
            }
            None => Answer::Satisfied(vec![Citation::fact(&self.field, fact)]),
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let with_field = |key| Message::new(key).with("field", scope.label(&self.field));
        let values = |values: &[Scalar]| values.iter().map(|value| value.shown(scope, &self.field)).collect::<Arg>();
        if let Some(value) = &self.is {
            with_field("fact.is").with("values", value.shown(scope, &self.field))
        } else if let [value] = self.one_of.as_slice() {
            with_field("fact.is").with("values", value.shown(scope, &self.field))
        } else if !self.one_of.is_empty() {
            with_field("fact.in").with("values", values(&self.one_of))
        } else if !self.contains.is_empty() {
            with_field("fact.contains").with("values", values(&self.contains))
        } else if let Some(bound) = &self.at_least {
            with_field("fact.at_least").with("bound", bound.describe(scope))
        } else if let Some(bound) = &self.at_most {
            with_field("fact.at_most").with("bound", bound.describe(scope))
        } else if let Some(other) = &self.differs_from {
            with_field("fact.differs_from").with("other", scope.label(other))
        } else if let Some(other) = &self.same_as {
            with_field("fact.same_as").with("other", scope.label(other))
        } else if let Some(topic) = &self.names {
            with_field("fact.names").with("topic", scope.topic(topic))
        } else if let Some(topic) = &self.avoids {
            with_field("fact.avoids").with("topic", scope.topic(topic))
        } else if let Some(beginning) = &self.begins {
            with_field("fact.begins").with("beginning", beginning.as_str())
        } else if let Some(words) = self.words {
            with_field("fact.words").with("n", words)
        } else {
            with_field("fact.given")
        }
    }

    fn fields(&self) -> Vec<&str> {
        let mut fields = vec![self.field.as_str()];
        for other in [&self.at_least, &self.at_most] {
            if let Some(Bound::Field(name)) = other {
                fields.push(&name.field);
            }
        }
        fields.extend(self.differs_from.as_deref());
        fields.extend(self.same_as.as_deref());
        fields
    }

    fn topics(&self) -> Vec<&str> {
        self.names.as_deref().into_iter().chain(self.avoids.as_deref()).collect()
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        self.all_flaws(scope)
    }
}

/// Why a fact does not pass.
enum Fault<'a> {
    /// The field it is compared with says nothing.
    Silent(&'a str),
    /// It lies beyond a bound: the sentence, what the bound is called, and what it is.
    Beyond(&'static str, Arg, Arg),
    /// It is the same as this field.
    Same(Arg),
    /// It is not what this field says.
    Other(Arg, Arg),
    /// The list lacks these values.
    Lacks(Arg),
    /// It names a term of this topic.
    Names(Arg),
    /// It has a value that does not pass.
    Wrong,
}

impl FactRule {
    fn fault<'a>(&'a self, inquiry: &Inquiry<'_>, fact: &Fact) -> Option<Fault<'a>> {
        let holds = |passes: bool| if passes { None } else { Some(Fault::Wrong) };
        let listed = |wanted: &Scalar| fact.items().iter().any(|item| wanted.equals(&item.value));
        if let Some(value) = &self.is {
            return holds(value.equals(&fact.value));
        }
        if !self.one_of.is_empty() {
            return holds(self.one_of.iter().any(listed));
        }
        if !self.contains.is_empty() {
            let lacking: Vec<_> = self.contains.iter().filter(|wanted| !listed(wanted)).collect();
            let shown = lacking.iter().map(|wanted| wanted.shown(&inquiry.scope, &self.field)).collect();
            return if lacking.is_empty() { None } else { Some(Fault::Lacks(shown)) };
        }
        let bounds =
            [(&self.at_least, Ordering::Less, "fact.too_little"), (&self.at_most, Ordering::Greater, "fact.too_much")];
        for (bound, beyond, key) in bounds {
            let Some(bound) = bound else { continue };
            let (limit, fault) = match bound {
                Bound::Number(limit) => (*limit, Fault::Wrong),
                Bound::Length(Length(limit)) => (limit.as_secs_f64(), Fault::Wrong),
                Bound::Field(FieldName { field }) => match inquiry.fact(field) {
                    None => return Some(Fault::Silent(field)),
                    Some(limit) => {
                        let called = inquiry.scope.label(field);
                        (amount(&limit.value), Fault::Beyond(key, called, shown(inquiry, field, limit)))
                    }
                },
            };
            if amount(&fact.value).total_cmp(&limit) == beyond {
                return Some(fault);
            }
        }
        if let Some(other) = &self.differs_from {
            let Some(other_fact) = inquiry.fact(other) else { return Some(Fault::Silent(other)) };
            let same = address::same(&fact.written, &other_fact.written);
            return if same { Some(Fault::Same(inquiry.scope.label(other))) } else { None };
        }
        if let Some(other) = &self.same_as {
            let Some(expected) = inquiry.fact(other) else { return Some(Fault::Silent(other)) };
            let same = fold::fold(&fact.written) == fold::fold(&expected.written);
            let fault = || Fault::Other(inquiry.scope.label(other), shown(inquiry, other, expected));
            return (!same).then(fault);
        }
        let folded = fold::fold(&fact.written);
        let names = |topic: &String| {
            let topic = inquiry.audit.lexicon.topic(topic);
            let mut terms = topic.into_iter().flat_map(|topic| topic.terms.iter());
            terms.any(|term| folded.contains(&fold::pattern(term)))
        };
        if let Some(topic) = &self.names {
            return holds(names(topic));
        }
        if let Some(topic) = &self.avoids {
            return if names(topic) { Some(Fault::Names(inquiry.scope.topic(topic))) } else { None };
        }
        if let Some(beginning) = &self.begins {
            return holds(fact.written.starts_with(beginning));
        }
        holds(self.words.is_none_or(|words| fold::words(&fact.written) >= words))
    }
}

impl Bound {
    fn describe(&self, scope: &Scope<'_>) -> Arg {
        match self {
            Self::Number(number) => Arg::Figure(number.to_string()),
            Self::Field(name) => scope.label(&name.field),
            Self::Length(Length(length)) => Arg::from(*length),
        }
    }
}

impl From<Length> for String {
    fn from(Length(length): Length) -> Self {
        duration::show(length)
    }
}

impl TryFrom<String> for Length {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        duration::parse(&text).map(Self).ok_or("expected a duration such as `6h`")
    }
}

/// A number, a length of time in seconds, or how many items a list has; everything else compares with nothing.
#[allow(clippy::cast_precision_loss)]
fn amount(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        Value::Duration(duration) => duration.as_secs_f64(),
        Value::List(items) => items.len() as f64,
        _ => f64::NAN,
    }
}

/// A fact as a user reads it.
fn shown(inquiry: &Inquiry<'_>, field: &str, fact: &Fact) -> Arg {
    let shown = inquiry.field(field).and_then(|field| field.shown(fact));
    shown.unwrap_or_else(|| fact.written.as_str().into())
}
