//! Two assessments that `check --format json` wrote.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use crate::cli::{Cli, Diff};
use crate::command::{Ended, Failure, language, output, width};
use crate::config;
use crate::language::Message;
use crate::reader;
use crate::report::ComparisonFormat;
use crate::saved::{self, Document};
use crate::source::Source;

/// Reads both, and tells what differs.
pub fn run(cli: &Cli, options: &Diff) -> Result<Ended, Failure> {
    let (before, after) = match (read(&options.before), read(&options.after)) {
        (Err(Failure::Problems(one)), Err(Failure::Problems(other))) => {
            return Err(Failure::Problems([one, other].concat()));
        }
        (before, after) => (before?, after?),
    };
    let comparison = saved::compare(&before, &after);
    let text = options.form.write(&comparison, language(cli), width());
    output::write_report(None, &text, options.form == ComparisonFormat::Human)?;
    Ok(Ended::when(comparison.is_same()))
}

fn read(name: &str) -> Result<Document, Failure> {
    let path = Path::new(name);
    if !path.is_file() {
        return Err(Message::new("failure.no_file").with("path", name).into());
    }
    let at = || name.to_owned();
    if path.metadata().with_context(at)?.len() > config::MAX_FILE {
        let limit = usize::try_from(config::MAX_FILE / 1024 / 1024).unwrap_or(usize::MAX);
        return Err(Message::new("compared.too_large").with("file", name).with("n", limit).into());
    }
    // A shell of Windows writes UTF-16.
    let text = reader::decode(&std::fs::read(path).with_context(at)?);
    saved::read(&Arc::new(Source::new(name, text))).map_err(|problem| vec![problem].into())
}
