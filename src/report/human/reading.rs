//! What of the folder was read, and what was not.

use std::io;

use super::{Detail, Human};
use crate::language::{Arg, Message};
use crate::source::printable;

impl Human<'_> {
    /// How many files were read, and each that was passed over; on request also those that are meant to be, or are known
    /// by name only.
    pub fn reading(&mut self) -> io::Result<()> {
        let reading = &self.assessment.reading;
        let verbose = self.view.detail == Detail::Verbose;
        let passed_over = reading.skipped.iter().filter(|skipped| !skipped.noise).count();
        let message = Message::new("human.reading")
            .with("read", Message::new("human.files_read").with("n", reading.read))
            .with("opaque", Message::new("human.files_opaque").with("n", reading.opaque.len()))
            .with("skipped", Message::new("human.files_skipped").with("n", passed_over));
        writeln!(self.out)?;
        self.line(&message, 0)?;
        for skipped in reading.skipped.iter().filter(|skipped| verbose || !skipped.noise) {
            self.told_of(&skipped.path, &skipped.reason)?;
        }
        if verbose {
            for path in reading.opaque.iter().filter(|path| reading.unused.contains(path)) {
                self.told_of(path, &Message::new("covers.opaque"))?;
            }
        }
        if !self.assessment.candidates.is_empty() {
            let slugs = self.assessment.candidates.iter().map(|slug| printable(slug)).collect::<Arg>();
            self.line(&Message::new("human.candidates").with("slugs", slugs), 0)?;
        }
        Ok(())
    }
}
