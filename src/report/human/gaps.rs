//! Gaps by the file to write or to change, those first that bring a row to Met soonest; and advice, in the same way.

use std::collections::BTreeMap;
use std::io;

use anstyle::Style;

use super::todo::files;
use super::{Human, STRONG};
use crate::language::Message;
use crate::report::lacking::{Lacking, distinct};
use crate::source::printable;

impl Human<'_> {
    /// How many gaps there are, then file by file what to do.
    pub fn gaps(&mut self) -> io::Result<()> {
        let gaps = distinct(self.assessment.gaps());
        if gaps.is_empty() {
            return Ok(());
        }
        let count = Message::new("human.count_gaps").with("n", gaps.len());
        let files = Message::new("human.count_files").with("n", files(&gaps).len());
        self.heading(&Message::new("human.heading_gaps").with("gaps", count).with("files", files))?;
        let Some(change) = self.view.change else { return self.by_file(&gaps, STRONG) };
        let changed: Vec<_> = gaps.iter().filter(|gap| change.is_of(gap.lack)).filter_map(Lacking::file).collect();
        let is_first = |gap: &Lacking<'_>| gap.file().is_some_and(|file| changed.contains(&file));
        let (first, rest): (Vec<_>, Vec<_>) = gaps.into_iter().partition(is_first);
        self.by_file(&first, STRONG)?;
        self.by_file(&rest, STRONG)
    }

    pub fn advice(&mut self) -> io::Result<()> {
        let advice = distinct(self.assessment.advice());
        let remarks = &self.assessment.remarks;
        if advice.is_empty() && remarks.is_empty() {
            return Ok(());
        }
        self.heading(&Message::new("human.heading_advice"))?;
        self.by_file(&advice, Style::new())?;
        let mut by_message: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for remark in remarks {
            by_message.entry(self.told(&remark.message)).or_default().push(remark.at.shown(self.view.language));
        }
        for (message, places) in by_message {
            writeln!(self.out)?;
            for place in places {
                writeln!(self.out, "{place}")?;
            }
            self.line_at(&format!("• {message}"), 2, 4)?;
        }
        Ok(())
    }

    /// What each file lacks, below its path; files that lack the same, such as those of several case studies, together.
    pub fn by_file(&mut self, lacking: &[Lacking<'_>], style: Style) -> io::Result<()> {
        let mut told: Vec<(Vec<&str>, String)> = Vec::new();
        for file in files(lacking) {
            let text = self.lacking_in(file, lacking);
            match told.iter_mut().find(|(_, known)| *known == text) {
                Some((files, _)) => files.push(file),
                None => told.push((vec![file], text)),
            }
        }
        for (files, text) in told {
            writeln!(self.out)?;
            for file in &files {
                let file = self.styled(style, &printable(file));
                writeln!(self.out, "{file}")?;
            }
            if files.len() > 1 {
                self.line(&Message::new("human.each_file").with("n", files.len()), 2)?;
            }
            write!(self.out, "{text}")?;
        }
        let mut following = lacking.iter().filter(|lacking| lacking.file().is_none()).peekable();
        if following.peek().is_some() {
            writeln!(self.out)?;
        }
        for lacking in following {
            let text = self.what("", lacking);
            write!(self.out, "{text}")?;
        }
        Ok(())
    }
}
