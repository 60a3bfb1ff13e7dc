//! What programs read: JSON, SARIF and JUnit against their schemas, and the commands and the summary of GitHub.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::folder::{AS_OF, Folder, example, programs};
use super::run::{Run, binary, finish, run_in};
use super::runner;

/// The patterns of a language in the schema of SARIF, and what the errata of the standard make of them: the first is no
/// regular expression of JSON Schema.
const ERRATUM: (&str, &str) = ("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");

const JSON: &str = "schemas/assessment.json";
const SARIF: &str = "tests/files/sarif/sarif-schema-2.1.0.json";

fn read(path: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).expect("it is there").replace(ERRATUM.0, ERRATUM.1);
    serde_json::from_str(&text).expect("JSON")
}

fn validator(path: &str) -> jsonschema::Validator {
    jsonschema::validator_for(&read(path)).expect("a schema")
}

fn require_valid(validator: &jsonschema::Validator, document: &Value, name: &str) {
    let wrong: Vec<_> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).take(3).collect();
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
}

/// A log in SARIF is one.
pub fn require_valid_sarif(log: &Value) {
    require_valid(&validator(SARIF), log, "SARIF");
}

/// Evidence below the working directory, as a repository has it.
fn within(name: &str) -> Folder {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of(name).path(), folder.path().join("evidence")).expect("moved");
    folder
}

fn check(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--as-of", AS_OF], more, &["evidence"]].concat())
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
}

#[test]
fn every_example_is_valid_in_every_language() {
    let schemas = [("json", JSON), ("sarif", SARIF)].map(|(format, path)| (format, validator(path)));
    let folder = Folder::empty();
    for program in programs() {
        for state in ["complete", "incomplete"] {
            for language in ["en", "fr", "zh"] {
                let evidence = example(&format!("{program}/{state}"));
                let mut command = binary();
                command.current_dir(folder.path()).args(["check", "--as-of", AS_OF, "--history", "--lang", language]);
                command.args(["--format", "json", "--output", "json", "--format", "sarif", "--output", "sarif"]);
                let run = finish(command.args(["--format", "junit", "--output", "junit"]).arg(evidence));
                assert!(run.status < 2, "{}", run.err);
                for (format, validator) in &schemas {
                    let document = serde_json::from_str(&folder.read(format)).expect("JSON");
                    require_valid(validator, &document, &format!("{format} of {program}/{state} in {language}"));
                }
                let json: Value = serde_json::from_str(&folder.read("json")).expect("JSON");
                require_counts(&folder.read("junit"), &json["assessments"][0]);
            }
        }
    }
}

#[test]
fn several_programs_are_one_valid_document() {
    let folder = within("retail/complete");
    for format in [("json", JSON), ("sarif", SARIF)] {
        let run = check(&folder, &["--program", "retail", "--program", "lambda", "--format", format.0]);
        require_valid(&validator(format.1), &parsed(&run), format.0);
    }
    let sarif = parsed(&check(&folder, &["--program", "retail", "--program", "lambda", "--format", "sarif"]));
    let runs: Vec<_> = sarif["runs"].as_array().expect("runs").iter().collect();
    let ids: Vec<_> = runs.iter().map(|run| run["automationDetails"]["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["competency/retail/", "competency/lambda/"], "GitHub tells the runs of one tool apart by them");
}

#[test]
fn a_wrong_document_is_refused() {
    let validator = validator(JSON);
    let right = parsed(&check(&within("retail/incomplete"), &["--format", "json"]));
    require_valid(&validator, &right, "as it is written");
    let wrong = [
        ("/schema_version", json!(2)),
        ("/language", json!("de")),
        ("/assessments/0/colour", json!("red")),
        ("/assessments/0/passes", json!("no")),
        ("/assessments/0/summary/met", json!(-1)),
        ("/assessments/0/requirements/0/verdict", json!("compliant")),
        ("/assessments/0/requirements/0/criteria/0/level", json!("may")),
        ("/assessments/0/gaps/0/cause", json!("")),
        ("/assessments/0/gaps/0/found_at/column", json!(1)),
        ("/assessments/0/attestations/0/who", Value::Null),
        ("/assessments/0/matrix/0/cells/0", json!("✓")),
    ];
    for (pointer, value) in wrong {
        let mut document = right.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        match document.pointer_mut(parent).expect(pointer) {
            Value::Object(fields) => drop(fields.insert(key.to_owned(), value)),
            Value::Array(items) => items[key.parse::<usize>().expect("a number")] = value,
            other => panic!("{pointer}: {other}"),
        }
        assert!(!validator.is_valid(&document), "{pointer}");
    }
    let mut document = right.clone();
    document["assessments"][0].as_object_mut().expect("an object").remove("evidence_hash");
    assert!(!validator.is_valid(&document), "a key is missing");
}

#[test]
fn an_auditor_finds_who_attests_what_and_every_place_in_parts() {
    let told = parsed(&check(&within("retail/incomplete"), &["--format", "json"]));
    let one = &told["assessments"][0];
    let attestation = &one["attestations"][0];
    for key in ["requirement", "who", "role", "date", "statement", "place"] {
        assert!(attestation[key].is_string(), "{attestation}");
    }
    let found = one["gaps"].as_array().expect("gaps").iter().filter(|gap| gap["found"].is_string());
    for gap in found {
        let at = &gap["found_at"];
        let (file, line) = (at["file"].as_str().expect("a file"), at["line"].as_u64().expect("a line"));
        assert_eq!(gap["found"], format!("{file}:{line}"));
    }
}

/// The results with a criterion.
fn results<'a>(log: &'a Value, rule: &str) -> Vec<&'a Value> {
    let results = log["runs"][0]["results"].as_array().expect("results").iter();
    results.filter(|result| result["ruleId"] == rule).collect()
}

