//! Where output goes: the standard output, or a file that is written whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;

use super::Failure;

/// Hands `write` somewhere to write to, and makes the result appear at once.
pub fn write_to(file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let Some(file) = file else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        write(&mut out)?;
        return Ok(out.flush()?);
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = || -> anyhow::Result<()> {
        let mut out = tempfile::NamedTempFile::new_in(folder)?;
        let mut buffered = io::BufWriter::new(&mut out);
        write(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        out.persist(file)?;
        Ok(())
    };
    whole().with_context(|| file.display().to_string()).map_err(Failure::from)
}
