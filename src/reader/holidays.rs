//! A list of holidays that a user gives: a text with a day on each line, or a calendar file.
//!
//! ```text
//! 2026-12-25   # Christmas
//! 2027-01-01
//! ```
//!
//! Of a calendar file the events of whole days count, from DTSTART to the day before DTEND. Repetitions are not followed.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::config::MAX_TABLE_MISTAKES;
use crate::evidence::Holidays;
use crate::language::Message;
use crate::source::{Problem, Source, Span};

/// Reads a list; its content decides which of both it is.
///
/// # Errors
///
/// Every mistake at its place.
pub fn holidays(source: &Arc<Source>) -> Result<Holidays, Vec<Problem>> {
    let start = source.text.trim_start_matches('\u{feff}').trim_start();
    let is_calendar = start.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    let mut list = List { source, spans: Vec::new(), problems: Vec::new() };
    if is_calendar {
        list.calendar();
    } else {
        list.lines();
    }
    if list.problems.is_empty() { Ok(Holidays::new(list.spans)) } else { Err(list.problems) }
}

struct List<'a> {
    source: &'a Arc<Source>,
    /// The first and the last day of each holiday.
    spans: Vec<(NaiveDate, NaiveDate)>,
    problems: Vec<Problem>,
}

/// A property of a calendar file, unfolded.
struct Property {
    name: String,
    value: String,
    /// The bytes of its first line.
    span: Span,
}

impl List<'_> {
    fn lines(&mut self) {
        for (start, line) in lines(&self.source.text) {
            let said = line.trim_start_matches('\u{feff}').split('#').next().unwrap_or_default();
            let word = said.trim();
            if word.is_empty() {
                continue;
            }
            let at = start + line.find(word).unwrap_or_default();
            match NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().filter(|_| word.len() == 10) {
                Some(day) => self.spans.push((day, day)),
                None => self.wrong(at..at + word.len(), "holidays.no_day", word),
            }
        }
    }

    fn calendar(&mut self) {
        let mut event: Option<Vec<Property>> = None;
        for property in properties(&self.source.text) {
            let is_event = property.value.trim().eq_ignore_ascii_case("VEVENT");
            match (property.name.as_str(), &mut event) {
                ("BEGIN", None) if is_event => event = Some(Vec::new()),
                ("END", Some(_)) if is_event => self.event(&event.take().unwrap_or_default()),
                (_, Some(properties)) => properties.push(property),
                (_, None) => {}
            }
        }
        if let Some(property) = event.as_ref().and_then(|properties| properties.last()) {
            self.wrong(property.span.clone(), "holidays.unfinished", &property.name);
        }
    }

    /// One event: its days, unless it says them in a way that is not followed.
    fn event(&mut self, properties: &[Property]) {
        let named = |name: &str| properties.iter().find(|property| property.name == name);
        for property in ["RRULE", "RDATE", "DURATION"].into_iter().filter_map(named) {
            self.wrong(property.span.clone(), "holidays.not_followed", &property.name);
        }
        let Some(first) = named("DTSTART") else {
            if let Some(property) = properties.first() {
                self.wrong(property.span.clone(), "holidays.no_start", &property.name);
            }
            return;
        };
        let days = [Some(first), named("DTEND")].map(|property| Some((property?, whole_day(&property?.value))));
        for (property, _) in days.iter().flatten().filter(|(_, day)| day.is_none()) {
            self.wrong(property.span.clone(), "holidays.no_whole_day", &property.value);
        }
        if let [Some((_, Some(first))), end] = days {
            let end = end.and_then(|(_, end)| end?.pred_opt());
            self.spans.push((first, end.unwrap_or(first).max(first)));
        }
    }

    fn wrong(&mut self, span: Span, key: &'static str, word: &str) {
        if self.problems.len() == MAX_TABLE_MISTAKES {
            return;
        }
        let message = Message::new(key).with("word", word);
        self.problems.push(Problem::new(self.source, span, message).with_help(Message::new("holidays.help")));
    }
}

/// `20261225`, a day without a time.
fn whole_day(value: &str) -> Option<NaiveDate> {
    let value = value.trim();
    let is_day = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    NaiveDate::parse_from_str(value, "%Y%m%d").ok().filter(|_| is_day)
}

/// The properties of a calendar file. A line that begins with a space or a tab goes on with the one before.
fn properties(text: &str) -> Vec<Property> {
    let mut properties: Vec<Property> = Vec::new();
    for (start, line) in lines(text) {
        match (line.strip_prefix([' ', '\t']), properties.last_mut()) {
            (Some(more), Some(last)) => last.value.push_str(more),
            _ if line.trim().is_empty() => {}
            _ => {
                let line = line.trim_start_matches('\u{feff}');
                let (head, value) = line.split_once(':').unwrap_or((line, ""));
                let name = head.split(';').next().unwrap_or_default().trim().to_ascii_uppercase();
                properties.push(Property { name, value: value.to_owned(), span: start..start + line.len() });
            }
        }
    }
    properties
}

/// The lines of a text, each with the byte that it begins at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line.trim_end_matches('\r'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Holidays, Vec<String>> {
        let source = Arc::new(Source::new("holidays", text));
        holidays(&source).map_err(|problems| {
            let told = |problem: &Problem| {
                let place = problem.source.position(problem.span.start);
                format!("{}:{} {}", place.line, place.column, problem.message.key())
            };
            problems.iter().map(told).collect()
        })
    }

    fn spans(days: &[(&str, &str)]) -> Holidays {
        let day = |text: &str| text.parse().expect("a day");
        Holidays::new(days.iter().map(|(first, last)| (day(first), day(last))).collect())
    }

    #[test]
    fn a_text_has_a_day_on_each_line() {
        let christmas = spans(&[("2026-12-25", "2026-12-25"), ("2027-01-01", "2027-01-01")]);
        for text in ["# ours\n\n2026-12-25 # Christmas\r\n 2027-01-01\n", "\u{feff}2026-12-25\n2027-01-01"] {
            assert_eq!(read(text), Ok(christmas.clone()), "{text}");
        }
        assert_eq!(read(""), Ok(Holidays::default()));
        let wrong = read("2026-12-25\n25/12/2026\n\n  2026-02-30 # no\n2026-1-1\n2026-12-25 Christmas\n");
        let no_day = |place: &str| format!("{place} holidays.no_day");
        assert_eq!(wrong, Err(["2:1", "4:3", "5:1", "6:1"].map(no_day).to_vec()));
    }

    #[test]
    fn a_calendar_has_events_of_whole_days() {
        let text = "BEGIN:VCALENDAR\r\nDTSTART:20000101\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026\r\n 1225\r\n\
                    DTEND;VALUE=DATE:20261228\r\nSUMMARY:DTSTART:x\r\nEND:VEVENT\r\nbegin:vevent\r\ndtstart:20270101\r\n\
                    end:vevent\r\nEND:VCALENDAR\r\n";
        assert_eq!(read(text), Ok(spans(&[("2026-12-25", "2026-12-27"), ("2027-01-01", "2027-01-01")])));
        let wrong = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225T090000Z\nRRULE:FREQ=YEARLY\nEND:VEVENT\n\
                     BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20261232\n";
        let told = [
            "4:1 holidays.not_followed",
            "3:1 holidays.no_whole_day",
            "7:1 holidays.no_start",
            "10:1 holidays.unfinished",
        ];
        assert_eq!(read(wrong), Err(told.map(str::to_owned).to_vec()));
    }
}