#[test]
fn a_result_stands_at_the_words_or_at_the_file_to_be_written() {
    let log = parsed(&check(&within("retail/incomplete"), &["--format", "sarif"]));
    let found = results(&log, "C-2.4.within-rto")[0];
    let place = &found["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "evidence/case-studies/maison-tilleul/case-study.md");
    assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 1), "{place}");
    assert_eq!(found["properties"]["caseStudy"], "maison-tilleul");
    let missing = results(&log, "C-2.12.diagram")[0];
    let place = &missing["locations"][0]["physicalLocation"];
    let file = "evidence/case-studies/harbour-and-hale/cardholder-network.drawio";
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]), (&json!(file), &Value::Null));
    assert!(missing["message"]["text"].as_str().is_some_and(|text| text.contains("fix in: ")), "{missing}");
    for result in log["runs"][0]["results"].as_array().expect("results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("one")).expect("small");
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], result["ruleId"]);
    }
}

#[test]
fn an_unread_file_is_a_notification_with_an_encoded_address() {
    let log = parsed(&check(&within("retail/incomplete"), &["--format", "sarif"]));
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    let uri = "evidence/practice/Well-Architected%20reviews%202026-H1%20(1).pdf";
    assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
    assert_eq!(told["level"], "warning");
}

#[test]
fn evidence_outside_the_working_directory_tells_no_path_of_the_machine() {
    let folder = within("retail/incomplete");
    folder.write("elsewhere/x", "");
    let asked = ["check", "--as-of", AS_OF, "--format", "sarif", "../evidence"];
    let run = run_in(&folder.path().join("elsewhere"), &asked);
    let log = parsed(&run);
    let artifact = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact["uriBaseId"], "EVIDENCE");
    assert!(!artifact["uri"].as_str().expect("a path").contains(".."), "{artifact}");
    assert!(log["runs"][0]["originalUriBaseIds"]["EVIDENCE"].is_object());
    assert!(!run.out.contains(folder.path().to_str().expect("UTF-8")), "no path of the machine");
}

