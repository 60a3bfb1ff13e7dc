//! What is to be done, file by file.

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

/// The row that the fewest gaps keep from being met, not counting those of the files that are `done`.
pub fn nearest<'a>(lacking: &[Lacking<'a>], done: &[&str]) -> Option<&'a str> {
    let mut left: Vec<(&str, usize)> = Vec::new();
    for lacking in lacking.iter().filter(|lacking| lacking.file().is_some_and(|file| !done.contains(&file))) {
        for row in &lacking.rows {
            match left.iter_mut().find(|(known, _)| known == row) {
                Some((_, count)) => *count += 1,
                None => left.push((row, 1)),
            }
        }
    }
    left.into_iter().min_by_key(|(_, count)| *count).map(|(row, _)| row)
}

/// The files in the order in which a person sees rows met soonest: next are those of the row with the fewest gaps left, and
/// whatever else such a file lacks counts as done with it.
pub fn files<'a>(lacking: &[Lacking<'a>]) -> Vec<&'a str> {
    let mut files = Vec::new();
    while let Some(row) = nearest(lacking, &files) {
        for file in lacking.iter().filter(|lacking| lacking.rows.contains(&row)).filter_map(Lacking::file) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    files
}
