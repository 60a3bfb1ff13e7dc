//! One judging of a folder that is watched, and what differs from the one before.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::assessment::{Assessment, Leak};
use crate::cli::{Cli, Watch, width};
use crate::command::folder::Folder;
use crate::command::opened::Opened;
use crate::command::{Failure, colored, language};
use crate::language::Message;
use crate::reader::Cache;
use crate::report::{Detail, Format, View, write_changes};
use crate::saved::{self, Document};
use crate::source::Source;

/// What a folder came to: what the next judging is compared with.
pub struct Judged {
    document: Document,
    leaks: Vec<Leak>,
    day: NaiveDate,
}

impl Judged {
    /// Judges the folder now. What is said is the result, at first; later, what changed since the `last` time, or that
    /// nothing did, with the result where it could not be judged in between.
    pub fn now(
        cli: &Cli,
        folder: Folder<'_>,
        options: &Watch,
        cache: Option<&Cache>,
        last: Option<(&Self, bool)>,
    ) -> Result<(Self, String), Failure> {
        let (asked, language) = (&options.asked, language(cli));
        let opened = Opened::read(cli, folder, asked, cache.cloned())?;
        let assessments = opened.assessments()?;
        let policy = opened.policy_asked(&options.policy)?;
        let (shown, policy) = opened.shown(&assessments, &policy, language);
        let view = View { color: colored(cli, &std::io::stdout()), ..View::plain(language, width(), &policy) };

        let mut json = Vec::new();
        Format::Json.write(&shown, view, &mut json)?;
        let source = Arc::new(Source::new("", String::from_utf8_lossy(&json)));
        let document = saved::read(&source).map_err(|problem| vec![problem])?;
        let leaks = shown.first().into_iter().flat_map(Assessment::open_leaks).cloned().collect();
        let now = Self { document, leaks, day: asked.day() };

        let mut said = Vec::new();
        let told = |message: Message| message.render(language) + "\n";
        if last.is_some_and(|(last, _)| last.day != now.day) {
            said.extend(told(Message::new("watch.day").with("date", now.day)).into_bytes());
        }
        match last {
            None => Format::Human.write(&shown, View { detail: Detail::Quiet, ..view }, &mut said)?,
            Some((last, has_failed)) => {
                let comparison = saved::compare(&last.document, &now.document);
                let leaks: Vec<_> = now.leaks.iter().filter(|leak| !last.leaks.contains(leak)).collect();
                if !comparison.is_judged_the_same() || !leaks.is_empty() {
                    write_changes(&shown, &comparison, &leaks, view, &mut said)?;
                } else {
                    said.extend(told(Message::new("watch.same")).into_bytes());
                    if has_failed {
                        Format::Human.write(&shown, View { detail: Detail::Quiet, ..view }, &mut said)?;
                    }
                }
            }
        }
        Ok((now, String::from_utf8_lossy(&said).into_owned()))
    }
}

/// What a folder is judged by and may lie elsewhere: checklists of one's own, and the baseline.
pub fn outside(cli: &Cli, folder: &Folder<'_>, options: &Watch) -> Vec<PathBuf> {
    let baseline = || folder.gate().baseline.as_ref().map(|file| folder.path().join(file));
    let baseline = options.policy.baseline.clone().or_else(baseline);
    folder.own_checklists(cli.checklists.as_deref()).into_iter().chain(baseline).collect()
}
