//! Where a hand-in is written.

use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::folder::Folder;
use crate::assessment::Assessment;
use crate::language::Message;

/// The place for what one program hands in.
pub struct Target {
    /// What its files are called after: the program, and its version where another one is handed in beside it.
    pub stem: String,
    /// Its name in the working directory, or in the folder asked for, without an ending.
    place: PathBuf,
    /// The path that was asked for, where it is meant for this program alone.
    asked: Option<PathBuf>,
}

impl Target {
    /// The place for one of the assessments of a run.
    pub fn of(assessment: &Assessment<'_>, all: &[Assessment<'_>], output: Option<&Path>) -> Self {
        let checklist = assessment.checklist;
        let namesakes = all.iter().filter(|other| other.checklist.program == checklist.program).count();
        let stem = if namesakes > 1 { checklist.id() } else { checklist.program.clone() };
        let stem = plain(&stem);
        let name = format!("{stem}-self-assessment-{}", assessment.as_of);
        let folder = output.filter(|output| all.len() > 1 || output.is_dir());
        let asked = output.filter(|_| all.len() == 1).map(Path::to_owned);
        Self { place: folder.unwrap_or(Path::new("")).join(name), stem, asked }
    }

    /// The file of a mail, and whether it was named, so that it may take the place of another one.
    pub fn mail(&self) -> (PathBuf, bool) {
        match &self.asked {
            Some(asked) if !asked.is_dir() => (asked.clone(), true),
            _ => (self.place.with_added_extension("eml"), false),
        }
    }

    /// The folder of files for the portal.
    pub fn folder(&self) -> PathBuf {
        self.asked.clone().unwrap_or_else(|| self.place.clone())
    }
}

/// A name that is one in every file system: what a checklist of the user's own is called may be no name at all.
fn plain(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = name.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
    name.trim_start_matches('.').to_owned()
}

/// Refuses a place in the evidence folder: what lies there is evidence.
pub fn require_outside(path: &Path, evidence: &Folder<'_>) -> Result<(), Failure> {
    let there = path.ancestors().map(|part| if part.as_os_str().is_empty() { Path::new(".") } else { part });
    let known = there.into_iter().find_map(|part| part.canonicalize().ok());
    let within = known.zip(evidence.path().canonicalize().ok()).is_some_and(|(path, folder)| path.starts_with(folder));
    if !within || evidence.is_document() {
        return Ok(());
    }
    let message = Message::new("mail.in_evidence").with("path", path.display().to_string());
    Err(Failure::from(message).with_help(Message::new("hint.outside")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        assert_eq!(plain("retail@1.0"), "retail-1.0");
        assert_eq!(plain("../../etc/x\r\ny"), "-..-etc-x--y");
        assert_eq!(plain("灯塔"), "灯塔");
    }
}
