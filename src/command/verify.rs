//! `competency verify`: an audit pack that anybody may have made is hashed and judged again, by what lies in it.

use std::collections::BTreeSet;
use std::fs::File;

use anyhow::Context;

use super::bundle::{checklist, judge, library_of, reports};
use super::{Ended, Failure, language, output, width};
use crate::assessment::Assessment;
use crate::bundle::{
    ASSESSMENT, CHECKLISTS, EVIDENCE, Judged, MANIFEST, Manifest, SUMS, Stage, Sums, differences, source_of, unpack,
};
use crate::checklist::{Library, OWN};
use crate::cli::{Cli, Verify};
use crate::language::{Arg, Language, Message};
use crate::reader::Cache;
use crate::report::{told, wrap};

/// What verifying found.
#[derive(Default)]
pub struct Verified {
    /// What holds.
    pub same: Vec<Message>,
    /// What is worth knowing, and no difference.
    pub notes: Vec<Message>,
    /// What does not hold.
    pub differences: Vec<Message>,
    /// How it was judged, where that could be read.
    manifest: Option<Manifest>,
}

/// Verifies an archive, and says what differs. Nothing of it is kept.
pub fn run(cli: &Cli, options: &Verify) -> Result<Ended, Failure> {
    let shown = || options.bundle.display().to_string();
    let refused = |why: Message| {
        let message = Message::new("unpack.refused").with("path", shown()).with("why", why);
        Failure::from(message).with_help(Message::new("unpack.help"))
    };
    let known = std::fs::metadata(&options.bundle).with_context(shown)?;
    if !known.is_file() {
        return Err(refused(Message::new("unpack.no_archive")));
    }
    let stage = unpack(File::open(&options.bundle).with_context(shown)?).map_err(refused)?;
    let verified = examine(&stage, None)?;
    let text = verified.page(stage.files().count(), language(cli), usize::from(width()));
    output::say(&text)?;
    Ok(Ended::when(verified.differences.is_empty()))
}

/// Looks at an unpacked bundle. Where its files are not those it was made of, that is told even if it can no longer be
/// judged.
pub fn examine(stage: &Stage, cache: Option<&Cache>) -> Result<Verified, Failure> {
    let mut verified = Verified::default();
    let sums = Sums::read(&text(stage, SUMS)?).map_err(Failure::from)?;
    verified.differences = sums.differences(&Sums::of(stage)?);
    if verified.differences.is_empty() {
        verified.same.push(Message::new("verify.sums"));
    }
    match verified.judge(stage, cache) {
        Err(_) if !verified.differences.is_empty() => verified.differences.push(Message::new("verify.not_judged")),
        judged => judged?,
    }
    Ok(verified)
}

impl Verified {
    fn judge(&mut self, stage: &Stage, cache: Option<&Cache>) -> Result<(), Failure> {
        let manifest = Manifest::read(text(stage, MANIFEST)?.as_bytes()).map_err(Failure::from)?;
        let library = library_of(stage)?;
        if manifest.programs.is_empty() {
            return Err(Failure::from(Message::new("bundle.nothing")));
        }
        let mut known = BTreeSet::new();
        for judged in &manifest.programs {
            checklist(&library, judged)?;
            if !known.insert(&judged.checklist) {
                return Err(Failure::from(Message::new("bundle.twice").with("checklist", judged.checklist.as_str())));
            }
        }
        self.look_at_words(stage, &library, &manifest)?;
        let judgement = judge(stage, &library, &manifest, cache)?;
        let reports = reports(&judgement, &manifest)?;
        for assessment in &judgement.assessments {
            self.compare(stage, assessment, &reports)?;
        }
        let written: BTreeSet<_> = reports.iter().map(|(path, _)| path.as_str()).chain([MANIFEST, SUMS]).collect();
        if manifest.is_ours() {
            self.compare_bytes(stage, &reports)?;
            let is_evidence = |path: &str| path.strip_prefix(EVIDENCE).is_some_and(|rest| rest.starts_with('/'));
            let is_known = |path: &str| written.contains(path) || is_evidence(path) || source_of(path).is_some();
            let strangers = stage.files().map(|(path, _)| path).filter(|path| !is_known(path));
            self.differences.extend(strangers.map(|path| Message::new("verify.stranger").with("path", path)));
        } else {
            let version = Message::new("verify.version").with("before", manifest.competency.as_str());
            self.notes.push(version.with("after", Manifest::our_version()));
        }
        self.manifest = Some(manifest);
        Ok(())
    }

