//! A calendar file, iCalendar as of RFC 5545: one event of a whole day for each date.
//!
//! A small writer of our own: the crate `icalendar` stamps events with the time of the machine and random ids unless each is
//! overwritten, where the same folder and day must give the same bytes.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};

use crate::source::printable;

/// A day that is worth an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is about, the same in every language and on whatever day it comes to lie: a calendar that has it moves it.
    pub about: String,
    /// The day.
    pub day: NaiveDate,
    /// What happens, in a line.
    pub summary: String,
    /// What else is to be said, a line each.
    pub description: Vec<String>,
    /// How many days before it a reminder comes, if any.
    pub reminder: Option<u32>,
}

/// How many bytes a line of the file may have.
const LINE: usize = 75;

/// Writes a calendar as of a day. A calendar must hold something: where nothing happens, `nothing` says so in a journal
/// entry, which no calendar shows as an event.
pub fn write(name: &str, events: &[Event], nothing: &str, as_of: NaiveDate, out: &mut dyn Write) -> io::Result<()> {
    let product = format!("-//{0}//{0} {1}//EN", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:{product}"),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", text(name)),
    ];
    let stamp = format!("DTSTAMP:{}T000000Z", day(as_of));
    // A date of the standard has a year of four digits.
    let shown: Vec<_> = events.iter().filter(|event| event.day.year() < 9999).collect();
    for event in &shown {
        let next = event.day.succ_opt().unwrap_or(event.day);
        lines.extend(["BEGIN:VEVENT".to_owned(), uid(&event.about), stamp.clone()]);
        lines.extend([format!("DTSTART;VALUE=DATE:{}", day(event.day)), format!("DTEND;VALUE=DATE:{}", day(next))]);
        lines.push(format!("SUMMARY:{}", text(&event.summary)));
        if !event.description.is_empty() {
            let told: Vec<_> = event.description.iter().map(|line| text(line)).collect();
            lines.push(format!("DESCRIPTION:{}", told.join("\\n")));
        }
        lines.push("TRANSP:TRANSPARENT".to_owned());
        if let Some(days) = event.reminder {
            lines.extend(["BEGIN:VALARM", "ACTION:DISPLAY"].map(str::to_owned));
            lines.extend([format!("DESCRIPTION:{}", text(&event.summary)), format!("TRIGGER:-P{days}D")]);
            lines.push("END:VALARM".to_owned());
        }
        lines.push("END:VEVENT".to_owned());
    }
    if shown.is_empty() {
        lines.extend(["BEGIN:VJOURNAL".to_owned(), uid(name), stamp, format!("DTSTART;VALUE=DATE:{}", day(as_of))]);
        lines.extend([format!("SUMMARY:{}", text(nothing)), "END:VJOURNAL".to_owned()]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().try_for_each(|line| write!(out, "{}\r\n", folded(line)))
}

fn day(day: NaiveDate) -> impl std::fmt::Display {
    day.format("%Y%m%d")
}

/// An id that the same event has in every run.
fn uid(about: &str) -> String {
    let hash = blake3::hash(about.as_bytes()).to_hex();
    format!("UID:{}@{}", &hash[..32], env!("CARGO_PKG_NAME"))
}

/// A text as a value; its own line breaks and control characters are shown, not obeyed.
fn text(text: &str) -> String {
    printable(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// A line in parts of at most [`LINE`] bytes, none of which ends within a character; each but the first begins with a space.
fn folded(line: &str) -> String {
    let (mut folded, mut used) = (String::with_capacity(line.len()), 0);
    for character in line.chars() {
        if used + character.len_utf8() > LINE {
            folded.push_str("\r\n ");
            used = 1;
        }
        folded.push(character);
        used += character.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_folded_between_characters() {
        for text in ["a".repeat(75), "a".repeat(76), "é".repeat(200), "限".repeat(200), format!("a{}", "🦀".repeat(90))]
        {
            let folded = folded(&text);
            let lines: Vec<_> = folded.split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= 75), "{folded}");
            assert!(lines[..lines.len() - 1].iter().all(|line| line.len() > 75 - 4), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), text);
        }
        assert!(!folded(&"a".repeat(75)).contains('\r'));
    }

    #[test]
    fn a_text_ends_no_value() {
        assert_eq!(text("a,b;c\\d\nBEGIN:VEVENT\r"), "a\\,b\\;c\\\\d\\\\nBEGIN:VEVENT\\\\r");
    }
}
