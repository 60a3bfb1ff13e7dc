//! The dates of a program after an audit or a hand-in: for a person, for programs, for a calendar.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::calendar::{self, Event};
use super::json::{word, written};
use super::wrap::{told, wrap};
use super::{Dates, View};
use crate::checklist::{Actor, Checklist, Deadline, Start};
use crate::evidence::{Holidays, is_weekend};
use crate::language::{Arg, Message};
use crate::source::schema_of_output;

/// Rises when a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// The dates of one program.
#[derive(Debug, Clone, Copy)]
pub struct Schedule<'a> {
    /// The program.
    pub checklist: &'a Checklist,
    /// The days that they are counted from.
    pub starts: &'a BTreeMap<Start, NaiveDate>,
    /// The days that do not count beside the weekends.
    pub holidays: &'a Holidays,
    /// The milestones on their latest days.
    pub deadlines: &'a [Deadline<'a>],
}

/// The JSON Schema of what is written for programs.
#[must_use]
pub fn schema() -> Schema {
    schema_of_output::<Document<'_>>()
}

/// Writes the dates of one program.
///
/// # Errors
///
/// What the output says.
pub fn write(format: Dates, schedule: &Schedule<'_>, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Dates::Human => schedule.human(view, out),
        Dates::Json => schedule.json(view, out),
        Dates::Ics => schedule.ics(view, out),
    }
}

/// A date: the day, what happens, who acts, and what it is counted from.
struct Entry {
    id: String,
    day: NaiveDate,
    title: Message,
    by: Actor,
    how: Message,
    /// The sentence in which a calendar says it.
    latest: &'static str,
}

