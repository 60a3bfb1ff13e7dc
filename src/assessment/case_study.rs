//! A case study as the assessment shows it: who it is about, and its plain facts.

use crate::evidence::{Fact, Field, Lexicon, Subject, Value};
use crate::language::{Arg, Localised, Message};
use crate::rule::Scope;

/// A case study that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStudy {
    /// The folder name.
    pub slug: String,
    /// The customer, where it is given.
    pub customer: Option<String>,
    /// Its sort, such as “project-based”, where it is given.
    pub delivery: Option<Localised>,
    /// Every plain fact that is given, with what it is called, in the order of the vocabulary.
    pub facts: Vec<(Localised, Arg)>,
}

impl CaseStudy {
    /// What the assessment shows of a case study.
    #[must_use]
    pub fn of(study: &Subject, lexicon: &Lexicon) -> Self {
        let text = |field: &str| study.facts.get(field).and_then(|fact| fact.value.as_str()).map(str::to_owned);
        let delivery = study.facts.get("delivery").and_then(|fact| match &fact.value {
            Value::Choice(value) => Scope::case_study(lexicon).field("delivery")?.choice(value),
            _ => None,
        });
        let fields = lexicon.vocabulary.case_study.iter();
        let facts =
            fields.filter_map(|field| Some((field.label.clone(), shown(field, study.facts.get(&field.name)?)?)));
        Self {
            slug: study.name.clone(),
            customer: text("customer"),
            delivery: delivery.map(|choice| choice.label.clone()),
            facts: facts.collect(),
        }
    }
}

/// A fact as a person reads it; a record shows nothing in one cell.
fn shown(field: &Field, fact: &Fact) -> Option<Arg> {
    Some(match &fact.value {
        Value::Date(day) => Arg::Date(*day),
        Value::Money(cents) => Arg::Dollars(*cents),
        Value::Boolean(yes) => Message::new(if *yes { "value.yes" } else { "value.no" }).into(),
        Value::Choice(value) => match field.choice(value) {
            Some(choice) => Arg::from(&choice.label),
            None => value.as_str().into(),
        },
        Value::List(items) if items.is_empty() => Message::new("value.none").into(),
        Value::List(items) => {
            let items: Vec<_> = items.iter().filter_map(|item| shown(field, item)).collect();
            if items.is_empty() {
                return None;
            }
            Arg::List(items)
        }
        Value::Record(_) => return None,
        Value::Text(_) | Value::Number(_) | Value::Duration(_) | Value::Url(_) | Value::Account(_) => {
            fact.written.as_str().into()
        }
    })
}
