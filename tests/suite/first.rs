//! What somebody is told who has just installed it: each time what to do next, in one or two lines.

use super::folder::{AS_OF, Folder};
use super::run::run_in;

fn told(folder: &Folder, args: &[&str]) -> String {
    run_in(folder.path(), args).whole()
}

#[test]
fn without_a_program_each_folder_is_told_what_to_do() {
    let folder = Folder::empty();
    for (name, file) in
        [("empty", "notes/todo.txt"), ("above", "our evidence/competency.toml"), ("unpinned", "competency.toml")]
    {
        folder.write(&format!("{name}/{file}"), "");
    }
    let mut said = String::new();
    for language in ["en", "fr", "zh"] {
        for name in ["empty", "above", "unpinned"] {
            said += &[name, " ", &told(&folder, &["check", "--lang", language, name]), "\n"].concat();
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_folder_that_is_not_there_is_likened_to_one_that_is() {
    let folder = Folder::empty();
    folder.write("evidence/competency.toml", "");
    let mut said = String::new();
    for (language, args) in [
        ("en", &["check", "evidense"][..]),
        ("fr", &["check", "--program", "retail", "evidense"]),
        ("zh", &["check", "elsewhere entirely"]),
    ] {
        said += &told(&folder, &[args, &["--lang", language]].concat());
        said += "\n";
    }
    insta::assert_snapshot!(said);
}

/// Of what is no evidence folder it is said so, below the report, and only to people.
#[test]
fn a_folder_that_looks_like_none_is_judged_and_told() {
    let folder = Folder::empty();
    folder.write("photos/todo.txt", "milk\n");
    folder.write("above/evidence/competency.toml", "");
    let check = |args: &[&str]| {
        let asked = ["check", "--program", "lambda", "--as-of", AS_OF];
        run_in(folder.path(), &[&asked[..], args].concat())
    };
    assert_eq!(
        check(&["photos"]).err,
        "photos does not look like an evidence folder: it has neither competency.toml nor case-studies. Every file to \
         fill is made with: competency init --program lambda photos\n"
    );
    assert_eq!(
        check(&["above"]).err,
        "above does not look like an evidence folder, but one below it has a competency.toml: above/evidence\n"
    );
    for quiet in
        [&["above/evidence"][..], &["--quiet", "photos"], &["--format", "json", "photos"], &["--redact", "photos"]]
    {
        let run = check(quiet);
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{quiet:?}");
    }
}

#[test]
fn after_init_the_next_commands_are_those_that_work() {
    let folder = Folder::empty();
    for language in ["en", "fr", "zh"] {
        let run = run_in(folder.path(), &["init", "--program", "retail", "--lang", language, "our evidence"]);
        let next: Vec<_> = run.out.lines().rev().take(2).collect();
        for (line, command) in next.iter().rev().zip(["check", "watch"]) {
            assert!(line.ends_with(&format!("competency {command} --program retail 'our evidence'")), "{line}");
        }
    }
    assert_eq!(run_in(folder.path(), &["check", "our evidence"]).status, 1);
}

#[test]
fn the_program_alone_says_how_to_begin() {
    let run = run_in(Folder::empty().path(), &[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let (_, examples) = run.err.split_once("\nExamples:\n").expect("examples");
    assert!(examples.starts_with("  competency init --program retail ./evidence\n  competency watch ./evidence\n"));
}
