//! For a person at a terminal: the result in one line, the rows, the matrix, the gaps nearest to done first.

mod citations;
mod gaps;
mod score;

use std::collections::BTreeSet;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Detail, View, result, verdict_key};
use crate::assessment::{Assessment, Row, Verdict};
use crate::checklist::{HandIn, Level, Route};
use crate::gate;
use crate::language::{Arg, Message};
use crate::report::matrix::{Cell, matrix};
use crate::report::table::{shown_width, table, wrap};
use crate::rule::Basis;
use crate::source::printable;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Writes the assessments one after the other; before several, what each of them came to.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    if assessments.len() > 1 {
        let widest = assessments.iter().map(|assessment| assessment.checklist.id().len()).max().unwrap_or_default();
        for assessment in assessments {
            write!(out, "{:widest$}  ", assessment.checklist.id())?;
            Human { assessment, view, out }.result()?;
        }
        if view.detail == Detail::Quiet {
            return Ok(());
        }
    }
    for (number, assessment) in assessments.iter().enumerate() {
        if number > 0 || assessments.len() > 1 {
            writeln!(out)?;
        }
        Human { assessment, view, out }.write()?;
    }
    Ok(())
}

struct Human<'a> {
    assessment: &'a Assessment<'a>,
    view: View<'a>,
    out: &'a mut dyn Write,
}

