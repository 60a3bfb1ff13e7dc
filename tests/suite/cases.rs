//! `competency test`: an author's cases, those that hold and those that do not.

use super::folder::Folder;
use super::own_program;
use super::run::{Run, finish, run_in};

const CASES: &str = "\
evidence: ../evidence
as_of: 2026-06-01
cases:
- name: one lamp is out
  change:
    - edit: {file: competency.toml, from: lamps = 2, to: lamps = 1}
  flips: {L-1: not-met}
  gaps:
    - {criterion: L-1.two, code: fact.wrong, file: competency.toml, says: number of lamps}
- name: a year later the tower is forgotten
  change: [{as_of: 2027-06-01}]
  flips: {L-2: not-met}
- name: a second lamp of another make changes nothing
  change: [{write: {file: practice/lamps.md, text: '# Lamps'}}]
  flips: {}
";

fn folder() -> Folder {
    let folder = own_program::evidence();
    folder.write("checklists/lighthouse.cases.yaml", CASES);
    folder
}

fn test(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["test"], more].concat())
}

const FILE: &str = "checklists/lighthouse.cases.yaml";

#[test]
fn cases_that_hold_are_ticked() {
    let folder = folder();
    let before = folder.read("evidence/competency.toml");
    for path in ["checklists/lighthouse.yaml", FILE, "checklists"] {
        let run = test(&folder, &[path]);
        let said = format!(
            "{FILE}\n  ✓ one lamp is out\n  ✓ a year later the tower is forgotten\n  ✓ a second lamp of another make changes \
             nothing\n3 cases, all as they should be\n"
        );
        assert_eq!((run.status, run.out), (0, said), "{}", run.err);
    }
    assert_eq!(folder.read("evidence/competency.toml"), before, "only a copy is changed");
    let lint = run_in(folder.path(), &["lint", "checklists"]);
    assert_eq!(lint.status, 0, "cases are no checklist: {}", lint.out);
}

#[test]
fn cases_that_do_not_hold_say_what_was_expected_and_what_is() {
    let folder = folder();
    folder.edit(FILE, "flips: {L-1: not-met}", "flips: {L-2: not-met}");
    folder.edit(FILE, "says: number of lamps", "says: number of lights");
    folder.edit(
        FILE,
        "flips: {}",
        "flips: {}\n  gaps: [{criterion: L-2.fog, code: covers.missing, file: x.md, says: x}]",
    );
    let said = ["en", "fr", "zh"].map(|language| {
        let run = test(&folder, &["--lang", language, FILE]);
        assert_eq!(run.status, 1, "{}", run.err);
        run.out
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn mistakes_in_cases_are_told_at_their_places() {
    for (from, to, says, at) in [
        ("flips: {L-1: not-met}", "flips: {L-3: not-met}", "unknown requirement", "7:11"),
        ("criterion: L-1.two", "criterion: L-1.tow", "did you mean `L-1.two`?", "9:19"),
        ("lamps = 2, to", "lamps = 7, to", "stand in competency.toml 0 times", "6:7"),
        ("file: practice/lamps.md", "file: ../../lamps.md", "does not lie in the folder of evidence", "14:12"),
        ("file: competency.toml, from", "file: profile.toml, from", "no file profile.toml", "6:7"),
        ("L-2: not-met", "L-2: unmet", "unmet", "12:16"),
        ("as_of: 2026-06-01", "day: 2026-06-01", "day", "2:1"),
    ] {
        let folder = folder();
        folder.edit(FILE, from, to);
        let run = test(&folder, &[FILE]);
        assert_eq!(run.status, 2, "{to}: {}", run.out);
        assert!(run.err.contains(says) && run.err.contains(&format!("{FILE}:{at}\n")), "{to} at {at}: {}", run.err);
        assert!(!folder.path().join("lamps.md").exists());
    }
}

#[test]
fn what_cannot_be_tried_is_refused() {
    let folder = folder();
    for (change, says) in
        [("evidence: ../evidence", "there is no folder"), ("x", "no file below checklists/empty ends in `.cases.yaml`")]
    {
        let run = if change == "x" {
            folder.write("checklists/empty/a.txt", "");
            test(&folder, &["checklists/empty"])
        } else {
            folder.edit(FILE, change, "evidence: ../nowhere");
            test(&folder, &[FILE])
        };
        assert_eq!(run.status, 2);
        assert!(run.err.contains(says), "{}", run.err);
    }
    let run = test(&folder, &["checklists/other.yaml"]);
    assert!(run.status == 2 && run.err.contains("checklists/other.cases.yaml"), "{}", run.err);
    folder.write("alone.cases.yaml", CASES.replace("../evidence", "evidence"));
    let run = test(&folder, &["alone.cases.yaml"]);
    assert!(run.status == 2 && run.err.contains("they name no `program`"), "{}", run.err);
    folder.edit("checklists/lighthouse.yaml", "lamps, at_least", "lamp, at_least");
    folder.edit(FILE, "../nowhere", "../evidence");
    let run = test(&folder, &[FILE]);
    assert!(run.status == 2 && run.err.contains("error[L010]"), "{}", run.err);
}

#[test]
fn facts_that_a_change_breaks_fail_its_case_alone() {
    let folder = folder();
    folder.edit(FILE, "to: lamps = 1", "to: lamps = many");
    folder.edit(FILE, "name: one lamp is out", "name: \"one \\e[31mlamp\\n::error::is out\"");
    let mut command = super::run::binary();
    let run = finish(command.current_dir(folder.path()).env("GITHUB_ACTIONS", "true").args(["test", FILE]));
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("competency.toml:3:9"), "{}", run.out);
    assert!(run.out.contains("3 cases, 1 not as they should be"), "{}", run.out);
    assert!(!run.out.contains('\u{1b}') && !run.out.lines().any(|line| line.trim_start().starts_with("::error")));
}
