//! Options of `schema`.

use clap::ValueEnum;

/// Options of `schema`.
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// The form.
    #[arg(value_enum)]
    pub what: Form,
}

/// A form that programs read or write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A checklist, as its author writes it.
    Checklist,
    /// The facts of a case study, `competency.toml` and `attestations.toml`.
    Facts,
    /// What `check --format json` writes.
    Assessment,
    /// What `forecast --format json` writes.
    Forecast,
    /// What `select --format json` writes.
    Selection,
    /// What `timeline --format json` writes.
    Timeline,
}
