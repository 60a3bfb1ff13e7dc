//! Where output goes: the standard output, or a file that is written whole or not at all.

use std::borrow::Cow;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;

use super::Failure;

/// Hands `write` somewhere to write to, and makes the result appear at once. A link leads to its file, which keeps its
/// permissions; a pipe or a device is written to as it is.
pub fn write_to(file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    // Another way of opening the same stream would write over what stands in it.
    let Some(file) = file.filter(|file| *file != Path::new("/dev/stdout")) else {
        return Ok(buffered(io::stdout().lock(), write)?);
    };
    let written = match fs::metadata(file) {
        Ok(known) if known.is_file() => replace(&file.canonicalize()?, Some(known.permissions()), write),
        Ok(_) => OpenOptions::new().write(true).open(file).and_then(|stream| buffered(stream, write)),
        Err(_) => replace(file, None, write),
    };
    written.with_context(|| file.display().to_string()).map_err(Failure::from)
}

/// Writes a report: on the standard output, no line of one for people is obeyed by whoever reads logs.
pub fn write_report(file: Option<&Path>, report: &str, is_for_people: bool) -> Result<(), Failure> {
    let report = if is_for_people && file.is_none() { unobeyed(report) } else { report.into() };
    write_to(file, |out| out.write_all(report.as_bytes()))
}

/// Says something to people on the standard output.
pub fn say(text: &str) -> Result<(), Failure> {
    write_report(None, text, true)
}

/// A text for people, in which GitHub's runner finds no command. It obeys every line of a log that begins with `::name::`,
/// whatever the indent, or holds `##[name]`; where evidence says such a thing, the runner is told to stop listening. The
/// word that makes it listen again is a digest of the text, which the text cannot hold.
fn unobeyed(text: &str) -> Cow<'_, str> {
    let is_obeyed = |line: &str| line.contains("##[") || line.trim_start().starts_with("::");
    if std::env::var_os("GITHUB_ACTIONS").is_none() || !text.lines().any(is_obeyed) {
        return text.into();
    }
    let word = blake3::hash(text.as_bytes()).to_hex();
    format!("::stop-commands::{word}\n{text}\n::{word}::\n").into()
}

/// Writes beside the file, and puts the whole in its place.
fn replace(
    file: &Path,
    permissions: Option<fs::Permissions>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut whole = tempfile::Builder::new();
    #[cfg(unix)]
    whole.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the umask takes
    let mut whole = whole.tempfile_in(folder)?;
    buffered(&mut whole, write)?;
    if let Some(permissions) = permissions {
        whole.as_file().set_permissions(permissions)?;
    }
    whole.persist(file)?;
    Ok(())
}

fn buffered(stream: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::new(stream);
    write(&mut out)?;
    out.flush()
}
