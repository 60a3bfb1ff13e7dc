//! The program `competency`: parse, run, say what went wrong, exit.

use std::process::ExitCode;

use competency::cli::{self, Unread};
use competency::command::{self, Ended, Failure};

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let cli = match cli::read(&line) {
        Ok(cli) => cli,
        Err(Unread::Shown(text)) => {
            // Whoever closed the stream reads nothing more.
            let _ = text.print();
            return ExitCode::from(if text.use_stderr() { 2 } else { 0 });
        }
        Err(Unread::Refused(refusal, language)) => {
            eprint!("{}", Failure::from(refusal).render(language, false));
            return ExitCode::from(2);
        }
    };
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
