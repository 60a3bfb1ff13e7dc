//! The summary of a job on GitHub, as Markdown: the result, the rows that are not met, and what each lacks. Nothing is
//! linked, since a path there leads nowhere.

use std::io::{self, Write};

use super::head::{self, claims, gate, notices, ready, result, subject};
use super::page::{Block, Line, Table};
use super::{View, leaked, markdown, told};
use crate::assessment::{Assessment, Gap, Verdict};
use crate::language::{Language, Message};

/// GitHub drops a summary of more than 1 MiB; some room is left for what other steps say.
const MOST: usize = 1_000_000;

/// Writes the summaries one after the other, as much as may be shown.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let pages = assessments.iter().flat_map(|assessment| page(assessment, view));
    let blocks = pages.chain(assessments.first().into_iter().flat_map(|assessment| leaks(assessment, view.language)));
    let mut written = 0;
    for block in blocks {
        let text = markdown::page(&[block], None) + "\n";
        written += text.len();
        if written > MOST {
            let cut = Line::plain(Message::new("summary.cut").render(view.language));
            return write!(out, "{}", markdown::page(&[Block::Paragraph(cut)], None));
        }
        write!(out, "{text}")?;
    }
    Ok(())
}

fn page(assessment: &Assessment<'_>, view: View<'_>) -> Vec<Block> {
    let language = view.language;
    let say = |message: &Message| message.render(language);
    let named = |key: &'static str| say(&Message::new(key));
    let mut blocks = vec![
        Block::Heading(2, Line::plain(assessment.checklist.title.get(language))),
        Block::Paragraph(Line::strong(say(&ready(assessment))).then(format!(" — {}", say(&result(assessment))))),
        Block::Paragraph(Line::plain(say(&subject(assessment)))),
    ];
    let notices = notices(assessment, view.policy).into_iter().chain(gate(assessment, view.policy));
    blocks.extend(notices.map(|message| Block::Paragraph(Line::plain(say(&message)))));
    blocks.extend(claims(assessment, "human.claims").map(|message| Block::Paragraph(Line::strong(say(&message)))));
    blocks.extend(view.change.map(|change| Block::Paragraph(Line::strong(say(&head::change(assessment, change))))));
    let mut open: Vec<_> = assessment.rows.iter().filter(|row| row.verdict == Verdict::NotMet).collect();
    open.sort_by_key(|row| view.change.is_some_and(|change| !change.touches(row)));
    let open = || open.iter().copied();
    let gaps = |row: &crate::assessment::Row<'_>| row.gaps().count();
    let rows = open().map(|row| {
        [row.key.to_owned(), row.title.get(language).to_owned(), gaps(row).to_string()].map(Line::plain).to_vec()
    });
    let header = ["human.row", "human.title", "human.gaps"].map(named).to_vec();
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { name: named("human.gaps"), header, rows }));
    }
    for row in open() {
        let title = format!("{} {}", row.key, row.title.get(language));
        blocks.push(Block::Heading(3, Line::plain(title)));
        let header = ["summary.what", "summary.put", "summary.passes"].map(named).to_vec();
        let gaps = row.gaps();
        let rows = gaps.map(|gap| cells(&gap, language)).collect();
        blocks.push(Block::Table(Table { name: named("human.gaps"), header, rows }));
    }
    let unread = assessment.reading.unreadable.iter().map(|(path, why)| {
        let message = Message::new("human.colon").with("before", path.as_str()).with("after", why.clone());
        Line::plain(say(&message))
    });
    let unread: Vec<_> = unread.collect();
    if !unread.is_empty() {
        blocks.push(Block::Heading(3, Line::plain(named("summary.unread"))));
        blocks.push(Block::List(unread));
    }
    blocks
}

/// What must not leave the machine, which is the same for every program.
fn leaks(assessment: &Assessment<'_>, language: Language) -> Vec<Block> {
    let leaks = assessment.open_leaks().map(|leak| Line::plain(leaked::line(leak, language)));
    let leaks: Vec<_> = leaks.collect();
    if leaks.is_empty() {
        return Vec::new();
    }
    let heading = Message::new("leak.heading").with("n", leaks.len()).render(language);
    let what_to_do = Message::new("leak.what_to_do").render(language);
    let told = Block::Paragraph(Line::plain(what_to_do));
    vec![Block::Heading(3, Line::plain(heading)), told, Block::List(leaks)]
}

fn cells(gap: &Gap<'_>, language: Language) -> Vec<Line> {
    let what = told::what(gap.subject, gap.lack, language);
    let what = match &gap.lack.found {
        Some(found) => {
            let aside = Message::new("human.aside").with("text", what).with("aside", found.shown(language));
            aside.render(language)
        }
        None => what,
    };
    vec![Line::plain(what), Line::code(told::put(gap.lack)), Line::plain(gap.lack.passes.render(language))]
}
