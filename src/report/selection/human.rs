//! For a person at a terminal: what the best set comes to, why each case study is in or out, and what to do next.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{pin, words};
use crate::assessment::Selection;
use crate::gate;
use crate::language::Message;
use crate::report::head::{ready, result, subject};
use crate::report::table::table;
use crate::report::wrap::{shown_width, told, whole, wrap};
use crate::report::{View, told as lacks};
use crate::source::printable;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();

/// The columns around and between the cells of a table of three.
const SPACES: usize = 8;

/// Fewer columns than this are too few for a sentence.
const NARROW: usize = 24;

/// Writes the selections one after the other.
pub fn write(selections: &[Selection<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (number, selection) in selections.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        Human { selection, view, out }.write()?;
    }
    Ok(())
}

struct Human<'a> {
    selection: &'a Selection<'a>,
    view: View<'a>,
    out: &'a mut dyn Write,
}

impl Human<'_> {
    fn write(&mut self) -> io::Result<()> {
        let Selection { best, standing, .. } = self.selection;
        let style = if gate::is_ready(best) { GOOD } else { BAD };
        let word = self.styled(style, &self.say(&ready(best)));
        writeln!(self.out, "{word} — {}", self.say(&result(best)))?;
        self.line(&subject(best), 0)?;
        for message in &best.life {
            self.line(message, 0)?;
        }
        writeln!(self.out)?;
        let until = standing.until.map(|date| Message::new("select.until").with("date", date));
        for message in [Some(words::chosen(self.selection)), words::equals(self.selection), until].iter().flatten() {
            self.line(message, 0)?;
        }
        self.candidates()?;
        for message in words::usual(self.selection, self.view.language) {
            self.line(&message, 0)?;
        }
        self.change()?;
        self.pin()
    }

    fn candidates(&mut self) -> io::Result<()> {
        let Selection { candidates, .. } = self.selection;
        if candidates.is_empty() {
            return Ok(());
        }
        let named = |key: &'static str| self.say(&Message::new(key));
        let header = ["select.case_study", "select.choice", "select.why"].map(named);
        let begun: Vec<_> = candidates
            .iter()
            .map(|candidate| {
                let choice = named(if candidate.is_chosen { "select.in" } else { "select.out" });
                [printable(&candidate.slug), if candidate.is_chosen { self.styled(GOOD, &choice) } else { choice }]
            })
            .collect();
        let whys = candidates
            .iter()
            .map(|candidate| told(&words::why(self.selection, candidate, self.view.language), self.view.language));
        let taken: usize = (0..2)
            .map(|column| {
                begun.iter().map(|row| &row[column]).chain([&header[column]]).map(|cell| shown_width(cell)).max()
            })
            .map(Option::unwrap_or_default)
            .sum();
        let whys = fitted(whys.collect(), usize::from(self.view.width).saturating_sub(taken + SPACES));
        let rows: Vec<_> = begun.into_iter().zip(whys).map(|([slug, choice], why)| vec![slug, choice, why]).collect();
        let table = table(&header, &rows, &[0, 1], self.view.width, self.view.language);
        writeln!(self.out, "\n{table}")
    }

    /// The one change: where, what is missing, what would pass, and what it brings.
    fn change(&mut self) -> io::Result<()> {
        let Some((change, brings)) = self.selection.change.as_ref().zip(words::brings(self.selection)) else {
            let is_whole = self.selection.standing.gaps == 0;
            return self.line(&Message::new(if is_whole { "select.nothing_lacking" } else { "select.no_change" }), 0);
        };
        let heading = self.say(&Message::new("select.heading_change"));
        let heading = self.styled(STRONG, &heading);
        writeln!(self.out, "\n{heading}")?;
        let lacking = &change.mends;
        let place = whole(&lacks::put(&lacking.lack));
        // The path says of which case study, where it lies in its folder.
        let is_named = lacking.lack.put.file.split('/').any(|part| part == lacking.subject);
        let subject = if is_named { "" } else { lacking.subject.as_str() };
        let what = lacks::what(subject, &lacking.lack, self.view.language);
        self.line(&Message::new("human.colon").with("before", place).with("after", what), 2)?;
        self.line(&Message::new("human.passes").with("passes", lacking.lack.passes.clone()), 4)?;
        if let Some(swap) = &change.swap {
            let swap = Message::new("select.swap").with("comes", swap.comes.as_str()).with("goes", swap.goes.as_str());
            self.line(&swap, 2)?;
        }
        self.line(&brings, 2)
    }

    /// The lines to paste, which are not wrapped.
    fn pin(&mut self) -> io::Result<()> {
        let Some(lines) = pin::lines(self.selection).filter(|_| !self.selection.candidates.is_empty()) else {
            return Ok(());
        };
        writeln!(self.out)?;
        self.line(&Message::new("select.paste"), 0)?;
        lines.iter().try_for_each(|line| writeln!(self.out, "  {line}"))
    }

    fn line(&mut self, message: &Message, indent: usize) -> io::Result<()> {
        let text = told(message, self.view.language);
        let rest = indent + 2 * usize::from(indent > 0);
        writeln!(self.out, "{}", wrap(&text, usize::from(self.view.width), indent, rest))
    }

    /// A sentence, safe for a terminal whatever the evidence put into it.
    fn say(&self, message: &Message) -> String {
        printable(&message.render(self.view.language))
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.view.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Sentences in lines of so many columns, where every line fits; else as they are, for paragraphs.
fn fitted(sentences: Vec<String>, width: usize) -> Vec<String> {
    let lines: Vec<_> = sentences.iter().map(|sentence| wrap(sentence, width, 0, 0)).collect();
    let fits = width >= NARROW && lines.iter().flat_map(|text| text.lines()).all(|line| shown_width(line) <= width);
    if fits { lines } else { sentences }
}
