//! What a person sees, as it is shown.

use super::folder::{AS_OF, example};
use super::run::{Run, binary, finish};

fn check(width: &str, language: &str, more: &[&str]) -> Run {
    let mut command = binary();
    command.env("COLUMNS", width).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["check", "--program", "retail", "--as-of", AS_OF, "--lang", language]).args(more);
    finish(command.arg("examples/retail/complete"))
}

fn explain(args: &[&str]) -> String {
    finish(binary().arg("explain").args(args)).whole()
}

#[test]
fn human() {
    for (width, language) in [("80", "en"), ("120", "en"), ("80", "fr"), ("120", "fr"), ("80", "zh"), ("120", "zh")] {
        let run = check(width, language, &[]);
        assert_eq!(run.status, 0, "{}", run.err);
        for line in run.out.lines() {
            let wide = unicode_width::UnicodeWidthStr::width(line);
            let breakable = line.trim().contains(' ');
            assert!(wide <= width.parse().expect("a number") || !breakable, "{wide} columns: {line}");
        }
        insta::with_settings!({snapshot_path => "../snapshots"}, {
            insta::assert_snapshot!(format!("complete_{language}_{width}"), run.out);
        });
    }
}

#[test]
fn verbose_and_quiet() {
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("verbose_rows", check("100", "en", &["-v", "--only", "C-2.3,C-2.6", "--case-study", "harbour-and-hale"]).out);
        insta::assert_snapshot!("quiet", check("80", "en", &["--quiet"]).out);
    });
}

#[test]
fn json() {
    let run = check("80", "en", &["--format", "json", "--only", "P-1.2,C-2.12"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).expect("it is JSON");
    assert_eq!(value["schema_version"], 1);
    let hashes = ["checklist_hash", "evidence_hash"]
        .map(|key| value["assessments"][0][key].as_str().expect("a hash").to_owned());
    let steady = hashes.iter().fold(run.out, |text, hash| text.replace(hash.as_str(), "…"));
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("json", steady);
    });
}

#[test]
fn explained() {
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        for language in ["en", "fr", "zh"] {
            insta::assert_snapshot!(format!("explain_{language}"), explain(&["retail", "C-2.4", "--lang", language]));
        }
        insta::assert_snapshot!("explain_all", explain(&["retail"]));
        insta::assert_snapshot!("programs", finish(binary().arg("programs")).whole());
    });
}

#[test]
fn a_pipe_gets_no_escape_sequences_and_a_terminal_gets_colours() {
    assert!(!check("80", "en", &[]).out.contains('\u{1b}'));
    assert!(check("80", "en", &["--color", "always"]).out.contains('\u{1b}'));
}

#[test]
fn the_locale_speaks_where_no_language_is_asked_for() {
    let mut command = binary();
    command.env("LANG", "fr_FR.UTF-8").args(["check", "--program", "retail", "--as-of", AS_OF, "--quiet"]);
    let run = finish(command.arg(example("retail/complete")));
    assert!(run.out.starts_with("PRÊT"), "{}", run.out);
}

#[test]
fn the_readme_shows_the_real_output() {
    let readme = include_str!("../../README.md");
    let shown = check("80", "en", &[]).out;
    assert!(readme.contains(shown.trim_end()), "README.md shows another output than\n{shown}");
}
