//! `competency schema`: the JSON Schema of a form, for editors and for programs that read it.

use super::{Ended, Failure, library, output};
use crate::checklist;
use crate::cli::{Cli, Form, Schema};
use crate::reader;
use crate::report;

/// Prints it. Of facts it knows the fields that the user's own checklists add.
pub fn run(cli: &Cli, options: &Schema) -> Result<Ended, Failure> {
    let schema = match options.what {
        Form::Checklist => serde_json::to_value(checklist::schema()),
        Form::Facts => Ok(reader::facts_schema(&library(cli.checklists.as_deref())?.lexicon)),
        Form::Assessment => serde_json::to_value(report::json_schema()),
        Form::Forecast => serde_json::to_value(report::forecast_schema()),
        Form::Selection => serde_json::to_value(report::selection_schema()),
        Form::Timeline => serde_json::to_value(report::timeline_schema()),
    };
    output::write_to(None, |out| {
        serde_json::to_writer_pretty(&mut *out, &schema?)?;
        writeln!(out)
    })?;
    Ok(Ended::Well)
}
