//! The JSON Schema of what a partner fills in: `competency.toml`, `attestations.toml`, the facts of a case study.
//!
//! It takes what the reader takes, but for capital letters and accents of choices, which no schema can fold.

use serde_json::{Map, Value, json};

use crate::evidence::{Choice, Field, FieldType, Lexicon};

/// The schema of each of these files; the root takes any of them, the definitions tell them apart.
#[must_use]
pub fn schema(lexicon: &Lexicon) -> Value {
    let words = &lexicon.vocabulary;
    let list =
        |fields: &[Field], described: &str| json!({"description": described, "type": "array", "items": record(fields)});
    let text = |described: &str| json!({"description": described, "type": "string"});
    let texts = |described: &str| json!({"description": described, "type": "array", "items": {"type": "string"}});
    let fails = json!({"type": "string", "pattern": "^(prerequisite|gap|advice|expiring=[0-9]+)$"});
    let mut study = record(&words.case_study);
    study["properties"]["covers"] = texts("The topics that the file covers.");
    let settings = closed(json!({
        "partner": record(&words.partner),
        "program": {
            "description": "The programs that the folder is for, by name.",
            "type": "object",
            "additionalProperties": closed(json!({
                "version": text("The version to judge by; the newest without it."),
                "case_studies": texts("The case studies that are handed in, by folder name; all of them without it."),
                "reading": text("The reading of an ambiguous checklist; its first without it."),
            })),
        },
        "checklists": text("A folder with checklists of your own, relative to this file."),
        "waiver": list(&words.waiver, "Who answers for handing in what is not met, and until when."),
        "not_applicable": list(&words.not_applicable, "Rows that do not apply, and why."),
        "gate": closed(json!({
            "fail_on": {
                "description": "What closes the gate.",
                "anyOf": [fails, {"type": "array", "items": fails}],
            },
            "baseline": text("The file that lists the gaps which were there before, relative to this one."),
        })),
        "acknowledged": {
            "description": "What must not leave the machine unseen, and was seen.",
            "type": "array",
            "items": closed(json!({
                "fingerprint": text("As `check` shows it."),
                "reason": text("Why it may stay."),
            })),
        },
    }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:competency:schema:facts:1",
        "title": "Facts for competency",
        "description": "The facts of a case study, `competency.toml` or `attestations.toml`.",
        "anyOf": [
            {"$ref": "#/$defs/case-study"},
            {"$ref": "#/$defs/settings"},
            {"$ref": "#/$defs/attestations"},
        ],
        "$defs": {
            "case-study": study,
            "settings": settings,
            "attestations": closed(json!({"attestation": list(&words.attestation, "Who says what, when, in which role.")})),
        },
    })
}

fn closed(properties: impl Into<Value>) -> Value {
    let properties = properties.into();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn record(fields: &[Field]) -> Value {
    let properties = fields.iter().map(|field| (field.name.clone(), property(field)));
    let mut record = closed(properties.collect::<Map<_, _>>());
    record["type"] = json!(["object", "null"]);
    record
}

/// One field, described by its hint. What is left empty is not given.
fn property(field: &Field) -> Value {
    let mut property = match field.kind.item() {
        None => value(field, field.kind),
        Some(item) => json!({"anyOf": [
            {"type": "array", "items": value(field, item)},
            {"enum": [null, "", "none", "None", "aucun", "aucune", "Aucun", "Aucune", "无"]},
        ]}),
    };
    let hint = if field.hint.en.is_empty() { &field.label.en } else { &field.hint.en };
    property["description"] = json!(hint);
    property
}

fn value(field: &Field, kind: FieldType) -> Value {
    let matching = |pattern: &str| json!({"type": ["string", "null"], "pattern": pattern});
    match kind {
        FieldType::Number => json!({"type": ["number", "string", "null"], "pattern": "^\\s*[-+0-9.eE]*\\s*$"}),
        FieldType::Money => json!({"type": ["number", "string", "null"]}),
        FieldType::Boolean => {
            json!({"enum": [true, false, "true", "false", "yes", "no", "oui", "non", "是", "否", "有", "无", "", null]})
        }
        FieldType::Date => matching("^\\s*([0-9]{4}-[0-9]{2}-[0-9]{2})?\\s*$"),
        FieldType::Url | FieldType::Urls => matching("^\\s*(https?://.*)?$"),
        FieldType::Email => matching("^\\s*([^@]+@[^@]+)?$"),
        FieldType::Account | FieldType::Accounts => {
            json!({"type": ["string", "integer", "null"], "pattern": "^\\s*([0-9]{12})?\\s*$"})
        }
        FieldType::Choice | FieldType::Choices => {
            let spellings = |choice: &Choice| {
                let value = std::iter::once(choice.value.clone());
                let others = choice.label.each().chain(choice.words.iter()).map(str::to_owned);
                value.chain(others).collect::<Vec<_>>()
            };
            let mut known: Vec<Value> = Vec::new();
            for spelling in field.choices.iter().flat_map(spellings).map(Value::from).chain([json!(""), Value::Null]) {
                if !known.contains(&spelling) {
                    known.push(spelling);
                }
            }
            json!({"enum": known})
        }
        FieldType::Record | FieldType::Records => record(&field.fields),
        FieldType::Duration | FieldType::Text | FieldType::Texts => json!({"type": ["string", "number", "null"]}),
    }
}
