//! A document without a folder: the narrative of one case study, with its facts in front of it or in a file beside it that
//! is called the same, `story.docx` and `story.yaml`.

use std::path::Path;
use std::sync::Arc;

use super::file::{self, Part};
use super::folder::Found;
use super::format::Read;
use super::seen::Hashed;
use super::{Extraction, Gathered, kind, masking};
use crate::config;
use crate::evidence::{Evidence, Lexicon, Subject, resolve};
use crate::source::{Format, Problem};

/// The endings of a file of facts beside a document, the one to begin first.
const FACTS: [(&str, Format); 3] = [("yaml", Format::Yaml), ("yml", Format::Yaml), ("toml", Format::Toml)];

/// Reads one document.
///
/// # Errors
///
/// Every mistake in its facts, with its place.
pub fn read(document: &Path, lexicon: &Lexicon, extraction: &Extraction) -> Result<Evidence, Vec<Problem>> {
    let folder = document.parent().unwrap_or(Path::new(""));
    let named = |name: Option<&std::ffi::OsStr>| name.unwrap_or_default().to_string_lossy().into_owned();
    let (name, stem) = (named(document.file_name()), named(document.file_stem()));
    let slug = masking::in_name(&stem).0;
    let mut gathered = Gathered { alone: Some(slug.clone()), ..Gathered::default() };
    config::FILE.clone_into(&mut gathered.evidence.partner.facts_file);

    let in_front = kind::of(&name, &[]).1.is_none_or(|format| matches!(format.read, Read::Text(_)));
    let facts_file = if in_front { masking::in_name(&name).0 } else { format!("{slug}.{}", FACTS[0].0) };
    gathered.studies.insert(slug.clone(), Subject { name: slug.clone(), facts_file, ..Subject::default() });
    let beside = FACTS.iter().map(|(ending, format)| (format!("{stem}.{ending}"), Part::Facts(*format)));
    let beside = beside.filter(|(beside, _)| *beside != name && folder.join(beside).is_file());
    let mut hashed = Hashed::of(&[]);
    for (name, part) in std::iter::once((name.clone(), Part::CaseStudy)).chain(beside) {
        let opened_at = folder.join(&name);
        let size = opened_at.metadata().map_or(0, |metadata| metadata.len());
        let (path, secrets) = masking::in_name(&name);
        let path: Arc<str> = path.into();
        let secrets = secrets.into_iter().map(|secret| (secret, Arc::clone(&path))).collect();
        let found = Found { path, secrets, opened_at, size };
        let contents = file::read(&found, part, lexicon, extraction);
        hashed.add(&found, &contents.hash);
        gathered.add(&found, contents);
    }
    let mut evidence = gathered.finish(lexicon, Vec::new(), hashed.finish())?;
    // Pictures and files beside it are looked for where it refers to them.
    let texts = evidence.case_studies.iter().flat_map(|study| &study.documents).filter_map(|document| document.text());
    let targets = texts.flat_map(|text| &text.references).map(|reference| resolve(&name, &reference.target));
    let there: Vec<_> = targets.filter(|target| folder.join(target).exists()).collect();
    for target in &there {
        evidence.files.insert(target);
    }
    Ok(evidence)
}
