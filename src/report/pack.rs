//! The first page of an audit pack: what is in it, how it is checked, and where every row has its evidence.

use std::collections::BTreeSet;

use super::filled::Page;
use super::page::{Block, Line, Span, Table, Tone};
use super::{View, head, markdown, verdict_key};
use crate::assessment::{Assessment, Row};
use crate::evidence::{Place, Spot};
use crate::language::{Arg, Language, Message};

/// What an audit pack says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Pack<'a> {
    /// The version of the program that made it.
    pub version: &'a str,
    /// The hash of the folder that its evidence was taken from.
    pub taken_from: &'a str,
    /// Its files and folders, each with what it is.
    pub contents: &'a [(String, Message)],
    /// How it is checked: what is said, and the command.
    pub checks: &'a [(Message, &'a str)],
}

/// The page, as Markdown. Its links lead from the top of the pack.
#[must_use]
pub fn readme(assessments: &[Assessment<'_>], pack: Pack<'_>, view: View<'_>) -> String {
    let language = view.language;
    let say = |message: &Message| message.render(language);
    let heading = |level, message: &Message| Block::Heading(level, Line::plain(say(message)));
    let titles = assessments.iter().map(|assessment| Arg::from(&assessment.checklist.title)).collect();
    let mut blocks = vec![heading(1, &Message::new("pack.title").with("programs", Arg::List(titles)))];
    blocks.push(Block::List(facts(assessments, pack, view)));

    blocks.push(heading(2, &Message::new("pack.contents")));
    let contents = pack.contents.iter().map(|(path, what)| vec![Line::code(path), Line::plain(say(what))]);
    blocks.push(table("pack.contents", &["filled.file", "pack.what"], contents.collect(), language));
    blocks.push(heading(2, &Message::new("pack.check")));
    let told = |(before, command): &(Message, &str)| {
        let before = Message::new("human.colon").with("before", before.clone()).with("after", "");
        Line::plain(say(&before)).and(Line::code(*command))
    };
    blocks.push(Block::List(pack.checks.iter().map(told).collect()));

    for assessment in assessments {
        blocks.push(heading(2, &head::subject(assessment)));
        blocks.push(Block::Paragraph(Line::strong(say(&head::result(assessment)))));
        let notices = head::gate(assessment, view.policy).into_iter().chain(head::notices(assessment, view.policy));
        blocks.extend(notices.map(|notice| Block::Paragraph(Line::plain(say(&notice)))));
        let rows = assessment.rows.iter().map(|row| cells(row, language)).collect();
        blocks.push(table(
            "filled.rows",
            &["human.row", "human.title", "human.verdict", "pack.places"],
            rows,
            language,
        ));
    }
    markdown::page(&blocks, view.links)
}

/// Who, on what evidence, and by what it was made.
fn facts(assessments: &[Assessment<'_>], pack: Pack<'_>, view: View<'_>) -> Vec<Line> {
    let named = |key: &'static str| {
        Line::plain(
            Message::new("human.colon").with("before", Message::new(key)).with("after", "").render(view.language),
        )
    };
    let shared = assessments.first().map(|assessment| Page::new(assessment, view).facts()).unwrap_or_default();
    let shared =
        shared.into_iter().filter(|(key, _)| ["filled.partner", "filled.evidence", "filled.as_of"].contains(key));
    let mut facts: Vec<_> = shared.map(|(key, value)| named(key).and(value)).collect();
    facts.push(named("pack.taken_from").then("BLAKE3 ").and(Line::code(pack.taken_from)));
    facts.push(named("pack.made_by").then(format!("competency {}", pack.version)));
    facts
}

/// A row: its verdict, and where it is quoted from.
fn cells(row: &Row<'_>, language: Language) -> Vec<Line> {
    let places: BTreeSet<_> = row.citations().filter_map(|citation| citation.place.as_ref()).collect();
    let mut links = Line::default();
    let mut before: Option<&Place> = None;
    for place in places {
        links = match (before.filter(|before| before.file == place.file), &place.spot) {
            // Of one file, lines after the first are numbers.
            (Some(_), Spot::Line(line)) => links
                .then(language.comma())
                .and(Line(vec![Span::Link { place: place.clone(), shown: line.to_string() }])),
            _ if before.is_none() => links.at(place, language),
            _ => links.then(language.semicolon()).at(place, language),
        };
        before = Some(place);
    }
    let verdict = Message::new(verdict_key(&row.verdict)).render(language);
    vec![
        Line::plain(row.key),
        Line::plain(row.title.get(language)),
        Line::strong(verdict).toned(Tone::of(&row.verdict)),
        links,
    ]
}

fn table(name: &'static str, header: &[&'static str], rows: Vec<Vec<Line>>, language: Language) -> Block {
    let say = |key| Message::new(key).render(language);
    Block::Table(Table { name: say(name), header: header.iter().map(|key| say(key)).collect(), rows })
}
