//! A baseline: the gaps that were there when the gate was put up in an old repository. They are counted and let pass; a
//! baseline only shrinks.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::Decision;
use crate::assessment::Assessment;

/// The version of the file.
const VERSION: u32 = 1;

/// Gaps that are let pass, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    gaps: BTreeMap<String, Known>,
}

/// One gap of a baseline. Its id decides; the rest tells a person which one it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The program.
    pub program: String,
    /// The full id of the criterion.
    pub criterion: String,
    /// The case study, or empty for the partner.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// The file that was to be written or changed.
    pub file: String,
    /// The id of the gap.
    pub id: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    competency_baseline: u32,
    gaps: Vec<Known>,
}

/// Why a file is no baseline.
#[derive(Debug)]
pub enum Unreadable {
    /// It is not written as one; the line and the column from 1.
    Malformed(usize, usize),
    /// It is of a version that a later program writes.
    Newer(u32),
}

impl Baseline {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Why it is no baseline.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let file: File =
            serde_json::from_str(text).map_err(|error| Unreadable::Malformed(error.line(), error.column()))?;
        if file.competency_baseline > VERSION {
            return Err(Unreadable::Newer(file.competency_baseline));
        }
        Ok(Self { gaps: file.gaps.into_iter().map(|known| (known.id.clone(), known)).collect() })
    }

    /// Everything that closes the gate now.
    #[must_use]
    pub fn of(decisions: &[(&Assessment<'_>, Decision<'_>)]) -> Self {
        let gaps = decisions.iter().flat_map(|(assessment, decision)| {
            decision.closing.iter().map(|(id, gap)| Known {
                program: assessment.checklist.program.clone(),
                criterion: gap.criterion.to_owned(),
                subject: gap.subject.to_owned(),
                file: gap.lack.put.file.clone(),
                id: id.clone(),
            })
        });
        Self { gaps: gaps.map(|known| (known.id.clone(), known)).collect() }
    }

    /// What of it is still lacking; of a program that was not judged, all.
    #[must_use]
    pub fn shrunk(&self, assessments: &[Assessment<'_>]) -> Self {
        let lacking: Vec<_> = assessments.iter().flat_map(Assessment::identified).map(|(id, _)| id).collect();
        let is_judged = |known: &Known| assessments.iter().any(|judged| judged.checklist.program == known.program);
        let still = self.gaps.iter().filter(|(id, known)| !is_judged(known) || lacking.contains(id));
        Self { gaps: still.map(|(id, known)| (id.clone(), known.clone())).collect() }
    }

    /// How many gaps of a program it lists that are lacking no more.
    #[must_use]
    pub fn closed(&self, assessment: &Assessment<'_>) -> usize {
        self.len() - self.shrunk(std::slice::from_ref(assessment)).len()
    }

    /// The same for assessments that are shown under other names, so that each gap keeps its place.
    #[must_use]
    pub fn renamed(&self, before: &[Assessment<'_>], after: &[Assessment<'_>]) -> Self {
        let ids = |assessments: &[Assessment<'_>]| -> Vec<_> {
            assessments.iter().flat_map(Assessment::identified).map(|(id, _)| id).collect()
        };
        let names: BTreeMap<_, _> = ids(before).into_iter().zip(ids(after)).collect();
        let renamed = |(id, known): (&String, &Known)| (names.get(id).unwrap_or(id).clone(), known.clone());
        Self { gaps: self.gaps.iter().map(renamed).collect() }
    }

    /// Whether this gap was there before.
    #[must_use]
    pub fn holds(&self, id: &str) -> bool {
        self.gaps.contains_key(id)
    }

    /// How many gaps it lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.gaps.len()
    }

    /// Whether it lists none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Writes it, a gap after the other by program and criterion, so that a change is read as one.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut gaps: Vec<_> = self.gaps.values().cloned().collect();
        gaps.sort();
        serde_json::to_writer_pretty(&mut *out, &File { competency_baseline: VERSION, gaps })?;
        writeln!(out)
    }
}