impl Human<'_> {
    fn write(&mut self) -> io::Result<()> {
        self.result()?;
        if self.view.detail == Detail::Quiet {
            return Ok(());
        }
        self.subject()?;
        self.claims()?;
        self.rows()?;
        self.score()?;
        self.matrix()?;
        self.gaps()?;
        self.advice()?;
        if self.view.detail == Detail::Verbose {
            self.citations()?;
        }
        self.reading()?;
        self.next()
    }

    /// “NOT READY — 17 of 24 met, 5 not met, 2 not applicable”.
    fn result(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        let ready = gate::passes(assessment);
        let word = self.say(&Message::new(if ready { "human.ready" } else { "human.not_ready" }));
        let word = self.styled(if ready { GOOD } else { BAD }, &word);
        let line = self.say(&result(assessment));
        writeln!(self.out, "{word} — {line}")
    }

    /// What was judged, and whether a newer form exists.
    fn subject(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        let what = Message::new("human.subject")
            .with("program", &assessment.checklist.title)
            .with("version", assessment.checklist.version.as_str())
            .with(
                "partner",
                assessment
                    .partner
                    .as_deref()
                    .map_or_else(|| Message::new("human.nameless").into(), |name| Arg::from(printable(name))),
            )
            .with("date", assessment.as_of);
        let what = self.say(&what);
        self.line(&what, 0)?;
        if let Some(reading) = assessment.interpretation {
            let text = self.say(&reading.named());
            self.line(&text, 0)?;
        }
        for message in &assessment.life {
            let text = wrap(&self.say(message), self.width(), 0, 0);
            let text = self.styled(FAINT, &text);
            writeln!(self.out, "{text}")?;
        }
        Ok(())
    }

    /// What the partner claims and the folder does not show.
    fn claims(&mut self) -> io::Result<()> {
        let keys: Vec<_> = self.assessment.false_claims().map(|row| row.key).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let message =
            Message::new("human.claims").with("n", keys.len()).with("rows", keys.into_iter().collect::<Arg>());
        let text = self.say(&message);
        writeln!(self.out)?;
        let text = self.styled(BAD, &wrap(&text, self.width(), 0, 0));
        writeln!(self.out, "{text}")
    }

    fn rows(&mut self) -> io::Result<()> {
        let header = ["human.row", "human.title", "human.verdict", "human.basis", "human.gaps"];
        let header: Vec<_> = header.iter().map(|key| self.say(&Message::new(key))).collect();
        let rows: Vec<_> = self.assessment.rows.iter().map(|row| self.row(row)).collect();
        let text = table(&header, &rows, &[0, 2, 4], self.view.width);
        writeln!(self.out)?;
        write!(self.out, "{text}")?;
        for row in &self.assessment.rows {
            if let Verdict::NotApplicable(reason) = &row.verdict {
                let text = self.told_of(row.key, reason);
                self.line(&text, 2)?;
            }
        }
        Ok(())
    }

    fn row(&self, row: &Row<'_>) -> Vec<String> {
        let lacks: BTreeSet<_> =
            row.lacks().filter(|gap| gap.level == Level::Must).map(|gap| (gap.subject, gap.lack)).collect();
        let basis = row.basis().into_iter().map(|basis| Message::new(basis_key(basis)));
        let basis = if row.verdict == Verdict::Met { basis.collect() } else { Vec::new() };
        let basis: Vec<_> = basis.iter().map(|message| self.say(message)).collect();
        vec![
            row.key.to_owned(),
            row.title.get(self.view.language).to_owned(),
            self.say(&Message::new(verdict_key(&row.verdict))),
            basis.join(self.view.language.comma()),
            if lacks.is_empty() { String::new() } else { lacks.len().to_string() },
        ]
    }

    fn matrix(&mut self) -> io::Result<()> {
        let rows = matrix(self.assessment);
        if self.assessment.case_studies.is_empty() || rows.is_empty() {
            return Ok(());
        }
        let studies: Vec<_> = self.assessment.case_studies.iter().map(|study| printable(&study.slug)).collect();
        let widths: Vec<_> = studies.iter().map(|slug| shown_width(slug)).collect();
        let key_width = rows.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
        let wide = key_width + widths.iter().map(|width| width + 2).sum::<usize>() > self.width();
        writeln!(self.out)?;
        let titles =
            if wide { (1..=studies.len()).map(|number| format!("({number})")).collect() } else { studies.clone() };
        if wide {
            for (number, slug) in studies.iter().enumerate() {
                writeln!(self.out, "({}) {slug}", number + 1)?;
            }
        }
        writeln!(self.out, "{:key_width$}  {}", "", titles.join("  "))?;
        for (key, cells) in &rows {
            write!(self.out, "{key:key_width$}")?;
            let mut pending = 0;
            for (cell, title) in cells.iter().zip(&titles) {
                let width = shown_width(title);
                let left = width / 2;
                let mark = self.mark(*cell);
                write!(self.out, "{}{mark}", " ".repeat(pending + 2 + left))?;
                pending = width - left - 1;
            }
            writeln!(self.out)?;
        }
        let legend = self.say(&Message::new("human.legend"));
        let legend = self.styled(FAINT, &legend);
        writeln!(self.out, "{legend}")
    }

    fn mark(&self, cell: Cell) -> String {
        match cell {
            Cell::Satisfied => self.styled(GOOD, cell.mark()),
            Cell::Lacking => self.styled(BAD, cell.mark()),
            Cell::NotNeeded | Cell::NotApplicable => cell.mark().to_owned(),
        }
    }

    fn reading(&mut self) -> io::Result<()> {
        let reading = &self.assessment.reading;
        let passed_over = reading.skipped.iter().filter(|skipped| !skipped.noise).count();
        let message = Message::new("human.reading")
            .with("read", Message::new("human.files_read").with("n", reading.read))
            .with("opaque", Message::new("human.files_opaque").with("n", reading.opaque.len()))
            .with("skipped", Message::new("human.files_skipped").with("n", passed_over));
        writeln!(self.out)?;
        let text = self.say(&message);
        self.line(&text, 0)?;
        let verbose = self.view.detail == Detail::Verbose;
        for skipped in reading.skipped.iter().filter(|skipped| verbose || !skipped.noise) {
            let text = self.told_of(&printable(&skipped.path), &skipped.reason);
            self.line(&text, 2)?;
        }
        if self.view.detail == Detail::Verbose {
            for path in reading.opaque.iter().filter(|path| reading.unused.contains(path)) {
                let text = self.told_of(path, &Message::new("covers.opaque"));
                self.line(&text, 2)?;
            }
        }
        if !self.assessment.candidates.is_empty() {
            let slugs = self.assessment.candidates.iter().map(|slug| printable(slug)).collect::<Arg>();
            let text = self.say(&Message::new("human.candidates").with("slugs", slugs));
            self.line(&text, 0)?;
        }
        Ok(())
    }

    /// The command to run next.
    fn next(&mut self) -> io::Result<()> {
        let program = &self.assessment.checklist.program;
        let nearest = self.assessment.rows.iter().filter(|row| row.verdict == Verdict::NotMet);
        let nearest = nearest.min_by_key(|row| row.lacks().count());
        let message = if let Some(row) = nearest {
            Message::new("human.next_gap").with("command", format!("competency explain {program} {}", row.key))
        } else {
            let HandIn { route, to, .. } = &self.assessment.checklist.hand_in;
            let next = match route {
                Route::Email => Message::new("human.next_ready"),
                Route::Portal => Message::new("human.next_portal"),
            };
            next.with("to", to.as_str())
        };
        let text = self.say(&message);
        self.line(&text, 0)
    }

    fn heading(&mut self, key: &'static str) -> io::Result<()> {
        let text = self.say(&Message::new(key));
        let text = self.styled(STRONG, &text);
        writeln!(self.out, "\n{text}")
    }

    fn line(&mut self, text: &str, indent: usize) -> io::Result<()> {
        self.line_at(text, indent, indent + 2 * usize::from(indent > 0))
    }

    fn line_at(&mut self, text: &str, first: usize, rest: usize) -> io::Result<()> {
        let text = wrap(text, self.width(), first, rest);
        writeln!(self.out, "{text}")
    }

    /// A sentence, safe for a terminal whatever the evidence put into it.
    fn say(&self, message: &Message) -> String {
        printable(&message.render(self.view.language))
    }

    /// A name and what is said of it.
    fn told_of(&self, name: &str, message: &Message) -> String {
        self.say(&Message::new("human.colon").with("before", name).with("after", message.clone()))
    }

    fn width(&self) -> usize {
        usize::from(self.view.width)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.view.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

const fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Computed => "basis.computed",
        Basis::Documented => "basis.documented",
        Basis::Attested => "basis.attested",
    }
}
