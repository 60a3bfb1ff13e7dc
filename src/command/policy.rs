//! What closes the gate: what the command line asks for, else what `[gate]` of `competency.toml` says.

use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::{Failure, output};
use crate::assessment::Assessment;
use crate::checklist::Checklist;
use crate::cli::{self, Asked};
use crate::config::FailOn;
use crate::gate::{Baseline, Policy, Unreadable, decide};
use crate::language::Message;

/// A policy, and the file of its baseline.
pub struct Asking {
    /// What closes the gate.
    pub policy: Policy,
    /// Where its baseline stands, or will.
    file: Option<PathBuf>,
}

impl Asking {
    /// What is asked for; whoever is to `update` the baseline need not have one yet.
    pub fn of(folder: &Folder<'_>, asked: &Asked, options: &cli::Policy, update: bool) -> Result<Self, Failure> {
        if let Some(until) = options.until.filter(|until| *until < asked.day()) {
            let message = Message::new("failure.until").with("until", until.to_string()).with("as_of", asked.day());
            return Err(Failure::from(message).with_help(Message::new("hint.until")));
        }
        let settings = folder.gate();
        let pinned = || settings.baseline.as_ref().map(|file| folder.path().join(file));
        let file = options.baseline.clone().or_else(pinned);
        if update && file.is_none() {
            return Err(Failure::from(Message::new("baseline.none")).with_help(Message::new("baseline.name_it")));
        }
        let baseline = match &file {
            Some(file) if !update || file.exists() => Some(read(file)?),
            _ => None,
        };
        let fail_on = if options.fail_on.is_empty() { settings.fail_on.clone() } else { options.fail_on.clone() };
        let (until, day) = (options.until, asked.utc_day());
        let policy = Policy { fail_on, until, allow_waived: options.allow_waived, baseline, day };
        Ok(Self { policy, file })
    }

    /// Refuses to look at prerequisites alone where a program has none.
    pub fn require_prerequisites(&self, checklists: &[&Checklist]) -> Result<(), Failure> {
        let has_none = |checklist: &&&Checklist| !checklist.requirements.iter().any(|row| row.prerequisite);
        match checklists.iter().find(has_none).filter(|_| self.policy.level() == FailOn::Prerequisite) {
            Some(checklist) => Err(Message::new("gate.no_prerequisites").with("program", checklist.id()).into()),
            None => Ok(()),
        }
    }

    /// Takes out of the baseline what is no longer lacking, or writes the first; says what was done. What is lacking now and
    /// was not before is never added.
    pub fn update(&mut self, assessments: &[Assessment<'_>]) -> Result<Message, Failure> {
        let file = self.file.as_deref().unwrap_or(Path::new(""));
        let decisions: Vec<_> = assessments.iter().map(|one| (one, decide(one, &self.policy))).collect();
        let refused: usize = decisions.iter().map(|(_, decision)| decision.closing.len()).sum();
        let (baseline, message) = match &self.policy.baseline {
            None => {
                let baseline = Baseline::of(&decisions);
                let message = Message::new("baseline.written").with("n", baseline.len());
                (baseline, message)
            }
            Some(old) => {
                let shrunk = old.shrunk(assessments);
                let gone = Message::new("baseline.shrunk").with("n", old.len() - shrunk.len());
                let new = Message::new("baseline.refused").with("n", refused);
                let both = || Message::new("baseline.both").with("one", gone.clone()).with("other", new);
                let message = if refused == 0 { gone } else { both() };
                (shrunk, message)
            }
        };
        if self.policy.baseline.as_ref() != Some(&baseline) {
            output::write_to(Some(file), |out| baseline.write(out))?;
        }
        self.policy.baseline = Some(baseline);
        Ok(Message::new("human.colon").with("before", file.display().to_string()).with("after", message))
    }
}

fn read(file: &Path) -> Result<Baseline, Failure> {
    let path = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = Message::new("failure.unreadable").with("path", path.as_str()).with("why", Message::from(&error));
        Failure::from(message).with_help(Message::new("baseline.make_it"))
    })?;
    Baseline::read(&text).map_err(|why| match why {
        Unreadable::Malformed(line, column) => {
            Message::new("baseline.malformed").with("place", format!("{path}:{line}:{column}")).into()
        }
        Unreadable::Newer(version) => {
            Message::new("baseline.newer").with("path", path).with("version", version.to_string()).into()
        }
    })
}
