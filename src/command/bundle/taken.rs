//! What is taken from an evidence folder: copies of the files that are cited, or of all, that are judged as the whole was.

use std::fs::File;

use anyhow::Context;

use super::{judge, reports};
use crate::assessment::Assessment;
use crate::bundle::{CHECKLISTS, EVIDENCE, MANIFEST, Manifest, SUMS, Stage, Sums, cited, judged_otherwise, name};
use crate::checklist::Library;
use crate::command::Failure;
use crate::config::{MAX_BUNDLE, MAX_BUNDLE_FILES};
use crate::evidence::Evidence;
use crate::language::{Arg, Message};
use crate::reader::{Cache, Found};
use crate::source::printable;

/// A folder that was judged, and what it was judged by.
pub struct Taken<'a, 'l> {
    /// Its files, by path.
    pub files: &'a [Found],
    /// What was read of them.
    pub evidence: &'a Evidence,
    /// What they came to.
    pub assessments: Vec<Assessment<'l>>,
    /// What they were judged by.
    pub library: &'l Library,
    /// How.
    pub manifest: &'a Manifest,
    /// What is kept of documents that were read.
    pub cache: Option<&'a Cache>,
}

/// What is cited, taken alone.
pub enum Cited {
    /// It is judged as the whole folder is.
    Enough(Stage),
    /// It is not, for this reason.
    TooLittle(Message),
}

impl<'l> Taken<'_, 'l> {
    /// Every file.
    pub fn all(&self) -> Result<Stage, Failure> {
        let stage = self.stage(&self.paths())?;
        let rows = self.judged_otherwise(&stage)?;
        if rows.is_empty() {
            return Ok(stage);
        }
        let rows = rows.into_iter().collect::<Arg>();
        Err(Failure::from(Message::new("bundle.otherwise").with("rows", rows)))
    }

    /// The files that are cited and what they need.
    pub fn cited(&self) -> Result<Cited, Failure> {
        let stage = self.stage(&cited(&self.assessments, self.evidence, &self.paths()))?;
        match self.judged_otherwise(&stage) {
            Ok(rows) if rows.is_empty() => Ok(Cited::Enough(stage)),
            Ok(rows) => {
                let rows = rows.into_iter().collect::<Arg>();
                Ok(Cited::TooLittle(Message::new("bundle.all_taken").with("rows", rows)))
            }
            // The settings name a case study that nothing cites, for one.
            Err(Failure::Problems(_)) => Ok(Cited::TooLittle(Message::new("bundle.all_needed"))),
            Err(failure) => Err(failure),
        }
    }

    /// Adds the reports and the digests of everything.
    pub fn complete(&self, stage: &mut Stage) -> Result<(), Failure> {
        stage.write(MANIFEST, self.manifest.written().map_err(std::io::Error::from)?.as_bytes())?;
        let judgement = judge(stage, self.library, self.manifest, self.cache)?;
        let reports = reports(&judgement, self.manifest)?;
        let paths = stage.files().map(|(path, _)| path).chain(reports.iter().map(|(path, _)| path.as_str()));
        require_named(&paths.chain([SUMS]).collect::<Vec<_>>())?;
        for (path, bytes) in &reports {
            stage.write(path, bytes)?;
        }
        stage.write(SUMS, Sums::of(stage)?.to_string().as_bytes())?;
        require_small(&stage.files().map(|(_, size)| size).collect::<Vec<_>>())
    }

    fn paths(&self) -> Vec<&str> {
        self.files.iter().map(|file| &*file.path).collect()
    }

    /// Copies of these files, and the checklists.
    fn stage(&self, paths: &[&str]) -> Result<Stage, Failure> {
        let files: Vec<_> = self.files.iter().filter(|file| paths.binary_search(&&*file.path).is_ok()).collect();
        let sources: Vec<_> =
            self.library.sources().map(|(name, text)| (format!("{CHECKLISTS}/{name}"), text)).collect();
        let names: Vec<_> = files.iter().map(|file| format!("{EVIDENCE}/{}", file.path)).collect();
        let all = names.iter().chain(sources.iter().map(|(name, _)| name));
        require_named(&all.map(String::as_str).collect::<Vec<_>>())?;
        require_small(&files.iter().map(|file| file.size).collect::<Vec<_>>())?;
        let mut stage = Stage::new()?;
        for (file, name) in files.iter().zip(&names) {
            let at = || file.opened_at.display().to_string();
            stage.add(name, File::open(&file.opened_at).with_context(at)?, MAX_BUNDLE).with_context(at)?;
        }
        for (name, text) in &sources {
            stage.write(name, text.as_bytes())?;
        }
        Ok(stage)
    }

    fn judged_otherwise(&self, stage: &Stage) -> Result<Vec<&'l str>, Failure> {
        let judgement = judge(stage, self.library, self.manifest, self.cache)?;
        Ok(judged_otherwise(&self.assessments, &judgement.assessments))
    }
}

/// That every name means one file, and the same on every system.
fn require_named(paths: &[&str]) -> Result<(), Failure> {
    let fault = |path: &str, message| (printable(path), message);
    let told = |path: &&str| Some(fault(path, Message::new("bundle.bad_name").with("why", name::refusal(path)?)));
    let mut faults: Vec<_> = paths.iter().filter_map(told).collect();
    let twins = name::twins(paths.iter().copied());
    faults.extend(twins.map(|(one, other)| fault(other, Message::new("bundle.twin").with("other", printable(one)))));
    if faults.is_empty() { Ok(()) } else { Err(Failure::Faults(faults)) }
}

/// That the files are neither too many nor too large.
fn require_small(sizes: &[u64]) -> Result<(), Failure> {
    let refused = |message| Err(Failure::from(message).with_help(Message::new("bundle.less")));
    if sizes.len() > MAX_BUNDLE_FILES {
        return refused(Message::new("bundle.too_many").with("n", MAX_BUNDLE_FILES));
    }
    if sizes.iter().fold(0, |all: u64, size| all.saturating_add(*size)) > MAX_BUNDLE {
        return refused(Message::new("bundle.too_large").with("n", Arg::Number(MAX_BUNDLE / 1024 / 1024)));
    }
    Ok(())
}
