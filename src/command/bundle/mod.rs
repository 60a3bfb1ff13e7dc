//! `competency bundle`: the audit pack. It is judged again as it lies in the archive before it is put in its place.

mod judged;
mod reports;
mod taken;

use std::io::{self, Seek};
use std::path::Path;

use super::folder::not_a_folder;
use super::opened::Opened;
use super::{Ended, Failure, hand_in, language, output, verify, width};
use crate::assessment::Assessment;
use crate::bundle::{Judged, Manifest, Stage, pack, unpack};
use crate::cli::{Bundle, Cli};
use crate::evidence::{Content, Evidence};
use crate::gate::Policy;
use crate::language::{Arg, Message};
use crate::reader;
use crate::report::{told, wrap};
use crate::source::printable;

pub use judged::{Judgement, checklist, judge, library_of};
pub use reports::reports;
use taken::{Cited, Taken};

/// Judges, packs what may be handed in, and verifies the archive.
pub fn run(cli: &Cli, options: &Bundle) -> Result<Ended, Failure> {
    let asked = &options.asked;
    require_usable(options)?;
    let opened = Opened::of(cli, asked)?;
    let assessments = opened.assessments()?;
    let policy = Policy { allow_waived: options.allow_waived, ..opened.policy()? };
    if !hand_in::is_open(cli, &assessments, &policy) {
        return Ok(Ended::WithGaps);
    }

    let Opened { folder, library, evidence, cache, .. } = &opened;
    require_opened(evidence)?;
    let mut manifest = Manifest::new(asked.day(), language(cli));
    manifest.utc_day = asked.utc_day();
    manifest.allow_waived = options.allow_waived;
    manifest.taken_from.clone_from(&evidence.hash);
    manifest.programs = judged(&assessments);
    let files = reader::walk(folder.path()).files;
    let cache = cache.as_ref();
    let taken = Taken { files: &files, evidence, assessments, library, manifest: &manifest, cache };
    let cited = if options.all { None } else { Some(taken.cited()?) };
    let mut stage = match cited {
        Some(Cited::Enough(stage)) => stage,
        Some(Cited::TooLittle(why)) => {
            tell(cli, &why);
            taken.all()?
        }
        None => taken.all()?,
    };
    require_unmoved(folder.path(), &evidence.hash)?;
    taken.complete(&mut stage)?;

    let mut archive = tempfile::tempfile()?;
    pack(&stage, &mut archive)?;
    let what = match unpack(archive.try_clone()?) {
        Ok(unpacked) => verify::examine(&unpacked, cache)?.differences.into_iter().next(),
        Err(why) => Some(why),
    };
    if let Some(what) = what {
        return Err(Failure::from(Message::new("bundle.unverified").with("what", what)));
    }
    tell(cli, &size(&stage, archive.metadata()?.len()));
    if options.dry_run {
        let line = |(path, size)| format!("{size:>12}  {}", printable(path));
        let listed: Vec<_> = stage.files().map(line).collect();
        output::write_to(None, |out| writeln!(out, "{}", listed.join("\n")))?;
        tell(cli, &Message::new("bundle.dry"));
        return Ok(Ended::Well);
    }
    archive.rewind()?;
    output::write_to(options.output.as_deref(), |out| io::copy(&mut archive, out).map(drop))?;
    Ok(Ended::Well)
}

/// Refuses what no bundle can keep: pseudonyms beside the evidence, a document without a folder, an archive that would be
/// evidence the next time.
fn require_usable(options: &Bundle) -> Result<(), Failure> {
    let folder = &options.asked.folder;
    if options.asked.redact {
        return Err(Failure::from(Message::new("bundle.redact")).with_help(Message::new("bundle.redact_help")));
    }
    if folder.is_file() {
        return Err(not_a_folder(folder));
    }
    let Some(output) = &options.output else { return Ok(()) };
    let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (parent.canonicalize(), folder.canonicalize()) {
        (Ok(parent), Ok(folder)) if parent.starts_with(&folder) => {
            let message = Message::new("bundle.inside").with("path", output.display().to_string());
            Err(Failure::from(message).with_help(Message::new("bundle.inside_help")))
        }
        _ => Ok(()),
    }
}

/// That every file could be opened: of one that could not, nobody can tell whether it is still the same.
fn require_opened(evidence: &Evidence) -> Result<(), Failure> {
    let is_closed = |content: &Content| matches!(content, Content::Unreadable(why) if why.key() == "unreadable.io");
    match evidence.documents().find(|document| is_closed(&document.content)) {
        Some(document) => {
            let message = Message::new("bundle.unreadable").with("path", printable(&document.path));
            Err(Failure::from(message).with_help(Message::new("hint.permissions")))
        }
        None => Ok(()),
    }
}

/// That the folder is still the one that was judged.
fn require_unmoved(folder: &Path, hash: &str) -> Result<(), Failure> {
    if reader::look(folder).is_some_and(|seen| seen.hash == hash) {
        return Ok(());
    }
    Err(Failure::from(Message::new("bundle.moved")).with_help(Message::new("bundle.moved_help")))
}

/// What was judged, to be judged again.
fn judged(assessments: &[Assessment<'_>]) -> Vec<Judged> {
    let judged = |assessment: &Assessment<'_>| Judged {
        checklist: assessment.checklist.id(),
        reading: assessment.interpretation.map(|reading| reading.id.clone()),
        case_studies: assessment.case_studies.iter().map(|study| study.slug.clone()).collect(),
    };
    assessments.iter().map(judged).collect()
}

/// How many files, with how many bytes.
fn size(stage: &Stage, packed: u64) -> Message {
    let bytes = |bytes: u64| Message::new("bundle.bytes").with("n", Arg::Number(bytes));
    Message::new("bundle.size")
        .with("files", Message::new("bundle.files").with("n", stage.files().count()))
        .with("bytes", bytes(stage.files().map(|(_, size)| size).sum()))
        .with("packed", bytes(packed))
}

/// Says something on the standard error, which is not the result.
fn tell(cli: &Cli, message: &Message) {
    eprintln!("{}", wrap(&told(message, language(cli)), usize::from(width()), 0, 2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_changed_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.md"), "one").expect("written");
        let hash = reader::look(folder.path()).expect("seen").hash;
        assert!(require_unmoved(folder.path(), &hash).is_ok());
        std::fs::write(folder.path().join("a.md"), "two").expect("written");
        assert!(require_unmoved(folder.path(), &hash).is_err());
        std::fs::write(folder.path().join("a.md"), "one").expect("written");
        std::fs::write(folder.path().join("b.md"), "").expect("written");
        assert!(require_unmoved(folder.path(), &hash).is_err());
    }
}
