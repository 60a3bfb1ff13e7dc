//! Unpacking an archive that anybody may have made: nothing of it is obeyed, and what a bundle never holds is refused.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::{Stage, name};
use crate::config::{MAX_BUNDLE, MAX_BUNDLE_FILES};
use crate::language::{Arg, Message};
use crate::source::printable;

/// The bytes of the record that ends an archive, before its comment.
const END: usize = 22;

/// The longest comment that an archive may have.
const COMMENT: usize = 65_535;

/// Unpacks an archive into a private folder, once everything about it is right.
///
/// # Errors
///
/// The first thing that is not, as a sentence.
pub fn unpack(mut file: File) -> Result<Stage, Message> {
    let directory = directory(&mut file)?;
    let mut archive = ZipArchive::new(file).map_err(|_| Message::new("unpack.no_archive"))?;
    if archive.offset() > 0 {
        return Err(Message::new("unpack.before"));
    }
    if archive.len() > MAX_BUNDLE_FILES {
        return Err(Message::new("unpack.too_many").with("n", MAX_BUNDLE_FILES));
    }
    if archive.has_duplicate_names() {
        return Err(Message::new("unpack.twice"));
    }
    let mut names = Vec::new();
    let mut size = 0_u64;
    for index in 0..archive.len() {
        let (name, unpacked) = member(&archive, index)?;
        size = size.saturating_add(unpacked);
        names.push((name, unpacked));
    }
    if size > MAX_BUNDLE {
        return Err(Message::new("unpack.too_large").with("n", Arg::Number(MAX_BUNDLE / 1024 / 1024)));
    }
    if let Some((one, other)) = name::twins(names.iter().map(|(name, _)| name.as_str())) {
        return Err(Message::new("unpack.twins").with("one", printable(one)).with("other", printable(other)));
    }
    archive.validate_header_consistency().map_err(|error| refused(&error))?;
    require_seamless(&mut archive, directory)?;
    let mut stage = Stage::new().map_err(|error| unwritable(&error))?;
    for (index, (name, unpacked)) in names.iter().enumerate() {
        let member = archive.by_index(index).map_err(|error| refused(&error))?;
        // One byte more than declared is enough to see that there are more.
        let written = stage.add(name, member, unpacked + 1).map_err(|error| match error.kind() {
            ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
                Message::new("unpack.damaged")
            }
            _ => unwritable(&error),
        })?;
        if written != *unpacked {
            return Err(Message::new("unpack.damaged"));
        }
    }
    Ok(stage)
}

/// The name of a member and its declared size, where it is a plain file.
fn member(archive: &ZipArchive<File>, index: usize) -> Result<(String, u64), Message> {
    let member = archive.by_index_data(index).map_err(|error| refused(&error))?;
    let shown = printable(&String::from_utf8_lossy(member.name_raw()));
    let refused = |key: &'static str| Message::new(key).with("path", shown.as_str());
    let Ok(name) = std::str::from_utf8(member.name_raw()) else { return Err(refused("unpack.not_utf8")) };
    if member.encrypted() {
        return Err(refused("unpack.encrypted"));
    }
    if member.is_symlink() {
        return Err(refused("unpack.link"));
    }
    if let Some(why) = name::refusal(name) {
        return Err(Message::new("unpack.name").with("path", shown).with("why", why));
    }
    // Of the mode, the kind of file: a plain one, or none said.
    let is_special = member.unix_mode().is_some_and(|mode| !matches!(mode >> 12, 0 | 0o10));
    let is_known = matches!(member.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
    if is_special || !is_known || !member.comment().is_empty() {
        return Err(refused("unpack.foreign"));
    }
    Ok((name.to_owned(), member.size()))
}

/// That members lie side by side, from the first byte to the directory at `directory`, and hide nothing between them.
fn require_seamless(archive: &mut ZipArchive<File>, directory: u64) -> Result<(), Message> {
    let mut spans = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|error| refused(&error))?;
        if member.extra_data_fields().next().is_some() {
            let path = printable(&String::from_utf8_lossy(member.name_raw()));
            return Err(Message::new("unpack.foreign").with("path", path));
        }
        let from = member.data_start().ok_or_else(|| Message::new("unpack.damaged"))?;
        spans.push((member.header_start(), from.saturating_add(member.compressed_size())));
    }
    spans.sort_unstable();
    let mut at = 0;
    for (start, end) in spans {
        if start != at {
            return Err(Message::new(if at == 0 { "unpack.before" } else { "unpack.between" }));
        }
        at = end;
    }
    if at == directory { Ok(()) } else { Err(Message::new("unpack.between")) }
}

/// Where the directory begins, by the record that ends the archive.
fn directory(file: &mut File) -> Result<u64, Message> {
    let no_archive = |_| Message::new("unpack.no_archive");
    let length = file.seek(SeekFrom::End(0)).map_err(no_archive)?;
    if length > MAX_BUNDLE {
        return Err(Message::new("unpack.too_large").with("n", Arg::Number(MAX_BUNDLE / 1024 / 1024)));
    }
    let from = length.saturating_sub((END + COMMENT) as u64);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from)).map_err(no_archive)?;
    file.read_to_end(&mut tail).map_err(no_archive)?;
    file.rewind().map_err(no_archive)?;
    let Some(at) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Err(Message::new("unpack.no_archive"));
    };
    let end = &tail[at..];
    if end.len() != END || end[20..] != [0, 0] {
        return Err(Message::new("unpack.after"));
    }
    let number = |at: usize| u64::from(u32::from_le_bytes([end[at], end[at + 1], end[at + 2], end[at + 3]]));
    let (size, start) = (number(12), number(16));
    match (start + size + END as u64).cmp(&length) {
        Ordering::Equal => Ok(start),
        Ordering::Less => Err(Message::new("unpack.before")),
        Ordering::Greater => Err(Message::new("unpack.no_archive")),
    }
}

fn refused(error: &ZipError) -> Message {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            Message::new("unpack.encrypted").with("path", "…")
        }
        _ => Message::new("unpack.damaged"),
    }
}

fn unwritable(error: &std::io::Error) -> Message {
    Message::new("unpack.unwritable").with("why", Message::from(error))
}
