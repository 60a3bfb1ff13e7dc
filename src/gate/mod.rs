//! The gate: whether an assessment may be handed in, by a policy.

mod baseline;
mod policy;

use std::collections::BTreeSet;

use crate::assessment::{Assessment, Change, Gap, Row, Turn, Verdict};
use crate::checklist::Level;
use crate::evidence::Waiver;
use crate::rule::Cause;

pub use baseline::{Baseline, Known, Unreadable};
pub use policy::Policy;

/// Whether every row is met or not applicable, whatever a policy lets pass. Advice never counts.
#[must_use]
pub fn is_ready(assessment: &Assessment<'_>) -> bool {
    !assessment.rows.is_empty() && assessment.rows.iter().all(|row| row.verdict != Verdict::NotMet)
}

/// What a policy makes of an assessment.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// Whether the gate passes.
    pub passes: bool,
    /// What closes it, each with its id, in official order.
    pub closing: Vec<(String, Gap<'a>)>,
    /// What holds today and does not go on holding as long as the policy asks for; it closes the gate as well.
    pub falling: Vec<&'a Change<'a>>,
    /// How many gaps the policy lets pass because a waiver covers them.
    pub waived: usize,
    /// How many because they were there before.
    pub known: usize,
    /// How many because they are in no prerequisite.
    pub later: usize,
    /// How many gaps of the baseline are lacking no more.
    pub closed: usize,
    /// Every waiver for the program, and what it is worth.
    pub waivers: Vec<(&'a Waiver, Standing)>,
}

/// What a waiver is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It covers so many gaps.
    Covers(usize),
    /// It would cover so many gaps, and its last day is over.
    Lapsed(usize),
    /// Nothing that it is made for is lacking.
    Idle,
}

/// Decides by a policy. What is not met stays not met: a policy only lets it pass.
#[must_use]
pub fn decide<'a>(assessment: &'a Assessment<'_>, policy: &Policy) -> Decision<'a> {
    let mut decision = Decision {
        passes: !assessment.rows.is_empty() && assessment.rows.iter().all(is_explained),
        closing: Vec::new(),
        falling: falling(assessment, policy),
        waived: 0,
        known: 0,
        later: 0,
        closed: policy.baseline.as_ref().map_or(0, |baseline| baseline.closed(assessment)),
        waivers: assessment.waivers.iter().map(|waiver| (waiver, standing(assessment, waiver, policy))).collect(),
    };
    let identified = assessment.identified().into_iter().filter(|(_, gap)| policy.asks(gap.level));
    for (id, gap) in identified {
        if !policy.asks_of(assessment.checklist, gap.key) {
            decision.later += 1;
        } else if policy.knows(&id) == Some(true) {
            decision.known += 1;
        } else if policy.allow_waived && waiver_of(assessment, &gap, policy).is_some() {
            decision.waived += 1;
        } else {
            decision.closing.push((id, gap));
        }
    }
    settle_followers(&mut decision.closing);
    decision.passes &= decision.closing.is_empty() && decision.falling.is_empty();
    decision
}

/// What falls up to the last day that the policy looks at: rows, the checklist, and the waivers that let something pass.
fn falling<'a>(assessment: &'a Assessment<'_>, policy: &Policy) -> Vec<&'a Change<'a>> {
    let Some(last) = policy.last_day(assessment.as_of) else { return Vec::new() };
    let counts = |change: &&Change<'_>| match &change.what {
        Turn::Row { key, .. } => policy.asks_of(assessment.checklist, key),
        Turn::Life(_) => true,
        Turn::Waiver { .. } => policy.allow_waived,
    };
    assessment.forecast.falls_until(last).filter(counts).collect()
}

/// A gap that is told at another criterion closes the gate as long as that one does.
fn settle_followers(closing: &mut Vec<(String, Gap<'_>)>) {
    let told: BTreeSet<_> = closing.iter().map(|(_, gap)| gap.criterion.to_owned()).collect();
    closing.retain(|(_, gap)| match &gap.lack.cause {
        Cause::Follows(criterion) => told.contains(criterion),
        _ => true,
    });
}

/// A row that is not met says why; one that did not could not be let pass.
fn is_explained(row: &Row<'_>) -> bool {
    row.verdict != Verdict::NotMet || row.gaps().next().is_some()
}

/// The waiver that counts and covers a gap.
#[must_use]
pub fn waiver_of<'a>(assessment: &'a Assessment<'_>, gap: &Gap<'_>, policy: &Policy) -> Option<&'a Waiver> {
    assessment.waivers.iter().find(|waiver| waiver.counts_on(policy.day) && covers(waiver, gap))
}

fn covers(waiver: &Waiver, gap: &Gap<'_>) -> bool {
    gap.level == Level::Must && waiver.covers(gap.key, gap.criterion, gap.subject)
}

fn standing(assessment: &Assessment<'_>, waiver: &Waiver, policy: &Policy) -> Standing {
    match assessment.gaps().filter(|gap| covers(waiver, gap)).count() {
        0 => Standing::Idle,
        gaps if waiver.counts_on(policy.day) => Standing::Covers(gaps),
        gaps => Standing::Lapsed(gaps),
    }
}
