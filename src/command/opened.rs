//! What most commands begin with: a folder that was opened and read, and the checklists to judge it by.

use std::borrow::Cow;

use super::folder::Folder;
use super::policy::Asking;
use super::{Failure, cache};
use crate::assessment::{Assessment, Redaction};
use crate::checklist::{Checklist, Library};
use crate::cli::{Asked, Cli, Policy};
use crate::evidence::Evidence;
use crate::gate;
use crate::language::Language;
use crate::reader::Cache;

/// A folder that was read, and what it is judged by.
pub struct Opened<'a> {
    /// The folder.
    pub folder: Folder<'a>,
    /// The checklists that ship and the user's own.
    pub library: Library,
    /// What the folder holds.
    pub evidence: Evidence,
    /// Where what was read is kept.
    pub cache: Option<Cache>,
    asked: &'a Asked,
    checklists: Vec<String>,
}

impl<'a> Opened<'a> {
    /// Opens and reads the folder asked for.
    pub fn of(cli: &Cli, asked: &'a Asked) -> Result<Self, Failure> {
        let folder = Folder::open(&asked.folder, asked.program.first())?;
        Self::read(cli, folder, asked, cache(asked.no_cache))
    }

    /// Reads a folder that is open. A program that is not there is told before anything is read.
    pub fn read(cli: &Cli, folder: Folder<'a>, asked: &'a Asked, cache: Option<Cache>) -> Result<Self, Failure> {
        let library = folder.library(cli.checklists.as_deref())?;
        let checklists = folder.checklists(&library, &asked.program)?;
        let checklists = checklists.into_iter().map(Checklist::id).collect();
        let evidence = folder.read(&library, cache.as_ref())?;
        Ok(Self { folder, library, evidence, cache, asked, checklists })
    }

    /// The checklists to judge by.
    pub fn checklists(&self) -> Vec<&Checklist> {
        self.checklists.iter().filter_map(|id| self.library.find(id).ok()).collect()
    }

    /// What the folder comes to by each checklist.
    pub fn assessments(&self) -> Result<Vec<Assessment<'_>>, Failure> {
        self.folder.assess_all(&self.library, &self.checklists(), &self.evidence, self.asked)
    }

    /// What closes its gate where the command line says nothing of it.
    pub fn policy(&self) -> Result<gate::Policy, Failure> {
        Ok(Asking::of(&self.folder, self.asked, &Policy::default(), false)?.policy)
    }

    /// What closes its gate.
    pub fn policy_asked(&self, policy: &Policy) -> Result<gate::Policy, Failure> {
        let asking = Asking::of(&self.folder, self.asked, policy, false)?;
        asking.require_prerequisites(&self.checklists())?;
        Ok(asking.policy)
    }

    /// Assessments as they are shown, and the policy that speaks of them: as they are, or redacted.
    pub fn shown<'s, 'l>(
        &self,
        assessments: &'s [Assessment<'l>],
        policy: &gate::Policy,
        language: Language,
    ) -> (Cow<'s, [Assessment<'l>]>, gate::Policy) {
        let shown = match self.redaction(language) {
            None => Cow::Borrowed(assessments),
            Some(redaction) => assessments.iter().map(|assessment| assessment.redacted(&redaction)).collect(),
        };
        let policy = policy.renamed(assessments, &shown);
        (shown, policy)
    }

    /// What hides the names, where that is asked for.
    pub fn redaction(&self, language: Language) -> Option<Redaction> {
        self.asked.redact.then(|| Redaction::of(&self.evidence, self.asked.day(), language))
    }
}
