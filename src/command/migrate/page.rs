//! What is said of a migration.

use std::fmt::Write as _;

use super::Judged;
use super::copy::Behind;
use crate::assessment::{Assessment, Verdict};
use crate::cli::{Cli, Migrate, width};
use crate::command::again::quoted;
use crate::command::language;
use crate::command::turned::turned;
use crate::language::{Language, Message};
use crate::migration::{Migration, Moved, Piece, Told};
use crate::report::{told, wrap};
use crate::secret;

/// A page for people.
pub struct Page<'a> {
    language: Language,
    width: usize,
    cli: &'a Cli,
    options: &'a Migrate,
}

impl<'a> Page<'a> {
    /// An empty one.
    pub fn new(cli: &'a Cli, options: &'a Migrate) -> Self {
        Self { language: language(cli), width: usize::from(width()), cli, options }
    }

    /// Everything that is to be said.
    pub fn written(
        &self,
        migration: &Migration<'_>,
        moved: &Moved,
        [before, after]: Judged<'_, '_>,
        behind: &[Behind],
    ) -> String {
        let folder = self.options.folder.display().to_string();
        let written = self.options.output.as_ref().map(|output| output.display().to_string());
        let mut text = String::new();
        let summary = Message::new("migrate.summary")
            .with("before", before.checklist.id())
            .with("after", after.checklist.id())
            .with("carried", moved.carried.len())
            .with("again", moved.again.len())
            .with("left", moved.left.len())
            .with("standing", moved.standing);
        text += &self.line(&summary, 0);
        let where_to = match &written {
            Some(output) => {
                Message::new("migrate.written").with("target", output.as_str()).with("folder", folder.as_str())
            }
            None => Message::new("migrate.plan").with("folder", folder.as_str()),
        };
        text += &self.line(&where_to, 0);
        for (title, told) in [
            ("migrate.title.left", &moved.left),
            ("migrate.title.again", &moved.again),
            ("migrate.title.carried", &moved.carried),
        ] {
            text += &self.section(&Message::new(title), told.iter().map(|told| self.told(told)));
        }
        let left = behind.iter().map(|(path, why)| self.line(&pair(path.as_str(), why.clone()), 2));
        text += &self.section(&Message::new("migrate.title.behind"), left);
        for (title, pieces) in [("migrate.title.new", migration.newly()), ("migrate.title.gone", migration.no_longer())]
        {
            text += &self.section(&Message::new(title), pieces.iter().map(|piece| self.piece(piece)));
        }
        let title = Message::new("migrate.title.judged").with("date", before.as_of);
        let counts = [before, after].map(counted);
        let turned = turned(before, after, migration.lineage);
        text += &self.section(&title, counts.iter().chain(&turned).map(|line| self.line(line, 2)));
        let next = if let Some(output) = &written {
            Message::new("migrate.next_check").with("command", self.command("check --program", after, output))
        } else {
            let command = format!("{} --output …", self.command("migrate --to", after, &folder));
            Message::new("migrate.next_write").with("command", command)
        };
        text.push('\n');
        text + &self.line(&next, 0)
    }

    /// A command about a folder, as a shell reads it.
    fn command(&self, does: &str, after: &Assessment<'_>, folder: &str) -> String {
        let Self { cli, options, .. } = self;
        let language = cli.lang.map(|language| format!("--lang {language}"));
        let as_of = options.as_of.map(|day| format!("--as-of {day}"));
        let own = cli.checklists.as_ref().map(|own| format!("--checklists {}", quoted(&own.display().to_string())));
        let words = [Some(format!("competency {does} {}", after.checklist.id())), language, as_of, own];
        words.into_iter().flatten().chain([quoted(folder)]).collect::<Vec<_>>().join(" ")
    }

    fn section(&self, title: &Message, lines: impl Iterator<Item = String>) -> String {
        let lines: String = lines.collect();
        if lines.is_empty() { lines } else { format!("\n{}{lines}", self.line(title, 0)) }
    }

    /// Where, what, why and what to do.
    fn told(&self, told: &Told) -> String {
        let Told { place, what, why, state, cure } = told;
        let mut text = self.line(&pair(place.shown(self.language), what.clone()), 2);
        let told = match (why, state) {
            (Some(why), Some(state)) => {
                Some(Message::new("migrate.and").with("why", why.clone()).with("state", state.clone()))
            }
            (one, other) => one.clone().or_else(|| other.clone()),
        };
        let cure = cure.as_ref().map(|cure| Message::new("migrate.to_do").with("cure", cure.clone()));
        for line in told.iter().chain(&cure) {
            text += &self.line(line, 4);
        }
        text
    }

    fn piece(&self, piece: &Piece) -> String {
        match &piece.file {
            Some(file) => {
                let line = Message::new("migrate.put").with("what", piece.what.clone()).with("file", file.as_str());
                self.line(&line, 2)
            }
            None => self.line(&piece.what, 2),
        }
    }

    /// A sentence in lines. What a file says may be quoted in it, and no secret must be.
    fn line(&self, message: &Message, indent: usize) -> String {
        let text = secret::without(told(message, self.language));
        let mut lines = String::new();
        let _ = writeln!(lines, "{}", wrap(&text, self.width, indent, indent + 2));
        lines
    }
}

fn pair(before: impl Into<crate::language::Arg>, after: Message) -> Message {
    Message::new("human.colon").with("before", before).with("after", after)
}

/// How a folder is judged, in one line.
fn counted(assessment: &Assessment<'_>) -> Message {
    let count = |is: fn(&Verdict) -> bool| assessment.count(is);
    Message::new("migrate.counts")
        .with("checklist", assessment.checklist.id())
        .with("met", count(|verdict| *verdict == Verdict::Met))
        .with("rows", assessment.rows.len())
        .with("not_met", count(|verdict| *verdict == Verdict::NotMet))
        .with("not_applicable", count(|verdict| matches!(verdict, Verdict::NotApplicable(_))))
}
