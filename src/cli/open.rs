//! Options of `open`.

use std::path::PathBuf;

use super::{Asked, Policy};

/// Options of `open`.
#[derive(Debug, clap::Args)]
pub struct Open {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// What closes the gate.
    #[command(flatten)]
    pub policy: Policy,
    /// The file that the page is written to; without it, one in the user's cache folder.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
