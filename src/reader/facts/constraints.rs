//! What the fields of one record, and the records of one list, ask of each other.

use std::collections::HashMap;
use std::sync::Arc;

use crate::evidence::{Field, Record};
use crate::language::{Arg, Message};
use crate::source::{Node, Problem, Source, Span};

/// Checks one record: what is needed beside what is given, which day must not come first, which amount must not be nothing.
pub fn check(source: &Arc<Source>, node: &Node, record: &Record, fields: &[Field], problems: &mut Vec<Problem>) {
    let of = |name: &str| fields.iter().find(|field| field.name == name);
    let label = |name: &str| of(name).map_or_else(|| name.into(), |field| Arg::from(&field.label));
    let written = |name: &str| node.get(name);
    let mut wrong = |span: Span, message: Message| problems.push(Problem::new(source, span, message));
    for field in fields {
        let Some(column) = &field.column else { continue };
        for (other, values) in &column.needed_with {
            let Some(beside) = record.get(other) else { continue };
            let counts =
                values.is_empty() || beside.value.as_str().is_some_and(|value| values.iter().any(|it| it == value));
            if counts && written(&field.name).is_none() {
                let span = written(other).map_or_else(|| node.span.clone(), |node| node.span.clone());
                let message = Message::new("facts.needed").with("field", &field.label).with("other", label(other));
                wrong(span, message.with("value", beside.written.as_str()));
            }
        }
        let (Some(fact), Some(given)) = (record.get(&field.name), written(&field.name)) else { continue };
        if column.positive && fact.cents() == Some(0) {
            wrong(given.span.clone(), Message::new("facts.nothing").with("field", &field.label));
        }
        let first = column.not_before.as_ref().and_then(|name| Some((name, record.get(name)?.date()?)));
        if let (Some((name, first)), Some(day)) = (first, fact.date())
            && day < first
        {
            let message = Message::new("facts.too_early").with("field", &field.label).with("day", day);
            wrong(given.span.clone(), message.with("other", label(name)).with("first", first));
        }
    }
}

/// No two records share what names them.
pub fn unique(source: &Arc<Source>, items: &[Node], field: &Field, problems: &mut Vec<Problem>) {
    let Some(key) = field.fields.iter().find(|field| field.column.as_ref().is_some_and(|column| column.key)) else {
        return;
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for node in items.iter().filter_map(|item| item.get(&key.name)) {
        let Some(name) = node.as_text().filter(|name| !name.trim().is_empty()) else { continue };
        let line = source.position(node.span.start).line;
        if let Some(first) = seen.insert(name.trim().to_lowercase(), line) {
            let message = Message::new("facts.not_unique").with("field", &key.label).with("value", name.trim());
            problems.push(Problem::new(source, node.span.clone(), message.with("line", first)));
        }
    }
}