impl Schedule<'_> {
    fn human(&self, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let set = |message: &Message, first: usize, rest: usize| {
            wrap(&told(message, view.language), usize::from(view.width), first, rest)
        };
        writeln!(out, "{}", set(&self.title(), 0, 0))?;
        let counted = if self.holidays.is_empty() { "timeline.weekends" } else { "timeline.holidays" };
        writeln!(out, "{}", set(&Message::new(counted), 0, 0))?;
        for (start, day) in self.starts {
            let line = Message::new("human.colon").with("before", named(*start)).with("after", *day);
            writeln!(out, "\n{}", set(&line, 0, 0))?;
            if let Some(message) = self.not_a_business_day(*start, *day) {
                writeln!(out, "{}", set(&message, 2, 2))?;
            }
        }
        for Entry { day, title, by, how, .. } in self.entries() {
            writeln!(out, "\n{}", Arg::from(day).render(view.language))?;
            let line = Message::new("human.colon").with("before", actor(by)).with("after", title);
            writeln!(out, "{}\n{}", set(&line, 2, 4), set(&how, 4, 6))?;
        }
        Ok(())
    }

    fn json(&self, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let say = |message: &Message| message.render(view.language);
        let entries = self.entries().into_iter().map(|entry| Milestone {
            day: entry.day,
            title: say(&entry.title),
            by: entry.by,
            how: say(&entry.how),
            id: entry.id,
        });
        let document = Document {
            schema_version: SCHEMA_VERSION,
            language: view.language.into(),
            program: &self.checklist.program,
            version: &self.checklist.version,
            title: self.checklist.title.get(view.language),
            starts: self.starts.iter().map(|(start, day)| (start.id(), *day)).collect(),
            milestones: entries.collect(),
        };
        written(&document, out)
    }

    fn ics(&self, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let say = |message: &Message| message.render(view.language);
        let title = self.checklist.title.get(view.language);
        let event = |id: &str, day: NaiveDate, what: Message, description: Vec<String>| Event {
            about: format!("timeline\n{}\n{id}", self.checklist.id()),
            day,
            summary: say(&Message::new("human.colon").with("before", title).with("after", what)),
            description,
            reminder: None,
        };
        let starts = self.starts.iter().map(|(start, day)| {
            let note = self.not_a_business_day(*start, *day).iter().map(say).collect();
            event(start.id(), *day, named(*start), note)
        });
        let entries = self.entries().into_iter().map(|Entry { id, day, title, by, how, latest }| {
            let line = Message::new(latest).with("title", title).with("by", actor(by));
            event(&id, day, line, vec![say(&how)])
        });
        let events: Vec<_> = starts.chain(entries).collect();
        // There is no day of judging: the calendar is stamped with the first day that it is counted from.
        let Some(stamp) = self.starts.values().min() else { return Ok(()) };
        calendar::write(&say(&self.title()), &events, "", *stamp, out)
    }

    fn title(&self) -> Message {
        let Checklist { title, version, .. } = self.checklist;
        Message::new("timeline.title").with("program", title).with("version", version.as_str())
    }

    /// The milestones by day, and when the validation is to be repeated.
    fn entries(&self) -> Vec<Entry> {
        let dated = self.deadlines.iter().map(|Deadline { milestone, day }| {
            let start = Start::ALL.into_iter().find(|start| start.id() == milestone.after);
            let known = self.checklist.timeline.iter().find(|known| known.id == milestone.after);
            let after = known.map(|known| Arg::from(&known.title));
            let how = Message::new(if milestone.about { "timeline.about" } else { "timeline.within" })
                .with("n", milestone.business_days as usize)
                .with("after", start.map(|start| named(start).into()).or(after).unwrap_or_else(|| "".into()));
            let title = Message::new("timeline.milestone").with("title", &milestone.title);
            let latest = if milestone.about { "timeline.aim" } else { "timeline.latest" };
            Entry { id: milestone.id.clone(), day: *day, title, by: milestone.by, how, latest }
        });
        let audited = self.starts.get(&Start::Audit).zip(self.checklist.valid_for);
        let renewed = audited.map(|(day, period)| Entry {
            id: "renewal".to_owned(),
            day: period.after(*day),
            title: Message::new("timeline.renewal"),
            by: Actor::Partner,
            how: Message::new("timeline.renewed").with("period", period),
            latest: "timeline.latest",
        });
        let mut entries: Vec<_> = dated.chain(renewed).collect();
        entries.sort_by_key(|entry| entry.day);
        entries
    }

    /// What is said of a start on which nobody works.
    fn not_a_business_day(&self, start: Start, day: NaiveDate) -> Option<Message> {
        let key = if is_weekend(day) { "timeline.on_weekend" } else { "timeline.on_holiday" };
        let message = Message::new(key).with("start", named(start)).with("day", day);
        (!self.holidays.is_business_day(day)).then_some(message)
    }
}

const fn named(start: Start) -> Message {
    Message::new(match start {
        Start::Audit => "timeline.audit",
        Start::HandIn => "timeline.hand_in",
    })
}

const fn actor(actor: Actor) -> Message {
    Message::new(match actor {
        Actor::Partner => "timeline.partner",
        Actor::Auditor => "timeline.auditor",
        Actor::Aws => "timeline.aws",
    })
}

/// What `competency timeline --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Dates by competency", extend("$id" = "urn:competency:schema:timeline:1"))]
struct Document<'a> {
    /// The version of this form. It rises when a key changes its meaning or goes away; a new key does not raise it.
    schema_version: u32,
    /// The language of every sentence.
    language: word::Language,
    /// The program: `retail`.
    program: &'a str,
    /// The version of its checklist: `1.0`.
    version: &'a str,
    /// The name of the program.
    title: &'a str,
    /// The days that are counted from: `audit`, `hand-in`.
    starts: BTreeMap<&'a str, NaiveDate>,
    /// What must happen, by day.
    milestones: Vec<Milestone>,
}

/// A milestone on its latest day.
#[derive(Serialize, JsonSchema)]
struct Milestone {
    /// Its id in the checklist.
    id: String,
    /// The latest day.
    day: NaiveDate,
    /// What happens.
    title: String,
    /// Who acts.
    by: Actor,
    /// What it is counted from.
    how: String,
}
