//! Whether and how the web is asked, as the command line says it.

use std::path::PathBuf;

use clap::ArgAction;

/// Whether and how the web is asked. Without any of it nothing leaves the machine.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Online {
    /// Ask the web for public case studies and microsites.
    #[arg(long, action = ArgAction::SetTrue)]
    pub online: bool,
    /// Keep what it answers in this file; without `--online`, judge by what is kept there.
    #[arg(long, value_name = "FILE")]
    pub online_cache: Option<PathBuf>,
    /// Also ask machines and ports that are not of the public web.
    #[arg(long, action = ArgAction::SetTrue, requires = "online")]
    pub allow_private: bool,
}

impl Online {
    /// Whether what the web answers is judged, from it or from a file.
    #[must_use]
    pub const fn is_asked_for(&self) -> bool {
        self.online || self.online_cache.is_some()
    }
}
