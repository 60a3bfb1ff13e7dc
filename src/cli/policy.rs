//! What closes the gate, as it is asked for on the command line.

use std::ffi::OsStr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

use crate::config::FailOn;

/// What closes the gate, in place of what `[gate]` of `competency.toml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct Policy {
    /// What fails the gate: gap, prerequisite, advice, expiring=DAYS.
    #[arg(long, value_name = "CAUSE", value_delimiter = ',', value_parser = Written)]
    pub fail_on: Vec<FailOn>,
    /// Also fail on this: what holds must still hold on this day.
    #[arg(long, value_name = "DATE")]
    pub until: Option<NaiveDate>,
    /// Let pass what a waiver covers.
    #[arg(long, action = ArgAction::SetTrue)]
    pub allow_waived: bool,
    /// Let pass the gaps that this file lists.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// Whether the baseline is brought up to date.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Update {
    /// Take out of the baseline what is no longer lacking; write it where there is none.
    #[arg(long, action = ArgAction::SetTrue, conflicts_with_all = ["only", "case_study", "redact"])]
    pub update_baseline: bool,
}

/// Reads what fails the gate, and says what it can be.
#[derive(Debug, Clone, Copy)]
struct Written;

impl TypedValueParser for Written {
    type Value = FailOn;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<FailOn, Error> {
        let written = value.to_string_lossy();
        written.parse().map_err(|()| {
            let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let name = arg.map(ToString::to_string).unwrap_or_default();
            error.insert(ContextKind::InvalidArg, ContextValue::String(name));
            error.insert(ContextKind::InvalidValue, ContextValue::String(written.clone().into_owned()));
            let known = FailOn::WRITTEN.map(str::to_owned).to_vec();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(known));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FailOn::WRITTEN.into_iter().map(PossibleValue::new)))
    }
}
