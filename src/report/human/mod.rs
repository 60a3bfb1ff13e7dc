//! For a person at a terminal: the result in one line, the rows, the matrix, and what to do, file by file.
//!
//! Colours repeat what marks and words say: green holds, red does not, bold is a heading. Nothing is blue or yellow, which
//! some backgrounds swallow, and only what may be passed over is dimmed.

mod changed;
mod citations;
mod gap;
mod gaps;
mod head;
mod leaks;
mod matrix;
mod next;
mod reading;
mod rows;
mod score;
mod todo;
mod watched;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::wrap::{told, whole, wrap};
use super::{Detail, View};
use crate::assessment::Assessment;
use crate::language::Message;
use crate::source::printable;

pub use watched::write as write_changes;

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
        // They are of the folder, whatever it is judged by.
        Human { assessment: &assessments[0], view, out }.leaks()?;
    }
    for (number, assessment) in assessments.iter().enumerate() {
        if number > 0 || assessments.len() > 1 {
            writeln!(out)?;
        }
        Human { assessment, view, out }.write(assessments.len() == 1)?;
    }
    Ok(())
}

struct Human<'a> {
    assessment: &'a Assessment<'a>,
    view: View<'a>,
    out: &'a mut dyn Write,
}

impl Human<'_> {
    fn write(&mut self, is_alone: bool) -> io::Result<()> {
        self.result()?;
        if self.view.detail == Detail::Quiet {
            return Ok(());
        }
        self.subject()?;
        self.claims()?;
        self.changed()?;
        self.rows()?;
        self.score()?;
        self.matrix()?;
        self.gaps()?;
        self.advice()?;
        if self.view.detail == Detail::Verbose {
            self.citations()?;
        }
        if is_alone {
            self.leaks()?;
        }
        self.reading()?;
        self.next()
    }

    fn heading(&mut self, message: &Message) -> io::Result<()> {
        let text = wrap(&self.say(message), self.width(), 0, 0);
        let text = self.styled(STRONG, &text);
        writeln!(self.out, "\n{text}")
    }

    /// A sentence in lines; a continuing line stands a little further in.
    fn line(&mut self, message: &Message, indent: usize) -> io::Result<()> {
        let text = self.told(message);
        self.line_at(&text, indent, indent + 2 * usize::from(indent > 0))
    }

    fn line_at(&mut self, text: &str, first: usize, rest: usize) -> io::Result<()> {
        let text = wrap(text, self.width(), first, rest);
        writeln!(self.out, "{text}")
    }

    /// A sentence, safe for a terminal whatever the evidence put into it.
    fn say(&self, message: &Message) -> String {
        printable(&message.render(self.view.language))
    }

    /// The same to be wrapped, with names that stay whole.
    fn told(&self, message: &Message) -> String {
        told(message, self.view.language)
    }

    /// A path, and what is said of it.
    fn told_of(&mut self, path: &str, message: &Message) -> io::Result<()> {
        let message =
            Message::new("human.colon").with("before", whole(&printable(path))).with("after", message.clone());
        self.line(&message, 2)
    }

    fn width(&self) -> usize {
        usize::from(self.view.width)
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.view.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
