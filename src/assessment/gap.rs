//! A gap, and what makes it the same gap in another run.

use std::collections::BTreeMap;

use super::{Assessment, Row};
use crate::checklist::Level;
use crate::rule::Lack;

/// A gap: what one row lacks, of whom.
#[derive(Debug, Clone, Copy)]
pub struct Gap<'a> {
    /// The row.
    pub key: &'a str,
    /// The full id of the criterion.
    pub criterion: &'a str,
    /// Whether it is demanded or advised.
    pub level: Level,
    /// The case study, or empty for the partner.
    pub subject: &'a str,
    /// What is missing, where to put it and what would pass.
    pub lack: &'a Lack,
}

impl Assessment<'_> {
    /// Every gap and all advice, in official order, each with an id that it keeps from run to run: 16 hexadecimal digits,
    /// and a number after those that are alike. Neither wording nor lines nor the checklist's version decide it.
    #[must_use]
    pub fn identified(&self) -> Vec<(String, Gap<'_>)> {
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        let identified = |gap: Gap<'_>| {
            let id = gap.id(&self.checklist.program);
            let number = alike.entry(id.clone()).or_default();
            *number += 1;
            if *number == 1 { id } else { format!("{id}-{number}") }
        };
        let gaps: Vec<_> = self.rows.iter().flat_map(Row::lacks).collect();
        let ids: Vec<_> = gaps.iter().copied().map(identified).collect();
        ids.into_iter().zip(gaps).collect()
    }
}

impl Gap<'_> {
    fn id(&self, program: &str) -> String {
        let Lack { what, put, .. } = self.lack;
        let field = put.field.as_deref().unwrap_or_default();
        let parts = [program, self.criterion, self.subject, what.key(), &put.file, field];
        blake3::hash(parts.join("\0").as_bytes()).to_hex()[..16].to_owned()
    }
}
