//! YAML straight into a type, for checklists: their types say themselves what is allowed.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_yaml::{MessageFormatter, UserMessageFormatter};

use super::{Problem, Source};
use crate::language::Message;

/// Reads a whole text as one value.
///
/// # Errors
///
/// The first mistake, in the syntax or against the type, with its place.
pub fn read_yaml<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, Problem> {
    let options = serde_yaml::options! { strict_booleans: true, with_snippet: false };
    serde_yaml::from_str_with_options(&source.text, options).map_err(|error| {
        let place = error.location().map_or(0..0, |location| {
            let byte = |characters: u64| {
                let characters = usize::try_from(characters).unwrap_or(usize::MAX);
                source.text.char_indices().nth(characters).map_or(source.text.len(), |(byte, _)| byte)
            };
            byte(location.span().offset())..byte(location.span().offset() + location.span().len())
        });
        let detail = UserMessageFormatter.format_message(&error);
        Problem::new(source, place, Message::new("source.yaml").with("detail", &*detail))
    })
}
