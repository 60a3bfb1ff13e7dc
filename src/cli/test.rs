//! Options of `test`.

use std::path::PathBuf;

/// Options of `test`.
#[derive(Debug, clap::Args)]
pub struct Test {
    /// Checklists with `<name>.cases.yaml` beside them, such files themselves, or folders with them.
    #[arg(value_name = "PATH", required = true)]
    pub tested: Vec<PathBuf>,
}
