//! What the rows, criteria, topics and fields of one version of a program became in a later one: what they are called there
//! stands beside what they were called before, see `was`.

use super::{Checklist, Criterion, Library, Requirement, newer};
use crate::evidence::{Field, Topic};

/// Something that may have had another name in the version before.
pub trait Named {
    /// What it is called.
    fn name(&self) -> &str;
    /// What it was called, where that was something else.
    fn was(&self) -> Option<&str>;
}

/// What a name of the version before became among these: what says so, else what has the same name and says nothing else.
#[must_use]
pub fn became<'a, T: Named>(among: &'a [T], name: &str) -> Option<&'a T> {
    let renamed = among.iter().find(|one| one.was().is_some_and(|was| was.eq_ignore_ascii_case(name)));
    renamed.or_else(|| among.iter().find(|one| one.was().is_none() && one.name().eq_ignore_ascii_case(name)))
}

/// Two versions of a program, and the way from the one to the other.
#[derive(Debug)]
pub struct Lineage<'a> {
    /// The earlier one.
    pub before: &'a Checklist,
    /// The later one.
    pub after: &'a Checklist,
    /// The versions after the earlier one, up to the later one.
    steps: Vec<&'a Checklist>,
}

/// A version that lies between two others and is not at hand: what the later one says of it leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing {
    /// The version that supersedes it.
    pub later: String,
    /// Its own id.
    pub missing: String,
}

impl<'a> Lineage<'a> {
    /// The way from an earlier version to a later one, by what each says that it supersedes. One that names none in between
    /// comes right after the earlier one.
    ///
    /// # Errors
    ///
    /// The first version in between that is not at hand.
    pub fn of(library: &'a Library, before: &'a Checklist, after: &'a Checklist) -> Result<Self, Missing> {
        let mut steps = vec![after];
        let mut later = after;
        let is_between = |version: &&String| newer(version, &before.version).is_gt();
        while let Some(version) = later.supersedes.as_ref().filter(is_between) {
            let id = format!("{}@{version}", after.program);
            let found = library.find(&id).ok().filter(|found| newer(&found.version, &later.version).is_lt());
            later = found.ok_or_else(|| Missing { later: later.id(), missing: id })?;
            steps.insert(0, later);
        }
        Ok(Self { before, after, steps })
    }

    /// Two checklists of which nothing is known but what the later one says of the version before it.
    #[must_use]
    pub fn direct(before: &'a Checklist, after: &'a Checklist) -> Self {
        Self { before, after, steps: vec![after] }
    }

    /// The row that an earlier one became.
    #[must_use]
    pub fn row(&self, key: &str) -> Option<&'a Requirement> {
        let mut row = self.before.requirement(key)?;
        for step in &self.steps {
            row = became(&step.requirements, &row.key)?;
        }
        Some(row)
    }

    /// The row that a later one was.
    #[must_use]
    pub fn earlier(&self, later: &Requirement) -> Option<&'a Requirement> {
        self.before.requirements.iter().find(|row| self.row(&row.key).is_some_and(|row| row.key == later.key))
    }

    /// The row and the criterion that an earlier criterion of a row became.
    #[must_use]
    pub fn criterion(&self, key: &str, id: &str) -> Option<(&'a Requirement, &'a Criterion)> {
        let mut row = self.before.requirement(key)?;
        let mut criterion = row.criteria.iter().find(|criterion| criterion.id.eq_ignore_ascii_case(id))?;
        for step in &self.steps {
            row = became(&step.requirements, &row.key)?;
            criterion = became(&row.criteria, &criterion.id)?;
        }
        Some((row, criterion))
    }

    /// What an earlier topic is called now.
    #[must_use]
    pub fn topic<'t>(&self, id: &'t str) -> &'t str
    where
        'a: 't,
    {
        self.steps.iter().fold(id, |id, step| became(&step.topics, id).map_or(id, |topic| &topic.id))
    }

    /// The versions after the earlier one, up to the later one.
    #[must_use]
    pub fn steps(&self) -> &[&'a Checklist] {
        &self.steps
    }
}

impl Named for Requirement {
    fn name(&self) -> &str {
        &self.key
    }

    fn was(&self) -> Option<&str> {
        self.was.as_deref()
    }
}

impl Named for Criterion {
    fn name(&self) -> &str {
        &self.id
    }

    fn was(&self) -> Option<&str> {
        self.was.as_deref()
    }
}

impl Named for Topic {
    fn name(&self) -> &str {
        &self.id
    }

    fn was(&self) -> Option<&str> {
        self.was.as_deref()
    }
}

impl Named for Field {
    fn name(&self) -> &str {
        &self.name
    }

    fn was(&self) -> Option<&str> {
        self.was.as_deref()
    }
}