#[test]
fn a_fingerprint_outlives_a_move_of_its_line() {
    let folder = within("retail/incomplete");
    let told = |folder: &Folder| {
        let log = parsed(&check(folder, &["--format", "sarif"]));
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        let print = |result: &Value| {
            let prints = &result["partialFingerprints"];
            let own = ["competencyGap/v1", "competencyLeak/v1"].into_iter().find_map(|key| prints[key].as_str());
            own.expect("one").to_owned()
        };
        let prints: Vec<_> = results.iter().map(print).collect();
        assert_eq!(prints.iter().collect::<BTreeSet<_>>().len(), prints.len(), "each is its own");
        let line = results.iter().find(|result| result["ruleId"] == "C-2.6.troubleshooting").expect("a gap")
            ["locations"][0]["physicalLocation"]["region"]["startLine"]
            .clone();
        (prints, line.as_u64().expect("a line"))
    };
    let (before, line) = told(&folder);
    let runbook = "evidence/case-studies/harbour-and-hale/runbook.md";
    let text = folder.read(runbook);
    folder.write(runbook, format!("\n\n\n{text}"));
    assert_eq!(told(&folder), (before, line + 3));
}

/// The counts of the suites are those of the verdicts, and those of the cases.
fn require_counts(document: &str, assessment: &Value) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut said, mut cases, mut failures, mut skipped) = (Vec::new(), 0, 0, 0);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "testsuite" => {
                    let count = |name: &str| {
                        let attribute = element.try_get_attribute(name).expect("right").expect(name);
                        attribute.value.parse::<u64>().expect("a number")
                    };
                    said = ["tests", "failures", "skipped"].map(count).to_vec();
                }
                "testcase" => cases += 1,
                "failure" => failures += 1,
                "skipped" => skipped += 1,
                _ => {}
            },
            _ => {}
        }
    }
    let summary = ["requirements", "not_met", "not_applicable"].map(|key| assessment["summary"][key].as_u64());
    assert_eq!(said, [cases, failures, skipped]);
    assert_eq!(said.iter().copied().map(Some).collect::<Vec<_>>(), summary);
}

#[test]
fn junit() {
    let run = check(&within("map-ppi/incomplete"), &["--format", "junit"]);
    let hashes = |line: &&str| !line.contains("_hash");
    let steady: Vec<_> = run.out.lines().filter(hashes).collect();
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("junit", steady.join("\n"));
    });
}

#[test]
fn annotations_come_by_importance_and_the_tenth_counts_the_rest() {
    let run = check(&within("retail/incomplete"), &["--format", "github"]);
    let commands: Vec<_> = run.out.lines().filter_map(runner::command).collect();
    let errors: Vec<_> = commands.iter().filter(|command| command.name == "error").collect();
    let told = parsed(&check(&within("retail/incomplete"), &["--format", "json"]));
    let gaps = told["assessments"][0]["gaps"].as_array().expect("gaps").len();
    // One gap is shared by two rows, and one error counts.
    assert_eq!(errors.len(), gaps);
    assert_eq!(errors[9].data, format!("… and {} more gaps, in the log of this step", gaps - 10));
    let title =
        |number: usize| errors[number].properties.iter().find(|(key, _)| key == "title").expect("one").1.clone();
    assert_eq!([title(0), title(1)], ["P-2.1, C-2.6", "C-2.6 Runbooks"], "claimed and not shown");
    assert_eq!(errors[1].properties[0], ("file".to_owned(), "evidence/attestations.toml".to_owned()));
    assert_eq!(commands.iter().filter(|command| command.name == "warning").count(), 2, "an unread file, a leak");
    let last = run.out.lines().last().expect("a line");
    assert_eq!(last, "retail@1.0: NOT READY — 14 of 24 met, 10 not met, 0 not applicable");
    assert_eq!(runner::command(last), None);
}

#[test]
fn annotations_and_a_summary_are_written_in_one_run() {
    let folder = within("retail/incomplete");
    folder.write("step-summary", "");
    let asked = ["--format", "github", "--format", "github-summary", "--output", "step-summary"];
    let run = check(&folder, &asked);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    assert!(run.out.starts_with("::error file=evidence/"), "{}", run.out);
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("github_summary", folder.read("step-summary"));
    });
}

#[test]
fn a_summary_that_is_too_long_is_cut_and_says_so() {
    let folder = Folder::empty();
    for number in 0..400 {
        folder.write(&format!("evidence/case-studies/{number}/case-study.toml"), "customer = \"one\"\n");
    }
    let run = check(&folder, &["--program", "retail", "--format", "github-summary"]);
    assert!(run.out.len() < 1_048_576, "{} bytes", run.out.len());
    assert!(run.out.ends_with("The rest is longer than a job summary may be. It stands in the other reports.\n"));
}
