//! Options of `watch`.

use clap::ArgAction;

use super::{Asked, Policy};

/// Options of `watch`.
#[derive(Debug, clap::Args)]
pub struct Watch {
    /// What is judged, after every save.
    #[command(flatten)]
    pub asked: Asked,
    /// What closes the gate.
    #[command(flatten)]
    pub policy: Policy,
    /// Look for changes every second, where the system tells of none.
    #[arg(long, action = ArgAction::SetTrue)]
    pub poll: bool,
}
