//! What differs between two assessments, for a person at a terminal or as Markdown, such as a comment on a pull request.

use std::fmt::Write as _;

use super::markdown;
use super::page::{Block, Line, Span};
use super::wrap::{whole, wrap};
use crate::language::{Arg, Language, Message};
use crate::saved::{Assessment, Change, Compared, Comparison, FileChange, Gap, Moved, RowChange, Verdict};
use crate::source::printable;

/// A format of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    Human,
    /// As Markdown.
    Markdown,
}

/// Words longer than this are cut, in characters: what differs is to be found, not to be read here.
const SHOWN: usize = 160;

/// So many quotations of one file are told.
const QUOTED: usize = 3;

impl Format {
    /// What differs, for a terminal of so many columns.
    #[must_use]
    pub fn write(self, comparison: &Comparison<'_>, language: Language, width: u16) -> String {
        let blocks = page(comparison, language);
        match self {
            Self::Human => {
                let text: String = blocks.iter().map(|block| lines(block, usize::from(width))).collect();
                text.trim_start_matches('\n').to_owned()
            }
            Self::Markdown => markdown::page(&blocks, None),
        }
    }
}

/// A block in lines for a terminal.
fn lines(block: &Block, width: usize) -> String {
    let text = |line: &Line| -> String {
        let spans = line.0.iter().map(|span| match span {
            Span::Plain(text) | Span::Strong(text) => printable(text),
            Span::Code(text) | Span::Link { shown: text, .. } => whole(&printable(text)),
            Span::Tone(_) => String::new(),
        });
        spans.collect()
    };
    match block {
        Block::Heading(_, line) => format!("\n{}\n", wrap(&text(line), width, 0, 2)),
        Block::Paragraph(line) => wrap(&text(line), width, 0, 2) + "\n",
        Block::List(items) => items.iter().fold(String::new(), |mut list, item| {
            let _ = writeln!(list, "{}", wrap(&format!("• {}", text(item)), width, 2, 4));
            list
        }),
        Block::Table(_) => String::new(),
    }
}

fn page(comparison: &Comparison<'_>, language: Language) -> Vec<Block> {
    let page = Page { language };
    let mut blocks: Vec<_> = comparison.programs.iter().flat_map(|compared| page.program(compared)).collect();
    for (key, alone) in [("compared.only_before", &comparison.gone), ("compared.only_after", &comparison.new)] {
        let told = alone.iter().map(|one| page.plain(&Message::new(key).with("program", one.id())));
        blocks.extend(told.map(Block::Paragraph));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(page.plain(&Message::new("compared.nothing"))));
    }
    blocks
}

struct Page {
    language: Language,
}

