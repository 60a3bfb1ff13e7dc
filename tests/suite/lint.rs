//! `competency lint`: each kind of fault by the smallest change to a clean checklist, and how it is told.

use std::collections::BTreeSet;

use competency::checklist::lint::{KINDS, shipped};
use competency::language::Language;
use rayon::prelude::*;
use serde::Deserialize;

use super::escaping::{BREAKING, HOSTILE};
use super::folder::Folder;
use super::own_program;
use super::run::{Run, binary, finish, run_in};

/// One row of `tests/lint.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The code, and no other.
    code: String,
    /// What is changed in the checklist of the lighthouse keepers.
    change: Vec<Change>,
    /// The place, as `line:column` of the changed file.
    at: String,
    /// Words of what is said.
    says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    from: String,
    to: String,
}

const FILE: &str = "checklists/lighthouse.yaml";

fn cases() -> Vec<Case> {
    serde_yaml::from_str(include_str!("../lint.yaml")).unwrap_or_else(|error| panic!("{error}"))
}

fn lint(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["lint"], more].concat())
}

/// The code and place of everything told, as `L010 45:27`.
fn told(said: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut code = "";
    for line in said.lines() {
        if let Some((_, rest)) = line.split_once('[').filter(|(level, _)| matches!(*level, "error" | "warning")) {
            code = rest.split(']').next().unwrap_or_default();
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let mut parts = place.rsplitn(3, ':');
            let (column, line) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            told.push(format!("{code} {line}:{column}"));
        }
    }
    told
}

#[test]
fn what_ships_is_clean() {
    let problems = shipped();
    assert!(problems.is_empty(), "{}", competency::source::render(&problems, Language::En, false));
    let run = lint(&Folder::empty(), &["--deny-warnings"]);
    assert_eq!((run.status, run.out.as_str()), (0, "No fault.\n"));
}

#[test]
fn each_code_has_a_change_that_triggers_it_and_no_other() {
    let clean = own_program::evidence();
    let run = lint(&clean, &["--deny-warnings", "checklists"]);
    assert_eq!((run.status, run.out.as_str()), (0, "No fault.\n"), "{}", run.out);
    let cases = cases();
    let wrong = |Case { code, change, at, says }: &Case| {
        let folder = own_program::evidence();
        for Change { from, to } in change {
            folder.edit(FILE, from, to);
        }
        let run = lint(&folder, &[FILE]);
        let is_warning = KINDS.iter().any(|kind| kind.code.name == code && kind.code.is_warning);
        if told(&run.out) != [format!("{code} {at}")] || run.status != i32::from(!is_warning) || !run.out.contains(says)
        {
            return Some(format!("{code} at {at}, exit {}: {}", run.status, run.out + &run.err));
        }
        if is_warning {
            assert_eq!(lint(&folder, &["--deny-warnings", FILE]).status, 1, "{code}");
        }
        None
    };
    let wrong: Vec<_> = cases.par_iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let tried: BTreeSet<_> = cases.iter().map(|case| case.code.as_str()).collect();
    let all: BTreeSet<_> = KINDS.iter().map(|kind| kind.code.name).collect();
    assert_eq!(tried, all);
}

#[test]
fn codes_are_never_used_twice() {
    let codes: Vec<_> = KINDS.iter().map(|kind| kind.code.name).collect();
    let expected: Vec<_> = (1..=KINDS.len()).map(|number| format!("L{number:03}")).collect();
    assert_eq!(codes, expected, "a new kind stands at the end");
    let sentences: BTreeSet<_> = KINDS.iter().map(|kind| kind.sentence).collect();
    assert_eq!(sentences.len(), KINDS.len());
}

#[test]
fn several_faults_are_told_in_one_run_by_place() {
    let folder = own_program::evidence();
    folder.edit(FILE, "{field: lamps, at_least: 2}", "{field: lamp, at_least: 2}");
    folder.edit(FILE, "{topic: fog-signal}", "{topic: fog-signals}");
    folder.edit(FILE, "to: keepers@lighthouse.example", "to: the keepers");
    folder.write("checklists/more.yaml", "program: more\nprogram: again\n");
    let run = lint(&folder, &["checklists"]);
    assert_eq!(told(&run.out), ["L002 2:1"], "what cannot be read is told alone: {}", run.out);
    folder.remove("checklists/more.yaml");
    let run = lint(&folder, &["checklists"]);
    let found: Vec<_> = told(&run.out).iter().map(|told| told[..4].to_owned()).collect();
    assert_eq!(found, ["L021", "L036", "L010", "L011"], "{}", run.out);
    assert!(run.out.contains("L-2.fog: unknown topic `fog-signals`") && run.out.contains("did you mean `fog-signal`?"));
    assert!(run.out.contains("3 errors, 1 warning\n"), "{}", run.out);
    assert_eq!(run.status, 1);
}

