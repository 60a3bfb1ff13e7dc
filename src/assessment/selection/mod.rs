//! Which case studies to hand in where there are more than are demanded: every set of the size is weighed, so what is found
//! is the best, and why each case study is in or out is what the best set without or with it comes to.

mod answers;
mod improvement;
pub mod sets;
mod standing;
#[cfg(test)]
mod tests;

use std::cmp::{Ordering, Reverse};

use rayon::prelude::*;

use self::answers::{Answers, Trial};
use super::{Assessment, Examination, Row, Verdict};
use crate::rule::{Cause, Lack, Row as State};

pub use improvement::{Improvement, Swap};
pub use standing::Standing;

/// The best set of case studies, and what others come to.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    /// The best set, judged.
    pub best: Assessment<'a>,
    /// What it comes to.
    pub standing: Standing,
    /// How many case studies the checklist demands at the least.
    pub demanded: usize,
    /// How many were to be chosen; the best set is smaller where there are fewer.
    pub size: usize,
    /// How many sets were weighed.
    pub weighed: usize,
    /// How many other sets are as good in every respect; the first by name is taken.
    pub equals: usize,
    /// Every case study to choose from, by folder name.
    pub candidates: Vec<Candidate>,
    /// The set that is judged where nobody chooses.
    pub usual: Beside,
    /// Whether the folder pins that set; all are judged otherwise, or those that the checklist means.
    pub is_pinned: bool,
    /// The one change that would improve the best set most, where it lacks something.
    pub change: Option<Improvement>,
    /// Whether pseudonyms stand for what it names.
    pub is_redacted: bool,
}

/// A case study to choose from.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The folder name.
    pub slug: String,
    /// Whether it is in the best set.
    pub is_chosen: bool,
    /// The best set without it, where it is chosen; else the best with it.
    pub otherwise: Beside,
}

/// A set beside the best one.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Its case studies, by folder name.
    pub set: Vec<String>,
    /// What it comes to.
    pub standing: Standing,
    /// The rows that the best set holds better, in official order.
    pub lost: Vec<Loss>,
    /// The keys of the rows that it holds better than the best set.
    pub gained: Vec<String>,
    /// What it lacks that the best set does not, where no row is lost.
    pub lacks: Option<Lacking>,
}

/// A row that is lost to another set.
#[derive(Debug, Clone)]
pub struct Loss {
    /// The key.
    pub key: String,
    /// Why: the first thing that is lacking. Nothing where the row no longer applies.
    pub why: Option<Lacking>,
}

/// What is lacking, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The case study, or empty for the partner.
    pub subject: String,
    /// What is missing, where to put it and what would pass.
    pub lack: Lack,
}

/// Chooses `size` of the `candidates`, or all where there are no more. `usual` is judged beside them: what is handed in if
/// nobody chooses. The order of a set is that of the folder; case studies that are not there are passed over.
#[must_use]
pub fn select<'a>(
    examination: &Examination<'a, '_>,
    candidates: &[String],
    usual: &[String],
    size: usize,
) -> Selection<'a> {
    let studies = &examination.evidence.case_studies;
    let number_of = |slug: &String| studies.iter().position(|study| study.name == *slug);
    let mut pool: Vec<usize> = candidates.iter().filter_map(number_of).collect();
    pool.sort_unstable();
    pool.dedup();
    let usual: Vec<usize> = usual.iter().filter_map(number_of).collect();
    let answers = Answers::of(examination);
    let standing = |set: &Vec<usize>| answers.trial(set, None).standing();
    let sets = sets::all(&pool, size.min(pool.len()));
    let standings: Vec<Standing> = sets.par_iter().map(standing).collect();
    let weighed = Weighed { sets: &sets, standings: &standings };
    let (best, standing_of_best) = weighed.best(|_| true, &[]).unwrap_or((&[], standing(&Vec::new())));

    let names = |set: &[usize]| set.iter().map(|number| studies[*number].name.clone()).collect::<Vec<_>>();
    let assessment = examination.assess(&names(best));
    let beside = |set: &[usize], standing| Beside::of(&assessment, &examination.assess(&names(set)), standing);
    let candidate = |one: &usize| {
        let is_chosen = best.contains(one);
        let rest: Vec<_> = pool.iter().copied().filter(|other| other != one).collect();
        let otherwise = match weighed.best(|set| set.contains(one) != is_chosen, best) {
            Some((set, standing)) => beside(set, standing),
            None => beside(&rest, standing(&rest)),
        };
        Candidate { slug: studies[*one].name.clone(), is_chosen, otherwise }
    };
    Selection {
        standing: standing_of_best,
        demanded: examination.checklist.case_studies_demanded(examination.interpretation),
        size,
        weighed: sets.len(),
        equals: standings.iter().filter(|standing| **standing == standing_of_best).count().saturating_sub(1),
        candidates: pool.par_iter().map(candidate).collect(),
        usual: beside(&usual, standing(&usual)),
        change: improvement::best(&answers, &assessment, best, &pool),
        is_pinned: false,
        is_redacted: false,
        best: assessment,
    }
}

