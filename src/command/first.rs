//! What somebody who is new here is told: which folder was meant, which program, and how to begin.

use std::path::{Path, PathBuf};

use super::Failure;
use super::again::quoted;
use crate::config;
use crate::evidence::ATTESTATIONS;
use crate::language::{Arg, Message};
use crate::source::nearest;

/// What an evidence folder has at least one of.
const OURS: [&str; 4] = [config::FILE, ATTESTATIONS, "statements.md", "case-studies"];

/// So many folders are named at most.
const NAMED: usize = 3;

/// That no program is named, and what to do: the folder below that names some, or one of the `programs`.
pub fn no_program<'a>(folder: &Path, programs: impl Iterator<Item = &'a str>) -> Failure {
    let known = programs.collect::<Arg>();
    let below = below(folder);
    let help = if folder.join(config::FILE).is_file() {
        Message::new("first.pin").with("programs", known)
    } else if below.is_empty() {
        Message::new("first.begin").with("programs", known).with("path", shell(folder))
    } else {
        Message::new("first.below").with("folders", below.into_iter().collect::<Arg>())
    };
    Failure::from(Message::new("failure.no_program")).with_help(help)
}

/// What is to be said of a folder that was judged and looks like no evidence folder.
pub fn strange(folder: &Path, program: Option<&String>) -> Option<Message> {
    if folder.is_file() || OURS.iter().any(|name| folder.join(name).exists()) {
        return None;
    }
    let below = below(folder);
    let path = folder.display().to_string();
    Some(match program {
        _ if !below.is_empty() => {
            Message::new("first.meant").with("path", path).with("folders", below.into_iter().collect::<Arg>())
        }
        program => {
            let program = program.map_or("PROGRAM", String::as_str);
            let command = format!("competency init --program {} {}", quoted(program), shell(folder));
            Message::new("first.strange").with("path", path).with("command", command)
        }
    })
}

/// What to do where there is no folder: one beside it that is called nearly so, or to make it.
pub fn no_folder(folder: &Path, program: Option<&String>) -> Message {
    let program = program.map_or("PROGRAM", String::as_str);
    let make = Message::new("hint.init").with("program", quoted(program)).with("path", shell(folder));
    let make = if program == "PROGRAM" { Message::new("first.programs").with("make", make) } else { make };
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<_> =
        folders(parent).iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    let asked = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match nearest(asked, names.iter().map(String::as_str)) {
        Some(near) => Message::new("first.near").with("near", near).with("make", make),
        None => make,
    }
}

/// The folders directly below that have settings, as they are given to a command.
fn below(folder: &Path) -> Vec<String> {
    let mut found: Vec<_> = folders(folder).into_iter().filter(|path| path.join(config::FILE).is_file()).collect();
    found.truncate(NAMED);
    found.iter().map(|path| shell(path.strip_prefix(".").unwrap_or(path))).collect()
}

/// The folders directly below, by name.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(config::MAX_ENTRIES);
    let mut folders: Vec<_> =
        entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

fn shell(path: &Path) -> String {
    quoted(&path.display().to_string())
}
