//! Walking: which files of a folder are read, and what is passed over with its reason. No link is ever followed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::{CASE_STUDIES, noise};
use crate::config;
use crate::evidence::Skipped;
use crate::language::Message;

/// A regular file of the folder.
pub struct Found {
    /// Relative to the evidence folder, with `/` between folders; bytes that are no UTF-8 are shown as `\xNN`.
    pub path: Arc<str>,
    /// Where it can be opened.
    pub opened_at: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// What a walk found.
#[derive(Default)]
pub struct Walk {
    /// The files, by path.
    pub files: Vec<Found>,
    /// The folders below `case-studies/`, by name.
    pub case_studies: Vec<String>,
    /// What was passed over.
    pub skipped: Vec<Skipped>,
}

/// Looks at every entry below a folder.
pub fn walk(folder: &Path) -> Walk {
    let ignored = noise::ignored(folder);
    let mut walk = Walk::default();
    let mut entries = WalkDir::new(folder).follow_links(false).max_depth(config::MAX_DEPTH).into_iter();
    let mut looked_at = 0;
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|path| shown(folder, path)).unwrap_or_default();
                // The walk itself refuses only what a link would lead it into again, and follows none.
                let reason = error.io_error().map_or(Message::new("system.other"), Message::from);
                walk.skip(path, Message::new("skipped.unreadable").with("why", reason), false);
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let path = shown(folder, entry.path());
        looked_at += 1;
        if looked_at > config::MAX_ENTRIES {
            walk.skip(path, Message::new("skipped.too_many").with("n", config::MAX_ENTRIES), false);
            break;
        }
        if noise::is_noise(&path) || ignored.as_ref().is_some_and(|globs| globs.is_match(&path)) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            walk.skip(path, Message::new("skipped.noise"), true);
            continue;
        }
        if entry.file_type().is_file() && noise::is_own_mail(entry.path()) {
            walk.skip(path, Message::new("skipped.own_mail"), false);
            continue;
        }
        walk.take(path, entry);
    }
    walk.files.sort_by(|one, other| one.path.cmp(&other.path));
    walk.case_studies.sort();
    walk.skipped.sort();
    walk
}

impl Walk {
    fn take(&mut self, path: String, entry: DirEntry) {
        let kind = entry.file_type();
        if kind.is_dir() {
            self.case_studies.extend(directly_below_case_studies(&path).map(str::to_owned));
            if entry.depth() == config::MAX_DEPTH {
                self.skip(path, Message::new("skipped.too_deep").with("n", config::MAX_DEPTH), false);
            }
        } else if kind.is_symlink() {
            self.skip(path, Message::new("skipped.link"), false);
        } else if kind.is_file() {
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            if is_loose(&path) {
                self.skip(path.clone(), Message::new("skipped.no_case_study"), false);
            }
            self.files.push(Found { path: path.into(), opened_at: entry.into_path(), size });
        } else {
            self.skip(path, Message::new("skipped.special"), false);
        }
    }

    fn skip(&mut self, path: String, reason: Message, noise: bool) {
        self.skipped.push(Skipped { path, reason, noise });
    }
}

/// Whether a file lies among the case studies and belongs to none.
pub fn is_loose(path: &str) -> bool {
    directly_below_case_studies(path).is_some()
}

fn directly_below_case_studies(path: &str) -> Option<&str> {
    path.strip_prefix(CASE_STUDIES)?.strip_prefix('/').filter(|name| !name.contains('/'))
}

/// A path as it is named everywhere: relative, with `/`, every byte shown.
fn shown(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let mut shown = String::new();
    for part in relative.components() {
        if !shown.is_empty() {
            shown.push('/');
        }
        for chunk in part.as_os_str().as_encoded_bytes().utf8_chunks() {
            shown.push_str(chunk.valid());
            for byte in chunk.invalid() {
                let _ = write!(shown, "\\x{byte:02x}");
            }
        }
    }
    shown
}
