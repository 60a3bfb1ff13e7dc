//! Conditions: whom a criterion binds, and which items of a list a rule means.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{Fact, Record, Value};
use crate::language::{Arg, Message};

use super::flaw;
use super::{Answer, Cause, Inquiry, Scope};

/// Fields and what they must be. Every one of them has to match.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Condition {
    fields: BTreeMap<String, Expected>,
}

/// What a field must be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a value, a list of values, `{is: given}`, `{is: listed}` or `{is: several}`")]
pub enum Expected {
    /// This value.
    Value(Scalar),
    /// One of these values.
    OneOf(Vec<Scalar>),
    /// A state rather than a value.
    State(State),
}

/// `{is: given}` and its like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The state.
    is: StateName,
}

/// The states a field can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum StateName {
    /// It has a value; silence simply does not match.
    Given,
    /// It is a list with items; an empty list does not match, and silence cannot be told.
    Listed,
    /// It is a list with two items or more; silence simply does not match.
    Several,
}

/// A plain value of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "true, false, a number or a text")]
pub enum Scalar {
    /// Yes or no.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A choice or a text.
    Text(String),
}

/// Whether a condition matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    /// Every field does.
    Yes,
    /// A field does not.
    No,
    /// These fields say nothing, and no other field decides.
    Silent(Vec<String>),
}

impl Condition {
    /// Whether the facts of an inquiry match. A field that differs decides before one that is silent.
    #[must_use]
    pub fn matches(&self, inquiry: &Inquiry<'_>) -> Matched {
        let mut silent = Vec::new();
        for (field, expected) in &self.fields {
            match expected.matches(inquiry.fact(field)) {
                Some(true) => {}
                Some(false) => return Matched::No,
                None => silent.push(field.clone()),
            }
        }
        if silent.is_empty() { Matched::Yes } else { Matched::Silent(silent) }
    }

    /// Whether facts match, with no word on what they leave open.
    #[must_use]
    pub fn holds(&self, facts: &Record) -> bool {
        self.fields.iter().all(|(field, expected)| expected.matches(facts.get(field)) == Some(true))
    }

    /// The condition as a clause: “delivery category is project-based”.
    #[must_use]
    pub fn describe(&self, scope: &Scope<'_>) -> Message {
        let clause = |(field, expected): (&String, &Expected)| expected.describe(scope, field);
        Message::new("condition.all").with("conditions", self.fields.iter().map(clause).collect::<Arg>())
    }

    /// The fields it reads.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// Values that its fields never have.
    #[must_use]
    pub fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        let of_field = |(path, expected): (&String, &Expected)| {
            let Some(field) = scope.field(path) else { return Vec::new() };
            match expected {
                Expected::Value(value) => flaw::no_value(field, field.kind, value).into_iter().collect(),
                Expected::OneOf(values) => {
                    values.iter().filter_map(|value| flaw::no_value(field, field.kind, value)).collect()
                }
                Expected::State(State { is: StateName::Given }) => Vec::new(),
                Expected::State(_) => flaw::no_list(scope, path).into_iter().collect::<Vec<_>>(),
            }
        };
        self.fields.iter().flat_map(of_field).collect()
    }

    /// Whether it binds everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// The answer where a condition cannot be told, because fields say nothing.
#[must_use]
pub fn silent(inquiry: &Inquiry<'_>, fields: &[String]) -> Answer {
    let lack = |field: &String| {
        let what = Message::new("condition.silent").with("field", inquiry.label(field));
        let passes = Message::new("fact.given").with("field", inquiry.scope.label(field));
        inquiry.lack_of_fact(field, what, passes, Cause::Missing)
    };
    Answer::Gap(fields.iter().map(lack).collect())
}

impl Expected {
    fn matches(&self, fact: Option<&Fact>) -> Option<bool> {
        match self {
            Self::State(State { is: StateName::Given }) => Some(fact.is_some()),
            Self::State(State { is: StateName::Listed }) => fact.map(|fact| !fact.items().is_empty()),
            Self::State(State { is: StateName::Several }) => Some(fact.is_some_and(|fact| fact.items().len() > 1)),
            Self::Value(value) => fact.map(|fact| value.equals(&fact.value)),
            Self::OneOf(values) => fact.map(|fact| values.iter().any(|value| value.equals(&fact.value))),
        }
    }

    fn describe(&self, scope: &Scope<'_>, field: &str) -> Message {
        let label = scope.label(field);
        let values = match self {
            Self::State(State { is: StateName::Given }) => return Message::new("condition.given").with("field", label),
            Self::State(State { is: StateName::Listed }) => {
                return Message::new("condition.listed").with("field", label);
            }
            Self::State(State { is: StateName::Several }) => {
                return Message::new("condition.several").with("field", label);
            }
            Self::Value(Scalar::Boolean(true)) => return Message::new("condition.true").with("field", label),
            Self::Value(Scalar::Boolean(false)) => return Message::new("condition.false").with("field", label),
            Self::Value(value) => std::slice::from_ref(value),
            Self::OneOf(values) => values,
        };
        let values = values.iter().map(|value| value.shown(scope, field)).collect::<Arg>();
        Message::new("condition.is").with("field", label).with("values", values)
    }
}

impl Scalar {
    /// Whether a fact has this value.
    #[must_use]
    pub fn equals(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Boolean(expected), Value::Boolean(found)) => expected == found,
            (Self::Number(expected), Value::Number(found)) => (expected - found).abs() < f64::EPSILON,
            (Self::Text(expected), found) => {
                found.as_str().is_some_and(|found| found.trim().eq_ignore_ascii_case(expected))
            }
            _ => false,
        }
    }

    /// The value as a user reads it.
    #[must_use]
    pub fn shown(&self, scope: &Scope<'_>, field: &str) -> Arg {
        match self {
            Self::Boolean(true) => Message::new("value.yes").into(),
            Self::Boolean(false) => Message::new("value.no").into(),
            Self::Number(number) => Arg::Figure(number.to_string()),
            Self::Text(text) => scope.value(field, text),
        }
    }
}
