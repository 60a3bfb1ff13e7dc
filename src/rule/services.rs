//! `services: {of: [s3, sns], at_least: 2, topic: aws-usage}` holds where enough services of a list are named: in the facts,
//! in the labels of diagrams, among what templates deploy, or in the texts, looked at in this order.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::quote::pieces;
use super::{Answer, Basis, Cause, Citation, How, Inquiry, Judge, Scope, Words};
use crate::evidence::{Block, BlockKind, Document, Kind, Place, Record, Service, Spot, Value};
use crate::language::{Arg, Message};
use crate::source::printable;

/// A list of services, and how many of them must be named where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Services {
    /// The services that count; all of them without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<Of>,
    /// How many of them must be named; every one of the list without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<usize>,
    /// Services that neither count nor are told as not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    apart_from: Vec<String>,
    /// Where they must be named; anywhere without it.
    #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
    within: Vec<Origin>,
    /// The topic under which what is missing is to be told.
    topic: String,
}

/// Which services count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a list of services or `{named_in: [facts]}`")]
enum Of {
    /// These.
    Listed(Vec<String>),
    /// Those that are named elsewhere.
    Named(NamedIn),
}

/// `{named_in: [templates], among: [ec2, ecs]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NamedIn {
    /// Where.
    named_in: Vec<Origin>,
    /// Which of them are meant; all without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    among: Vec<String>,
}

/// Where services are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Origin {
    Facts,
    Diagrams,
    Templates,
    Texts,
}

/// Every origin, the one that is quoted first at the front.
const ORIGINS: [Origin; 4] = [Origin::Facts, Origin::Diagrams, Origin::Templates, Origin::Texts];

/// The words that name each service first, by its number in the lexicon.
type Named = BTreeMap<usize, Citation>;

impl Judge for Services {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let services = &inquiry.audit.lexicon.services.services;
        let apart = |number: &usize| self.apart_from.contains(&services[*number].id);
        let mut named = services_named(inquiry, &self.origins());
        named.retain(|number, _| !apart(number));
        let listed: Vec<usize> = match &self.of {
            Some(Of::Listed(ids)) => (0..services.len()).filter(|number| ids.contains(&services[*number].id)).collect(),
            Some(Of::Named(NamedIn { named_in, among })) => {
                let meant = |number: &usize| among.is_empty() || among.contains(&services[*number].id);
                let elsewhere = services_named(inquiry, named_in).into_keys();
                elsewhere.filter(|number| !apart(number) && meant(number)).collect()
            }
            None => named.keys().copied().collect(),
        };
        let listing = |numbers: &[usize]| match numbers {
            [] => Message::new("value.none").into(),
            numbers => numbers.iter().map(|number| services[*number].name.as_str()).collect::<Arg>(),
        };
        let (found, others): (Vec<_>, Vec<_>) = named.keys().copied().partition(|number| listed.contains(number));
        let missing: Vec<_> = listed.iter().copied().filter(|number| !named.contains_key(number)).collect();
        let needed = self.at_least.unwrap_or(listed.len());
        let told = |key| {
            Message::new(key)
                .with("n", found.len())
                .with("needed", needed)
                .with("found", listing(&found))
                .with("missing", listing(&missing))
                .with("others", listing(&others))
        };
        if listed.is_empty() && self.at_least.is_none() {
            return Answer::NotApplicable(Message::new("services.nothing_to_look_for"));
        }
        if found.len() >= needed {
            let note = if self.of.is_some() { told("services.counted_of") } else { told("services.counted") };
            // One piece of text may name several.
            let mut words: Vec<Citation> = Vec::new();
            for citation in found.iter().filter_map(|number| named.get(number)) {
                if !words.contains(citation) {
                    words.push(citation.clone());
                }
            }
            words.push(Citation::note(note));
            return Answer::Satisfied(words);
        }
        let what = match &self.of {
            Some(Of::Listed(_)) => told("services.few_of"),
            Some(Of::Named(other)) => told("services.absent")
                .with("others_in", origins(&other.named_in))
                .with("origins", origins(&self.origins())),
            None => told("services.few"),
        };
        let mut lack = inquiry.lack_of_topic(&self.topic, what, self.describe(&inquiry.scope), Cause::Missing);
        // Where labels lack, the drawing that is there is the one to mend.
        let drawings = inquiry.audit.coverage.documents(inquiry.subject, &self.topic);
        let drawing = drawings.into_iter().find(|(document, _)| document.kind == Kind::Diagram);
        if let Some((document, _)) = drawing.filter(|_| self.origins() == [Origin::Diagrams]) {
            lack = lack.at(&document.place(&Spot::Whole));
        }
        Answer::Gap(vec![lack])
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let message = match (&self.of, self.at_least) {
            (Some(Of::Listed(ids)), at_least) => {
                let n = at_least.unwrap_or(ids.len());
                Message::new("services.describe_listed").with("n", n).with("services", names(scope, ids))
            }
            (Some(Of::Named(NamedIn { named_in, among })), _) if among.is_empty() => {
                Message::new("services.describe_named").with("others", origins(named_in))
            }
            (Some(Of::Named(NamedIn { named_in, among })), _) => Message::new("services.describe_among")
                .with("others", origins(named_in))
                .with("services", names(scope, among)),
            (None, at_least) => Message::new("services.describe").with("n", at_least.unwrap_or(1)),
        };
        message.with("origins", origins(&self.origins()))
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.topic]
    }

    fn services(&self) -> Vec<&str> {
        let listed = match &self.of {
            Some(Of::Listed(ids) | Of::Named(NamedIn { among: ids, .. })) => ids.as_slice(),
            None => &[],
        };
        listed.iter().chain(&self.apart_from).map(String::as_str).collect()
    }

    fn flaws(&self, _: &Scope<'_>) -> Vec<Message> {
        let Some(least) = self.at_least else { return Vec::new() };
        let there = match &self.of {
            Some(Of::Listed(listed)) => listed.len(),
            _ => usize::MAX,
        };
        let many = |name: &str| Message::new("lint.too_many").with("name", name).with("least", least).with("n", there);
        flaw::nothing_asked(least).into_iter().chain((least > there).then(|| many("at_least"))).collect()
    }
}