#[test]
fn a_file_with_wrong_keys_has_all_of_them_told() {
    let folder = own_program::evidence();
    folder.edit(FILE, "released: 2025-10-01", "realeased: 2025-10-01");
    folder.edit(FILE, "  route: email", "  rout: email");
    let run = lint(&folder, &[FILE]);
    let mut found: Vec<_> = told(&run.out).iter().map(|told| told[..4].to_owned()).collect();
    found.sort();
    assert_eq!(found, ["L003", "L003", "L004", "L004"], "{}", run.out);
    assert!(run.out.contains("did you mean `released`?"), "{}", run.out);
}

#[test]
fn every_code_is_explained_in_every_language() {
    for kind in &KINDS {
        let said: BTreeSet<_> = Language::ALL.map(|language| kind.explanation(language)).into();
        assert_eq!(said.len(), 3, "{}", kind.code.name);
        assert!(
            said.iter().all(|said| said.lines().count() == 2),
            "{}: what it means, and how it is mended",
            kind.code.name
        );
    }
    let said = ["en", "fr", "zh"].map(|language| {
        let run = finish(binary().args(["lint", "--explain", "l024", "--lang", language]));
        assert_eq!(run.status, 0, "{}", run.err);
        run.out
    });
    insta::assert_snapshot!("explained", said.join("\n"));
}

#[test]
fn an_unknown_code_gets_the_nearest_and_an_absent_file_is_refused() {
    let folder = Folder::empty();
    for (code, near) in [
        ("L12", "did you mean `L012`?"),
        ("12", "did you mean `L012`?"),
        ("E012", "did you mean `L012`?"),
        ("x", "L001 to L042"),
    ] {
        let run = lint(&folder, &["--explain", code]);
        assert_eq!(run.status, 2);
        assert!(
            run.err.contains(&format!("there is no fault with the code {code}")) && run.err.contains(near),
            "{}",
            run.err
        );
    }
    let run = lint(&folder, &["checklists/none.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("there is no file or folder checklists/none.yaml"), "{}", run.err);
    let run = lint(&folder, &["--explain", "L012", "x.yaml"]);
    assert_eq!(run.status, 2);
}

#[test]
fn hostile_text_is_shown_as_letters() {
    let folder = own_program::evidence();
    folder.edit(FILE, "field: lamps, at_least", "field: \"\\e[2J\\n::error::x\", at_least");
    let run = finish(binary().current_dir(folder.path()).env("GITHUB_ACTIONS", "true").args(["lint", FILE]));
    assert_eq!(run.status, 1);
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    assert!(run.out.lines().all(|line| !line.trim_start().starts_with("::error")), "{}", run.out);
}

#[test]
fn words_that_a_terminal_or_a_log_obeys_are_told_as_words() {
    let folder = own_program::evidence();
    let words: Vec<_> = HOSTILE.into_iter().chain(BREAKING).collect();
    let quoted = |word: &str| serde_json::to_string(word).expect("a text");
    let each =
        |line: &dyn Fn(String) -> String| words.iter().map(|word| line(quoted(word))).collect::<Vec<_>>().concat();
    let rules = each(&|word| format!("\n          - fact: {{field: {word}}}"));
    folder.edit(FILE, "{fact: {field: lamps, at_least: 2}}", &format!("\n          any:{rules}"));
    let cases = each(&|word| format!("- {{name: {word}, change: [], flips: {{}}}}\n"));
    folder.write("other/x.cases.yaml", format!("evidence: ../evidence\nas_of: 2026-06-01\ncases:\n{cases}"));
    folder.write("other/x.yaml", own_program::CHECKLIST);
    for args in [["lint", FILE], ["test", "other"]] {
        let run = finish(binary().current_dir(folder.path()).env("COLUMNS", "300").args(args));
        for word in HOSTILE {
            assert!(run.out.contains(word), "{word}: {}{}", run.out, run.err);
        }
        for word in BREAKING {
            assert!(!run.out.contains(word), "{word:?}: {}", run.out);
        }
    }
}

#[test]
fn places_are_shown_with_carets_in_every_language() {
    let folder = own_program::evidence();
    folder.edit(FILE, "{field: lamps, at_least: 2}", "{field: lampe, at_least: 2}");
    folder.edit(FILE, "{en: Two lamps., fr: Deux lampes., zh: 两盏灯。}", "{en: Two lamps., fr: Deux lampes., zh: ''}");
    let said = ["en", "fr", "zh"].map(|language| {
        let run = lint(&folder, &["--lang", language, FILE]);
        assert_eq!(run.status, 1);
        run.out
    });
    insta::assert_snapshot!(said.join("\n"));
}
