//! Which files of the evidence a bundle needs: what is cited, and what the cited files are nothing without.

use std::collections::{BTreeSet, HashMap};

use crate::assessment::{Assessment, Row};
use crate::config;
use crate::evidence::{Document, Evidence, resolve};
use crate::rule::{Answer, Citation};

/// Files that say something of the whole folder, at its top.
const OF_THE_FOLDER: [&str; 3] = [config::FILE, "attestations.toml", "statements.md"];

/// Files that say something of their folder, wherever they lie.
const OF_A_FOLDER: &str = "evidence.toml";

/// The paths that some Met cites, the facts of every case study that was judged, what the folder says of itself, and the
/// files that any of these sends its reader to; of those at hand in `files`, sorted.
#[must_use]
pub fn cited<'f>(assessments: &[Assessment<'_>], evidence: &Evidence, files: &[&'f str]) -> Vec<&'f str> {
    let judged: BTreeSet<_> = studies(assessments).collect();
    let subjects =
        || evidence.subjects().filter(|subject| subject.is_partner() || judged.contains(subject.name.as_str()));
    let declarations =
        subjects().flat_map(|subject| &subject.documents).filter(|document| document.name() == OF_A_FOLDER);
    let attested = assessments.iter().flat_map(|assessment| &assessment.attestations);
    let mut wanted: Vec<String> = OF_THE_FOLDER.map(str::to_owned).to_vec();
    wanted.extend(subjects().map(|subject| subject.facts_file.clone()));
    wanted.extend(declarations.map(|document| document.path.to_string()));
    wanted.extend(attested.map(|attestation| attestation.place.file.to_string()));
    wanted.extend(citations(assessments).filter_map(|citation| Some(citation.place.as_ref()?.file.to_string())));

    let at_hand = AtHand::of(files);
    let documents: HashMap<&str, &Document> =
        evidence.documents().map(|document| (&*document.path, document)).collect();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    while let Some(path) = wanted.pop() {
        for file in at_hand.meant_by(&path) {
            if taken.insert(file) {
                wanted.extend(documents.get(file).into_iter().flat_map(|document| at_hand.sent_to(document)));
            }
        }
    }
    taken.into_iter().collect()
}

/// The rows that are not judged in the same way, by what each of their criteria came to.
#[must_use]
pub fn judged_otherwise<'a>(one: &[Assessment<'a>], other: &[Assessment<'a>]) -> Vec<&'a str> {
    let same = |one: &Row<'_>, other: &Row<'_>| {
        let outcomes =
            |row: &Row<'_>| row.criteria.iter().map(|it| (it.id.clone(), it.outcome.clone())).collect::<Vec<_>>();
        one.verdict == other.verdict && one.gaps().count() == other.gaps().count() && outcomes(one) == outcomes(other)
    };
    let pairs = one.iter().zip(other).flat_map(|(one, other)| one.rows.iter().zip(&other.rows));
    pairs.filter(|(one, other)| !same(one, other)).map(|(one, _)| one.key).collect()
}

/// The case studies that were judged.
fn studies<'a>(assessments: &'a [Assessment<'_>]) -> impl Iterator<Item = &'a str> {
    assessments.iter().flat_map(|assessment| &assessment.case_studies).map(|study| study.slug.as_str())
}

/// Everything that is quoted, for what is demanded and for what is advised.
fn citations<'a>(assessments: &'a [Assessment<'_>]) -> impl Iterator<Item = &'a Citation> {
    let results = assessments.iter().flat_map(|assessment| &assessment.rows).flat_map(|row| &row.criteria);
    results.flat_map(|result| &result.findings).flat_map(|finding| match &finding.answer {
        Answer::Satisfied(citations) => citations.as_slice(),
        _ => &[],
    })
}

/// The files of a folder, to be found by path and by name.
struct AtHand<'f> {
    /// By path.
    paths: Vec<&'f str>,
    names: HashMap<&'f str, Vec<&'f str>>,
}

impl<'f> AtHand<'f> {
    fn of(files: &[&'f str]) -> Self {
        let mut paths = files.to_vec();
        paths.sort_unstable();
        let mut names: HashMap<_, Vec<_>> = HashMap::new();
        for path in &paths {
            names.entry(name_of(path)).or_default().push(*path);
        }
        Self { paths, names }
    }

    /// The files that a path means: the one that it leads to, or those below the folder that it leads to.
    fn meant_by(&self, path: &str) -> Vec<&'f str> {
        let below = format!("{path}/");
        let from = |path: &str| self.paths[self.paths.partition_point(|known| *known < path)..].iter();
        let file = from(path).take(1).filter(|known| **known == path);
        file.chain(from(&below).take_while(|known| known.starts_with(&below))).copied().collect()
    }

    /// The paths that a document sends its reader to; a name that is no link means every file that is called so.
    fn sent_to(&self, document: &Document) -> Vec<String> {
        let references = document.text().map_or(&[][..], |text| &text.references);
        let mut paths = Vec::new();
        for reference in references.iter().filter(|reference| !reference.target.contains("://")) {
            let path = resolve(&document.path, &reference.target);
            let called = self.names.get(name_of(&path)).filter(|_| !reference.link);
            paths.extend(called.into_iter().flatten().map(|file| (*file).to_owned()));
            paths.push(path);
        }
        paths
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_a_file_or_what_lies_below_it() {
        let at_hand = AtHand::of(&["b.md", "a/c.md", "a/b.md", "a-b.md", "a/b/d.md"]);
        assert_eq!(at_hand.meant_by("a/b.md"), ["a/b.md"]);
        assert_eq!(at_hand.meant_by("a"), ["a/b.md", "a/b/d.md", "a/c.md"]);
        assert_eq!(at_hand.meant_by("a/b"), ["a/b/d.md"]);
        assert_eq!(at_hand.meant_by(""), [""; 0]);
        assert_eq!(at_hand.meant_by("z"), [""; 0]);
    }
}
