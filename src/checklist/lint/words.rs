//! Fields and topics that a file brings along: those that mean something else elsewhere, and topics that nobody asks for.

use std::collections::BTreeSet;

use super::super::Library;
use super::place::Written;
use crate::evidence::{Field, Topic, Vocabulary};
use crate::language::Message;
use crate::source::{Node, Problem, read_yaml};

/// What a file declares, for everybody or for one program.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Declared {
    topics: Vec<Topic>,
    facts: Vocabulary,
}

/// What is wrong with them.
pub fn faults(written: &Written<'_>, name: &str, library: &Library) -> Vec<Problem> {
    let declared = match name {
        "facts.yaml" => read_yaml(written.source).map(|facts| Declared { facts, ..Declared::default() }),
        "services.yaml" | "substance.yaml" => return Vec::new(),
        _ => read_yaml(written.source),
    };
    // What could not be read was told before.
    let Declared { topics, facts } = declared.unwrap_or_default();
    let asked = asked(library);
    let mut problems = Vec::new();
    let mut say = |node: Option<&Node>, key: &'static str, name: &str| {
        let place = node.unwrap_or(written.root).span.clone();
        problems.push(Problem::new(written.source, place, Message::new(key).with("name", name)));
    };
    for (number, topic) in topics.iter().enumerate() {
        let node = written.root.get("topics").and_then(Node::as_list).and_then(|topics| topics.get(number)?.get("id"));
        let id = topic.id.as_str();
        if library.lexicon.topic(id).is_some_and(|known| known != topic) {
            say(node, "lint.other_meaning", id);
        }
        if !asked.contains(id) {
            say(node, "lint.unused_topic", id);
        }
    }
    let known = &library.lexicon.vocabulary;
    let section = if name == "facts.yaml" { Some(written.root) } else { written.root.get("facts") };
    for (key, all, own) in [
        ("partner", &known.partner, &facts.partner),
        ("case_study", &known.case_study, &facts.case_study),
        ("attestation", &known.attestation, &facts.attestation),
        ("waiver", &known.waiver, &facts.waiver),
        ("not_applicable", &known.not_applicable, &facts.not_applicable),
    ] {
        let nodes = section.and_then(|section| section.get(key)).and_then(Node::as_list).unwrap_or_default();
        for (field, node) in own.iter().zip(nodes).filter(|(field, _)| !agrees(all, field)) {
            say(node.get("field"), "lint.other_meaning", &field.name);
        }
    }
    problems
}

/// The topics that some rule asks for, and those that other topics lie in.
fn asked(library: &Library) -> BTreeSet<&str> {
    let within = library.lexicon.topics.iter().filter_map(|topic| topic.within.as_deref());
    library.checklists().flat_map(super::super::Checklist::topics_asked).chain(within).collect()
}

/// Whether a field means among all fields what it means alone; a record may have more fields there.
#[must_use]
pub fn agrees(all: &[Field], own: &Field) -> bool {
    let alone = |field: &Field| Field { fields: Vec::new(), ..field.clone() };
    let same = all.iter().find(|field| alone(field) == alone(own));
    same.is_some_and(|same| own.fields.iter().all(|field| agrees(&same.fields, field)))
}
