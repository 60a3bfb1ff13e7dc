//! What goes with the files of a hand-in through the portal: the steps in order, and the files with the rows they serve.

use super::filled::{self, index};
use super::markdown;
use super::page::{Block, Line, Table};
use crate::assessment::Assessment;
use crate::evidence::Place;
use crate::language::{Arg, Language, Message};

/// The steps and the files as Markdown; `links` stands before the path of every file, and without it none is listed.
#[must_use]
pub fn steps(assessment: &Assessment<'_>, links: Option<&str>, language: Language) -> String {
    let say = |key: &'static str| Message::new(key).render(language);
    let hand_in = &assessment.checklist.hand_in;
    let todo = Message::new("mail.todo_portal").with("to", hand_in.to.as_str()).render(language);
    let mut blocks = vec![
        Block::Heading(1, Line::plain(filled::title(assessment).render(language))),
        Block::Paragraph(Line::plain(todo)),
    ];
    let notes = hand_in.note.iter().filter(|_| hand_in.steps.is_empty());
    blocks.extend(notes.map(|note| Block::Paragraph(Line::plain(note.get(language)))));
    let numbered = (1usize..).zip(&hand_in.steps);
    let rows: Vec<_> =
        numbered.map(|(n, step)| vec![Line::plain(n.to_string()), Line::plain(step.get(language))]).collect();
    if !rows.is_empty() {
        let header = vec![say("mail.number"), say("mail.step")];
        blocks.push(Block::Table(Table { name: say("mail.step"), header, rows }));
    }
    let rows = index(assessment).into_iter().map(|(file, rows)| {
        vec![
            Line::default().at(&Place::whole(&file.path), language),
            Line::plain(Arg::Number(file.size).render(language)),
            Line::plain(rows.join(language.comma())),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if links.is_some() && !rows.is_empty() {
        blocks.push(Block::Heading(2, Line::plain(say("filled.index"))));
        let header = ["filled.file", "filled.bytes", "filled.cited_by"].map(say).to_vec();
        blocks.push(Block::Table(Table { name: say("filled.index"), header, rows }));
    }
    markdown::page(&blocks, links)
}
