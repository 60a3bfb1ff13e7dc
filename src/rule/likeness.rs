//! Likeness: paragraphs that stand almost word for word in two case studies.

use rayon::prelude::*;

use crate::evidence::{BlockKind, Document, Place, Subject, fold};

/// A paragraph that stands again elsewhere.
pub struct Copy {
    /// Where it stands.
    pub place: Place,
    /// Where it stands again.
    pub other: Place,
    /// How much of the two is the same, in percent of all their runs.
    pub percent: usize,
}

/// The longer paragraphs of all subjects, and which of them may be alike.
pub struct Paragraphs {
    all: Vec<Paragraph>,
    /// Numbers of two paragraphs of different subjects, the lower one first.
    alike: Vec<(u32, u32)>,
}

/// A block of a document of a subject, each by its number.
#[derive(Clone, Copy)]
struct Paragraph {
    subject: usize,
    document: usize,
    block: usize,
}

/// Fewer words than this may be alike by chance.
const WORDS: usize = 25;
/// Words in a run.
const RUN: usize = 5;
/// From this percentage on two paragraphs are near-identical.
const ALIKE: usize = 80;
/// A run that stands in more paragraphs than this tells none of them apart.
const MAX_SAME: usize = 16;
/// So many of the runs of a paragraph, those of the lowest hashes, stand for all of it. Of two paragraphs that are
/// near-identical, most of these are the same.
const MARKS: usize = 4;
/// How many of them two paragraphs must share to be compared run by run.
const SHARED: usize = 2;

impl Paragraphs {
    /// Looks at every longer paragraph of every subject.
    pub fn of(subjects: &[&Subject]) -> Self {
        let documents = subjects.iter().enumerate().flat_map(|(subject, found)| {
            found.documents.iter().enumerate().map(move |(document, found)| (subject, document, found))
        });
        let documents: Vec<_> = documents.collect();
        let marked: Vec<_> = documents
            .par_iter()
            .flat_map_iter(|(subject, document, found)| {
                let paragraph = |block| Paragraph { subject: *subject, document: *document, block };
                marked(found).into_iter().map(move |(block, marks)| (paragraph(block), marks))
            })
            .collect();
        let mut marks: Vec<(u64, u32)> =
            (0..).zip(&marked).flat_map(|(number, (_, marks))| marks.iter().map(move |mark| (*mark, number))).collect();
        marks.par_sort_unstable();
        let all: Vec<_> = marked.into_iter().map(|(paragraph, _)| paragraph).collect();
        let subject = |number: u32| all[number as usize].subject;
        let mut pairs = Vec::new();
        for same in marks.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() <= MAX_SAME) {
            for (index, (_, one)) in same.iter().enumerate() {
                let others = same[index + 1..].iter().map(|(_, other)| *other);
                pairs.extend(others.filter(|other| subject(*one) != subject(*other)).map(|other| (*one, other)));
            }
        }
        pairs.sort_unstable();
        let alike = pairs.chunk_by(|one, other| one == other).filter(|same| same.len() >= SHARED);
        let alike = alike.map(|same| same[0]).collect();
        Self { all, alike }
    }

    /// How many paragraphs of a subject were compared, and which of them stand again in one of `others`, each with the
    /// one that is most like it. `subjects` are those that were looked at.
    pub fn copies(&self, subjects: &[&Subject], subject: &Subject, others: &[&Subject]) -> (usize, Vec<Copy>) {
        let is_of = |paragraph: &Paragraph, subject: &Subject| subjects[paragraph.subject].name == subject.name;
        let ours = |number: u32| is_of(&self.all[number as usize], subject);
        let theirs = |number: u32| others.iter().any(|other| is_of(&self.all[number as usize], other));
        let pairs = self.alike.iter().filter_map(|(one, other)| match (ours(*one), ours(*other)) {
            (true, _) if theirs(*other) => Some((*one, *other)),
            (_, true) if theirs(*one) => Some((*other, *one)),
            _ => None,
        });
        let percents = pairs.map(|(one, other)| {
            let [one_runs, other_runs] = [one, other].map(|number| runs(self.all[number as usize].words(subjects)));
            (one, percent(&one_runs, &other_runs), other)
        });
        let mut alike: Vec<_> = percents.filter(|(_, percent, _)| *percent >= ALIKE).collect();
        alike.sort_unstable();
        let best = alike.chunk_by(|one, other| one.0 == other.0).filter_map(<[_]>::last);
        let place = |number: u32| self.all[number as usize].place(subjects);
        let copies =
            best.map(|(one, percent, other)| Copy { place: place(*one), other: place(*other), percent: *percent });
        (self.all.iter().filter(|paragraph| is_of(paragraph, subject)).count(), copies.collect())
    }
}

