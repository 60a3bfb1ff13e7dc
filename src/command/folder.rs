//! An evidence folder as a command judges it: its settings, the library it is judged by, and the assessments of one reading.
//! For some programs a single document stands in for it.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;

use super::{Failure, checklist, extraction, first, library, settings};
use crate::assessment::{Assessment, Remark, Row, assess};
use crate::checklist::{Checklist, Interpretation, Library};
use crate::cli::Asked;
use crate::config::{self, Config, Gate};
use crate::evidence::Evidence;
use crate::language::Message;
use crate::reader::{self, Cache, Walk};
use crate::source::{Problem, nearest_or_all};

/// A folder and what it says of itself.
pub struct Folder<'a> {
    path: &'a Path,
    /// A document that is judged alone, without the folder that it lies in.
    document: Option<&'a Path>,
    /// Where files lie that are read in place of those of the folder that have the same path.
    texts: Option<&'a Path>,
    config: Config,
    mistakes: Vec<Problem>,
}

impl<'a> Folder<'a> {
    /// Opens a folder; where there is none, the failure says how to begin one for the `program`.
    /// A regular file may be a document that is judged alone.
    pub fn open(path: &'a Path, program: Option<&String>) -> Result<Self, Failure> {
        if path.is_file() {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            return Ok(Self {
                path: folder,
                document: Some(path),
                texts: None,
                config: Config::default(),
                mistakes: Vec::new(),
            });
        }
        require(path, program)?;
        let (config, mistakes) = config::read(path);
        Ok(Self { path, document: None, texts: None, config, mistakes })
    }

    /// Where it lies; of a document, the folder that it lies in.
    pub const fn path(&self) -> &Path {
        self.path
    }

    /// Whether it is a document that is judged alone.
    pub const fn is_document(&self) -> bool {
        self.document.is_some()
    }

    /// The folder with the user's own checklists: the one asked for, else the one that the settings name.
    pub fn own_checklists(&self, asked: Option<&Path>) -> Option<PathBuf> {
        let pinned = || self.config.checklists.as_ref().map(|own| self.path.join(own));
        asked.map(Path::to_owned).or_else(pinned)
    }

