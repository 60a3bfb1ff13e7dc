//! Milestones: what must happen by when after an audit or a hand-in, as the source of a checklist says.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Checklist;
use crate::evidence::Holidays;
use crate::language::Localised;

/// One entry of `timeline`: `{id: summary, title: …, by: auditor, after: audit, business_days: 2}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// `[a-z0-9-]+`, unique within the checklist.
    pub id: String,
    /// What happens, as a noun.
    pub title: Localised,
    /// Who acts.
    pub by: Actor,
    /// What it is counted from: `audit`, `hand-in`, or the id of another milestone.
    pub after: String,
    /// The greatest number of business days between them.
    pub business_days: u32,
    /// Whether that is an aim and no limit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub about: bool,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Actor {
    /// The partner.
    Partner,
    /// The auditor.
    Auditor,
    /// AWS.
    Aws,
}

/// What the first milestones are counted from, on a day that somebody gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// The audit.
    Audit,
    /// The hand-in of the self-assessment.
    HandIn,
}

impl Start {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Audit, Self::HandIn];

    /// How a checklist calls it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::HandIn => "hand-in",
        }
    }
}

/// A milestone on its latest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// The milestone.
    pub milestone: &'a Milestone,
    /// The latest day: it is earlier where somebody acts earlier.
    pub day: NaiveDate,
}

impl Checklist {
    /// What its milestones are counted from in the end.
    pub fn starts(&self) -> impl Iterator<Item = Start> {
        Start::ALL.into_iter().filter(|start| self.timeline.iter().any(|milestone| milestone.after == start.id()))
    }

    /// The milestones that are counted from these days, directly or by way of others, on their latest days, in the order of
    /// the file.
    ///
    /// # Errors
    ///
    /// The milestone that the holidays leave no business day for.
    pub fn deadlines(
        &self,
        starts: &BTreeMap<Start, NaiveDate>,
        holidays: &Holidays,
    ) -> Result<Vec<Deadline<'_>>, &Milestone> {
        let mut days: BTreeMap<&str, NaiveDate> = starts.iter().map(|(start, day)| (start.id(), *day)).collect();
        // Each round knows at least one more, unless they turn in a circle, which is a fault of the checklist.
        for _ in &self.timeline {
            for milestone in &self.timeline {
                if let Some(from) =
                    days.get(milestone.after.as_str()).filter(|_| !days.contains_key(milestone.id.as_str()))
                {
                    let day = holidays.after(*from, milestone.business_days).ok_or(milestone)?;
                    days.insert(&milestone.id, day);
                }
            }
        }
        let dated = |milestone| Some(Deadline { milestone, day: *days.get(milestone.id.as_str())? });
        Ok(self.timeline.iter().filter_map(dated).collect())
    }

    /// Whether a milestone leads back to a start, and so has a day.
    pub(super) fn leads_to_a_start(&self, milestone: &Milestone) -> bool {
        let mut after = milestone.after.as_str();
        for _ in &self.timeline {
            if Start::ALL.iter().any(|start| start.id() == after) {
                return true;
            }
            match self.timeline.iter().find(|known| known.id == after) {
                Some(known) => after = &known.after,
                None => return true, // said as an unknown name
            }
        }
        Start::ALL.iter().any(|start| start.id() == after)
    }
}
