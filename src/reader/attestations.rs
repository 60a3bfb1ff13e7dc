//! `attestations.toml`: who says what, when, in which role, until when.

use std::sync::Arc;

use super::entries;
use crate::config::unknown_key;
use crate::evidence::{Attestation, AttestationSpans, Lexicon, Record};
use crate::source::{Format, Node, Problem, Source};

/// Fields without which an attestation says nothing.
const DEMANDED: [&str; 6] = ["program", "requirement", "who", "role", "date", "statement"];

/// The attestations of a text.
///
/// # Errors
///
/// Every mistake in it.
pub fn parse(source: &Arc<Source>, lexicon: &Lexicon) -> Result<Vec<Attestation>, Vec<Problem>> {
    let tree = Format::Toml.parse(source, 0..source.text.len())?;
    let mut problems = Vec::new();
    let attestations = read(source, &tree, lexicon, &mut problems);
    if problems.is_empty() { Ok(attestations) } else { Err(problems) }
}

/// The attestations of the file, in its order. One that lacks a demanded field is a mistake.
pub fn read(source: &Arc<Source>, tree: &Node, lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Vec<Attestation> {
    let mut attestations = Vec::new();
    for (key, node) in tree.as_table().unwrap_or_default() {
        if key.name != "attestation" {
            problems.push(unknown_key(source, key, ["attestation"].into_iter()));
            continue;
        }
        let entries = entries::read(source, node, &lexicon.vocabulary.attestation, &DEMANDED, problems);
        attestations.extend(entries.iter().filter_map(|(record, entry)| attestation(record, entry)));
    }
    attestations
}

fn attestation(record: &Record, entry: &Node) -> Option<Attestation> {
    let span = |field: &str| entry.get(field).map(|node| node.span.clone());
    let text = |field: &str| record.get(field)?.value.as_str().map(str::to_owned);
    let subject = text("subject").filter(|subject| subject != Attestation::PARTNER).unwrap_or_default();
    Some(Attestation {
        place: record.get("statement")?.place.clone(),
        spans: AttestationSpans {
            requirement: span("requirement")?,
            subject: span("subject").or_else(|| span("requirement"))?,
        },
        program: text("program")?,
        requirement: text("requirement")?,
        subject,
        who: text("who")?,
        role: text("role")?,
        date: record.get("date")?.date()?,
        until: record.get("until").and_then(crate::evidence::Fact::date),
        statement: text("statement")?,
    })
}
