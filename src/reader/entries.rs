//! Entries of a list of tables, such as `[[attestation]]`: each a record in which some fields are demanded.

use std::sync::Arc;

use super::facts;
use crate::evidence::{Field, Record};
use crate::language::{Arg, Message};
use crate::source::{Node, Problem, Source};

/// The entries of `[[…]]` as they are written, in the order of the file. One that lacks a demanded field is a mistake.
pub fn read<'a>(
    source: &Arc<Source>,
    list: &'a Node,
    fields: &[Field],
    demanded: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<(Record, &'a Node)> {
    let mut records = Vec::new();
    for entry in list.as_list().unwrap_or(std::slice::from_ref(list)) {
        let before = problems.len();
        let record = facts::record(source, entry, fields, problems);
        let missing: Vec<_> = demanded.iter().copied().filter(|field| record.get(field).is_none()).collect();
        if missing.is_empty() {
            records.push((record, entry));
        } else if problems.len() == before {
            let message = Message::new("facts.incomplete").with("fields", missing.into_iter().collect::<Arg>());
            problems.push(Problem::new(source, entry.span.clone(), message));
        }
    }
    records
}
