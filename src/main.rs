//! The program `competency`: parse, run, say what went wrong, exit.

use std::process::ExitCode;

use clap::Parser;
use competency::cli::Cli;
use competency::command::{self, Ended};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match command::run(&cli) {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::WithGaps) => ExitCode::from(1),
        Err(failure) if failure.is_broken_pipe() => ExitCode::from(2),
        Err(failure) => {
            let color = command::colored(&cli, &std::io::stderr());
            eprint!("{}", failure.render(command::language(&cli), color));
            ExitCode::from(2)
        }
    }
}
