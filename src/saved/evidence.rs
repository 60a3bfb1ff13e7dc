//! Evidence that is another one under a verdict that is the same: a reader of the verdicts alone would not notice.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Assessment, Requirement};

/// What happened to a file that rows with the same verdict stand on.
#[derive(Debug)]
pub struct FileChange<'a> {
    /// The path; nothing for what was counted over many files.
    pub file: Option<&'a str>,
    /// What happened.
    pub change: Change<'a>,
    /// The rows, in official order.
    pub rows: Vec<&'a str>,
}

/// What happened to the words of a file. The words are told where the row has others now.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change<'a> {
    /// Other words stand behind the row.
    Words {
        /// Those that no longer do.
        gone: Vec<&'a str>,
        /// Those that newly do.
        new: Vec<&'a str>,
    },
    /// It is no longer cited.
    Dropped,
    /// It is newly cited.
    Added,
    /// Its bytes are others, and the same words are cited.
    Bytes,
}

/// The words that a row cites, by file.
type Cited<'a> = BTreeMap<Option<&'a str>, BTreeSet<&'a str>>;

/// What changed, by file. Sentences about what was checked are compared where both are in the same language.
pub fn changes<'a>(before: &'a Assessment, after: &'a Assessment, same_words: bool) -> Vec<FileChange<'a>> {
    let mut changes: BTreeMap<(Option<&str>, Change<'_>), Vec<&str>> = BTreeMap::new();
    let (rows, digests) = (before.rows(), [before.digests(), after.digests()]);
    for row in &after.requirements {
        let Some(earlier) = rows.get(row.key.as_str()).filter(|earlier| earlier.verdict == row.verdict) else {
            continue;
        };
        let (gone, new) = (cited(earlier, same_words), cited(row, same_words));
        let files: BTreeSet<_> = gone.keys().chain(new.keys()).copied().collect();
        for file in files {
            let change = match (gone.get(&file), new.get(&file)) {
                (Some(gone), Some(new)) if gone != new => Change::Words {
                    gone: gone.difference(new).copied().collect(),
                    new: new.difference(gone).copied().collect(),
                },
                (Some(_), Some(_)) => {
                    match file.and_then(|file| Some((digests[0].get(file)?, digests[1].get(file)?))) {
                        Some((before, after)) if before != after => Change::Bytes,
                        _ => continue,
                    }
                }
                (Some(_), None) => Change::Dropped,
                _ => Change::Added,
            };
            changes.entry((file, change)).or_default().push(&row.key);
        }
    }
    changes.into_iter().map(|((file, change), rows)| FileChange { file, change, rows }).collect()
}

fn cited(row: &Requirement, same_words: bool) -> Cited<'_> {
    let mut cited = Cited::new();
    let citations =
        row.criteria.iter().flat_map(|criterion| &criterion.findings).flat_map(|finding| &finding.citations);
    for citation in citations {
        let note = citation.note.as_deref().filter(|_| same_words);
        let file = citation.place_at.as_ref().map(|place| place.file.as_str());
        match citation.quote.as_deref().or(note) {
            Some(words) => drop(cited.entry(file).or_default().insert(words)),
            None if file.is_some() => drop(cited.entry(file).or_default()),
            None => {}
        }
    }
    cited
}
