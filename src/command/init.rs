//! `competency init`: a folder with every file to fill and the questions inside as comments. Nothing is overwritten.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Context;

use super::again::quoted;
use super::{Ended, Failure, checklist, language, library, output};
use crate::cli::{Cli, Init};
use crate::language::Message;
use crate::scaffold;

/// Makes what is not there yet, and says what was made and what was left alone.
pub fn run(cli: &Cli, options: &Init) -> Result<Ended, Failure> {
    let library = library(cli.checklists.as_deref())?;
    let checklist = checklist(&library, &options.program)?;
    let language = language(cli);
    if options.folder.exists() && !options.folder.is_dir() {
        let message = Message::new("failure.not_a_folder").with("path", options.folder.display().to_string());
        return Err(Failure::from(message));
    }
    for slug in &options.case_study {
        if slug.is_empty()
            || slug.starts_with('.')
            || slug.contains(['/', '\\', '"'])
            || slug.contains(char::is_control)
        {
            return Err(Failure::from(Message::new("failure.bad_slug").with("slug", slug.as_str())));
        }
    }
    let mut told = String::new();
    for (path, text) in scaffold::files(checklist, &library.lexicon, &options.case_study, language) {
        let made = create(&options.folder, &path, &text)?;
        let key = if made { Message::new("init.made") } else { Message::new("init.kept") };
        told += &key.with("path", path).render(language);
        told.push('\n');
    }
    let own = cli.checklists.as_ref().map(|own| format!(" --checklists {}", quoted(&own.display().to_string())));
    let (own, folder) = (own.unwrap_or_default(), quoted(&options.folder.display().to_string()));
    for (key, command) in [("init.next", "check"), ("first.watch", "watch")] {
        let next = format!("competency {command} --program {}{own} {folder}", checklist.program);
        told += &(Message::new(key).with("command", next).render(language) + "\n");
    }
    output::write_to(None, |out| out.write_all(told.as_bytes()))?;
    Ok(Ended::Well)
}

/// Writes a new file; an old one stays as it is.
fn create(folder: &Path, path: &str, text: &str) -> anyhow::Result<bool> {
    let file = folder.join(path);
    let at = || file.display().to_string();
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).with_context(at)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(&file) {
        Ok(mut open) => open.write_all(text.as_bytes()).map(|()| true).with_context(at),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(at),
    }
}
