//! `competency watch`: judges after every save, and says what changed.

mod judged;
mod watched;

use crate::cli::{Asked, Cli, Watch};
use crate::language::Message;
use crate::reader::Cache;
use crate::source::printable;

use super::folder::Folder;
use super::{Ended, Failure, cache, colored, language, output};
use judged::{Judged, outside};
use watched::{Watched, Woken};

/// Judges, says what it came to, waits for a save, and begins again, until somebody ends it or the folder is gone. Mistakes
/// in files are said as `check` says them, and watching goes on; whatever else keeps it from judging is an end at the
/// beginning only.
pub fn run(cli: &Cli, options: &Watch) -> Result<Ended, Failure> {
    let asked = &options.asked;
    Folder::open(&asked.folder, asked.program.first())?;
    let mut watched = Watched::of(&asked.folder, options.poll)?;
    let cache = cache(asked.no_cache);
    let remembering = cache.clone().map(Cache::remembering);
    let mut watching = Watching { cli, options, cache, remembering, last: None, has_failed: false };
    match watching.judge(&mut watched) {
        Err(failure @ Failure::Problems(_)) => watching.tell(&failure),
        judged => judged?,
    }
    let begun = Message::new("watch.begun").with("path", shown(asked));
    output::say(&format!("{}\n", printable(&begun.render(language(cli)))))?;
    loop {
        wait(&mut watched, options)?;
        if !asked.folder.exists() {
            let message = Message::new("watch.gone").with("path", shown(asked));
            return Err(Failure::from(message).with_help(Message::new("watch.begin_again")));
        }
        match watching.judge(&mut watched) {
            Err(failure) if !failure.is_broken_pipe() => watching.tell(&failure),
            judged => judged?,
        }
    }
}

/// The folder as it is named; its name may be that of a customer.
fn shown(asked: &Asked) -> String {
    if asked.redact { "…".to_owned() } else { asked.folder.display().to_string() }
}

/// Waits until there may be something new to say: a save, another day, or no folder any longer.
fn wait(watched: &mut Watched, options: &Watch) -> Result<(), Failure> {
    let days = |asked: &Asked| (asked.day(), asked.utc_day());
    let asked = &options.asked;
    let begun = days(asked);
    loop {
        match watched.wait()? {
            Woken::Waited if begun == days(asked) && asked.folder.exists() => {}
            // Another folder of this name has to be watched anew.
            Woken::Lost if asked.folder.exists() => {
                *watched = Watched::of(&asked.folder, options.poll)?;
                return Ok(());
            }
            Woken::Saved | Woken::Lost | Woken::Waited => return Ok(()),
        }
    }
}

/// A folder that is watched, and what it came to when it was last judged.
struct Watching<'a> {
    cli: &'a Cli,
    options: &'a Watch,
    cache: Option<Cache>,
    /// The same, with what was read before in memory.
    remembering: Option<Cache>,
    last: Option<Judged>,
    has_failed: bool,
}

impl Watching<'_> {
    /// Judges the folder, and says what changed. What may have changed where it is judged from is watched from now on.
    fn judge(&mut self, watched: &mut Watched) -> Result<(), Failure> {
        let Self { cli, options, last, .. } = self;
        let failed = std::mem::replace(&mut self.has_failed, true);
        let folder = Folder::open(&options.asked.folder, None)?;
        watched.also(&outside(cli, &folder, options))?;
        // Checklists of one's own say what words mean, and may change.
        let has_own = folder.own_checklists(cli.checklists.as_deref()).is_some();
        let cache = if has_own { &self.cache } else { &self.remembering };
        let (judged, said) =
            Judged::now(cli, folder, options, cache.as_ref(), last.as_ref().map(|last| (last, failed)))?;
        output::say(&said)?;
        (self.last, self.has_failed) = (Some(judged), false);
        Ok(())
    }

    /// Says what keeps the folder from being judged.
    fn tell(&self, failure: &Failure) {
        eprint!("{}", failure.render(language(self.cli), colored(self.cli, &std::io::stderr())));
    }
}
