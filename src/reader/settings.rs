//! What `competency.toml` says beside the profile and the programs: waivers, and rows that do not apply.

use std::sync::Arc;

use super::entries;
use crate::evidence::{Exclusion, Fact, Lexicon, Record, Waiver, fold};
use crate::language::Message;
use crate::source::{Node, Problem, Source};

/// The fewest words that are a reason.
const WORDS: usize = 3;

/// The waivers, in the order of the file.
pub fn waivers(source: &Arc<Source>, list: &Node, lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Vec<Waiver> {
    let demanded = ["program", "requirement", "approver", "reason", "until"];
    let records = entries::read(source, list, &lexicon.vocabulary.waiver, &demanded, problems);
    let waiver = |(record, entry): (Record, &Node)| {
        require_reason(source, entry, lexicon, problems);
        Some(Waiver {
            place: record.get("reason")?.place.clone(),
            program: text(&record, "program")?,
            requirement: text(&record, "requirement")?,
            subject: text(&record, "subject").map(|name| if name == "partner" { String::new() } else { name }),
            approver: text(&record, "approver")?,
            reason: text(&record, "reason")?,
            until: record.get("until").and_then(Fact::date)?,
        })
    };
    records.into_iter().filter_map(waiver).collect()
}

/// The rows that do not apply, in the order of the file.
pub fn exclusions(source: &Arc<Source>, list: &Node, lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Vec<Exclusion> {
    let demanded = ["program", "requirement", "reason"];
    let records = entries::read(source, list, &lexicon.vocabulary.not_applicable, &demanded, problems);
    let exclusion = |(record, entry): (Record, &Node)| {
        require_reason(source, entry, lexicon, problems);
        Some(Exclusion {
            place: record.get("reason")?.place.clone(),
            program: text(&record, "program")?,
            requirement: text(&record, "requirement")?,
            reason: text(&record, "reason")?,
        })
    };
    records.into_iter().filter_map(exclusion).collect()
}

fn text(record: &Record, field: &str) -> Option<String> {
    record.get(field)?.value.as_str().map(str::to_owned)
}

/// A reason is said in words of one's own.
fn require_reason(source: &Arc<Source>, entry: &Node, lexicon: &Lexicon, problems: &mut Vec<Problem>) {
    let Some((node, reason)) = entry.get("reason").and_then(|node| Some((node, node.as_text()?))) else { return };
    let message = match lexicon.substance.residue(reason) {
        Some((_, phrase)) => Message::new("settings.template").with("phrase", phrase),
        None if fold::words(reason) < WORDS => Message::new("settings.no_reason").with("n", WORDS),
        None => return,
    };
    problems.push(Problem::new(source, node.span.clone(), message));
}
