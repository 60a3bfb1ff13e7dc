//! What is told of a leak outside a terminal: what it is and what to do. No page of the self-assessment tells of it.

use crate::assessment::Leak;
use crate::language::{Language, Message};
use crate::source::printable;

/// A leak a line each: what it is, what to do. Nothing of the evidence ends a line.
pub fn lines(leak: &Leak, language: Language) -> Vec<String> {
    let cure = match &leak.fingerprint {
        Some(fingerprint) => Message::new("leak.cure").with("fingerprint", fingerprint.as_str()),
        None => Message::new("leak.cure_redacted"),
    };
    [leak.told(), cure].map(|message| printable(&message.render(language))).to_vec()
}

/// The first line with the places before it: `practice/setup.md:12: password: …`.
pub fn line(leak: &Leak, language: Language) -> String {
    let places: Vec<_> = leak.places.iter().map(|place| place.shown(language)).collect();
    let places = places.join(language.comma());
    let message = Message::new("human.colon").with("before", places).with("after", leak.told());
    printable(&message.render(language))
}
