//! The real binary, run as a stranger would.

use std::path::Path;

use assert_cmd::Command;

/// How a run ended and what it said.
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// The standard output.
    pub out: String,
    /// The standard error.
    pub err: String,
}

impl Run {
    /// Everything said, with the exit status, for a snapshot.
    pub fn whole(&self) -> String {
        format!("exit {}\n--- stdout\n{}--- stderr\n{}", self.status, self.out, self.err)
    }
}

/// The binary with nothing of the machine around it: English, 80 columns, no colours.
pub fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_competency"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "GITHUB_ACTIONS"] {
        command.env_remove(name);
    }
    command.env("COLUMNS", "80").env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Runs it with arguments in a folder.
pub fn run_in(folder: &Path, args: &[&str]) -> Run {
    finish(binary().current_dir(folder).args(args))
}

/// Runs a prepared command.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().expect("the binary runs");
    Run {
        status: output.status.code().expect("it exits"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}