impl Paragraph {
    fn document<'a>(&self, subjects: &[&'a Subject]) -> &'a Document {
        &subjects[self.subject].documents[self.document]
    }

    fn words<'a>(&self, subjects: &[&'a Subject]) -> &'a str {
        self.document(subjects).text().map(|text| text.of(&text.blocks[self.block])).unwrap_or_default()
    }

    fn place(&self, subjects: &[&Subject]) -> Place {
        let document = self.document(subjects);
        document
            .text()
            .map_or_else(|| Place::whole(&document.path), |text| document.place(&text.blocks[self.block].spot))
    }
}

/// The longer paragraphs of a document, as the numbers of their blocks, each with its marks.
fn marked(document: &Document) -> Vec<(usize, [u64; MARKS])> {
    let Some(text) = document.text() else { return Vec::new() };
    let mut marked = Vec::new();
    for (block, found) in text.blocks.iter().enumerate() {
        if !matches!(found.kind, BlockKind::Paragraph | BlockKind::Item) || found.words < WORDS {
            continue;
        }
        if let Some(marks) = marks(text.of(found)) {
            marked.push((block, marks));
        }
    }
    marked
}

/// How many runs two paragraphs share, in percent of all their runs.
fn percent(one: &[u64], other: &[u64]) -> usize {
    let shared = one.iter().filter(|run| other.binary_search(run).is_ok()).count();
    shared * 100 / (one.len() + other.len() - shared).max(1)
}

/// The lowest hashes among the runs of a text; none for a text with too few runs.
fn marks(text: &str) -> Option<[u64; MARKS]> {
    let mut lowest = [u64::MAX; MARKS];
    for run in hashed_words(text).windows(RUN).map(hashed_run) {
        if run < lowest[MARKS - 1] && !lowest.contains(&run) {
            lowest[MARKS - 1] = run;
            lowest.sort_unstable();
        }
    }
    (lowest[MARKS - 1] < u64::MAX).then_some(lowest)
}

/// The runs of words of a text, as sorted hashes.
fn runs(text: &str) -> Vec<u64> {
    let mut runs: Vec<u64> = hashed_words(text).windows(RUN).map(hashed_run).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

fn hashed_run(words: &[u64]) -> u64 {
    words.iter().copied().fold(0, mixed)
}

/// A hash for each word; case and punctuation make no difference. A CJK character is a word here.
fn hashed_words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut word = 0;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word = mixed(word, u64::from(c.to_ascii_lowercase()));
        } else if fold::is_cjk(c) {
            words.extend((word != 0).then_some(word));
            words.push(u64::from(c));
            word = 0;
        } else if !c.is_ascii() && c.is_alphanumeric() {
            c.to_lowercase().for_each(|lower| word = mixed(word, u64::from(lower)));
        } else if word != 0 {
            words.push(word);
            word = 0;
        }
    }
    words.extend((word != 0).then_some(word));
    words
}

fn mixed(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_what_shares_most_runs() {
        let one = runs("The standby takes over within forty seconds, and no order that was paid for is lost.");
        assert_eq!(
            percent(&one, &runs("the STANDBY takes over within forty seconds and no order that was paid for is lost")),
            100
        );
        assert_eq!(
            percent(&one, &runs("A reader is promoted in a minute and orders in flight are replayed from the queue.")),
            0
        );
        assert_eq!(percent(&runs("数据库故障转移在四十秒内完成"), &runs("数据库故障转移在四十秒内完成。")), 100);
    }
}