impl Page {
    fn program(&self, compared: &Compared<'_>) -> Vec<Block> {
        let Compared { before, after, rows, opened, closed, advised, settled, files } = compared;
        let mut blocks = vec![Block::Heading(2, Line::plain(format!("{} ({})", after.title, after.id())))];
        let result = |one: &Assessment| {
            let ready = Message::new(if one.is_ready() { "human.ready" } else { "human.not_ready" });
            let message = Message::new("compared.result").with("ready", ready);
            message.with("met", one.met()).with("all", one.requirements.len())
        };
        let (earlier, later) = (result(before), result(after));
        let result = if earlier == later { later } else { turned(earlier, later) };
        blocks.push(Block::Paragraph(Line::strong(self.say(&result))));
        blocks.push(Block::List(self.circumstances(before, after)));
        let moved = |way: Moved| rows.iter().filter(move |row| row.moved() == way).collect::<Vec<_>>();
        let (lost, gained, otherwise) = (moved(Moved::Lost), moved(Moved::Gained), moved(Moved::Otherwise));
        let counts = [
            ("compared.lost", lost.len()),
            ("compared.gained", gained.len()),
            ("compared.otherwise", otherwise.len()),
            ("compared.opened", opened.len()),
            ("compared.closed", closed.len()),
            ("compared.advised", advised.len()),
            ("compared.settled", settled.len()),
            ("compared.files", files.len()),
        ];
        let told: Vec<_> =
            counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| Message::new(key).with("n", *n)).collect();
        let summary = if told.is_empty() {
            Message::new("compared.same")
        } else {
            Message::new("compared.summary").with("counts", told.into_iter().collect::<Arg>())
        };
        blocks.push(Block::Paragraph(self.plain(&summary)));
        let mut section = |key: &'static str, items: Vec<Line>| {
            if !items.is_empty() {
                blocks.extend([Block::Heading(3, self.plain(&Message::new(key))), Block::List(items)]);
            }
        };
        let told = |rows: Vec<&RowChange<'_>>| rows.into_iter().map(|row| self.row(row)).collect();
        section("compared.heading_lost", told(lost));
        section("compared.heading_gained", told(gained));
        section("compared.heading_otherwise", told(otherwise));
        for (heading, gaps) in [
            ("compared.heading_opened", opened),
            ("compared.heading_closed", closed),
            ("compared.heading_advised", advised),
            ("compared.heading_settled", settled),
        ] {
            section(heading, gaps.iter().map(|gap| self.gap(gap)).collect());
        }
        section("compared.heading_files", files.iter().map(|file| self.file(file)).collect());
        blocks
    }

    /// What was judged, as far as it is another one, and the days.
    fn circumstances(&self, before: &Assessment, after: &Assessment) -> Vec<Line> {
        let named = |key: &'static str| Message::new(key);
        let another = |key: &'static str, before: Arg, after: Arg| {
            let message = Message::new("human.colon").with("before", named(key));
            message.with("after", named("compared.turned").with("before", before).with("after", after))
        };
        let mut told = Vec::new();
        if before.as_of == after.as_of {
            told.push(named("human.colon").with("before", named("compared.day")).with("after", after.as_of));
        } else {
            told.push(another("compared.day", before.as_of.into(), after.as_of.into()));
        }
        if [before, after].iter().any(|one| one.passes != one.is_ready()) {
            let gate = |one: &Assessment| named(if one.passes { "compared.passes" } else { "compared.fails" }).into();
            told.push(another("compared.gate", gate(before), gate(after)));
        }
        let partner = |one: &Assessment| one.partner.as_deref().map_or(named("human.nameless").into(), Arg::from);
        let reading =
            |one: &Assessment| one.interpretation.as_ref().map_or("—".into(), |one| Arg::from(one.id.as_str()));
        let version = |one: &Assessment| Arg::from(one.version.as_str());
        for (key, of) in [
            ("compared.version", &version as &dyn Fn(&Assessment) -> Arg),
            ("compared.partner", &partner),
            ("compared.reading", &reading),
        ] {
            let (before, after) = (of(before), of(after));
            if before != after {
                told.push(another(key, before, after));
            }
        }
        let slugs = |one: &Assessment| one.case_studies.iter().map(|study| study.slug.clone()).collect::<Vec<_>>();
        let (earlier, later) = (slugs(before), slugs(after));
        if earlier != later {
            let list =
                |slugs: Vec<String>| if slugs.is_empty() { "—".into() } else { slugs.into_iter().collect::<Arg>() };
            told.push(another("compared.case_studies", list(earlier), list(later)));
        }
        if before.version == after.version && before.checklist_hash != after.checklist_hash {
            told.push(named("compared.other_checklist"));
        }
        if before.is_redacted() != after.is_redacted() {
            told.push(named("compared.redacted"));
        }
        if before.evidence_hash == after.evidence_hash {
            told.push(named("compared.same_evidence"));
        } else if before.index.is_none() || after.index.is_none() {
            told.push(named("compared.no_digests"));
        }
        told.iter().map(|message| self.plain(message)).collect()
    }

    fn row(&self, change: &RowChange<'_>) -> Line {
        self.plain(&row(change))
    }

    fn gap(&self, gap: &Gap) -> Line {
        let subject = gap.case_study.as_ref().map(|slug| format!(" [{slug}]")).unwrap_or_default();
        let what = Message::new("human.colon")
            .with("before", format!("{}{subject}", gap.criterion))
            .with("after", gap.what.as_str());
        Line::plain(self.say(&what) + " — ").and(Line::code(place(gap)))
    }

    fn file(&self, change: &FileChange<'_>) -> Line {
        let quoted = |words: &[&str]| -> Arg {
            let quote = |words: &&str| Arg::from(Message::new("compared.quote").with("words", cut(words)));
            let rest = (words.len() > QUOTED).then(|| Arg::from("…"));
            if words.is_empty() { "—".into() } else { words.iter().take(QUOTED).map(quote).chain(rest).collect() }
        };
        let what = match &change.change {
            Change::Words { gone, new } => {
                Message::new("compared.words").with("before", quoted(gone)).with("after", quoted(new))
            }
            Change::Dropped => Message::new("compared.dropped"),
            Change::Added => Message::new("compared.added"),
            Change::Bytes => Message::new("compared.bytes"),
        };
        let rows = change.rows.iter().copied().collect::<Arg>();
        let told = Message::new("human.colon").with("before", rows).with("after", what);
        let told = Line::plain(self.say(&told));
        match change.file {
            Some(file) => Line::code(file).then(" — ").and(told),
            None => told,
        }
    }

    fn plain(&self, message: &Message) -> Line {
        Line::plain(self.say(message))
    }

    fn say(&self, message: &Message) -> String {
        message.render(self.language)
    }
}

/// “C-2.3  Availability targets: Not met → Met”.
pub fn row(change: &RowChange<'_>) -> Message {
    let said = |verdict: Option<Verdict>| {
        Message::new(match verdict {
            None => "compared.not_judged",
            Some(Verdict::Met) => "verdict.met",
            Some(Verdict::NotMet) => "verdict.not_met",
            Some(Verdict::NotApplicable) => "verdict.na",
        })
    };
    let title = format!("{}  {}", change.row.key, change.row.title);
    let turned = turned(said(change.before), said(change.after));
    Message::new("human.colon").with("before", title).with("after", turned)
}

/// The file of a gap, and the field in it.
pub fn place(gap: &Gap) -> String {
    match &gap.field {
        Some(field) => format!("{} › {field}", gap.file),
        None => gap.file.clone(),
    }
}

/// How it was and how it is.
fn turned(before: Message, after: Message) -> Message {
    Message::new("compared.turned").with("before", before).with("after", after)
}

/// The beginning of long words.
fn cut(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
