//! A fact: a typed value that the partner wrote into a profile or a case study, and where.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::NaiveDate;

use super::{Field, Place};

/// A value, the words it was written in, and the place.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Where it is written.
    pub place: Place,
    /// As it was written, on one line.
    pub written: String,
    /// What it means.
    pub value: Value,
}

/// What a fact means.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Free text.
    Text(String),
    /// A number without unit.
    Number(f64),
    /// An amount in cents of a US dollar.
    Money(i64),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// A length of time, to the second.
    Duration(Duration),
    /// An absolute http or https address.
    Url(String),
    /// The twelve digits of an AWS account.
    Account(String),
    /// One of the values a field allows.
    Choice(String),
    /// Several values; an empty one is a declared “none”.
    List(Vec<Fact>),
    /// Named facts of their own.
    Record(Record),
}

/// Named facts: the profile, a case study, or one item of a list such as a component.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    facts: BTreeMap<String, Fact>,
}

impl Record {
    /// The fact at a dotted path such as `region_recovery.rto`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Fact> {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let fact = self.facts.get(first)?;
        match (rest, &fact.value) {
            (None, _) => Some(fact),
            (Some(rest), Value::Record(record)) => record.get(rest),
            _ => None,
        }
    }

    /// Adds a fact; the field must not be there yet.
    pub fn insert(&mut self, field: &Field, fact: Fact) {
        self.facts.insert(field.name.clone(), fact);
    }

    /// The items of a list that is given, so that more can be added.
    pub fn list_mut(&mut self, name: &str) -> Option<&mut Vec<Fact>> {
        match &mut self.facts.get_mut(name)?.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Every fact, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.facts.iter().map(|(name, fact)| (name.as_str(), fact))
    }
}

impl Fact {
    /// The items of a list; a single value is a list of one.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// The record, where the fact is one.
    #[must_use]
    pub const fn record(&self) -> Option<&Record> {
        match &self.value {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The amount in cents, where the fact is one.
    #[must_use]
    pub const fn cents(&self) -> Option<i64> {
        match &self.value {
            Value::Money(cents) => Some(*cents),
            _ => None,
        }
    }

    /// The day, where the fact is one.
    #[must_use]
    pub const fn date(&self) -> Option<NaiveDate> {
        match &self.value {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }
}

impl Value {
    /// The words of a text, choice, address or account.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Url(text) | Self::Account(text) | Self::Choice(text) => Some(text),
            _ => None,
        }
    }
}
