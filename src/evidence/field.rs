//! The vocabulary of facts: which fields there are, of which type, and what they are called.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fact, Phrases, Value};
use crate::language::{Arg, Localised, Message};

/// The fields of each kind of record. Programs share one vocabulary; a checklist may add fields of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Vocabulary {
    /// `[partner]` of `competency.toml`.
    pub partner: Vec<Field>,
    /// The front matter of a case study.
    pub case_study: Vec<Field>,
    /// One `[[attestation]]`.
    pub attestation: Vec<Field>,
    /// One `[[waiver]]` of `competency.toml`.
    pub waiver: Vec<Field>,
    /// One `[[not_applicable]]` of `competency.toml`.
    pub not_applicable: Vec<Field>,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As it is written in the evidence, `[a-z0-9_]+`.
    #[serde(rename = "field")]
    pub name: String,
    /// The field that it was in the version that this checklist supersedes, beside it in the same record, where that was
    /// another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// The type of its value.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// What it is called inside a sentence.
    pub label: Localised,
    /// One line for the person who fills it in.
    pub hint: Localised,
    /// The allowed values of a `choice` or `choices`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The fields of a `record` or of each of the `records`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The file that `records` are written in as a table, such as `projects.csv`. A CSV or Excel file of the partner under
    /// any name is read as one when its columns are found in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// What is asked of it as a column of such a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
}

/// A field as a column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Column {
    /// Its titles, folded before they are compared; the first of each language is the one a scaffold writes.
    pub headers: Phrases,
    /// Whether it names the row: every row has it, and no two share it.
    pub key: bool,
    /// Other fields, and the values of them beside which it must be given; without values, beside any.
    pub needed_with: BTreeMap<String, Vec<String>>,
    /// A field with a day that it must not be earlier than.
    pub not_before: Option<String>,
    /// Whether the amount must be more than nothing.
    pub positive: bool,
}

/// An allowed value and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// As it is written in the evidence.
    pub value: String,
    /// What it is called inside a sentence; it may be written so as well.
    pub label: Localised,
    /// Other words for it.
    #[serde(default)]
    pub words: Phrases,
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Free text.
    Text,
    /// A number without unit.
    Number,
    /// An amount in US dollars, in which AWS reckons.
    Money,
    /// Yes or no.
    Boolean,
    /// A day, `2026-03-14`.
    Date,
    /// A length of time, `15 min`.
    Duration,
    /// An http or https address.
    Url,
    /// An e-mail address.
    Email,
    /// Twelve digits.
    Account,
    /// One of the declared values.
    Choice,
    /// A list of texts.
    Texts,
    /// A list of addresses.
    Urls,
    /// A list of accounts.
    Accounts,
    /// A list of declared values.
    Choices,
    /// A table with fields of its own.
    Record,
    /// A list of such tables.
    Records,
}

impl FieldType {
    /// The type of one item, where this is a list.
    #[must_use]
    pub const fn item(self) -> Option<Self> {
        match self {
            Self::Texts => Some(Self::Text),
            Self::Urls => Some(Self::Url),
            Self::Accounts => Some(Self::Account),
            Self::Choices => Some(Self::Choice),
            Self::Records => Some(Self::Record),
            _ => None,
        }
    }
}

impl Field {
    /// The field at a dotted path below a list of fields.
    #[must_use]
    pub fn find<'a>(fields: &'a [Self], path: &str) -> Option<&'a Self> {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let field = fields.iter().find(|field| field.name == first)?;
        match rest {
            None => Some(field),
            Some(rest) => Self::find(&field.fields, rest),
        }
    }

    /// What it is called as a column: its first title in each language.
    #[must_use]
    pub fn title(&self) -> Localised {
        let headers = self.column.as_ref().map(|column| &column.headers);
        let first = |of: fn(&Phrases) -> &Vec<String>, label: &str| {
            headers.and_then(|headers| of(headers).first().cloned()).unwrap_or_else(|| label.to_owned())
        };
        Localised {
            en: first(|headers| &headers.en, &self.label.en),
            fr: first(|headers| &headers.fr, &self.label.fr),
            zh: first(|headers| &headers.zh, &self.label.zh),
        }
    }

    /// The titles of the columns, where it is written as a table.
    #[must_use]
    pub fn titles(&self) -> Arg {
        self.fields.iter().map(|field| Arg::from(&field.title())).collect()
    }

    /// A fact of this field as a person reads it, in whatever form it was written; a record has no words of its own.
    #[must_use]
    pub fn shown(&self, fact: &Fact) -> Option<Arg> {
        Some(match &fact.value {
            Value::Date(day) => Arg::Date(*day),
            Value::Duration(length) => Arg::from(*length),
            Value::Money(cents) => Arg::Dollars(*cents),
            Value::Number(number) => Arg::Figure(number.to_string()),
            Value::Boolean(yes) => Message::new(if *yes { "value.yes" } else { "value.no" }).into(),
            Value::Choice(value) => match self.choice(value) {
                Some(choice) => Arg::from(&choice.label),
                None => value.as_str().into(),
            },
            Value::List(items) if items.is_empty() => Message::new("value.none").into(),
            Value::List(items) => {
                let items: Vec<_> = items.iter().filter_map(|item| self.shown(item)).collect();
                if items.is_empty() {
                    return None;
                }
                Arg::List(items)
            }
            Value::Record(_) => return None,
            Value::Text(_) | Value::Url(_) | Value::Account(_) => fact.written.as_str().into(),
        })
    }

    /// What a declared value is called; a value that is not declared is called nothing.
    #[must_use]
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.value == value)
    }
}

impl Vocabulary {
    /// Adds the fields of another vocabulary. A name that is already there keeps its first meaning; where it is a record,
    /// the fields it does not have yet are added to it.
    pub fn extend(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.partner, &other.partner),
            (&mut self.case_study, &other.case_study),
            (&mut self.attestation, &other.attestation),
            (&mut self.waiver, &other.waiver),
            (&mut self.not_applicable, &other.not_applicable),
        ] {
            extend(mine, theirs);
        }
    }
}

fn extend(mine: &mut Vec<Field>, theirs: &[Field]) {
    for field in theirs {
        match mine.iter_mut().find(|known| known.name == field.name) {
            Some(known) => extend(&mut known.fields, &field.fields),
            None => mine.push(field.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_adds_fields_to_a_record_that_is_shared() {
        let record = |label: &str, inner: &[&str]| -> Field {
            let text = |name: &str| serde_json::json!({"en": name, "fr": name, "zh": name});
            let field =
                |name: &&str| serde_json::json!({"field": name, "type": "text", "label": text(name), "hint": text("")});
            let fields: Vec<_> = inner.iter().map(field).collect();
            serde_json::from_value(serde_json::json!({
                "field": "components", "type": "records", "label": text(label), "hint": text(""), "fields": fields
            }))
            .expect("a field")
        };
        let of = |field: Field| Vocabulary { case_study: vec![field], ..Vocabulary::default() };
        let mut shared = of(record("components", &["name", "rto"]));
        shared.extend(&of(record("parts", &["name", "role"])));
        let [components] = shared.case_study.as_slice() else { panic!("one field") };
        let names: Vec<_> = components.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!((components.label.en.as_str(), names), ("components", vec!["name", "rto", "role"]));
    }
}
