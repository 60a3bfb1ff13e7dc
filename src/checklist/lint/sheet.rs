//! Lists of a checklist that hold nothing: what is looked for in them is never found, or what they ask always holds.

use super::place::Written;
use crate::checklist::Checklist;
use crate::language::Message;
use crate::source::{Node, Problem, Value};

/// Lists of conditions and rules, of criteria and rows that are empty.
pub fn faults(checklist: &Checklist, written: &Written<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |at: &str, name: &str, node: &Node| {
        let empty = Message::new("lint.empty").with("name", name);
        let message = Message::new("human.colon").with("before", at).with("after", empty);
        problems.push(
            Problem::new(written.source, node.span.clone(), message).with_code(&super::Kind::of("lint.empty").code),
        );
    };
    for key in ["case_studies", "requirements"] {
        written
            .root
            .get(key)
            .into_iter()
            .for_each(|node| empties(node, key, &mut |name, node| say(key, name, node), false));
    }
    let rows = written.root.get("requirements").and_then(Node::as_list).unwrap_or_default();
    for (row, node) in checklist.requirements.iter().zip(rows) {
        let Some(criteria) = node.get("criteria") else { continue };
        empties(criteria, "criteria", &mut |name, node| say(&row.key, name, node), false);
        for (criterion, node) in row.criteria.iter().zip(criteria.as_list().unwrap_or_default()) {
            for key in ["rule", "where", "when_any"] {
                let id = row.id_of(criterion);
                node.get(key)
                    .into_iter()
                    .for_each(|node| empties(node, key, &mut |name, node| say(&id, name, node), true));
            }
        }
    }
    problems
}

/// Every empty list in a value, or the value itself, with the name of its key.
fn empties(node: &Node, name: &str, say: &mut dyn FnMut(&str, &Node), is_deep: bool) {
    match &node.value {
        Value::List(items) if items.is_empty() => say(name, node),
        Value::List(items) if is_deep => items.iter().for_each(|item| empties(item, name, say, true)),
        Value::Table(entries) if is_deep => {
            for (key, value) in entries {
                empties(value, &key.name, say, true);
            }
        }
        _ => {}
    }
}
