//! The commands, one file each.

mod again;
mod attest;
mod bundle;
mod changed;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod failure;
mod first;
mod folder;
mod forecast;
mod hand_in;
mod init;
mod lint;
mod mail;
mod man;
mod migrate;
mod online;
mod open;
mod opened;
mod output;
mod policy;
mod programs;
mod recall;
mod schema;
mod score;
mod select;
mod settings;
mod test;
mod timeline;
mod turned;
mod verify;
mod watch;

use std::io::IsTerminal;
use std::path::Path;

use etcetera::BaseStrategy;

use crate::checklist::{Checklist, Library, Requirement};
use crate::cli::{Cli, Color, Command, width};
use crate::language::{Arg, Language, Message};
use crate::reader::{self, Cache, Extraction};
use crate::source::nearest_or_all;

pub use failure::Failure;

/// How a run ended, when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The gate passes, or there was none.
    Well,
    /// There are gaps.
    WithGaps,
}

impl Ended {
    /// Well when all is well.
    const fn when(all_is_well: bool) -> Self {
        if all_is_well { Self::Well } else { Self::WithGaps }
    }
}

/// Runs a command.
///
/// # Errors
///
/// Why it could not run.
pub fn run(cli: &Cli) -> Result<Ended, Failure> {
    match &cli.command {
        Command::Check(options) => check::run(cli, options),
        Command::Watch(options) => watch::run(cli, options),
        Command::Open(options) => open::run(cli, options),
        Command::Score(options) => score::run(cli, options),
        Command::Select(options) => select::run(cli, options),
        Command::Init(options) => init::run(cli, options),
        Command::Explain(options) => explain::run(cli, options),
        Command::Export(options) => export::run(cli, options),
        Command::Bundle(options) => bundle::run(cli, options),
        Command::Verify(options) => verify::run(cli, options),
        Command::Attest(options) => attest::run(cli, options),
        Command::Mail(options) => mail::run(cli, options),
        Command::Diff(options) => diff::run(cli, options),
        Command::Migrate(options) => migrate::run(cli, options),
        Command::Forecast(options) => forecast::run(cli, options),
        Command::Timeline(options) => timeline::run(cli, options),
        Command::Programs => programs::run(cli),
        Command::Completions(options) => completions::run(cli, options),
        Command::Man(options) => man::run(cli, options),
        Command::Lint(options) => lint::run(cli, options),
        Command::Test(options) => test::run(cli, options),
        Command::Schema(options) => schema::run(cli, options),
        Command::ReadApart => {
            // Whoever asked notices a stream that broke off, and nobody reads what is said here.
            let served = reader::serve(std::io::stdin().lock(), std::io::stdout().lock());
            Ok(Ended::when(served.is_ok()))
        }
    }
}

/// The language of a run.
#[must_use]
pub fn language(cli: &Cli) -> Language {
    cli.language()
}

/// Whether a stream may be coloured.
#[must_use]
pub fn colored(cli: &Cli, stream: &impl IsTerminal) -> bool {
    match cli.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// What is kept in the user's cache folder, unless that is not wanted.
fn cache(no_cache: bool) -> Option<Cache> {
    let folders = etcetera::choose_base_strategy().ok().filter(|_| !no_cache)?;
    Cache::open(&folders.cache_dir().join(env!("CARGO_PKG_NAME")))
}

/// How documents are read: apart, and kept in the cache.
fn extraction(cache: Option<&Cache>) -> Extraction {
    let extraction = match std::env::current_exe() {
        Ok(program) => Extraction::default().apart(program),
        Err(_) => Extraction::default(),
    };
    match cache {
        Some(cache) => extraction.cached(cache.clone()),
        None => extraction,
    }
}

/// The checklists that ship and the user's own.
fn library(own: Option<&Path>) -> Result<Library, Failure> {
    let Some(folder) = own else { return Ok(Library::shipped()) };
    if !folder.is_dir() {
        let message = Message::new("failure.no_folder").with("path", folder.display().to_string());
        return Err(Failure::from(message));
    }
    own_library(folder)
}

/// The checklists that ship and those of a folder or a file, without a fault.
fn own_library(path: &Path) -> Result<Library, Failure> {
    let (mut problems, library) = crate::checklist::lint::own(&[path]);
    problems.retain(|problem| !problem.is_warning());
    library.ok_or(Failure::Problems(problems))
}

/// The row that was asked for.
fn requirement<'a>(checklist: &'a Checklist, key: &str) -> Result<&'a Requirement, Failure> {
    let known = checklist.requirements.iter().map(|row| row.key.as_str());
    checklist.requirement(key).ok_or_else(|| unknown_key(key, known))
}

/// A key that leads nowhere, with the nearest that does.
fn unknown_key<'a>(key: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    Failure::from(Message::new("failure.unknown_key").with("key", key)).with_help(nearest_or_all(key, known))
}

/// The checklist that was asked for.
fn checklist<'a>(library: &'a Library, asked: &str) -> Result<&'a Checklist, Failure> {
    library.find(asked).map_err(|unknown| {
        let message = Message::new("failure.unknown_program").with("asked", asked);
        let known = unknown.known.iter().map(String::as_str).collect::<Arg>();
        let help = match unknown.nearest {
            Some(near) => Message::new("hint.did_you_mean_of")
                .with("near", near)
                .with("allowed", Message::new("hint.one_of").with("values", known)),
            None => Message::new("hint.one_of").with("values", known),
        };
        Failure::from(message).with_help(help)
    })
}
