//! The command line of `check`.

use clap::ArgAction;

use super::policy::Update;
use super::{Asked, Online, Policy, Reports};
use crate::report::Format;

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// The reports that are written.
    #[command(flatten)]
    pub reports: Reports<Format>,
    /// What closes the gate.
    #[command(flatten)]
    pub policy: Policy,
    /// Whether the baseline is brought up to date.
    #[command(flatten)]
    pub update: Update,
    /// Whether the web is asked.
    #[command(flatten)]
    pub online: Online,
    /// Show and gate on these requirements only.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Report first what has changed since this revision of Git.
    #[arg(long, value_name = "REV", conflicts_with = "redact")]
    pub changed_since: Option<String>,
    /// Also tell a score month by month.
    #[arg(long, action = ArgAction::SetTrue)]
    pub history: bool,
    /// Also quote the words behind every Met and say what was read.
    #[arg(short, long, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// Say the result in one line.
    #[arg(short, long, action = ArgAction::SetTrue, conflicts_with = "verbose")]
    pub quiet: bool,
}
