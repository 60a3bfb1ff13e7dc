//! What a change to the folder touches, before anything else.

use std::io;

use super::Human;
use crate::language::{Arg, Message};
use crate::report::{head, verdict_key};
use crate::source::printable;

impl Human<'_> {
    /// The rows that stand on changed files, and the files that none stands on.
    pub fn changed(&mut self) -> io::Result<()> {
        let (assessment, Some(change)) = (self.assessment, self.view.change) else { return Ok(()) };
        self.heading(&head::change(assessment, change))?;
        for row in assessment.rows.iter().filter(|row| change.touches(row)) {
            let verdict = Message::new(verdict_key(&row.verdict));
            let line =
                Message::new("changed.row").with("key", row.key).with("title", row.title).with("verdict", verdict);
            self.line(&line, 2)?;
        }
        let idle = change.idle(assessment).map(printable).collect::<Vec<_>>();
        if !idle.is_empty() {
            let files = idle.iter().map(String::as_str).collect::<Arg>();
            self.line(&Message::new("changed.idle").with("files", files), 2)?;
        }
        Ok(())
    }
}
