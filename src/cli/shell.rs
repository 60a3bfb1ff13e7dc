//! What is told to a shell and to `man`: the commands with their texts in one language.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use clap_complete::Shell;

use super::{Cli, words};
use crate::language::Language;

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Options of `man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The command; the program itself without it.
    pub command: Option<String>,
    /// The folder that every page is written to.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub output: Option<PathBuf>,
}

/// The command line that users see, with its texts, for what is generated from it. Where a program is named, `programs` are
/// proposed.
#[must_use]
pub fn tree(language: Language, programs: &[&str]) -> Command {
    let whole = Cli::command();
    let shown: Vec<_> = whole.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    let mut tree = Command::new(env!("CARGO_PKG_NAME"))
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .subcommand_required(true)
        .args(whole.get_arguments().cloned())
        .subcommands(shown);
    tree.build();
    worded(tree, language, programs)
}

fn worded(command: Command, language: Language, programs: &[&str]) -> Command {
    let name = command.get_name().to_owned();
    let about = words::about(&name, language);
    // What fits on the line of a page's name.
    let brief = about.lines().next().unwrap_or_default().to_owned();
    let command = command.about(brief).long_about(about);
    let command = command.mut_args(|arg| {
        let purpose = words::purpose(&name, &arg, language);
        let values: Vec<_> = if arg.get_id() == "program" {
            programs.iter().map(|program| PossibleValue::new((*program).to_owned())).collect()
        } else {
            let values = words::values(&arg, language).into_iter();
            values.map(|(value, meaning)| PossibleValue::new(value).help(meaning)).collect()
        };
        let arg = arg.help(purpose.clone()).long_help(purpose);
        if values.is_empty() { arg } else { arg.value_parser(PossibleValuesParser::new(values)) }
    });
    command.mut_subcommands(|command| worded(command, language, programs))
}
