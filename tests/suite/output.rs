//! What a person sees, as it is shown.

use std::path::Path;

use super::folder::{AS_OF, example};
use super::run::{Run, binary, finish, run_in};

/// The day on which the incomplete example is looked at.
const BEFORE: &str = "2026-08-17";

fn check(width: &str, language: &str, more: &[&str]) -> Run {
    check_example("complete", width, language, more)
}

fn check_example(name: &str, width: &str, language: &str, more: &[&str]) -> Run {
    let mut command = binary();
    command.env("COLUMNS", width).current_dir(env!("CARGO_MANIFEST_DIR"));
    let as_of = if name == "complete" { AS_OF } else { BEFORE };
    command.args(["check", "--program", "retail", "--as-of", as_of, "--lang", language]).args(more);
    finish(command.arg(format!("examples/retail/{name}")))
}

fn explain(args: &[&str]) -> String {
    finish(binary().arg("explain").args(args)).whole()
}

#[test]
fn human() {
    let shown = |name: &str, width: &str, language: &str| {
        let run = check_example(name, width, language, &[]);
        assert_eq!(run.status, i32::from(name != "complete"), "{}", run.err);
        insta::with_settings!({snapshot_path => "../snapshots"}, {
            insta::assert_snapshot!(format!("{name}_{language}_{width}"), run.out);
        });
    };
    for language in ["en", "fr", "zh"] {
        for width in ["80", "120"] {
            shown("complete", width, language);
        }
        for width in ["40", "80"] {
            shown("incomplete", width, language);
        }
    }
    shown("incomplete", "200", "en");
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
        for language in ["en", "fr", "zh"] {
            let told = explain(&["bvr-nomination", "--lang", language]);
            let head: Vec<_> = told.lines().take_while(|line| !line.is_empty()).collect();
            insta::assert_snapshot!(format!("explain_portal_{language}"), head.join("\n"));
        }
        insta::assert_snapshot!("explain_all", explain(&["retail"]));
        insta::assert_snapshot!("programs", finish(binary().arg("programs")).whole());
    });
}

#[test]
fn a_pipe_gets_no_escape_sequences_and_a_terminal_the_same_words_in_colours() {
    for (name, language) in [("complete", "en"), ("incomplete", "en"), ("incomplete", "fr"), ("incomplete", "zh")] {
        for width in ["40", "80", "200"] {
            let plain = check_example(name, width, language, &["-v"]).out;
            assert!(!plain.contains('\u{1b}'));
            let coloured = check_example(name, width, language, &["-v", "--color", "always"]).out;
            assert!(coloured.contains('\u{1b}'));
            assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
        }
    }
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
    let shown = |folder: &str, as_of: &str| {
        let asked = ["check", "--program", "retail", "--as-of", as_of, folder];
        run_in(Path::new(env!("CARGO_MANIFEST_DIR")), &asked).out
    };
    let whole = shown("examples/retail/complete", AS_OF);
    assert!(readme.contains(whole.trim_end()), "README.md shows another output than\n{whole}");
    let gaps = shown("examples/retail/incomplete", BEFORE);
    let shares_one = gaps.split("\n\n").any(|file| readme.contains(&format!("```text\n{file}\n```")));
    assert!(shares_one, "README.md shows other gaps than\n{gaps}");
}

#[cfg(unix)]
#[test]
fn an_output_goes_where_its_name_leads() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = super::folder::Folder::empty();
    let write = |output: &str| {
        let run = check("80", "en", &["--quiet", "--output", folder.path().join(output).to_str().expect("UTF-8")]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{output}");
        run.out
    };
    let mode = |file: &str| folder.path().join(file).metadata().expect("there").permissions().mode() & 0o777;
    let said = check("80", "en", &["--quiet"]).out;

    folder.write("known", "before");
    folder.write("ordinary", "");
    std::fs::set_permissions(folder.path().join("known"), PermissionsExt::from_mode(0o640)).expect("set");
    symlink("known", folder.path().join("link")).expect("made");
    write("link");
    assert_eq!((folder.read("known"), mode("known")), (said.clone(), 0o640), "a link leads to its file");
    assert!(folder.path().join("link").is_symlink());
    write("new");
    assert_eq!((folder.read("new"), mode("new")), (said.clone(), mode("ordinary")), "as any other program makes it");
    assert_eq!(write("/dev/stdout"), said);

    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).expect("readable")
    });
    write("pipe");
    assert_eq!(reader.join().expect("read"), said);
}
