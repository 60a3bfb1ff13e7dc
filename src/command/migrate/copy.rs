//! The new folder: a copy of everything but links, written whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::Context;
use walkdir::WalkDir;

use crate::command::Failure;
use crate::language::Message;
use crate::migration::Moved;
use crate::reader::Found;
use crate::source::printable;

/// Something that is not copied, and why.
pub type Behind = (String, Message);

/// Refuses a place where something is, and one within the folder.
pub fn require_free(output: &Path, folder: &Path) -> Result<(), Failure> {
    let path = || output.display().to_string();
    let refused = |key: &'static str| {
        Err(Failure::from(Message::new(key).with("path", path())).with_help(Message::new("migrate.output_help")))
    };
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(path).map_err(Failure::from),
        Ok(known) if known.is_dir() && fs::read_dir(output).with_context(path)?.next().is_none() => {}
        Ok(_) => return refused("migrate.taken"),
    }
    let Ok(parent) = parent(output).canonicalize() else { return refused("migrate.no_parent") };
    let folder = folder.canonicalize().with_context(|| folder.display().to_string())?;
    let place = output.canonicalize().unwrap_or(parent);
    if place.starts_with(folder) { refused("migrate.inside") } else { Ok(()) }
}

/// Writes the copy beside its place and puts it there when it is whole; says what was left behind.
pub fn write(folder: &Path, files: &[Found], moved: &Moved, output: &Path) -> Result<Vec<Behind>, Failure> {
    require_free(output, folder)?;
    let changed = files.iter().filter_map(|file| Some((file.opened_at.as_path(), moved.files.get(&*file.path)?)));
    let changed: BTreeMap<&Path, &String> = changed.collect();
    let at = || output.display().to_string();
    let place = output.canonicalize().ok();
    let place = place.as_deref().unwrap_or(output);
    let stage = tempfile::Builder::new().prefix(".competency-migrate-").tempdir_in(parent(place)).with_context(at)?;
    let (mut behind, mut folders) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).display().to_string();
            let why = error.into_io_error().unwrap_or_else(|| io::Error::from(ErrorKind::Other));
            anyhow::Error::new(why).context(path)
        })?;
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let copy = stage.path().join(below);
        let shown = || printable(&entry.path().display().to_string());
        let kind = entry.file_type();
        if kind.is_dir() || entry.depth() == 0 {
            if entry.depth() > 0 {
                fs::create_dir(&copy).with_context(shown)?;
            }
            folders.push((copy, fs::metadata(entry.path()).with_context(shown)?.permissions()));
        } else if kind.is_file() {
            match changed.get(entry.path()) {
                Some(text) => rewrite(entry.path(), &copy, text).with_context(shown)?,
                None => fs::copy(entry.path(), &copy).map(drop).with_context(shown)?,
            }
        } else {
            let why = if kind.is_symlink() { "skipped.link" } else { "skipped.special" };
            behind.push((below.display().to_string(), Message::new(why)));
        }
    }
    // Nothing can be put into a folder that may not be written to any more.
    for (path, permissions) in folders.into_iter().rev() {
        fs::set_permissions(&path, permissions).with_context(at)?;
    }
    if place.exists() {
        fs::remove_dir(place).with_context(at)?;
    }
    fs::rename(stage.path(), place).with_context(at)?;
    let _ = stage.keep();
    Ok(behind)
}

/// The new text of a file, for those who may read the old one.
fn rewrite(file: &Path, copy: &Path, text: &str) -> io::Result<()> {
    fs::write(copy, "")?;
    let permissions = fs::metadata(file)?.permissions();
    if !permissions.readonly() {
        fs::set_permissions(copy, permissions)?;
        return fs::write(copy, text);
    }
    fs::write(copy, text)?;
    fs::set_permissions(copy, permissions)
}

fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}
