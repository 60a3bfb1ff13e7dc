//! The forecast as a calendar: an event on each day on which a row changes, with a reminder where it turns Not met.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::assessment::{Assessment, Turn};
use crate::language::{Arg, Message};
use crate::report::calendar::{self, Event};
use crate::report::{View, ahead, verdict_key};

/// How many days before a row turns Not met the reminder comes: enough to write and to have it read.
const REMINDER: u32 = 30;

pub fn write(judged: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let events: Vec<_> = judged.iter().flat_map(|assessment| events(assessment, view)).collect();
    let ids = judged.iter().map(|assessment| assessment.checklist.id()).collect::<Arg>();
    let name = Message::new("forecast.name").with("programs", ids).render(view.language);
    let nothing = Message::new("forecast.nothing").render(view.language);
    let Some(first) = judged.first() else { return Ok(()) };
    calendar::write(&name, &events, &nothing, first.as_of, out)
}

fn events(assessment: &Assessment<'_>, view: View<'_>) -> Vec<Event> {
    let say = |message: &Message| message.render(view.language);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let event = |change: &crate::assessment::Change<'_>| {
        let turn = match &change.what {
            Turn::Row { key, to, .. } => format!("{key} {}", verdict_key(to)),
            Turn::Life(id) => id.clone(),
            Turn::Waiver { requirement, .. } => format!("waiver {requirement}"),
        };
        let time = times.entry(turn.clone()).or_default();
        *time += 1;
        let partner = assessment.partner.as_deref().unwrap_or_default();
        let summary = Message::new("human.colon")
            .with("before", &assessment.checklist.title)
            .with("after", ahead::turned(change));
        let title = match &change.what {
            Turn::Row { title, .. } => vec![title.get(view.language).to_owned()],
            Turn::Life(_) | Turn::Waiver { .. } => Vec::new(),
        };
        let why = change.why.iter().map(|why| say(&ahead::why(why)));
        let as_of = Message::new("forecast.as_of").with("date", assessment.as_of);
        let partner_of =
            assessment.partner.iter().map(|name| say(&Message::new("forecast.partner").with("name", name.as_str())));
        Event {
            about: format!("{}\n{partner}\n{turn}\n{time}", assessment.checklist.id()),
            day: change.day,
            summary: say(&summary),
            description: title.into_iter().chain(why).chain(partner_of).chain([say(&as_of)]).collect(),
            reminder: change.is_fall().then_some(REMINDER),
        }
    };
    assessment.forecast.changes.iter().map(event).collect()
}