    /// What it says of itself.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// The same folder, with these files in place of those that have the same path.
    pub fn with_texts<'t>(&self, texts: &'t Path) -> Folder<'t>
    where
        'a: 't,
    {
        let settings = if texts.join(config::FILE).is_file() { texts } else { self.path };
        let (config, mistakes) = config::read(settings);
        Folder { path: self.path, document: self.document, texts: Some(texts), config, mistakes }
    }

    /// What closes its gate.
    pub const fn gate(&self) -> &Gate {
        &self.config.gate
    }

    /// The library that the folder is judged by.
    pub fn library(&self, asked: Option<&Path>) -> Result<Library, Failure> {
        library(self.own_checklists(asked).as_deref())
    }

    /// The checklists to judge by, each once: those asked for, with the pinned version where none is named; else all pinned
    /// ones.
    pub fn checklists<'l>(&self, library: &'l Library, asked: &[String]) -> Result<Vec<&'l Checklist>, Failure> {
        let checklists = match self.programs(library, asked) {
            Err(_) if !self.mistakes.is_empty() && asked.is_empty() => return Err(self.mistakes.clone().into()),
            checklists => checklists?,
        };
        match self.document {
            Some(path) if !checklists.iter().all(|checklist| checklist.document) => Err(not_a_folder(path)),
            _ => Ok(checklists),
        }
    }

    /// Reads the folder.
    pub fn read(&self, library: &Library, cache: Option<&Cache>) -> Result<Evidence, Failure> {
        let extraction = extraction(cache);
        let read = match self.document {
            Some(document) => reader::read_alone(document, &library.lexicon, &extraction),
            None => reader::read_walked(self.walked(), &self.config, &library.lexicon, &extraction),
        };
        let named = settings::mistakes(&self.config, library, read.as_ref().ok());
        let mistakes = [self.mistakes.clone(), named].concat();
        match read {
            Ok(evidence) if mistakes.is_empty() => Ok(evidence),
            Ok(_) => Err(mistakes.into()),
            Err(more) => Err([mistakes, more].concat().into()),
        }
    }

    fn walked(&self) -> Walk {
        let mut walk = reader::walk(self.path);
        let Some(texts) = self.texts else { return walk };
        for file in &mut walk.files {
            let other = texts.join(&*file.path);
            if let Ok(known) = other.metadata() {
                (file.opened_at, file.size) = (other, known.len());
            }
        }
        walk
    }

    /// Judges what was read; `case_studies` names those that are judged instead of the submitted ones.
    pub fn assess<'l>(
        &self,
        library: &'l Library,
        checklist: &'l Checklist,
        evidence: &Evidence,
        case_studies: &[String],
        as_of: NaiveDate,
    ) -> Result<Assessment<'l>, Failure> {
        let submitted = self.submitted(checklist, evidence, case_studies)?;
        let reading = self.interpretation(checklist)?;
        let mut assessment = assess(checklist, reading, evidence, &library.lexicon, &submitted, as_of);
        assessment.life = library.life(checklist, as_of);
        let strange = library.strange_attestations(evidence);
        assessment
            .remarks
            .extend(strange.map(|(attestation, message)| Remark { message, at: attestation.place.clone() }));
        if let Some(last) = library.accepted_until(checklist) {
            assessment.forecast.accepted_until(checklist, last, as_of);
        }
        Ok(assessment)
    }

    /// Judges what was read by each checklist; what is attested for a row or a case study that is not there is a mistake.
    pub fn assess_all<'l>(
        &self,
        library: &'l Library,
        checklists: &[&'l Checklist],
        evidence: &Evidence,
        asked: &Asked,
    ) -> Result<Vec<Assessment<'l>>, Failure> {
        require_right_attestations(library, checklists, evidence)?;
        let assess =
            |checklist: &&'l Checklist| self.assess(library, checklist, evidence, &asked.case_study, asked.day());
        checklists.iter().map(assess).collect()
    }

    /// Adds the digests of the files that some Met cites.
    pub fn index(&self, assessments: &mut [Assessment<'_>]) {
        let citations = assessments.iter().flat_map(|assessment| &assessment.rows).flat_map(Row::citations);
        let cited = citations.filter_map(|citation| citation.place.as_ref()).map(|place| &*place.file).collect();
        let digests = reader::digests(self.path, &cited);
        for assessment in assessments {
            assessment.index.clone_from(&digests);
        }
    }

    fn programs<'l>(&self, library: &'l Library, asked: &[String]) -> Result<Vec<&'l Checklist>, Failure> {
        let pins = &self.config.programs;
        let pinned = |program: &str| {
            let version = pins.get(program).and_then(|pin| pin.version.as_ref());
            version.map_or_else(|| program.to_owned(), |version| format!("{program}@{version}"))
        };
        let ids: Vec<String> = if asked.is_empty() {
            pins.keys().map(|program| pinned(program)).collect()
        } else {
            asked.iter().map(|asked| if asked.contains('@') { asked.clone() } else { pinned(asked) }).collect()
        };
        if ids.is_empty() {
            return Err(first::no_program(self.path, library.programs()));
        }
        let checklists: Vec<_> = ids.iter().map(|id| checklist(library, id)).collect::<Result<_, _>>()?;
        let mut known = BTreeSet::new();
        Ok(checklists.into_iter().filter(|checklist| known.insert(checklist.id())).collect())
    }

    /// How an ambiguous checklist is read: as pinned, else in its first way.
    pub fn interpretation<'l>(&self, checklist: &'l Checklist) -> Result<Option<&'l Interpretation>, Failure> {
        let pin = self.config.programs.get(&checklist.program).and_then(|pin| pin.reading.as_ref());
        let (Some((asked, span)), Some(source)) = (pin, &self.config.source) else {
            return Ok(checklist.readings.first());
        };
        checklist.interpretation(asked).map(Some).ok_or_else(|| {
            let known = checklist.readings.iter().map(|reading| reading.id.as_str());
            let key = if checklist.readings.is_empty() { "failure.no_readings" } else { "failure.unknown_reading" };
            let message = Message::new(key).with("reading", asked.as_str()).with("checklist", checklist.id());
            let problem = Problem::new(source, span.clone(), message);
            let has_some = known.clone().next().is_some();
            Failure::Problems(vec![if has_some { problem.with_help(nearest_or_all(asked, known)) } else { problem }])
        })
    }

    /// Whether the folder says which case studies are handed in by a checklist.
    pub fn pins_case_studies(&self, checklist: &Checklist) -> bool {
        self.config.programs.get(&checklist.program).is_some_and(|pin| pin.case_studies.is_some())
    }

    /// The case studies that are judged: those asked for, else those pinned, else those the checklist means.
    pub fn submitted(
        &self,
        checklist: &Checklist,
        evidence: &Evidence,
        asked: &[String],
    ) -> Result<Vec<String>, Failure> {
        let known = || evidence.case_studies.iter().map(|study| study.name.as_str());
        let help = |slug: &str| nearest_or_all(slug, known());
        let message = |slug: &str| Message::new("failure.unknown_case_study").with("slug", slug);
        if let Some(slug) = asked.iter().find(|slug| evidence.case_study(slug).is_none()) {
            return Err(Failure::from(message(slug)).with_help(help(slug)));
        }
        if !asked.is_empty() {
            return Ok(asked.to_vec());
        }
        let pin = self.config.programs.get(&checklist.program).and_then(|pin| pin.case_studies.as_ref());
        let (Some(pinned), Some(source)) = (pin, &self.config.source) else {
            let meant = evidence.case_studies.iter().filter(|study| checklist.case_studies.holds(&study.facts));
            let meant: Vec<_> = meant.map(|study| study.name.clone()).collect();
            return Ok(if meant.is_empty() { known().map(str::to_owned).collect() } else { meant });
        };
        let unknown = pinned.iter().filter(|(slug, _)| evidence.case_study(slug).is_none());
        let problem = |(slug, span): &(String, std::ops::Range<usize>)| {
            Problem::new(source, span.clone(), message(slug)).with_help(help(slug))
        };
        let problems: Vec<_> = unknown.map(problem).collect();
        if !problems.is_empty() {
            return Err(Failure::Problems(problems));
        }
        Ok(pinned.iter().map(|(slug, _)| slug.clone()).collect())
    }
}

