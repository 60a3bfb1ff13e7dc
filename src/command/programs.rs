//! `competency programs`: what is at hand.

use super::{Ended, Failure, language, library, output, width};
use crate::checklist::{Checklist, Route};
use crate::cli::Cli;
use crate::language::{Language, Message};
use crate::report;

/// Lists every version of every program.
pub fn run(cli: &Cli) -> Result<Ended, Failure> {
    let library = library(cli.checklists.as_deref())?;
    let language = language(cli);
    let header = ["programs.program", "programs.title", "programs.life", "programs.hand_in", "programs.rows"];
    let header: Vec<_> = header.iter().map(|key| Message::new(key).render(language)).collect();
    let rows: Vec<_> = library.checklists().map(|checklist| row(checklist, language)).collect();
    let text = report::table(&header, &rows, &[0, 3, 4], width());
    output::write_to(None, |out| write!(out, "{text}"))?;
    Ok(Ended::Well)
}

fn row(checklist: &Checklist, language: Language) -> Vec<String> {
    let route = match checklist.hand_in.route {
        Route::Email => Message::new("route.email"),
        Route::Portal => Message::new("route.portal"),
    };
    let mut life = vec![Message::new("programs.released").with("date", checklist.released)];
    life.extend(checklist.usable_until.map(|day| Message::new("programs.usable_until").with("date", day)));
    life.extend(checklist.superseded.as_ref().map(|_| Message::new("programs.superseded")));
    let life: Vec<_> = life.iter().map(|message| message.render(language)).collect();
    vec![
        checklist.id(),
        checklist.title.get(language).to_owned(),
        life.join(language.semicolon()),
        route.with("to", checklist.hand_in.to.as_str()).render(language),
        checklist.requirements.len().to_string(),
    ]
}
