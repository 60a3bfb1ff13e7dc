//! What is told of a gap outside a terminal: what is missing, where to put it, what would pass.

use std::collections::BTreeMap;

use crate::assessment::{Assessment, Gap};
use crate::language::{Language, Message};
use crate::rule::{Cause, Lack};
use crate::source::printable;

/// A gap a line each: what is missing, where it was found, where to put it, what would pass. Nothing of the evidence ends a
/// line.
pub fn lines(gap: &Gap<'_>, language: Language) -> Vec<String> {
    let Lack { found, claim, cause, .. } = gap.lack;
    let mut lines = vec![what(gap, language)];
    if let Cause::Follows(_) = cause {
        return lines;
    }
    let say = |message: Message| printable(&message.render(language));
    for (key, place) in [("human.claim", claim), ("human.found", found)] {
        lines.extend(place.as_ref().map(|place| say(Message::new(key).with("place", place.shown(language)))));
    }
    lines.push(say(Message::new("human.put").with("place", put(gap.lack))));
    lines.push(say(Message::new("human.passes").with("passes", gap.lack.passes.clone())));
    match cause {
        Cause::Unreadable => lines.push(say(Message::new("human.unreadable"))),
        Cause::NeedsAttestation => lines.push(say(Message::new("human.needs_attestation"))),
        Cause::Missing | Cause::Contradicted | Cause::Follows(_) => {}
    }
    lines
}

/// What is missing, and of which case study.
pub fn what(gap: &Gap<'_>, language: Language) -> String {
    let what = printable(&gap.lack.what.render(language));
    if gap.subject.is_empty() { what } else { format!("[{}] {what}", printable(gap.subject)) }
}

/// Where to put it: the file, and the field in it where one is meant.
pub fn put(lack: &Lack) -> String {
    let file = printable(&lack.put.file);
    match &lack.put.field {
        Some(field) => format!("{file} › {}", printable(field)),
        None => file,
    }
}

/// The gaps in official order, each once, with the keys of all the rows that it keeps from being met.
pub fn shared<'a>(assessment: &'a Assessment<'_>) -> Vec<(Gap<'a>, Vec<&'a str>)> {
    let mut places: BTreeMap<(&str, &Lack), usize> = BTreeMap::new();
    let mut shared: Vec<(Gap<'_>, Vec<&str>)> = Vec::new();
    for gap in assessment.gaps() {
        let place = *places.entry((gap.subject, gap.lack)).or_insert(shared.len());
        match shared.get_mut(place) {
            Some((_, keys)) if keys.contains(&gap.key) => {}
            Some((_, keys)) => keys.push(gap.key),
            None => shared.push((gap, vec![gap.key])),
        }
    }
    shared
}
