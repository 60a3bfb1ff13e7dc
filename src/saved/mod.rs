//! Assessments that `check --format json` wrote, read again, and what differs between two of them. Nothing is judged anew.

mod comparison;
mod evidence;
mod form;

use std::sync::Arc;

use crate::language::Message;
use crate::source::{Problem, Source};

pub use comparison::{Compared, Comparison, Moved, RowChange, compare};
pub use evidence::{Change, FileChange};
pub use form::{Assessment, Document, Gap, Verdict};

/// The newest version of the form that is understood.
const VERSION: u64 = 1;

/// Reads a document.
///
/// # Errors
///
/// Where it is no JSON, no document of this form, or one of a newer form.
pub fn read(source: &Arc<Source>) -> Result<Document, Problem> {
    let text = source.text.as_str();
    let at = |error: &serde_json::Error| {
        let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let byte = text.floor_char_boundary((line + error.column().saturating_sub(1)).min(text.len()));
        byte..byte + text[byte..].chars().next().map_or(0, char::len_utf8)
    };
    let form: form::Form = serde_json::from_str(text).map_err(|error| {
        let key = if error.is_data() { "compared.not_ours" } else { "compared.not_json" };
        Problem::new(source, at(&error), Message::new(key)).with_help(Message::new("compared.write"))
    })?;
    if form.schema_version != VERSION {
        let start = text.find("\"schema_version\"").unwrap_or_default();
        let key = if form.schema_version > VERSION { "compared.newer" } else { "compared.no_version" };
        let version = form.schema_version.to_string();
        let message = Message::new(key).with("version", version).with("known", VERSION.to_string());
        return Err(Problem::new(source, start..start, message));
    }
    serde_json::from_str(text).map_err(|error| {
        Problem::new(source, at(&error), Message::new("compared.not_ours")).with_help(Message::new("compared.write"))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> String {
        let source = Arc::new(Source::new("a.json", text));
        let problem = read(&source).expect_err("is refused");
        let place = source.position(problem.span.start);
        format!("{}:{} {}", place.line, place.column, problem.message.key())
    }

    #[test]
    fn what_is_no_assessment_is_refused_at_its_place() {
        for (text, why) in [
            ("", "1:1 compared.not_json"),
            ("{\n  \"schema_version\": 1,\n  oops", "3:3 compared.not_json"),
            ("[1]", "1:2 compared.not_ours"),
            ("{}", "1:2 compared.not_ours"),
            ("{\"schema_version\": \"1\", \"assessments\": []}", "1:22 compared.not_ours"),
            ("{\"schema_version\": 1,\n\"assessments\": {}}", "2:15 compared.not_ours"),
            ("{\n\"assessments\": [], \"schema_version\": 2}", "2:20 compared.newer"),
            ("{\"schema_version\": 0, \"assessments\": []}", "1:2 compared.no_version"),
            ("{\"schema_version\": 1, \"schema_version\": 1, \"assessments\": []}", "1:38 compared.not_ours"),
            ("公", "1:1 compared.not_json"),
        ] {
            assert_eq!(refused(text), why, "{text}");
        }
    }

    #[test]
    fn no_depth_and_no_length_breaks_the_reader() {
        let deep = |open: &str| format!("{{\"schema_version\": 1, \"x\": {}", open.repeat(200_000));
        for open in ["[", "{\"a\":"] {
            assert!(refused(&deep(open)).ends_with("compared.not_json"));
        }
        let within = format!("{{\"schema_version\": 1, \"assessments\": [{}", "[".repeat(200_000));
        assert!(refused(&within).starts_with("1:"));
    }

    proptest! {
        #[test]
        fn any_text_is_refused_within_it(text in r#"([\[\]{}":,0-9a公\\ \n]|"schema_version":|"assessments":|null|1){0,40}"#) {
            let source = Arc::new(Source::new("a.json", text.as_str()));
            if let Err(problem) = read(&source) {
                prop_assert!(text.get(problem.span).is_some());
            }
        }
    }
}
