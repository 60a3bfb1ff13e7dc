//! A case study as the assessment shows it: who it is about, and its plain facts.

use crate::evidence::{Lexicon, Subject, Value};
use crate::language::{Arg, Localised};
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
        let facts = fields.filter_map(|field| Some((field.label.clone(), field.shown(study.facts.get(&field.name)?)?)));
        Self {
            slug: study.name.clone(),
            customer: text("customer"),
            delivery: delivery.map(|choice| choice.label.clone()),
            facts: facts.collect(),
        }
    }
}
