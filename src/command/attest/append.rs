//! Adding to `attestations.toml`: what stands there stays byte for byte, and what is added is read back before it is written.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::entry::Entry;
use crate::command::{Failure, output};
use crate::evidence::{ATTESTATIONS, Lexicon, Place};
use crate::language::Message;
use crate::reader;
use crate::source::Source;

/// Where an entry was written.
pub struct Written {
    /// Its first line, as the user finds it: `./evidence/attestations.toml:54`.
    pub shown: String,
    /// Its statement, as the evidence knows it.
    pub statement: Place,
}

/// Adds an entry, whole or not at all. A file with mistakes, one that is a link, and one in which the entry would not be
/// read as what it is are left as they are.
pub fn append(folder: &Path, entry: &Entry, lexicon: &Lexicon) -> Result<Written, Failure> {
    let _held = held(folder);
    let file = folder.join(ATTESTATIONS);
    let before = standing(&file)?;
    let line_break = line_break(&before);
    let gap = match before.trim_end_matches('\r') {
        "" => String::new(),
        text if text.ends_with("\n\n") || text.ends_with("\n\r\n") => String::new(),
        text if text.ends_with('\n') => line_break.to_owned(),
        _ => line_break.repeat(2),
    };
    let line = before.matches('\n').count() + gap.matches('\n').count() + 1;
    let after = format!("{before}{gap}{}", entry.written(line_break));

    let read = |text: &str| reader::attestations(&Arc::new(Source::new(ATTESTATIONS, text)), lexicon);
    let known = read(&before)?;
    let added = match read(&after).as_deref() {
        Ok([earlier @ .., added]) if earlier == known && entry.is(added) => added.place.clone(),
        _ => return Err(Message::new("attest.cannot_add").with("path", ATTESTATIONS).into()),
    };
    output::write_to(Some(&file), |out| out.write_all(after.as_bytes()))?;
    Ok(Written { shown: format!("{}:{line}", file.display()), statement: added })
}

/// Keeps others who add to the same folder waiting until it is dropped. Where a system cannot lock a folder, they do not.
fn held(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// The text of the file as it is; none where there is no file.
fn standing(file: &Path) -> Result<String, Failure> {
    let passed_over =
        |why: Message| Failure::from(Message::new("attest.passed_over").with("path", ATTESTATIONS).with("why", why));
    match fs::symlink_metadata(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Ok(known) if known.is_symlink() => return Err(passed_over(Message::new("skipped.link"))),
        Ok(known) if !known.is_file() => return Err(passed_over(Message::new("skipped.special"))),
        Ok(_) | Err(_) => {}
    }
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    String::from_utf8(bytes).map_err(|_| Message::new("attest.encoding").with("path", ATTESTATIONS).into())
}

/// How the file ends its lines: as it ended the last one.
fn line_break(text: &str) -> &'static str {
    let last = text.rsplit_once('\n').map_or("", |(before, _)| before);
    if last.ends_with('\r') { "\r\n" } else { "\n" }
}
