//! The head: what it came to, what was judged, and what the partner claims without showing it.

use std::io;

use super::{BAD, GOOD, Human};
use crate::gate;
use crate::language::{Arg, Message};
use crate::report::result;
use crate::report::wrap::wrap;
use crate::source::printable;

impl Human<'_> {
    /// “NOT READY — 17 of 24 met, 5 not met, 2 not applicable”.
    pub fn result(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        let ready = gate::passes(assessment);
        let word = self.say(&Message::new(if ready { "human.ready" } else { "human.not_ready" }));
        let word = self.styled(if ready { GOOD } else { BAD }, &word);
        let line = self.say(&result(assessment));
        writeln!(self.out, "{word} — {line}")
    }

    /// What was judged, and whether a newer form exists.
    pub fn subject(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        let partner = assessment.partner.as_deref();
        let what = Message::new("human.subject")
            .with("program", &assessment.checklist.title)
            .with("version", assessment.checklist.version.as_str())
            .with("partner", partner.map_or_else(|| Message::new("human.nameless").into(), Arg::from))
            .with("date", assessment.as_of);
        self.line(&what, 0)?;
        if let Some(reading) = assessment.interpretation {
            self.line(&reading.named(), 0)?;
        }
        for message in &assessment.life {
            self.line(message, 0)?;
        }
        Ok(())
    }

    /// What the partner claims and the folder does not show.
    pub fn claims(&mut self) -> io::Result<()> {
        let keys: Vec<_> = self.assessment.false_claims().map(|row| printable(row.key)).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let message =
            Message::new("human.claims").with("n", keys.len()).with("rows", keys.into_iter().collect::<Arg>());
        let text = wrap(&self.say(&message), self.width(), 0, 0);
        let text = self.styled(BAD, &text);
        writeln!(self.out, "\n{text}")
    }
}