/// Every set with what it comes to.
struct Weighed<'s> {
    sets: &'s [Vec<usize>],
    standings: &'s [Standing],
}

impl<'s> Weighed<'s> {
    /// The best of some sets; of several as good, the one that shares most with `like`, then the first.
    fn best(&self, is_meant: impl Fn(&[usize]) -> bool, like: &[usize]) -> Option<(&'s [usize], Standing)> {
        let shared = |set: &[usize]| set.iter().filter(|one| like.contains(one)).count();
        let meant = self.sets.iter().zip(self.standings).filter(|(set, _)| is_meant(set));
        let rank = |(set, standing): &(&Vec<usize>, &Standing)| Reverse((**standing, shared(set)));
        meant.min_by_key(rank).map(|(set, standing)| (set.as_slice(), *standing))
    }
}

impl Beside {
    /// What another set loses and gains beside the best one.
    fn of(best: &Assessment<'_>, other: &Assessment<'_>, standing: Standing) -> Self {
        let (mut lost, mut gained) = (Vec::new(), Vec::new());
        for (ours, theirs) in best.rows.iter().zip(&other.rows) {
            let key = theirs.key.to_owned();
            match worth(&theirs.verdict).cmp(&worth(&ours.verdict)) {
                Ordering::Less => lost.push(Loss { key, why: first_lack(theirs, None) }),
                Ordering::Greater => gained.push(key),
                Ordering::Equal => {}
            }
        }
        let pairs = best.rows.iter().zip(&other.rows);
        let lacks =
            lost.is_empty().then(|| pairs.into_iter().find_map(|(ours, theirs)| first_lack(theirs, Some(ours))));
        Self {
            set: other.case_studies.iter().map(|study| study.slug.clone()).collect(),
            standing,
            lost,
            gained,
            lacks: lacks.flatten(),
        }
    }
}

/// The first thing that a row lacks, and another does not; what is told elsewhere only where there is nothing else.
fn first_lack(row: &Row<'_>, apart_from: Option<&Row<'_>>) -> Option<Lacking> {
    let is_shared = |subject: &str, lack: &Lack| {
        apart_from.is_some_and(|other| other.gaps().any(|gap| gap.subject == subject && gap.lack == lack))
    };
    let own = || row.gaps().filter(|gap| !is_shared(gap.subject, gap.lack));
    let gap = own().find(|gap| !matches!(gap.lack.cause, Cause::Follows(_))).or_else(|| own().next())?;
    Some(Lacking { subject: gap.subject.to_owned(), lack: gap.lack.clone() })
}

/// A row that is met is worth more than one that does not apply.
const fn worth(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Met => 2,
        Verdict::NotApplicable(_) => 1,
        Verdict::NotMet => 0,
    }
}

/// The keys of the rows that are no longer unmet.
fn mended_rows(assessment: &Assessment<'_>, before: &Trial, after: &Trial) -> Vec<String> {
    let states = before.rows.iter().zip(&after.rows);
    let rows = assessment.rows.iter().zip(states);
    let mended = rows.filter(|(_, (before, after))| **before == State::Gap && **after != State::Gap);
    mended.map(|(row, _)| row.key.to_owned()).collect()
}
