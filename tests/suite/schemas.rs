//! JSON Schemas: those in `schemas/` are the ones that are printed, and what ships and what is written keeps to them.

use std::path::Path;
use std::sync::Arc;

use competency::source::{Format, Source, split};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::folder::{AS_OF, Folder, example};
use super::run::{binary, finish, run_in};

/// Every form that `schema` prints.
const FORMS: [&str; 6] = ["checklist", "facts", "assessment", "forecast", "selection", "timeline"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(form: &str) -> Value {
    let file = root().join(format!("schemas/{form}.json"));
    serde_json::from_str(&std::fs::read_to_string(file).expect("it is there")).expect("JSON")
}

/// A validator of a form, or of one of its definitions.
fn validator(form: &str, definition: Option<&str>) -> jsonschema::Validator {
    let mut schema = schema(form);
    if let Some(definition) = definition {
        schema.as_object_mut().expect("an object").shift_remove("anyOf");
        schema["$ref"] = json!(format!("#/$defs/{definition}"));
    }
    jsonschema::validator_for(&schema).expect("a schema")
}

fn mistakes(validator: &jsonschema::Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).take(3).collect()
}

#[test]
fn the_published_schemas_are_the_ones_that_are_printed() {
    for form in FORMS {
        let run = finish(binary().args(["schema", form]));
        let published = root().join(format!("schemas/{form}.json"));
        if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
            std::fs::write(&published, &run.out).expect("writable");
        }
        let published = std::fs::read_to_string(published).expect("it is there");
        assert_eq!(run.out, published, "write it anew: competency schema {form} > schemas/{form}.json");
    }
}

#[test]
fn every_key_of_a_schema_says_what_it_means() {
    for form in FORMS {
        let schema = schema(form);
        let structs = schema["$defs"].as_object().expect("definitions").values().chain([&schema]);
        for object in structs {
            if form != "facts" {
                assert!(object["description"].is_string(), "{object}");
            }
            for (key, value) in object["properties"].as_object().into_iter().flatten() {
                let is_record = form == "facts" && !value["properties"].is_null();
                assert!(is_record || value["description"].is_string(), "{key} of {}", object["description"]);
            }
            for word in object["oneOf"].as_array().into_iter().flatten() {
                assert!(word["description"].is_string(), "{word}");
            }
        }
    }
}

/// A value of YAML or TOML as JSON, with days as texts.
fn json_of(text: &str, toml: bool) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(day) => json!(day.to_string()),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Table(entries) => entries.into_iter().map(|(key, value)| (key, plain(value))).collect(),
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(yes) => json!(yes),
        }
    }
    if !toml {
        return serde_yaml::from_str(text).expect("YAML");
    }
    plain(toml::Value::Table(toml::from_str(text).expect("TOML")))
}

fn shipped() -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(root().join("checklists")).min_depth(2).sort_by_file_name();
    let files = files.into_iter().map(|entry| entry.expect("readable").into_path());
    files.map(|file| (file.display().to_string(), std::fs::read_to_string(file).expect("readable"))).collect()
}

#[test]
fn every_checklist_that_ships_keeps_to_its_schema_and_names_it() {
    let validator = validator("checklist", None);
    let files = shipped();
    assert!(files.len() > 5);
    for (file, text) in files {
        assert_eq!(mistakes(&validator, &json_of(&text, false)), [""; 0], "{file}");
        let line = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
        let named = Path::new(&file).parent().expect("a folder").join(line.expect(&file));
        let (named, ours) = (named.canonicalize().expect("it is there"), root().join("schemas/checklist.json"));
        assert_eq!(named, ours.canonicalize().expect("it is there"), "{file}");
    }
}

#[test]
fn a_checklist_with_a_misspelt_key_is_refused_wherever_it_stands() {
    let validator = validator("checklist", None);
    let right: Value = json_of(&shipped().iter().find(|(file, _)| file.contains("retail")).expect("ships").1, false);
    assert_eq!(mistakes(&validator, &right), [""; 0]);
    for place in ["", "/hand_in", "/requirements/0", "/requirements/0/criteria/0", "/requirements/0/criteria/0/rule"] {
        let mut wrong = right.clone();
        wrong.pointer_mut(place).expect(place)["ttle"] = json!("x");
        assert!(!validator.is_valid(&wrong), "an unknown key at {place:?} is refused");
    }
    for (place, value) in [
        ("/released", json!(2019)),
        ("/title", json!("Retail")),
        ("/title/zh", json!(null)),
        ("/hand_in/route", json!("fax")),
        ("/requirements/0/criteria/0/rule", json!({"mention": {"topic": "x"}})),
        ("/requirements/0/criteria/0/rule", json!({"mentions": {"topic": "x", "at_least": -1}})),
        ("/requirements/0/criteria/0/rule", json!({"dated": {"field": "x", "within": "18 moons"}})),
    ] {
        let mut wrong = right.clone();
        *wrong.pointer_mut(place).expect(place) = value.clone();
        assert!(!validator.is_valid(&wrong), "{value} at {place} is refused");
    }
}

