//! What `competency.toml` says beside the profile and the programs: waivers, rows that do not apply, and what must not leave
//! unseen but may.

use std::sync::Arc;

use super::entries;
use crate::config::{self, Config};
use crate::evidence::{Acknowledged, Exclusion, Fact, Lexicon, Place, Record, Waiver, fold};
use crate::language::{Language, Message};
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

/// What was acknowledged, in the order of the file.
pub fn acknowledged(config: &Config, lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Vec<Acknowledged> {
    let entry = |entry: &config::Acknowledged| {
        if let (Some(source), Some(message)) = (&config.source, template(&entry.reason, lexicon)) {
            problems.push(Problem::new(source, entry.why.clone(), message));
        }
        let place = Place::line(config::FILE.into(), entry.line);
        Acknowledged { place, fingerprint: entry.fingerprint.clone(), reason: entry.reason.clone() }
    };
    config.acknowledged.iter().map(entry).collect()
}

fn text(record: &Record, field: &str) -> Option<String> {
    record.get(field)?.value.as_str().map(str::to_owned)
}

/// A reason is said in words of one's own.
fn require_reason(source: &Arc<Source>, entry: &Node, lexicon: &Lexicon, problems: &mut Vec<Problem>) {
    let Some((node, reason)) = entry.get("reason").and_then(|node| Some((node, node.as_text()?))) else { return };
    let too_short = || (fold::words(reason) < WORDS).then(|| Message::new("settings.no_reason").with("n", WORDS));
    let message = template(reason, lexicon).or_else(too_short);
    problems.extend(message.map(|message| Problem::new(source, node.span.clone(), message)));
}

/// What to say of a reason that is template text: of any document, or what a refused hand-in prints in its place, in any
/// language.
fn template(reason: &str, lexicon: &Lexicon) -> Option<Message> {
    let is_blank = |language| fold::fold(reason) == fold::fold(&Acknowledged::blank(language));
    let phrase = match lexicon.substance.residue(reason) {
        Some((_, phrase)) => phrase,
        None if Language::ALL.into_iter().any(is_blank) => reason,
        None => return None,
    };
    Some(Message::new("settings.template").with("phrase", phrase))
}
