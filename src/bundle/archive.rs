//! Packing: the same files give the same bytes on every machine and every day.

use std::fs::File;
use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Stage;

/// Packs the files, sorted by path; none has a time, an owner or rights of its own.
///
/// # Errors
///
/// What the system says.
pub fn pack(stage: &Stage, out: impl Write + Seek) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix);
    let mut zip = ZipWriter::new(out);
    for (path, _) in stage.files() {
        zip.start_file(path, options)?;
        io::copy(&mut File::open(stage.path(path))?, &mut zip)?;
    }
    zip.finish()?.flush()
}
