//! What is told of a gap outside a terminal: what is missing, where to put it, what would pass.

use crate::language::{Language, Message};
use crate::rule::{Cause, Lack};
use crate::source::printable;

/// A gap a line each: what is missing, where it was found, where to put it, what would pass. Nothing of the evidence ends a
/// line.
pub fn lines(subject: &str, lack: &Lack, language: Language) -> Vec<String> {
    let Lack { found, claim, cause, .. } = lack;
    let mut lines = vec![what(subject, lack, language)];
    if let Cause::Follows(_) = cause {
        return lines;
    }
    let say = |message: Message| printable(&message.render(language));
    for (key, place) in [("human.claim", claim), ("human.found", found)] {
        lines.extend(place.as_ref().map(|place| say(Message::new(key).with("place", place.shown(language)))));
    }
    lines.push(say(Message::new("human.put").with("place", put(lack))));
    lines.push(say(Message::new("human.passes").with("passes", lack.passes.clone())));
    match cause {
        Cause::Unreadable => lines.push(say(Message::new("human.unreadable"))),
        Cause::NeedsAttestation => lines.push(say(Message::new("human.needs_attestation"))),
        Cause::Missing | Cause::Contradicted | Cause::Follows(_) => {}
    }
    lines
}

/// What is missing, and of which case study.
pub fn what(subject: &str, lack: &Lack, language: Language) -> String {
    let what = printable(&lack.what.render(language));
    if subject.is_empty() { what } else { format!("[{}] {what}", printable(subject)) }
}

/// Where to put it: the file, and the field in it where one is meant.
pub fn put(lack: &Lack) -> String {
    let file = printable(&lack.put.file);
    match &lack.put.field {
        Some(field) => format!("{file} › {}", printable(field)),
        None => file,
    }
}
