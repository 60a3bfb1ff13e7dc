//! Options of `migrate`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, ValueHint};

/// Options of `migrate`.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// The evidence folder, which is never changed.
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The version to carry it to, `retail@2.0`; `retail` is the newest.
    #[arg(long, value_name = "PROGRAM")]
    pub to: String,
    /// The new folder; without it, it is only said what would be carried.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Judge as of this day, YYYY-MM-DD; without it, as of today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// Read every document anew, and keep nothing of what was read.
    #[arg(long, action = ArgAction::SetTrue)]
    pub no_cache: bool,
}
