//! The one change that would improve the best set most: something mended in it, or in another case study that then takes
//! the place of one. Another choice alone improves nothing, for the set is the best already.

use rayon::prelude::*;

use super::answers::{Answers, Mended};
use super::{Lacking, Standing, mended_rows};
use crate::assessment::Assessment;
use crate::rule::{Cause, Lack};

/// A single change and what it brings.
#[derive(Debug, Clone)]
pub struct Improvement {
    /// What is to be mended.
    pub mends: Lacking,
    /// The case study that is handed in once it is mended, and the one whose place it takes.
    pub swap: Option<Swap>,
    /// What the set then comes to.
    pub standing: Standing,
    /// The keys of the rows that are no longer unmet.
    pub gained: Vec<String>,
}

/// A case study in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The one that comes in.
    pub comes: String,
    /// The one that goes out.
    pub goes: String,
}

/// The change after which the set is best; of several, one in a case study of the set, then one of the partner's, each in
/// official order. Nothing where the set lacks nothing, or no single change makes it better.
pub fn best(answers: &Answers<'_, '_, '_>, of: &Assessment<'_>, best: &[usize], pool: &[usize]) -> Option<Improvement> {
    let before = answers.trial(best, None);
    let mut own: Vec<(&str, &Lack)> = Vec::new();
    for gap in of.gaps() {
        let is_told_elsewhere = matches!(gap.lack.cause, Cause::Follows(_));
        if !is_told_elsewhere && !own.contains(&(gap.subject, gap.lack)) {
            own.push((gap.subject, gap.lack));
        }
    }
    if own.is_empty() {
        return None;
    }
    // Of changes that bring as much, one in a case study comes first: it is the case studies that are chosen.
    own.sort_by_key(|(subject, _)| subject.is_empty());
    let mut trials: Vec<(Vec<usize>, Mended<'_>, Option<Swap>)> = Vec::new();
    trials.extend(own.into_iter().map(|(subject, lack)| (best.to_vec(), Mended { subject, lack }, None)));
    for comes in pool.iter().filter(|one| !best.contains(one)) {
        for lack in answers.lacks_of(*comes) {
            let subject = answers.name(*comes);
            trials.extend(best.iter().map(|goes| {
                let mut set: Vec<_> = best.iter().copied().filter(|one| one != goes).chain([*comes]).collect();
                set.sort_unstable();
                let swap = Swap { comes: subject.to_owned(), goes: answers.name(*goes).to_owned() };
                (set, Mended { subject, lack }, Some(swap))
            }));
        }
    }
    let standings: Vec<_> =
        trials.par_iter().map(|(set, mended, _)| answers.trial(set, Some(*mended)).standing()).collect();
    let greatest = standings.iter().max().copied().filter(|standing| *standing > before.standing())?;
    let ((set, mended, swap), standing) =
        trials.into_iter().zip(standings).find(|(_, standing)| *standing == greatest)?;
    Some(Improvement {
        mends: Lacking { subject: mended.subject.to_owned(), lack: mended.lack.clone() },
        swap,
        standing,
        gained: mended_rows(of, &before, &answers.trial(&set, Some(mended))),
    })
}
