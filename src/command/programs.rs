//! `competency programs`: what is at hand.

use std::fmt::Write as _;

use super::{Ended, Failure, language, library, output, width};
use crate::checklist::{Checklist, Route};
use crate::cli::Cli;
use crate::language::{Arg, Message};
use crate::report::{told, wrap};

/// Lists every version of every program: what it is called, its life, its rows and where it is handed in.
pub fn run(cli: &Cli) -> Result<Ended, Failure> {
    let library = library(cli.checklists.as_deref())?;
    let (language, width) = (language(cli), usize::from(width()));
    let mut text = String::new();
    for checklist in library.checklists() {
        let _ = writeln!(text, "{}", checklist.id());
        for line in
            [Message::new("programs.title").with("title", &checklist.title), life(checklist), hand_in(checklist)]
        {
            let _ = writeln!(text, "{}", wrap(&told(&line, language), width, 2, 4));
        }
    }
    output::write_to(None, |out| write!(out, "{text}"))?;
    Ok(Ended::Well)
}

fn life(checklist: &Checklist) -> Message {
    let mut life = vec![Message::new("programs.released").with("date", checklist.released)];
    life.extend(checklist.usable_until.map(|day| Message::new("programs.usable_until").with("date", day)));
    life.extend(checklist.valid_for.map(|period| Message::new("programs.valid_for").with("period", period)));
    life.extend(checklist.superseded.as_ref().map(|_| Message::new("programs.superseded")));
    life.push(Message::new("programs.rows").with("n", checklist.requirements.len()));
    Message::new("programs.life").with("life", Arg::Clauses(life.into_iter().map(Arg::from).collect()))
}

fn hand_in(checklist: &Checklist) -> Message {
    let route = match checklist.hand_in.route {
        Route::Email => Message::new("route.email"),
        Route::Portal => Message::new("route.portal"),
    };
    Message::new("programs.hand_in").with("route", route.with("to", checklist.hand_in.to.as_str()))
}
