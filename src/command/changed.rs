//! What Git says has changed in a folder.

use std::path::Path;
use std::process::{Command, Output};

use super::Failure;
use crate::assessment::Changed;
use crate::language::Message;
use crate::source::printable;

/// The files below a folder that differ from a revision, committed or not, and those that Git does not know yet. A revision
/// of another branch is compared where the two parted, as a forge compares a proposed change.
pub fn since(folder: &Path, revision: &str) -> Result<Changed, Failure> {
    let commit = format!("{revision}^{{commit}}");
    let found = git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    if !found.status.success() {
        said(folder, &git(folder, ["rev-parse", "--git-dir"])?)?;
        let message = Message::new("changed.unknown").with("revision", printable(revision));
        return Err(Failure::from(message).with_help(Message::new("changed.fetch")));
    }
    let found = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    let parted = git(folder, ["merge-base", &found, "HEAD"])?;
    let parted = String::from_utf8_lossy(&parted.stdout).lines().next().map_or(found, str::to_owned);
    let tracked = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", &parted, "--", "."];
    let tracked = said(folder, &git(folder, tracked)?)?;
    let others = said(folder, &git(folder, ["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?)?;
    let names = tracked.split('\0').chain(others.split('\0')).filter(|name| !name.is_empty());
    Ok(Changed { since: revision.to_owned(), files: names.map(str::to_owned).collect() })
}

fn git<'a>(folder: &Path, args: impl IntoIterator<Item = &'a str>) -> Result<Output, Failure> {
    Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(args)
        .output()
        .map_err(|error| Message::new("changed.no_git").with("why", Message::from(&error)).into())
}

/// What Git answers, if it could.
fn said(folder: &Path, output: &Output) -> Result<String, Failure> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    let why = printable(why.lines().next().unwrap_or_default());
    Err(Message::new("changed.refused").with("path", folder.display().to_string()).with("why", why).into())
}
