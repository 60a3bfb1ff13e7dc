//! The forecast for a person at a terminal: a day, and below it the rows that change.

use std::io::{self, Write};

use crate::assessment::{Assessment, Change, Turn};
use crate::gate::Policy;
use crate::language::{Arg, Message};
use crate::report::wrap::{told, wrap};
use crate::report::{View, ahead, head, verdict_key};

pub fn write(judged: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (number, assessment) in judged.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        for message in head(assessment, view.policy) {
            writeln!(out, "{}", set(&message, 0, 0, view))?;
        }
        for day in assessment.forecast.changes.chunk_by(|one, other| one.day == other.day) {
            writeln!(out, "\n{}", Arg::from(day[0].day).render(view.language))?;
            for change in day {
                writeln!(out, "{}", set(&row(change), 2, 4, view))?;
                for why in &change.why {
                    writeln!(out, "{}", set(&ahead::why(why), 4, 6, view))?;
                }
            }
        }
    }
    Ok(())
}

/// A sentence in lines.
fn set(message: &Message, first: usize, rest: usize, view: View<'_>) -> String {
    wrap(&told(message, view.language), usize::from(view.width), first, rest)
}

/// What it comes to today, and until when.
fn head(assessment: &Assessment<'_>, policy: &Policy) -> impl Iterator<Item = Message> {
    let ready = Message::new("forecast.result").with("ready", head::ready(assessment));
    let head = [ready.with("result", head::result(assessment)), head::subject(assessment)];
    head.into_iter().chain(head::notices(assessment, policy))
}

/// “C-2.5 Disaster recovery plan and test: Met → Not met”.
fn row(change: &Change<'_>) -> Message {
    match &change.what {
        Turn::Row { key, title, from, to } => Message::new("forecast.row")
            .with("row", *key)
            .with("title", *title)
            .with("from", Message::new(verdict_key(from)))
            .with("to", Message::new(verdict_key(to))),
        Turn::Life(_) | Turn::Waiver { .. } => ahead::turned(change),
    }
}