    /// What the assessment in it says against what judging again says.
    fn compare(
        &mut self,
        stage: &Stage,
        assessment: &Assessment<'_>,
        reports: &[(String, Vec<u8>)],
    ) -> Result<(), Failure> {
        let program = assessment.checklist.id();
        let path = format!("{program}/{ASSESSMENT}");
        let anew = reports.iter().find(|(known, _)| *known == path).map(|(_, bytes)| bytes.as_slice());
        let anew = serde_json::from_slice(anew.unwrap_or_default()).map_err(std::io::Error::from)?;
        let said = if stage.has(&path) { serde_json::from_slice(&stage.read(&path)?).ok() } else { None };
        let Some(said) = said else {
            self.differences.push(Message::new("verify.report").with("path", path));
            return Ok(());
        };
        let differences = differences(&said, &anew);
        if differences.is_empty() {
            let gaps = assessment.gaps().count();
            let gaps = Message::new(if gaps == 0 { "verify.no_gaps" } else { "verify.gaps" }).with("n", gaps);
            let judged = Message::new("verify.judged").with("program", program).with("n", assessment.rows.len());
            self.same.push(judged.with("gaps", gaps));
        }
        self.differences.extend(differences);
        Ok(())
    }

    fn compare_bytes(&mut self, stage: &Stage, reports: &[(String, Vec<u8>)]) -> Result<(), Failure> {
        let mut is_same = true;
        for (path, bytes) in reports {
            if !stage.has(path) || stage.read(path)? != *bytes {
                is_same = false;
                let told = Message::new("verify.report").with("path", path.as_str());
                if !self.differences.contains(&told) {
                    self.differences.push(told);
                }
            }
        }
        if is_same {
            self.same.push(Message::new("verify.bytes"));
        }
        Ok(())
    }

    /// Whether the checklists and their words are those that ship, and which are the partner's own.
    fn look_at_words(&mut self, stage: &Stage, library: &Library, manifest: &Manifest) -> Result<(), Failure> {
        let ships = Library::shipped();
        let mut others = Vec::new();
        for (name, text) in ships.sources() {
            let path = format!("{CHECKLISTS}/{name}");
            if !stage.has(&path) || stage.read(&path)? != text.as_bytes() {
                others.push(path);
            }
        }
        if !others.is_empty() {
            let told = Message::new("verify.words").with("path", others.iter().map(String::as_str).collect::<Arg>());
            if manifest.is_ours() { self.differences.push(told) } else { self.notes.push(told) }
        }
        let below = format!("{CHECKLISTS}/{OWN}/");
        let own: Vec<_> = stage.files().map(|(path, _)| path).filter(|path| path.starts_with(&below)).collect();
        if !own.is_empty() {
            self.notes.push(Message::new("verify.own").with("path", own.into_iter().collect::<Arg>()));
        }
        for Judged { checklist, .. } in &manifest.programs {
            let hash = |library: &Library| library.find(checklist).ok().map(|checklist| checklist.hash.clone());
            if hash(library) == hash(&ships) {
                self.same.push(Message::new("verify.shipped").with("program", checklist.as_str()));
            }
        }
        Ok(())
    }

    /// The result in one line, then what differs, what is worth knowing, and what holds.
    fn page(&self, files: usize, language: Language, width: usize) -> String {
        let files = Message::new("bundle.files").with("n", files);
        let about = match &self.manifest {
            Some(manifest) => Message::new("verify.about").with("files", files).with("date", manifest.as_of),
            None => files,
        };
        let n = self.differences.len();
        let result =
            Message::new(if n == 0 { "verify.same" } else { "verify.differs" }).with("n", n).with("about", about);
        let mut text = wrap(&told(&result, language), width, 0, 2) + "\n";
        for (mark, messages) in [('✗', &self.differences), ('·', &self.notes), ('✓', &self.same)] {
            for message in messages {
                let line = format!("{mark} {}", told(message, language));
                text += &(wrap(&line, width, 2, 4) + "\n");
            }
        }
        text
    }
}

/// A file that is there and is text.
fn text(stage: &Stage, path: &str) -> Result<String, Failure> {
    let failure = |key: &'static str| Failure::from(Message::new(key).with("path", path));
    if !stage.has(path) {
        return Err(failure("bundle.absent"));
    }
    String::from_utf8(stage.read(path)?).map_err(|_| failure("bundle.not_text"))
}
