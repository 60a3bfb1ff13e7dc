//! `competency man`: the pages for `man`, one for the program and one for each command.

use std::path::Path;

use anyhow::Context;
use clap_mangen::Man as Page;
use roff::{Roff, roman};

use super::{Ended, Failure, language, output};
use crate::cli::{self, Cli, Man};
use crate::language::{Language, Message};
use crate::source::nearest_or_all;

/// Prints a page, or writes all of them to a folder.
pub fn run(cli: &Cli, options: &Man) -> Result<Ended, Failure> {
    let (language, tree) = (language(cli), cli::tree(language(cli), &[]));
    let commands: Vec<_> = tree.get_subcommands().filter(|command| command.get_name() != "help").collect();
    if let Some(folder) = &options.output {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        commands.iter().chain([&&tree]).try_for_each(|command| write(command, Some(folder), language))?;
        return Ok(Ended::Well);
    }
    let command = match &options.command {
        None => &tree,
        Some(name) => commands.iter().find(|command| command.get_name() == name).ok_or_else(|| {
            let known = commands.iter().map(|command| command.get_name());
            let message = Message::new("cli.error.unknown_command").with("name", name.as_str());
            Failure::from(message).with_help(nearest_or_all(name, known))
        })?,
    };
    write(command, None, language)?;
    Ok(Ended::Well)
}

/// Writes the page of a command to a folder, under the name that `man` looks for, or prints it.
fn write(command: &clap::Command, folder: Option<&Path>, language: Language) -> Result<(), Failure> {
    let page = Page::new(command.clone());
    let file = folder.map(|folder| folder.join(page.get_filename()));
    output::write_to(file.as_deref(), |out| {
        page.render_title(out)?;
        page.render_name_section(out)?;
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
        if command.has_subcommands() {
            page.render_subcommands_section(out)?;
        }
        let mut examples = Roff::new();
        if let Some(lines) = cli::examples(command.get_name(), language) {
            examples.control("SH", ["EXAMPLES"]).control("nf", []).text([roman(lines)]).control("fi", []);
        }
        examples.control("SH", ["EXIT STATUS"]).text([roman(Message::new("cli.exit").render(language))]);
        examples.to_writer(out)?;
        page.render_version_section(out)
    })
}
