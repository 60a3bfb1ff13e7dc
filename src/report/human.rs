//! For a person at a terminal: the result in one line, the rows, the matrix, the gaps nearest to done first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::matrix::{Cell, matrix};
use super::table::{shown_width, table, wrap};
use super::{Detail, View};
use crate::assessment::{Assessment, Gap, Row, Verdict};
use crate::gate;
use crate::language::{Arg, Message};
use crate::rule::{Basis, Cause, Citation, How, Lack, Words};
use crate::source::printable;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Writes the assessments one after the other.
pub fn write(assessments: &[Assessment<'_>], view: View, out: &mut dyn Write) -> io::Result<()> {
    for (number, assessment) in assessments.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        Human { assessment, view, out }.write()?;
    }
    Ok(())
}

struct Human<'a> {
    assessment: &'a Assessment<'a>,
    view: View,
    out: &'a mut dyn Write,
}

impl Human<'_> {
    fn write(&mut self) -> io::Result<()> {
        self.result()?;
        if self.view.detail == Detail::Quiet {
            return Ok(());
        }
        self.claims()?;
        self.rows()?;
        self.matrix()?;
        self.gaps()?;
        self.advice()?;
        if self.view.detail == Detail::Verbose {
            self.citations()?;
        }
        self.reading()?;
        self.next()
    }

    /// “NOT READY — 17 of 24 met, 5 not met, 2 not applicable”, then what was judged, and whether a newer form exists.
    fn result(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        let ready = gate::passes(assessment);
        let count = |key: &'static str, is: fn(&Verdict) -> bool| Message::new(key).with("n", assessment.count(is));
        let line = Message::new("human.result")
            .with("met", count("human.met", |verdict| *verdict == Verdict::Met).with("all", assessment.rows.len()))
            .with("not_met", count("human.not_met", |verdict| *verdict == Verdict::NotMet))
            .with("na", count("human.na", |verdict| matches!(verdict, Verdict::NotApplicable(_))));
        let word = self.say(&Message::new(if ready { "human.ready" } else { "human.not_ready" }));
        let word = self.styled(if ready { GOOD } else { BAD }, &word);
        let line = self.say(&line);
        writeln!(self.out, "{word} — {line}")?;
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
        if let Some(superseded) = &assessment.checklist.superseded {
            let text = superseded.get(self.view.language).to_owned();
            let text = wrap(&text, self.width(), 0);
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
        let text = self.styled(BAD, &wrap(&text, self.width(), 0));
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
                let text = format!("{}: {}", row.key, self.say(reason));
                self.line(&text, 2)?;
            }
        }
        Ok(())
    }

    fn row(&self, row: &Row<'_>) -> Vec<String> {
        let lacks = row.lacks().filter(|gap| gap.level == crate::checklist::Level::Must).count();
        let basis = row.basis().into_iter().map(|basis| Message::new(basis_key(basis)));
        let basis = if row.verdict == Verdict::Met { basis.collect() } else { Vec::new() };
        let basis: Vec<_> = basis.iter().map(|message| self.say(message)).collect();
        vec![
            row.key.to_owned(),
            row.title.get(self.view.language).to_owned(),
            self.say(&Message::new(verdict_key(&row.verdict))),
            basis.join(self.view.language.comma()),
            if lacks == 0 { String::new() } else { lacks.to_string() },
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

    /// The gaps by row, nearest to done first; one that several rows share is told once, with all of them.
    fn gaps(&mut self) -> io::Result<()> {
        let gaps: Vec<Gap<'_>> = self.assessment.gaps().collect();
        if gaps.is_empty() {
            return Ok(());
        }
        self.heading("human.heading_gaps")?;
        self.told(&gaps)
    }

    fn advice(&mut self) -> io::Result<()> {
        let advice: Vec<Gap<'_>> = self.assessment.advice().collect();
        let remarks = &self.assessment.remarks;
        if advice.is_empty() && remarks.is_empty() {
            return Ok(());
        }
        self.heading("human.heading_advice")?;
        self.told(&advice)?;
        let mut by_message: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for remark in remarks {
            by_message.entry(self.say(&remark.message)).or_default().push(&remark.at);
        }
        for (message, places) in by_message {
            self.line(&format!("• {message}"), 2)?;
            for place in places {
                writeln!(self.out, "    {place}")?;
            }
        }
        Ok(())
    }

    fn told(&mut self, gaps: &[Gap<'_>]) -> io::Result<()> {
        let mut per_row: BTreeMap<&str, usize> = BTreeMap::new();
        let mut keys: BTreeMap<(&str, &Lack), Vec<&str>> = BTreeMap::new();
        for gap in gaps {
            *per_row.entry(gap.key).or_default() += 1;
            let rows = keys.entry((gap.subject, gap.lack)).or_default();
            if !rows.contains(&gap.key) {
                rows.push(gap.key);
            }
        }
        let mut rows: Vec<&Row<'_>> = self.assessment.rows.iter().filter(|row| per_row.contains_key(row.key)).collect();
        rows.sort_by_key(|row| per_row[row.key]);
        let mut told = std::collections::BTreeSet::new();
        for row in rows {
            let title = format!("{}  {}", row.key, row.title.get(self.view.language));
            let title = self.styled(STRONG, &title);
            let mut titled = false;
            for gap in gaps.iter().filter(|gap| gap.key == row.key) {
                if !told.insert((gap.subject, gap.lack)) {
                    continue;
                }
                if !titled {
                    writeln!(self.out, "{title}")?;
                    titled = true;
                }
                let also: Vec<_> =
                    keys[&(gap.subject, gap.lack)].iter().filter(|key| **key != row.key).copied().collect();
                self.gap(gap, &also)?;
            }
        }
        Ok(())
    }

    fn gap(&mut self, gap: &Gap<'_>, also: &[&str]) -> io::Result<()> {
        let Lack { what, found, put, passes, cause } = gap.lack;
        let what = self.say(what);
        let subject = if gap.subject.is_empty() { String::new() } else { format!("[{}] ", printable(gap.subject)) };
        let mark = self.styled(BAD, "✗");
        let text = wrap(&format!("{subject}{what}"), self.width(), 4);
        writeln!(self.out, "  {mark} {text}")?;
        if let Cause::Follows(_) = cause {
            return Ok(());
        }
        if let Some(found) = found {
            let text = self.say(&Message::new("human.found").with("place", found.to_string()));
            self.line_at(&text, 4, 6)?;
        }
        let file = printable(&put.file);
        let place = match &put.field {
            Some(field) => format!("{file} › {}", printable(field)),
            None => file,
        };
        let text = self.say(&Message::new("human.put").with("place", place));
        self.line_at(&text, 4, 6)?;
        let text = self.say(&Message::new("human.passes").with("passes", passes.clone()));
        self.line_at(&text, 4, 6)?;
        if !also.is_empty() {
            let text = self.say(&Message::new("human.also").with("rows", also.iter().copied().collect::<Arg>()));
            self.line_at(&text, 4, 6)?;
        }
        match cause {
            Cause::Unreadable => self.line_at(&self.say(&Message::new("human.unreadable")), 4, 6),
            Cause::NeedsAttestation => self.line_at(&self.say(&Message::new("human.needs_attestation")), 4, 6),
            Cause::Missing | Cause::Contradicted | Cause::Follows(_) => Ok(()),
        }
    }

    /// The words behind every Met, and how each place was found.
    fn citations(&mut self) -> io::Result<()> {
        self.heading("human.heading_citations")?;
        for row in &self.assessment.rows {
            let mut titled = false;
            for result in &row.criteria {
                let citations: Vec<&Citation> = result.citations().collect();
                if citations.is_empty() {
                    continue;
                }
                if !titled {
                    let title = format!("{}  {}", row.key, row.title.get(self.view.language));
                    let title = self.styled(STRONG, &title);
                    writeln!(self.out, "{title}")?;
                    titled = true;
                }
                let statement = result.criterion.statement.get(self.view.language).to_owned();
                self.line(&format!("✓ {statement}"), 2)?;
                for citation in citations {
                    let text = self.cited(citation);
                    self.line_at(&text, 4, 6)?;
                }
            }
        }
        Ok(())
    }

    fn cited(&self, citation: &Citation) -> String {
        let words = match &citation.words {
            Words::Quote(words) => self.say(&Message::new("human.quote").with("words", printable(words))),
            Words::Note(message) => self.say(message),
        };
        let how = citation.how.map(|how| format!(" ({})", self.say(&Message::new(how_key(how))))).unwrap_or_default();
        match &citation.place {
            Some(place) => format!("{place}{how}: {words}"),
            None => words,
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
            let text = format!("{}: {}", printable(&skipped.path), self.say(&skipped.reason));
            self.line(&text, 2)?;
        }
        if self.view.detail == Detail::Verbose {
            for path in &reading.opaque {
                let text = format!("{path}: {}", self.say(&Message::new("covers.opaque")));
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
        let message = match nearest {
            Some(row) => {
                Message::new("human.next_gap").with("command", format!("competency explain {program} {}", row.key))
            }
            None => Message::new("human.next_ready").with("to", self.assessment.checklist.hand_in.to.as_str()),
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
        let text = wrap(&format!("{}{text}", " ".repeat(first)), self.width(), rest);
        writeln!(self.out, "{text}")
    }

    fn say(&self, message: &Message) -> String {
        message.render(self.view.language)
    }

    fn width(&self) -> usize {
        usize::from(self.view.width)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.view.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

const fn verdict_key(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "verdict.met",
        Verdict::NotMet => "verdict.not_met",
        Verdict::NotApplicable(_) => "verdict.na",
    }
}

const fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Computed => "basis.computed",
        Basis::Documented => "basis.documented",
        Basis::Attested => "basis.attested",
    }
}

const fn how_key(how: How) -> &'static str {
    match how {
        How::Fact => "how.fact",
        How::Declared => "how.declared",
        How::Heading => "how.heading",
        How::FileName => "how.file_name",
        How::Terms => "how.terms",
    }
}
