//! The command to run next.

use std::io;

use super::Human;
use super::todo::nearest;
use crate::assessment::Verdict;
use crate::checklist::{HandIn, Route};
use crate::gate;
use crate::language::Message;
use crate::report::Again;
use crate::report::lacking::distinct;

impl Human<'_> {
    /// With gaps, what the row nearest to Met asks; without, how the self-assessment is written and where it goes.
    pub fn next(&mut self) -> io::Result<()> {
        let (assessment, Again { common, judged, exact }) = (self.assessment, self.view.again);
        let checklist = assessment.checklist;
        let program = if exact { checklist.id() } else { checklist.program.clone() };
        let row = nearest(&distinct(assessment.gaps()), &[])
            .or_else(|| Some(assessment.rows.iter().find(|row| row.verdict == Verdict::NotMet)?.key));
        if let Some(row) = row.filter(|_| !gate::is_ready(assessment)) {
            let command = format!("competency explain {program} {row} {common}");
            return self.line(&Message::new("human.next_gap").with("command", command.trim_end()), 0);
        }
        if !gate::decide(assessment, self.view.policy).falling.is_empty() {
            self.line(&Message::new("forecast.next"), 0)?;
            return writeln!(self.out, "competency forecast --program {program} {judged}");
        }
        let HandIn { route, to, .. } = &checklist.hand_in;
        let next = match route {
            Route::Email => Message::new("human.next_ready"),
            Route::Portal => Message::new("human.next_portal"),
        };
        self.line(&next.with("to", to.as_str()), 0)?;
        writeln!(self.out, "competency mail --program {program} {judged}")
    }
}
