//! `competency mail`: the hand-in, ready for a person to send: a mail as a draft, or the files for the portal with the
//! steps in order. It sends nothing, and writes nothing while a gate is closed.

mod draft;
mod file;
mod laid_out;
mod said;
mod target;

use std::io;
use std::path::Path;

use super::folder::Folder;
use super::opened::Opened;
use super::{Ended, Failure, hand_in, language, output, width};
use crate::assessment::Assessment;
use crate::checklist::Route;
use crate::cli::{Cli, Mail};
use crate::gate::Policy;
use crate::language::{Language, Message};
use crate::report::{Attached, Page, View};

use file::File;
use said::Said;
use target::Target;

/// What one program hands in: the files that carry it, and what is said of them.
struct HandIn {
    files: Vec<File>,
    said: Said,
}

/// What every program of a run has in common.
struct Asking<'a> {
    folder: &'a Folder<'a>,
    policy: &'a Policy,
    language: Language,
    /// The forms of the self-assessment, each once.
    pages: Vec<Page>,
    redact: bool,
}

impl Asking<'_> {
    /// The self-assessment in every form asked for.
    fn attached(&self, assessment: &Assessment<'_>, target: &Target, links: Option<&str>) -> io::Result<Vec<Attached>> {
        let view = View { links, ..View::plain(self.language, width(), self.policy) };
        self.pages.iter().map(|page| Attached::of(assessment, *page, &target.stem, view)).collect()
    }
}

/// Judges, writes what is handed in, and says what to do with it.
pub fn run(cli: &Cli, options: &Mail) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let opened = Opened::of(cli, asked)?;
    let mut assessments = opened.assessments()?;
    let policy = Policy { allow_waived: options.allow_waived, ..opened.policy()? };
    if !hand_in::is_open(cli, &assessments, &policy) {
        return Ok(Ended::WithGaps);
    }
    opened.folder.index(&mut assessments);
    let language = language(cli);
    let (shown, policy) = opened.shown(&assessments, &policy, language);
    let sender = draft::sender(options, &opened.evidence, &assessments)?;
    let mut pages = options.attach.clone();
    pages.sort_by_key(|page| options.attach.iter().position(|asked| asked == page));
    pages.dedup();
    let asking = Asking { folder: &opened.folder, policy: &policy, language, pages, redact: asked.redact };
    let hand_in = |assessment: &Assessment<'_>| {
        let target = Target::of(assessment, &assessments, options.output.as_deref());
        match assessment.checklist.hand_in.route {
            Route::Email => draft::draft(assessment, &target, sender.as_deref(), &asking),
            Route::Portal => laid_out::laid_out(assessment, &target, &asking),
        }
    };
    let hand_ins = shown.iter().map(hand_in).collect::<Result<Vec<_>, _>>()?;
    hand_ins.iter().flat_map(|hand_in| &hand_in.files).try_for_each(File::require_free)?;
    hand_ins.iter().flat_map(|hand_in| &hand_in.files).try_for_each(File::write)?;
    say(&hand_ins, options.output.as_deref(), language)?;
    Ok(Ended::Well)
}

/// Says what was written and what is to be done: beside a mail that goes to the standard output, on the other one.
fn say(hand_ins: &[HandIn], file: Option<&Path>, language: Language) -> Result<(), Failure> {
    let told: Vec<_> = hand_ins.iter().map(|hand_in| hand_in.said.render(language)).collect();
    let closing = said::line(&Message::new("mail.not_sent"), 0, language);
    let told = told.join("\n") + "\n" + &closing;
    if file == Some(Path::new("/dev/stdout")) {
        eprint!("{told}");
        return Ok(());
    }
    output::say(&told)
}
