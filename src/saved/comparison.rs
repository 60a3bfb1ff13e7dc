//! What differs between two documents: rows, gaps, advice, and the evidence under a verdict that is the same.

use std::collections::{BTreeMap, VecDeque};

use super::evidence::{FileChange, changes};
use super::form::{Assessment, Document, Gap, Requirement, Verdict};

/// Two documents, program by program.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The programs in both.
    pub programs: Vec<Compared<'a>>,
    /// The programs in the earlier one alone.
    pub gone: Vec<&'a Assessment>,
    /// The programs in the later one alone.
    pub new: Vec<&'a Assessment>,
}

/// One program, earlier and later.
#[derive(Debug)]
pub struct Compared<'a> {
    /// As it was.
    pub before: &'a Assessment,
    /// As it is.
    pub after: &'a Assessment,
    /// Rows with another verdict, in the order of the later one; those that it has not come first.
    pub rows: Vec<RowChange<'a>>,
    /// Gaps that were not there before.
    pub opened: Vec<&'a Gap>,
    /// Gaps that are there no longer.
    pub closed: Vec<&'a Gap>,
    /// Advice that was not there before.
    pub advised: Vec<&'a Gap>,
    /// Advice that is there no longer.
    pub settled: Vec<&'a Gap>,
    /// Files that rows with the same verdict stand on, where these or their words are others now.
    pub files: Vec<FileChange<'a>>,
}

/// A row with another verdict.
#[derive(Debug, Clone, Copy)]
pub struct RowChange<'a> {
    /// The row, as it is called in the later document where it is there.
    pub row: &'a Requirement,
    /// What it came to before; nothing where it was not judged.
    pub before: Option<Verdict>,
    /// What it comes to now; nothing where it is not judged.
    pub after: Option<Verdict>,
}

/// Which way a row went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// It held, and is not met now.
    Lost,
    /// It was not met, and holds now.
    Gained,
    /// Anything else: not judged before or now, or not applicable instead of met.
    Otherwise,
}

impl Comparison<'_> {
    /// Whether nothing that was judged differs.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.gone.is_empty() && self.new.is_empty() && self.programs.iter().all(Compared::is_same)
    }

    /// Whether every program comes to the same, whatever it stands on.
    #[must_use]
    pub fn is_judged_the_same(&self) -> bool {
        self.gone.is_empty() && self.new.is_empty() && self.programs.iter().all(Compared::is_judged_the_same)
    }
}

impl Compared<'_> {
    /// Whether rows, gaps and advice are the same, whatever they stand on.
    #[must_use]
    pub fn is_judged_the_same(&self) -> bool {
        let lacks = [&self.opened, &self.closed, &self.advised, &self.settled];
        self.rows.is_empty() && lacks.iter().all(|lacks| lacks.is_empty())
    }

    /// Whether rows, gaps, advice and evidence are the same, and what was judged is. The day may be another one.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let judged = |one: &Assessment| {
            let studies: Vec<_> = one.case_studies.iter().map(|study| study.slug.clone()).collect();
            let reading = one.interpretation.as_ref().map(|reading| reading.id.clone());
            (one.version.clone(), one.checklist_hash.clone(), one.partner.clone(), reading, studies)
        };
        self.is_judged_the_same() && self.files.is_empty() && judged(self.before) == judged(self.after)
    }
}

impl RowChange<'_> {
    /// Which way it went.
    #[must_use]
    pub fn moved(&self) -> Moved {
        match (self.before, self.after) {
            (Some(Verdict::NotMet), Some(_)) => Moved::Gained,
            (Some(_), Some(Verdict::NotMet)) => Moved::Lost,
            _ => Moved::Otherwise,
        }
    }
}

/// Compares two documents. A program is compared with the same version of it where there is one, else with another.
#[must_use]
pub fn compare<'a>(before: &'a Document, after: &'a Document) -> Comparison<'a> {
    let mut pairs: Vec<Option<&Assessment>> = vec![None; after.assessments.len()];
    let mut gone: Vec<&Assessment> = before.assessments.iter().collect();
    for name in [Assessment::id, |one: &Assessment| one.program.clone()] {
        let mut earlier: BTreeMap<String, VecDeque<&Assessment>> = BTreeMap::new();
        for one in gone {
            earlier.entry(name(one)).or_default().push_back(one);
        }
        for (pair, later) in pairs.iter_mut().zip(&after.assessments).filter(|(pair, _)| pair.is_none()) {
            *pair = earlier.get_mut(&name(later)).and_then(VecDeque::pop_front);
        }
        gone = earlier.into_values().flatten().collect();
    }
    let same_words = before.language == after.language;
    let pairs = || pairs.iter().zip(&after.assessments);
    Comparison {
        programs: pairs().filter_map(|(before, after)| Some(compared((*before)?, after, same_words))).collect(),
        gone,
        new: pairs().filter(|(before, _)| before.is_none()).map(|(_, after)| after).collect(),
    }
}

fn compared<'a>(before: &'a Assessment, after: &'a Assessment, same_words: bool) -> Compared<'a> {
    let (earlier, later) = (before.rows(), after.rows());
    let gone = before.requirements.iter().filter(|row| !later.contains_key(row.key.as_str()));
    let gone = gone.map(|row| RowChange { row, before: Some(row.verdict), after: None });
    let kept = after.requirements.iter().map(|row| {
        let earlier = earlier.get(row.key.as_str()).map(|row| row.verdict);
        RowChange { row, before: earlier, after: Some(row.verdict) }
    });
    Compared {
        before,
        after,
        rows: gone.chain(kept.filter(|row| row.before != row.after)).collect(),
        opened: missing_in(&after.gaps, &before.gaps),
        closed: missing_in(&before.gaps, &after.gaps),
        advised: missing_in(&after.advice, &before.advice),
        settled: missing_in(&before.advice, &after.advice),
        files: changes(before, after, same_words),
    }
}

/// The gaps of one list that the other has not; of several that are alike, as many as it has fewer of.
fn missing_in<'a>(gaps: &'a [Gap], others: &'a [Gap]) -> Vec<&'a Gap> {
    let have_ids = gaps.iter().chain(others).all(|gap| gap.id.is_some());
    let mut there = BTreeMap::new();
    for gap in others {
        *there.entry(identity(gap, have_ids)).or_insert(0_usize) += 1;
    }
    let mut missing = Vec::new();
    for gap in gaps {
        match there.get_mut(&identity(gap, have_ids)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing.push(gap),
        }
    }
    missing
}

/// What makes two gaps the same one: their ids, or everything but the words, which may be reworded or in another language,
/// and the line, which moves.
fn identity(gap: &Gap, by_id: bool) -> [Option<&str>; 5] {
    if by_id {
        return [gap.id.as_deref(), None, None, None, None];
    }
    [Some(&gap.criterion), gap.case_study.as_deref(), Some(&gap.file), gap.field.as_deref(), Some(&gap.code)]
}
