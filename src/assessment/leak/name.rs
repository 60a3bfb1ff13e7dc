//! The customers of case studies that are not public, in what the public reads: the text of a case study that is public,
//! its title and address, what is declared to be public text, and the titles and addresses of publications.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Spotted;
use crate::assessment::redaction::{is_public, names};
use crate::evidence::{Document, Evidence, Fact, Place, Subject, Value, fold};
use crate::language::Message;

/// What the rule is called.
pub const RULE: &str = "customer-name";

/// The topic of a text that is written for the public.
const PUBLIC_TEXT: &str = "public-text";

/// The fields of a case study that the public reads beside its text.
const PUBLISHED: [&str; 3] = ["title", "short_description", "public"];

/// A name of fewer bytes may be a word.
const TELLING: usize = 4;

pub fn leaks(evidence: &Evidence, as_of: NaiveDate) -> Vec<Spotted> {
    let is_told = |study: &&Subject| is_public(&study.facts, as_of) && !is_anonymous(study);
    let told: BTreeSet<_> = evidence.case_studies.iter().filter(is_told).flat_map(patterns).collect();
    let hidden: Vec<_> = evidence
        .case_studies
        .iter()
        .filter(|study| !is_told(study))
        .map(|study| {
            // A customer that another case study tells of is no secret.
            let patterns: Vec<_> = patterns(study).into_iter().filter(|one| !told.contains(one)).collect();
            (study, patterns)
        })
        .collect();
    if hidden.iter().all(|(_, patterns)| patterns.is_empty()) {
        return Vec::new();
    }
    let mut leaks = Vec::new();
    let mut look = |text: &str, place: &dyn Fn() -> Place, of: Option<&Subject>| {
        let folded = fold::fold(text);
        for (study, patterns) in &hidden {
            // A text may name its own customer, unless it is anonymous, which a rule of its checklist asks about.
            let is_own = of.is_some_and(|of| of.name == study.name);
            if !is_own && patterns.iter().any(|pattern| folded.contains(pattern.as_str())) {
                leaks.push(Spotted {
                    rule: RULE.to_owned(),
                    what: Message::new("leak.customer_name"),
                    masked: customer(study),
                    place: place(),
                    proof: study.name.clone(),
                });
            }
        }
    };
    for subject in evidence.subjects() {
        let is_told = !subject.is_partner() && is_public(&subject.facts, as_of);
        for document in documents(subject, is_told) {
            let Some(text) = document.text() else { continue };
            for block in &text.blocks {
                look(text.of(block), &|| document.place(&block.spot), Some(subject));
            }
            for reference in &text.references {
                look(&reference.target, &|| document.place(&reference.spot), Some(subject));
            }
        }
        let fields: &[&str] = if subject.is_partner() {
            &["publications"]
        } else if is_told {
            &PUBLISHED
        } else {
            &[]
        };
        for fact in fields.iter().filter_map(|field| subject.facts.get(field)) {
            each_text(fact, &mut |fact| look(&fact.written, &|| fact.place.clone(), Some(subject)));
        }
    }
    leaks
}

/// What of a subject's documents the public reads.
fn documents(subject: &Subject, is_told: bool) -> impl Iterator<Item = &Document> {
    let narrative: BTreeSet<_> = subject.narrative().filter(|_| is_told).map(|document| &document.path).collect();
    let is_declared = |document: &Document| document.covers.iter().any(|declared| declared.topic == PUBLIC_TEXT);
    subject.documents.iter().filter(move |document| narrative.contains(&document.path) || is_declared(document))
}

fn is_anonymous(study: &Subject) -> bool {
    study.facts.get("anonymous").is_some_and(|fact| fact.value == Value::Boolean(true))
}

/// What finds the customer of a case study in folded text.
fn patterns(study: &Subject) -> Vec<String> {
    let mut patterns: Vec<_> = names(study).iter().map(|name| fold::pattern(name)).collect();
    patterns.retain(|pattern| pattern.trim().len() >= TELLING);
    patterns.sort();
    patterns.dedup();
    patterns
}

/// The customer of a case study, as it is written.
fn customer(study: &Subject) -> String {
    study.facts.get("customer").map_or_else(|| study.name.clone(), |fact| fact.written.clone())
}

/// Every fact that is no list and no table, however deep.
fn each_text(fact: &Fact, look: &mut dyn FnMut(&Fact)) {
    match &fact.value {
        Value::List(items) => items.iter().for_each(|item| each_text(item, look)),
        Value::Record(record) => record.iter().for_each(|(_, fact)| each_text(fact, look)),
        _ => look(fact),
    }
}
