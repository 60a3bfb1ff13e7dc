//! `competency completions`: what a shell completes of the commands.

use super::{Ended, Failure, language, output};
use crate::checklist::Library;
use crate::cli::{self, Cli, Completions};

/// Prints the script of a shell.
pub fn run(cli: &Cli, options: &Completions) -> Result<Ended, Failure> {
    let library = Library::shipped();
    let programs: Vec<_> = library.programs().collect();
    let mut tree = cli::tree(language(cli), &programs);
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut tree, env!("CARGO_PKG_NAME"), &mut script);
    output::write_to(None, |out| out.write_all(&script))?;
    Ok(Ended::Well)
}
