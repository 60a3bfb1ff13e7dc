//! `check --changed-since`: everything is judged, and what a change in Git touches comes first.

use serde_json::Value;

use super::export::within;
use super::folder::{AS_OF, Folder};
use super::run::{Run, finish, run_in};

/// Git in a folder, with nothing of the machine's settings.
fn git(folder: &Folder, args: &[&str]) {
    let mut git = assert_cmd::Command::new("git");
    git.current_dir(folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let who = ["-c", "user.name=Sofie", "-c", "user.email=sofie@quayside.example", "-c", "commit.gpgsign=false"];
    let run = finish(git.args([&who, args].concat()));
    assert_eq!(run.status, 0, "git {args:?}: {}", run.err);
}

/// The incomplete example in a repository, on a branch that has parted from `main`.
fn repository() -> Folder {
    let folder = within("retail/incomplete");
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "as it was"]);
    git(&folder, &["checkout", "--quiet", "-b", "proposed"]);
    folder
}

fn check(folder: &Folder, more: &[&str]) -> Run {
    let asked = ["check", "--program", "retail", "--as-of", AS_OF, "--changed-since", "main", "evidence"];
    run_in(folder.path(), &[&asked, more].concat())
}

/// What the JSON says of the change: the files and the rows.
fn changed(folder: &Folder) -> (Vec<String>, Vec<String>) {
    let told: Value = serde_json::from_str(&check(folder, &["--format", "json"]).out).expect("JSON");
    let changed = &told["assessments"][0]["changed"];
    assert_eq!(changed["since"], "main");
    let list = |key: &str| {
        let list = changed[key].as_array().expect("a list").iter();
        list.map(|one| one.as_str().expect("a text").to_owned()).collect()
    };
    (list("files"), list("requirements"))
}

#[test]
fn only_what_has_changed_on_the_branch_is_told_committed_or_not() {
    let folder = repository();
    assert_eq!(changed(&folder), (vec![], vec![]));
    // What came to `main` since is none of the branch.
    git(&folder, &["checkout", "--quiet", "main"]);
    folder.write("evidence/practice/elsewhere.md", "# Elsewhere\n");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "elsewhere"]);
    git(&folder, &["checkout", "--quiet", "proposed"]);

    let guide = "evidence/case-studies/harbour-and-hale/runbook.md";
    folder.write(guide, folder.read(guide) + "\n## Once more\n");
    git(&folder, &["commit", "--quiet", "--all", "--message", "a longer guide"]);
    folder.write("evidence/practice/未提交 note.md", "# Not known to Git yet\n");
    folder.write("outside.md", "# Not in the folder\n");
    folder.write(".gitignore", "*.tmp\n");
    folder.write("evidence/practice/ignored.tmp", "");
    let (files, rows) = changed(&folder);
    assert_eq!(files, ["case-studies/harbour-and-hale/runbook.md", "practice/未提交 note.md"]);
    assert!(rows.contains(&"C-2.6".to_owned()) && !rows.contains(&"C-2.3".to_owned()), "{rows:?}");

    let told = check(&folder, &[]);
    assert_eq!(told.status, 1, "{}", told.err);
    let (head, rest) = told.out.split_once("\nChanged since main: 2 files; rows that stand on them: ").expect("told");
    assert!(!head.contains("Runbooks") && rest.contains("\n  C-2.6  Runbooks: "), "{}", told.out);
    assert!(rest.contains("No row stands on: practice/未提交 note.md"), "{rest}");
    let everything = run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "evidence"]);
    let first = everything.out.lines().next().expect("a line");
    assert_eq!(told.out.lines().next(), Some(first), "all of it is judged");
}

#[test]
fn its_gaps_come_first_in_every_order() {
    let folder = repository();
    let study = "evidence/case-studies/harbour-and-hale/case-study.md";
    folder.write(study, folder.read(study) + "\nOne more sentence.\n");
    let order = |out: &str| -> Vec<String> {
        let (_, gaps) = out.split_once(", starting with the requirements closest to met\n").expect("gaps");
        gaps.lines().filter(|line| line.contains('/') && !line.contains(' ')).map(str::to_owned).collect()
    };
    let changed = "case-studies/harbour-and-hale/case-study.md".to_owned();
    assert_eq!(order(&check(&folder, &[]).out)[0], changed);
    let plain = run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "evidence"]).out;
    assert!(order(&plain)[0] != changed && order(&plain).contains(&changed), "{plain}");
    let github = check(&folder, &["--format", "github"]).out;
    assert!(github.lines().next().is_some_and(|line| line.contains("harbour-and-hale/case-study.md")), "{github}");
    let summary = check(&folder, &["--format", "github-summary"]).out;
    assert!(summary.contains("**Changed since main: 1 file; rows that stand on it: "), "{summary}");
    let first = summary.lines().find(|line| line.starts_with("### ")).expect("a row");
    assert!(!first.starts_with("### P-1.1 "), "{first}");
}

#[test]
fn what_git_cannot_tell_is_refused() {
    let folder = repository();
    let ask = |revision: &str| {
        run_in(folder.path(), &["check", "--program", "retail", &format!("--changed-since={revision}"), "evidence"])
    };
    for revision in ["mein", "--output=pwned", "HEAD:evidence", "", "$(touch pwned)", "\u{1b}[2J"] {
        let run = ask(revision);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{revision}");
        assert!(run.err.contains("Git knows no revision") && run.err.contains("fetch-depth"), "{}", run.err);
        assert!(!run.err.contains('\u{1b}') && !folder.path().join("pwned").exists());
    }
    let outside = within("retail/complete");
    let run = run_in(outside.path(), &["check", "--program", "retail", "--changed-since", "main", "evidence"]);
    assert_eq!(
        (run.status, run.err.contains("Git says of evidence: fatal: not a git repository")),
        (2, true),
        "{}",
        run.err
    );
    let redacted = run_in(folder.path(), &["check", "--changed-since", "main", "--redact", "evidence"]);
    assert_eq!(redacted.status, 2, "the paths of a change name customers");
}
