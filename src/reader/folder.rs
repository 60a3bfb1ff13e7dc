//! Walking: which files of a folder are read, and what is passed over with its reason. No link is ever followed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::{CASE_STUDIES, masking, noise};
use crate::config;
use crate::evidence::{ATTESTATIONS, Skipped};
use crate::language::Message;
use crate::secret::Secret;

/// A regular file of the folder.
pub struct Found {
    /// Relative to the evidence folder, with `/` between folders; bytes that are no UTF-8 are shown as `\xNN`, and secrets in
    /// the names are masked. Whatever is said of the file is said by this path, so that nothing tells them: no report, no
    /// link, no cache and no archive. A link to such a file leads nowhere until it is called otherwise.
    pub path: Arc<str>,
    /// The secrets in its names, each with the path up to the name that holds it.
    pub secrets: Vec<(Secret, Arc<str>)>,
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

/// What no line of `.competencyignore` takes out, such as `*.toml`: the folder is judged by them, and without a word the
/// attestations would no longer count.
const ALWAYS_READ: [&str; 2] = [config::FILE, ATTESTATIONS];

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
                let path = error.path().map(|path| named(folder, path).0).unwrap_or_default();
                // The walk itself refuses only what a link would lead it into again, and follows none.
                let reason = error.io_error().map_or(Message::new("system.other"), Message::from);
                walk.skip(path, Message::new("skipped.unreadable").with("why", reason), false);
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let (path, secrets) = named(folder, entry.path());
        looked_at += 1;
        if looked_at > config::MAX_ENTRIES {
            walk.skip(path, Message::new("skipped.too_many").with("n", config::MAX_ENTRIES), false);
            break;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let is_ignored = || ignored.as_ref().is_some_and(|globs| globs.is_match(relative));
        if noise::is_noise(&path) || !ALWAYS_READ.contains(&path.as_str()) && is_ignored() {
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
        walk.take(path, secrets, entry);
    }
    // Masks of different secrets may be the same.
    walk.files.sort_by(|one, other| (&one.path, &one.opened_at).cmp(&(&other.path, &other.opened_at)));
    walk.case_studies.sort();
    walk.skipped.sort();
    walk
}

impl Walk {
    fn take(&mut self, path: String, secrets: Vec<(Secret, Arc<str>)>, entry: DirEntry) {
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
            self.files.push(Found { path: path.into(), secrets, opened_at: entry.into_path(), size });
        } else {
            self.skip(path, Message::new("skipped.special"), false);
        }
    }

    fn skip(&mut self, path: String, reason: Message, noise: bool) {
        self.skipped.push(Skipped { path, reason, noise });
    }
}

/// Whether a change of what lies at this path, relative to the folder, may change what is read: it is neither noise nor
/// within some.
#[must_use]
pub fn may_be_read(folder: &Path, path: &Path) -> bool {
    let Some(whole) = path.to_str() else { return true };
    if ALWAYS_READ.contains(&whole) || whole == noise::IGNORE_FILE {
        return true;
    }
    let ignored = noise::ignored(folder);
    let passed_over = |part: &Path| {
        let names: Vec<_> = part.components().map(|name| name.as_os_str().to_string_lossy()).collect();
        noise::is_noise(&names.join("/")) || ignored.as_ref().is_some_and(|globs| globs.is_match(part))
    };
    !path.ancestors().any(|part| part != Path::new("") && passed_over(part))
}

/// Whether a file lies among the case studies and belongs to none.
pub fn is_loose(path: &str) -> bool {
    directly_below_case_studies(path).is_some()
}

fn directly_below_case_studies(path: &str) -> Option<&str> {
    path.strip_prefix(CASE_STUDIES)?.strip_prefix('/').filter(|name| !name.contains('/'))
}

/// A path as it is named everywhere: relative, with `/`, every byte shown, without secrets; and the secrets.
fn named(folder: &Path, path: &Path) -> (String, Vec<(Secret, Arc<str>)>) {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let (mut named, mut secrets) = (String::new(), Vec::new());
    for part in relative.components() {
        if !named.is_empty() {
            named.push('/');
        }
        let mut name = String::new();
        for chunk in part.as_os_str().as_encoded_bytes().utf8_chunks() {
            name.push_str(chunk.valid());
            for byte in chunk.invalid() {
                let _ = write!(name, "\\x{byte:02x}");
            }
        }
        let (name, found) = masking::in_name(&name);
        named.push_str(&name);
        secrets.extend(found.into_iter().map(|secret| (secret, Arc::from(named.as_str()))));
    }
    (named, secrets)
}
