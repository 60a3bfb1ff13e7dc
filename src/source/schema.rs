//! JSON Schemas of what is written by hand and of what is written for programs, draft 2020-12.
//!
//! They come from the types themselves: doc comments become descriptions, so they are written for whoever fills a file in.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of a document that this program writes.
#[must_use]
pub fn of_output<T: JsonSchema>() -> Schema {
    of::<T>(SchemaSettings::draft2020_12().for_serialize())
}

/// The schema of a document that a person writes: what has a default may be left out.
#[must_use]
pub fn of_input<T: JsonSchema>() -> Schema {
    of::<T>(SchemaSettings::draft2020_12().for_deserialize())
}

/// It knows every key, so that a misspelt one is refused.
fn of<T: JsonSchema>(settings: SchemaSettings) -> Schema {
    let closed = RecursiveTransform(|schema: &mut Schema| {
        if schema.get("properties").is_some() {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
    });
    // A line break of the source is none of the sentence.
    let unwrapped = RecursiveTransform(|schema: &mut Schema| {
        if let Some(Value::String(description)) = schema.get_mut("description") {
            *description = description.replace('\n', " ");
        }
    });
    settings.with_transform(closed).with_transform(unwrapped).into_generator().into_root_schema_for::<T>()
}
