//! What must not leave the machine, and what somebody has said may.

use std::io;

use super::{Human, STRONG};
use crate::assessment::Leak;
use crate::language::Message;
use crate::source::printable;

impl Human<'_> {
    /// What nobody has acknowledged, by place, and what to do about it; then what somebody has.
    pub fn leaks(&mut self) -> io::Result<()> {
        let assessment = self.assessment;
        self.open_leaks(&assessment.open_leaks().collect::<Vec<_>>())?;
        let mut acknowledged =
            assessment.leaks.iter().filter_map(|leak| Some((leak, leak.acknowledged.as_ref()?))).peekable();
        if acknowledged.peek().is_some() {
            self.heading(&Message::new("leak.heading_acknowledged"))?;
        }
        for (leak, reason) in acknowledged {
            self.places(leak)?;
            let message = Message::new("leak.acknowledged").with("leak", leak.told()).with("reason", reason.as_str());
            self.line(&message, 2)?;
        }
        Ok(())
    }

    /// What nobody has acknowledged, by place, and what to do about it.
    pub fn open_leaks(&mut self, open: &[&Leak]) -> io::Result<()> {
        if !open.is_empty() {
            self.heading(&Message::new("leak.heading").with("n", open.len()))?;
            self.line(&Message::new("leak.what_to_do"), 0)?;
        }
        for leak in open {
            writeln!(self.out)?;
            self.places(leak)?;
            let told = self.told(&leak.told());
            self.line_at(&format!("! {told}"), 2, 4)?;
            if let Some(fingerprint) = &leak.fingerprint {
                self.line(&Message::new("leak.fingerprint").with("fingerprint", fingerprint.as_str()), 4)?;
            }
        }
        Ok(())
    }

    fn places(&mut self, leak: &Leak) -> io::Result<()> {
        for place in &leak.places {
            let place = self.styled(STRONG, &printable(&place.shown(self.view.language)));
            writeln!(self.out, "{place}")?;
        }
        Ok(())
    }
}
