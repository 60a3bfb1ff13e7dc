//! Gaps and advice: by row, nearest to done first, each with where to put it and what would pass.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::{BAD, Human, STRONG};
use crate::assessment::{Gap, Row};
use crate::language::{Arg, Message};
use crate::report::table::wrap;
use crate::rule::{Cause, Lack};
use crate::source::printable;

impl Human<'_> {
    /// The gaps by row, nearest to done first; one that several rows share is told once, with all of them.
    pub fn gaps(&mut self) -> io::Result<()> {
        let gaps: Vec<Gap<'_>> = self.assessment.gaps().collect();
        if gaps.is_empty() {
            return Ok(());
        }
        self.heading("human.heading_gaps")?;
        self.told(&gaps)
    }

    pub fn advice(&mut self) -> io::Result<()> {
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
        let mut told = BTreeSet::new();
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
        let Lack { what, found, claim, put, passes, cause } = gap.lack;
        let what = self.say(what);
        let subject = if gap.subject.is_empty() { String::new() } else { format!("[{}] ", printable(gap.subject)) };
        let mark = self.styled(BAD, "✗");
        let text = wrap(&format!("{subject}{what}"), self.width(), 4, 4);
        writeln!(self.out, "  {mark} {}", text.trim_start())?;
        if let Cause::Follows(_) = cause {
            return Ok(());
        }
        for (key, place) in [("human.claim", claim), ("human.found", found)] {
            if let Some(place) = place {
                let text = self.say(&Message::new(key).with("place", place.to_string()));
                self.line_at(&text, 4, 6)?;
            }
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
}
