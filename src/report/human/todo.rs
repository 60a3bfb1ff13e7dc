//! What is to be done, file by file.

use crate::report::lacking::Lacking;

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