impl Services {
    fn origins(&self) -> Vec<Origin> {
        ORIGINS.into_iter().filter(|origin| self.within.is_empty() || self.within.contains(origin)).collect()
    }
}

impl Origin {
    const fn name(self) -> Message {
        Message::new(match self {
            Self::Facts => "origin.facts",
            Self::Diagrams => "origin.diagrams",
            Self::Templates => "origin.templates",
            Self::Texts => "origin.texts",
        })
    }
}

fn names(scope: &Scope<'_>, ids: &[String]) -> Arg {
    let services = &scope.lexicon.services;
    ids.iter().map(|id| services.get(id).map_or(id.as_str(), |service| &service.name)).collect()
}

fn origins(origins: &[Origin]) -> Arg {
    origins.iter().map(|origin| Arg::from(origin.name())).collect()
}

/// The services that the evidence of a subject names in these places.
fn services_named(inquiry: &Inquiry<'_>, origins: &[Origin]) -> Named {
    let mut named = Named::new();
    for origin in origins {
        match origin {
            Origin::Facts => in_facts(inquiry, &inquiry.subject.facts, &mut named),
            Origin::Templates => in_templates(inquiry, &mut named),
            Origin::Diagrams | Origin::Texts => {
                for document in &inquiry.subject.documents {
                    in_blocks(inquiry, document, *origin == Origin::Diagrams, &mut named);
                }
            }
        }
    }
    named
}

/// The texts of a record, however deep. Template text names nothing.
fn in_facts(inquiry: &Inquiry<'_>, record: &Record, named: &mut Named) {
    for item in record.iter().flat_map(|(_, fact)| fact.items()) {
        match &item.value {
            Value::Record(record) => in_facts(inquiry, record, named),
            Value::Text(text) if inquiry.audit.lexicon.substance.residue(text).is_none() => {
                note(inquiry, &item.place, text, (Basis::Computed, How::Fact), named);
            }
            _ => {}
        }
    }
}

/// The labels of drawings, or the words of everything else.
fn in_blocks(inquiry: &Inquiry<'_>, document: &Document, labels: bool, named: &mut Named) {
    let Some(text) = document.text().filter(|_| document.kind != Kind::Template) else { return };
    let is_label = |block: &Block| document.kind == Kind::Diagram || block.kind == BlockKind::Label;
    for block in text.blocks.iter().filter(|block| is_label(block) == labels && (labels || block.words > 0)) {
        note(inquiry, &document.place(&block.spot), text.of(block), (Basis::Documented, How::Terms), named);
    }
}

/// What templates deploy, and what calls the functions in them.
fn in_templates(inquiry: &Inquiry<'_>, named: &mut Named) {
    let services = &inquiry.audit.lexicon.services.services;
    for document in &inquiry.subject.documents {
        for resource in document.text().into_iter().flat_map(|text| &text.resources) {
            let deploys = |service: &Service| {
                service.has(&resource.kind)
                    || service.trigger.as_ref().is_some_and(|trigger| resource.triggers.contains(trigger))
            };
            for (number, service) in services.iter().enumerate().filter(|(_, service)| deploys(service)) {
                named.entry(number).or_insert_with(|| {
                    let quote = Message::new("services.deployed")
                        .with("service", service.name.as_str())
                        .with("name", printable(&resource.name))
                        .with("kind", resource.kind.as_str());
                    Citation { place: Some(document.place(&resource.spot)), ..Citation::note(quote) }
                });
            }
        }
    }
}

fn note(inquiry: &Inquiry<'_>, place: &Place, text: &str, (basis, how): (Basis, How), named: &mut Named) {
    let naming = inquiry.audit.coverage.naming();
    let mut new = naming.services(text);
    new.retain(|number| !named.contains_key(number));
    for piece in pieces(text) {
        if new.is_empty() {
            break;
        }
        for number in naming.services(&piece) {
            if new.remove(&number) {
                let words = Words::Quote(piece.clone());
                named.insert(number, Citation { place: Some(place.clone()), words, basis, how: Some(how) });
            }
        }
    }
}
