//! What is lacking, without repetition.

use std::collections::BTreeMap;

use crate::assessment::Gap;
use crate::checklist::Level;
use crate::rule::{Cause, Lack};

/// Something that is lacking, said once for all the rows that lack it.
pub struct Lacking<'a> {
    /// The rows, in official order.
    pub rows: Vec<&'a str>,
    /// Whether it is demanded or advised.
    pub level: Level,
    /// The case study, or empty for the partner.
    pub subject: &'a str,
    /// What is missing, where to put it and what would pass.
    pub lack: &'a Lack,
}

impl<'a> Lacking<'a> {
    /// The file to write or to change: one that cannot be read itself. What follows from another gap has none.
    pub fn file(&self) -> Option<&'a str> {
        match (&self.lack.cause, &self.lack.found) {
            (Cause::Follows(_), _) => None,
            (Cause::Unreadable, Some(found)) => Some(&found.file),
            _ => Some(&self.lack.put.file),
        }
    }
}

/// Gaps without repetition, in their order.
pub fn distinct<'a>(gaps: impl Iterator<Item = Gap<'a>>) -> Vec<Lacking<'a>> {
    let mut distinct: Vec<Lacking<'a>> = Vec::new();
    let mut known = BTreeMap::new();
    for Gap { key, level, subject, lack, .. } in gaps {
        let place = *known.entry((subject, lack)).or_insert(distinct.len());
        match distinct.get_mut(place) {
            Some(lacking) if lacking.rows.contains(&key) => {}
            Some(lacking) => lacking.rows.push(key),
            None => distinct.push(Lacking { rows: vec![key], level, subject, lack }),
        }
    }
    distinct
}
