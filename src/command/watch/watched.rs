//! What is watched, and what counts as a save.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use etcetera::BaseStrategy;
use notify::event::{ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::command::Failure;
use crate::language::Message;
use crate::reader;

/// How long nothing may have been written until a save counts as done: editors write beside the file, rename, and set
/// permissions, one after the other.
const STILL: Duration = Duration::from_millis(50);

/// How long it may be put off by further writing.
const LONGEST: Duration = Duration::from_millis(500);

/// How often somebody looks whether the day or the folder is another one.
const LOOK: Duration = Duration::from_mins(1);

/// How often the folder is looked at where the system tells of no change.
const POLL: Duration = Duration::from_secs(1);

/// An error of the system: the process may open no more.
#[cfg(unix)]
const TOO_MANY_OPEN: i32 = rustix::io::Errno::MFILE.raw_os_error();
#[cfg(not(unix))]
const TOO_MANY_OPEN: i32 = 4;

/// A folder, and what it is judged by, while somebody works in it.
pub struct Watched {
    system: Box<dyn Watcher>,
    events: Receiver<notify::Result<Event>>,
    /// The folder; of a document that is judged alone, the folder that it lies in.
    folder: PathBuf,
    /// The document that is judged alone.
    document: Option<PathBuf>,
    /// Files and folders elsewhere.
    outside: BTreeSet<PathBuf>,
    /// What this program writes itself.
    own: Option<PathBuf>,
}

/// Why somebody need not wait longer.
pub enum Woken {
    /// Something that counts was saved.
    Saved,
    /// The folder was moved away or removed.
    Lost,
    /// Some time has passed.
    Waited,
}

impl Watched {
    /// Watches a folder, or a document; `poll` looks at it every second.
    pub fn of(path: &Path, poll: bool) -> Result<Self, Failure> {
        let (sender, events) = channel();
        let config = Config::default().with_follow_symlinks(false).with_poll_interval(POLL).with_compare_contents(true);
        let refused = |error: notify::Error| refused(path, &error);
        let system: Box<dyn Watcher> = if poll {
            Box::new(PollWatcher::new(sender, config).map_err(refused)?)
        } else {
            Box::new(RecommendedWatcher::new(sender, config).map_err(refused)?)
        };
        let whole = path.canonicalize()?;
        let own = etcetera::choose_base_strategy().ok().map(|folders| folders.cache_dir());
        let own = own.and_then(|folder| folder.canonicalize().ok()).map(|folder| folder.join(env!("CARGO_PKG_NAME")));
        let document = whole.is_file().then(|| whole.clone());
        let folder = if document.is_some() { parent(&whole).to_owned() } else { whole };
        let mut watched = Self { system, events, folder, document, outside: BTreeSet::new(), own };
        let mode = if watched.document.is_some() { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        watched.system.watch(&watched.folder, mode).map_err(refused)?;
        Ok(watched)
    }

    /// Watches further files and folders. What lies in the folder is watched anyway, and what is not there is not.
    pub fn also(&mut self, paths: &[PathBuf]) -> Result<(), Failure> {
        for path in paths {
            let Ok(path) = path.canonicalize() else { continue };
            let is_within = self.document.is_none() && path.starts_with(&self.folder);
            if is_within || !self.outside.insert(path.clone()) {
                continue;
            }
            // A file that is saved by renaming another is a new one; its folder knows.
            let (watched, mode) = if path.is_dir() {
                (path.as_path(), RecursiveMode::Recursive)
            } else {
                (parent(&path), RecursiveMode::NonRecursive)
            };
            self.system.watch(watched, mode).map_err(|error| refused(watched, &error))?;
        }
        Ok(())
    }

    /// Waits until something that counts was saved and has been still for a moment, or for a while.
    pub fn wait(&self) -> Result<Woken, Failure> {
        let mut until = Instant::now() + LOOK;
        let mut longest = None;
        // More events than the system remembers come of this program's own reading, if they came while it judged.
        let mut may_be_own = true;
        loop {
            let wait = if may_be_own { Duration::ZERO } else { until.saturating_duration_since(Instant::now()) };
            match self.events.recv_timeout(wait) {
                Ok(event) => {
                    let event = event.map_err(|error| refused(&self.folder, &error))?;
                    if self.is_lost(&event) {
                        return Ok(Woken::Lost);
                    }
                    if self.counts(&event) || event.need_rescan() && !may_be_own {
                        let now = Instant::now();
                        until = (now + STILL).min(*longest.get_or_insert(now + LONGEST));
                    }
                }
                Err(RecvTimeoutError::Timeout) if may_be_own => may_be_own = false,
                Err(RecvTimeoutError::Timeout) if longest.is_some() => return Ok(Woken::Saved),
                Err(RecvTimeoutError::Timeout) => return Ok(Woken::Waited),
                Err(RecvTimeoutError::Disconnected) => return Err(Message::new("watch.ended").into()),
            }
        }
    }

    /// Whether the folder itself went away, and with it what tells of changes.
    fn is_lost(&self, event: &Event) -> bool {
        let goes = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)));
        goes && event.paths.contains(&self.folder)
    }

    /// Whether what is judged may be another after this. Reading is an event as well, and so is what this program keeps.
    fn counts(&self, event: &Event) -> bool {
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| self.is_judged(path))
    }

    fn is_judged(&self, path: &Path) -> bool {
        if self.own.as_ref().is_some_and(|own| path.starts_with(own)) {
            return false;
        }
        if self.outside.iter().any(|outside| path.starts_with(outside)) {
            return true;
        }
        match (&self.document, path.strip_prefix(&self.folder)) {
            (Some(document), _) => path == document,
            (None, Ok(within)) => reader::may_be_read(&self.folder, within),
            (None, Err(_)) => false,
        }
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// Why a folder cannot be watched, and what to do.
fn refused(path: &Path, error: &notify::Error) -> Failure {
    let path = path.display().to_string();
    let is_limit = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.raw_os_error() == Some(TOO_MANY_OPEN),
        _ => false,
    };
    if is_limit {
        return Failure::from(Message::new("watch.too_many").with("path", path)).with_help(Message::new("watch.raise"));
    }
    let why = match &error.kind {
        ErrorKind::Io(error) => Message::from(error),
        ErrorKind::PathNotFound => Message::new("system.not_found"),
        _ => Message::new("system.other"),
    };
    Failure::from(Message::new("watch.refused").with("path", path).with("why", why))
        .with_help(Message::new("watch.poll"))
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, CreateKind, DataChange};

    use super::*;

    #[test]
    fn only_what_is_judged_wakes() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for path in ["evidence/practice", "ours"] {
            std::fs::create_dir_all(at(path)).expect("made");
        }
        std::fs::write(at("baseline.json"), "{}").expect("written");
        std::fs::write(at("evidence/.competencyignore"), "drafts/\n*.toml\n").expect("written");
        let mut watched = Watched::of(&at("evidence"), false).expect("watched");
        watched.also(&[at("ours"), at("baseline.json"), at("gone"), at("evidence/practice")]).expect("watched");
        watched.own = Some(watched.folder.join("cache"));
        let root = folder.path().canonicalize().expect("there");
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let counts = |kind: EventKind, path: &str| watched.counts(&Event::new(kind).add_path(root.join(path)));

        for path in [
            "evidence/practice/deck.md",
            "evidence/.competencyignore",
            "evidence/competency.toml",
            "evidence/attestations.toml",
            "ours/retail.yaml",
            "baseline.json",
        ] {
            assert!(counts(written, path), "{path}");
        }
        for path in [
            "evidence/.git/index",
            "evidence/practice/.DS_Store",
            "evidence/practice/~$deck.docx",
            "evidence/drafts/plan.md",
            "evidence/practice/evidence.toml",
            "evidence/cache/said-1",
            "elsewhere.md",
        ] {
            assert!(!counts(written, path), "{path}");
        }
        assert!(!counts(EventKind::Access(AccessKind::Open(AccessMode::Any)), "evidence/practice/deck.md"));
        assert!(counts(EventKind::Create(CreateKind::Any), "evidence/practice/new.md"));
        let moved = Event::new(EventKind::Modify(ModifyKind::Name(RenameMode::From)));
        assert!(watched.is_lost(&moved.clone().add_path(root.join("evidence"))));
        assert!(!watched.is_lost(&moved.add_path(root.join("evidence/practice"))));
    }

    #[test]
    fn a_limit_of_the_system_is_told_with_its_cure() {
        let told = |kind| {
            let failure = refused(Path::new("evidence"), &notify::Error::new(kind));
            failure.render(crate::language::Language::En, false)
        };
        for limit in [ErrorKind::MaxFilesWatch, ErrorKind::Io(std::io::Error::from_raw_os_error(TOO_MANY_OPEN))] {
            let told = told(limit);
            assert!(told.contains("watches no more folders\nhelp: look every second instead with --poll"), "{told}");
        }
        let told = told(ErrorKind::PathNotFound);
        assert_eq!(
            told,
            "error: evidence cannot be watched: it does not exist\nhelp: look every second instead, with --poll\n"
        );
    }
}
