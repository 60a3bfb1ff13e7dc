//! A source that can be read in more than one way: the reading is chosen, named, and checked; and what it says beside its
//! rows is explained.

use competency::checklist::Library;

use super::folder::{AS_OF, Folder};
use super::run::{binary, finish, run_in};

/// The complete example, judged in a reading.
fn read_as(reading: &str, more: &[&str]) -> super::run::Run {
    let folder = Folder::copy_of("lambda/complete");
    folder.edit("competency.toml", "reading = \"strict\"", reading);
    let args = ["check", "--program", "lambda", "--as-of", AS_OF, "."];
    run_in(folder.path(), &[&args, more].concat())
}

#[test]
fn the_report_names_the_reading() {
    for (reading, title) in [("", "strict"), ("reading = \"strict\"", "strict"), ("reading = \"lenient\"", "lenient")] {
        let run = read_as(reading, &[]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.out.contains(&format!("\nReading: {title} (")), "{}", run.out);
        let run = read_as(reading, &["--format", "markdown"]);
        assert!(run.out.contains(&format!("\n\nReading: {title} ")), "{}", run.out);
        let run = read_as(reading, &["--format", "json", "--lang", "fr"]);
        let value: serde_json::Value = serde_json::from_str(&run.out).expect("it is JSON");
        assert_eq!(value["assessments"][0]["interpretation"]["id"], title);
    }
    assert!(read_as("reading = \"lenient\"", &["--lang", "zh"]).out.contains("解读方式：宽松"));
}

#[test]
fn a_reading_that_is_not_known_is_a_mistake_at_its_place() {
    let run = read_as("reading = \"lenent\"", &[]);
    assert_eq!(run.status, 2);
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("error_unknown_reading", run.err);
    });
}

#[test]
fn a_checklist_that_can_be_read_in_one_way_only_takes_no_reading() {
    let folder = Folder::copy_of("retail/complete");
    folder.edit("competency.toml", "[program.retail]\n", "[program.retail]\nreading = \"lenient\"\n");
    let run = run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "."]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("retail@1.0 can be read in one way only"), "{}", run.err);
}

#[test]
fn each_criterion_binds_in_the_readings_it_names() {
    let library = Library::shipped();
    let folder = Folder::copy_of("lambda/complete");
    let ids = |folder: &Folder| -> Vec<String> {
        let assessment = folder.assess(&library, "lambda", AS_OF);
        assessment.rows.iter().flat_map(|row| &row.criteria).map(|criterion| criterion.id.clone()).collect()
    };
    let strict = ids(&folder);
    folder.edit("competency.toml", "reading = \"strict\"", "reading = \"lenient\"");
    let lenient = ids(&folder);
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|id| !those.contains(id)).cloned().collect()
    };
    assert_eq!(only(&strict, &lenient), ["C-1.0b.five-functions", "C-1.0b.framework"]);
    assert_eq!(only(&lenient, &strict), ["C-1.0b.one-deployment-pattern"]);
}

#[test]
fn what_a_source_says_beside_its_rows_is_explained() {
    let explain = |args: &[&str]| finish(binary().env("COLUMNS", "100").arg("explain").args(args));
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        for language in ["en", "fr", "zh"] {
            let run = explain(&["lambda", "mergers", "--lang", language]);
            insta::assert_snapshot!(format!("explain_mergers_{language}"), run.whole());
        }
        insta::assert_snapshot!("explain_readings", explain(&["lambda", "C-1.0b"]).whole());
    });
    let run = explain(&["lambda", "merger"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("did you mean `mergers`?"), "{}", run.err);
}

#[test]
fn an_incomplete_folder_is_told_what_it_lacks() {
    let mut command = binary();
    command.env("COLUMNS", "100").current_dir(env!("CARGO_MANIFEST_DIR"));
    let run =
        finish(command.args(["check", "--program", "lambda", "--as-of", "2026-08-17", "examples/lambda/incomplete"]));
    assert_eq!(run.status, 1, "{}", run.err);
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("incomplete", run.out);
    });
}
