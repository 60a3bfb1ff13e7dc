//! `competency schema`: the JSON Schema of a form, for editors and for programs that read it.

use super::{Ended, Failure, output};
use crate::cli::{Form, Schema};
use crate::report;

/// Prints it.
pub fn run(options: &Schema) -> Result<Ended, Failure> {
    let schema = match options.what {
        Form::Assessment => report::json_schema(),
    };
    output::write_to(None, |out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)
    })?;
    Ok(Ended::Well)
}
