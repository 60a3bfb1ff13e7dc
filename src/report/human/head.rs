//! The head: what it came to, what was judged, and what the partner claims without showing it.

use std::io;

use super::{BAD, GOOD, Human};
use crate::gate::{decide, is_ready};
use crate::report::Detail;
use crate::report::head::{claims, gate, notices, ready, result, subject};
use crate::report::wrap::wrap;

impl Human<'_> {
    /// “NOT READY — 17 of 24 met, 5 not met, 2 not applicable”.
    pub fn result(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        let style = if is_ready(assessment) { GOOD } else { BAD };
        let word = self.styled(style, &self.say(&ready(assessment)));
        let line = self.say(&result(assessment));
        // Where this line is all that is said, it says as well why the gate ends otherwise.
        let policy = self.view.policy;
        let is_otherwise = decide(assessment, policy).passes != is_ready(assessment);
        let gate = gate(assessment, policy).filter(|_| self.view.detail == Detail::Quiet && is_otherwise);
        let gate = gate.map(|gate| format!(" — {}", self.say(&gate))).unwrap_or_default();
        writeln!(self.out, "{word} — {line}{gate}")
    }

    /// What was judged, and whether a newer form exists.
    pub fn subject(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        self.line(&subject(assessment), 0)?;
        if let Some(reading) = assessment.interpretation {
            self.line(&reading.named(), 0)?;
        }
        let policy = self.view.policy;
        for message in notices(assessment, policy).into_iter().chain(gate(assessment, policy)) {
            self.line(&message, 0)?;
        }
        Ok(())
    }

    /// What the partner claims and the folder does not show.
    pub fn claims(&mut self) -> io::Result<()> {
        let Some(message) = claims(self.assessment, "human.claims") else { return Ok(()) };
        let text = wrap(&self.say(&message), self.width(), 0, 0);
        let text = self.styled(BAD, &text);
        writeln!(self.out, "\n{text}")
    }
}
