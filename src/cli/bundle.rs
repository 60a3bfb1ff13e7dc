//! The options of `bundle` and `verify`.

use std::path::PathBuf;

use clap::ArgAction;

use super::Asked;

/// Options of `bundle`.
#[derive(Debug, clap::Args)]
pub struct Bundle {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// Take every file of the folder, not only what is cited.
    #[arg(long, action = ArgAction::SetTrue)]
    pub all: bool,
    /// Let pass what a waiver covers.
    #[arg(long, action = ArgAction::SetTrue)]
    pub allow_waived: bool,
    /// Show what would be packed, and write nothing.
    #[arg(long, action = ArgAction::SetTrue)]
    pub dry_run: bool,
    /// The archive to write, outside the evidence folder.
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub output: Option<PathBuf>,
}

/// Options of `verify`.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The archive.
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
}
