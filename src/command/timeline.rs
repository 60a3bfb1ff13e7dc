//! `competency timeline`: by when who must have done what after an audit or a hand-in.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use chrono::NaiveDate;

use super::{Ended, Failure, checklist, colored, language, library, output, width};
use crate::checklist::{Checklist, Library, Start};
use crate::cli::{Cli, Report, Timeline};
use crate::config::MAX_HOLIDAYS;
use crate::evidence::Holidays;
use crate::gate::Policy;
use crate::language::{Arg, Message};
use crate::reader;
use crate::report::{self, Dates, Schedule, View};
use crate::source::Source;

/// Counts the days, and writes them.
pub fn run(cli: &Cli, options: &Timeline) -> Result<Ended, Failure> {
    let library = library(cli.checklists.as_deref())?;
    let checklist = checklist(&library, &options.program)?;
    let starts = starts(&library, checklist, options)?;
    let holidays = options.holidays.as_deref().map_or_else(|| Ok(Holidays::default()), read)?;
    let deadlines = checklist.deadlines(&starts, &holidays).map_err(|milestone| {
        let message = Message::new("failure.no_business_day").with("milestone", &milestone.title);
        Failure::from(message).with_help(Message::new("hint.holidays"))
    })?;
    let schedule = Schedule { checklist, starts: &starts, holidays: &holidays, deadlines: &deadlines };
    let policy = Policy::plain(starts.values().copied().min().unwrap_or_default());
    for Report { format, output } in &options.reports.0 {
        let language = if *format == Dates::Json { cli.lang.unwrap_or_default() } else { language(cli) };
        let view = View {
            color: output.is_none() && colored(cli, &std::io::stdout()),
            ..View::plain(language, width(), &policy)
        };
        output::write_to(output.as_deref(), |out| report::timeline(*format, &schedule, view, out))?;
    }
    Ok(Ended::Well)
}

/// The days that are given, if the program counts from any of them.
fn starts(library: &Library, checklist: &Checklist, options: &Timeline) -> Result<BTreeMap<Start, NaiveDate>, Failure> {
    let named = |start: Start| match start {
        Start::Audit => "--audit-date",
        Start::HandIn => "--hand-in-date",
    };
    let counted: Vec<_> = checklist.starts().collect();
    if counted.is_empty() {
        let known = library.checklists().filter(|known| !known.timeline.is_empty()).map(Checklist::id);
        let message = Message::new("failure.no_timeline").with("id", checklist.id());
        return Err(
            Failure::from(message).with_help(Message::new("hint.timelines").with("programs", known.collect::<Arg>()))
        );
    }
    let given = [(Start::Audit, options.audit_date), (Start::HandIn, options.hand_in_date)];
    let given: BTreeMap<_, _> = given.into_iter().filter_map(|(start, day)| Some((start, day?))).collect();
    let options = counted.iter().map(|start| named(*start)).collect::<Arg>();
    if let Some(other) = given.keys().find(|start| !counted.contains(start)) {
        let message = Message::new("failure.not_counted").with("option", named(*other)).with("id", checklist.id());
        return Err(Failure::from(message).with_help(Message::new("hint.counted").with("options", options)));
    }
    if given.is_empty() {
        let message = Message::new("failure.no_start").with("id", checklist.id());
        return Err(Failure::from(message).with_help(Message::new("hint.counted").with("options", options)));
    }
    Ok(given)
}

/// The holidays of a file.
fn read(path: &Path) -> Result<Holidays, Failure> {
    let name = path.display().to_string();
    let metadata = std::fs::metadata(path).with_context(|| name.clone())?;
    if !metadata.is_file() {
        return Err(Message::new("failure.no_file").with("path", name).into());
    }
    if metadata.len() > MAX_HOLIDAYS {
        return Err(Message::new("failure.too_large")
            .with("path", name)
            .with("limit", (MAX_HOLIDAYS >> 20) as usize)
            .into());
    }
    let bytes = std::fs::read(path).with_context(|| name.clone())?;
    let source = Arc::new(Source::new(name, String::from_utf8_lossy(&bytes)));
    reader::holidays(&source).map_err(Failure::Problems)
}
