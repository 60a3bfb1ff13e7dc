//! Options of `lint`.

use std::path::PathBuf;

use clap::ArgAction;

/// Options of `lint`.
#[derive(Debug, clap::Args)]
pub struct Lint {
    /// Checklists, and folders with them; what ships without any.
    #[arg(value_name = "PATH")]
    pub definitions: Vec<PathBuf>,
    /// Take warnings for errors.
    #[arg(long, action = ArgAction::SetTrue)]
    pub deny_warnings: bool,
    /// Say what a code means and how it is mended.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["definitions", "deny_warnings"])]
    pub explain: Option<String>,
}