#[test]
fn the_facts_of_every_example_keep_to_their_schema() {
    let [study, settings, attestations] =
        ["case-study", "settings", "attestations"].map(|definition| validator("facts", Some(definition)));
    let whole = validator("facts", None);
    let mut seen = [0; 3];
    for entry in walkdir::WalkDir::new(root().join("examples")).sort_by_file_name() {
        let path = entry.expect("readable").into_path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (number, validator, facts, toml) = match name.as_str() {
            "competency.toml" => (0, &settings, text, true),
            "attestations.toml" => (1, &attestations, text, true),
            "case-study.toml" => (2, &study, text, true),
            "case-study.yaml" => (2, &study, text, false),
            "case-study.md" => {
                let source = Arc::new(Source::new(name.as_str(), text.as_str()));
                let front = split(&source).expect("closed").expect("facts in front");
                (2, &study, text[front.range.clone()].to_owned(), front.format == Format::Toml)
            }
            _ => continue,
        };
        let document = json_of(&facts, toml);
        assert_eq!(mistakes(validator, &document), [""; 0], "{}", path.display());
        assert!(whole.is_valid(&document), "{}", path.display());
        seen[number] += 1;
    }
    assert!(seen.iter().all(|seen| *seen > 3), "{seen:?}");
}

#[test]
fn wrong_facts_are_refused() {
    let settings = validator("facts", Some("settings"));
    let study = validator("facts", Some("case-study"));
    for wrong in [
        json!({"partner": {"teir": "advanced"}}),
        json!({"partner": {"tier": "gold"}}),
        json!({"program": {"retail": {"case_study": []}}}),
        json!({"gate": {"fail_on": ["never"]}}),
        json!({"parnter": {}}),
    ] {
        assert!(!settings.is_valid(&wrong), "{wrong}");
    }
    for wrong in [json!({"customr": "x"}), json!({"delivery": "maybe"}), json!({"components": {"rto": "4h"}})] {
        assert!(!study.is_valid(&wrong), "{wrong}");
    }
    assert!(settings.is_valid(&json!({"partner": {"tier": "advanced"}, "gate": {"fail_on": "gap"}})));
}

#[test]
fn what_the_examples_write_keeps_to_its_schema() {
    let programs = std::fs::read_dir(root().join("examples")).expect("readable");
    let programs: Vec<_> = programs.map(|entry| entry.expect("readable").file_name()).collect();
    let forms = [("forecast", "forecast"), ("select", "selection")];
    let validators = forms.map(|(_, form)| validator(form, None));
    let jobs: Vec<_> = programs.iter().flat_map(|program| ["complete", "incomplete"].map(|it| (program, it))).collect();
    let written: usize = jobs
        .par_iter()
        .map(|(program, state)| {
            let evidence = example(&format!("{}/{state}", program.display()));
            let mut written = 0;
            for ((command, _), validator) in forms.iter().zip(&validators) {
                let args = [command, "--as-of", AS_OF, "--format", "json"];
                let run = finish(binary().args(args).arg(&evidence));
                if *command == "select" && run.status == 2 {
                    // A program that asks nothing of case studies has none to choose from.
                    continue;
                }
                let document: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
                assert_eq!(mistakes(validator, &document), [""; 0], "{command} {} {state}", program.display());
                written += 1;
            }
            written
        })
        .sum();
    assert!(written > jobs.len(), "{written}");
    let folder = Folder::empty();
    let timeline = ["timeline", "lambda", "--audit-date", "2026-12-01", "--format", "json"];
    let document = serde_json::from_str(&run_in(folder.path(), &timeline).out).expect("JSON");
    assert_eq!(mistakes(&validator("timeline", None), &document), [""; 0]);
}

#[test]
fn fields_of_own_checklists_are_in_the_schema_of_facts() {
    let folder = super::own_program::evidence();
    let run = run_in(folder.path(), &["schema", "facts", "--checklists", "checklists"]);
    let schema: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        schema["$defs"]["settings"]["properties"]["partner"]["properties"]["lamps"]["description"],
        "how many lamps burn"
    );
}