/// Whether every attestation for these checklists names a row and a case study that are there.
pub fn require_right_attestations(
    library: &Library,
    judged: &[&Checklist],
    evidence: &Evidence,
) -> Result<(), Failure> {
    let wrong = library.wrong_attestations(judged, evidence);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

/// Whether there is a folder that can be read.
fn require(folder: &Path, program: Option<&String>) -> Result<(), Failure> {
    let path = folder.display().to_string();
    let unreadable = |error: &std::io::Error| {
        let message = Message::new("failure.unreadable").with("path", path.as_str()).with("why", Message::from(error));
        Err(Failure::from(message).with_help(Message::new("hint.permissions")))
    };
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = Message::new("failure.no_folder").with("path", path.as_str());
            Err(Failure::from(message).with_help(first::no_folder(folder, program)))
        }
        Err(error) => unreadable(&error),
        Ok(metadata) if !metadata.is_dir() => Err(not_a_folder(folder)),
        Ok(_) => std::fs::read_dir(folder).map(drop).or_else(|error| unreadable(&error)),
    }
}

/// That a file is given where a folder is needed.
pub fn not_a_folder(path: &Path) -> Failure {
    let path = path.display().to_string();
    let message = Message::new("failure.not_a_folder").with("path", path.as_str());
    Failure::from(message).with_help(Message::new("hint.its_folder").with("path", path))
}

/// The way from the folder of the output to the evidence, to stand before every path. On the standard output it is
/// nothing: as if the page lay in the evidence folder.
pub fn links(output: Option<&Path>, evidence: &Path) -> String {
    let way = || -> Option<String> {
        let parent = output?.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (from, to) = (parent.canonicalize().ok()?, evidence.canonicalize().ok()?);
        let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
        let up = from.components().skip(shared).map(|_| Component::ParentDir);
        let way: PathBuf = up.chain(to.components().skip(shared)).collect();
        Some(way.to_str()?.replace('\\', "/") + "/")
    };
    way().filter(|way| way != "/").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_the_page_to_the_evidence() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["evidence", "out/deep"] {
            std::fs::create_dir_all(folder.path().join(name)).expect("made");
        }
        let evidence = folder.path().join("evidence");
        let from = |output: &str| links(Some(&folder.path().join(output)), &evidence);
        assert_eq!(from("page.md"), "evidence/");
        assert_eq!(from("out/deep/page.md"), "../../evidence/");
        assert_eq!(from("evidence/page.md"), "");
        assert_eq!(links(None, &evidence), "");
    }
}
