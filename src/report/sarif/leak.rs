//! Leaks as results: warnings at their first place, with the other places beside it. One that is acknowledged is suppressed,
//! with the reason.

use std::collections::BTreeMap;

use serde_json::json;

use super::result::{Location, Outcome};
use super::rule::Rule;
use super::text::Text;
use crate::assessment::{Assessment, Leak};
use crate::language::{Language, Message};
use crate::report::{View, leaked};
use crate::source::printable;

/// The rules that found a leak, each once.
pub fn rules<'a>(assessment: &Assessment<'_>, language: Language) -> Vec<Rule<'a>> {
    let what_to_do = Message::new("leak.what_to_do").render(language);
    let rule = |leak: &Leak| {
        let what = leak.what.render(language);
        Rule {
            id: id(leak).into(),
            name: printable(&what),
            short_description: Text::new(&what),
            full_description: Text::new(&what),
            help: Text::new(&what_to_do),
            default_configuration: json!({ "level": "warning" }),
            properties: json!({ "tags": ["security"] }),
        }
    };
    first_of_each(assessment).into_values().map(rule).collect()
}

/// The leaks; their rules stand from `first` on.
pub fn results<'a>(assessment: &'a Assessment<'_>, first: usize, view: View<'_>) -> Vec<Outcome<'a>> {
    let rules = first_of_each(assessment);
    let outcome = |leak: &'a Leak| {
        let mut places = leak.places.iter().map(|place| Location::at(place, view.links));
        let suppression = leak
            .acknowledged
            .as_ref()
            .map(|reason| json!({ "kind": "external", "status": "accepted", "justification": printable(reason) }));
        Some(Outcome {
            rule_id: id(leak).into(),
            rule_index: rules.keys().position(|rule| *rule == leak.rule).map(|index| first + index),
            level: "warning",
            message: Text::of_lines(&leaked::lines(leak, view.language)),
            locations: [places.next()?],
            related_locations: places.collect(),
            partial_fingerprints: leak.fingerprint.iter().map(|one| ("competencyLeak/v1", one.clone())).collect(),
            baseline_state: None,
            suppressions: suppression.into_iter().collect(),
            properties: json!({ "code": leak.rule, "masked": printable(&leak.masked) }),
        })
    };
    assessment.leaks.iter().filter_map(outcome).collect()
}

fn first_of_each<'a>(assessment: &'a Assessment<'_>) -> BTreeMap<&'a str, &'a Leak> {
    let mut first = BTreeMap::new();
    for leak in &assessment.leaks {
        first.entry(leak.rule.as_str()).or_insert(leak);
    }
    first
}

fn id(leak: &Leak) -> String {
    format!("leak/{}", leak.rule)
}
