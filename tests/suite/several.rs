//! Several programs over one reading of a folder: those pinned in `competency.toml`, one summary, one exit status.

use super::folder::{AS_OF, Folder};
use super::run::{Run, run_in};

fn check(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--as-of", AS_OF], more, &["."]].concat())
}

/// The complete example of one program, with two of its case studies handed in for public ones as well.
fn pinned() -> Folder {
    let folder = Folder::copy_of("retail/complete");
    let settings = folder.read("competency.toml");
    let more = "\n[program.public-case-study]\nversion = \"2025-11\"\ncase_studies = [\"harbour-and-hale\", \"maison-tilleul\"]\n";
    folder.write("competency.toml", settings + more);
    folder
}

#[test]
fn every_pinned_program_is_judged_and_the_weakest_decides() {
    let folder = pinned();
    let run = check(&folder, &["--quiet"]);
    let lines: Vec<_> = run.out.lines().collect();
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert!(lines[0].starts_with("public-case-study@2025-11  NOT READY — "), "{}", run.out);
    assert_eq!(lines[1], "retail@1.0                 READY — 24 of 24 met, 0 not met, 0 not applicable");
    let one = check(&folder, &["--quiet", "--program", "retail"]);
    assert_eq!((one.status, one.out.as_str()), (0, "READY — 24 of 24 met, 0 not met, 0 not applicable\n"));
}

#[test]
fn a_summary_comes_before_the_reports_of_several() {
    let run = check(&pinned(), &[]);
    let first: Vec<_> = run.out.lines().take(3).collect();
    assert!(first[0].starts_with("public-case-study@2025-11  NOT READY"), "{}", run.out);
    assert!(first[1].starts_with("retail@1.0                 READY") && first[2].is_empty(), "{}", run.out);
}

#[test]
fn one_document_of_json_holds_them_all() {
    let run = check(&pinned(), &["--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let programs: Vec<_> =
        told["assessments"].as_array().expect("a list").iter().map(|one| one["program"].clone()).collect();
    assert_eq!(programs, ["public-case-study", "retail"]);
    let hashes: Vec<_> =
        told["assessments"].as_array().expect("a list").iter().map(|one| one["evidence_hash"].clone()).collect();
    assert_eq!(hashes[0], hashes[1], "one reading");
}

#[test]
fn words_of_another_program_change_no_verdict() {
    let folder = Folder::copy_of("retail/complete");
    let alone = check(&folder, &["--program", "retail", "--format", "json"]).out;
    let both = check(&folder, &["--program", "retail", "--program", "lambda", "--format", "json"]).out;
    let rows = |out: &str, program: &str| {
        let told: serde_json::Value = serde_json::from_str(out).expect("JSON");
        let all = told["assessments"].as_array().expect("a list").clone();
        let one = all.into_iter().find(|one| one["program"] == program).expect("judged");
        one["requirements"].clone()
    };
    assert_eq!(rows(&alone, "retail"), rows(&both, "retail"));
}

#[test]
fn a_row_of_one_program_is_judged_alone() {
    let run = check(&pinned(), &["--quiet", "--only", "C-2.3"]);
    assert_eq!((run.status, run.out.as_str()), (0, "READY — 1 of 1 met, 0 not met, 0 not applicable\n"), "{}", run.err);
    let run = check(&pinned(), &["--quiet", "--only", "C-2.3,X-1"]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("X-1"), "{}", run.err);
}

#[test]
fn a_statement_may_be_for_one_program_alone() {
    let folder = Folder::copy_of("retail/complete");
    let claims = |folder: &Folder| {
        let run = check(folder, &["--program", "retail", "--program", "lambda", "--format", "json"]);
        let told: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let of = |one: &serde_json::Value| (one["program"].to_string(), one["false_claims"].to_string());
        told["assessments"].as_array().expect("a list").iter().map(of).collect::<Vec<_>>()
    };
    let shared = ("\"lambda\"".to_owned(), "[\"P-2.1\",\"P-3.1\"]".to_owned());
    assert_eq!(claims(&folder)[1], shared, "a heading without a program is for all that have the row");
    folder.edit("statements.md", "## P-2.1\n", "## retail P-2.1\n");
    folder.edit("statements.md", "## P-3.1\n", "## retail@1.0: P-3.1\n");
    assert!(claims(&folder).iter().all(|(_, claims)| claims == "[]"));
}

#[test]
fn two_versions_stand_side_by_side_and_the_pinned_one_is_taken() {
    let folder = Folder::copy_of("retail/complete");
    let next = include_str!("../../checklists/retail/1.0.yaml")
        .replacen("version: \"1.0\"\n", "version: \"1.1\"\nprevious_accepted_until: 2026-12-31\n", 1)
        .replacen("in: [advanced, premier]", "in: [premier]", 1);
    folder.write("own/retail-1.1.yaml", next);
    folder.write(".competencyignore", "own/\n");
    let pinned = check(&folder, &["--checklists", "own", "--program", "retail"]);
    assert_eq!(pinned.status, 0, "{}", pinned.err);
    assert!(pinned.out.contains("retail@1.1, released 2019-12-01, is at hand"), "{}", pinned.out);
    let asked = check(&folder, &["--checklists", "own", "--program", "retail@1.1", "--quiet"]);
    assert_eq!((asked.status, asked.out.as_str()), (1, "NOT READY — 23 of 24 met, 1 not met, 0 not applicable\n"));
    folder.edit("competency.toml", "version = \"1.0\"\n", "");
    let newest = check(&folder, &["--checklists", "own", "--quiet"]);
    assert_eq!((newest.status, newest.out), (1, asked.out));
}

#[test]
fn several_reports_are_written_from_one_judging() {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of("retail/incomplete").path(), folder.path().join("evidence")).expect("moved");
    let check = |more: &[&str]| run_in(folder.path(), &[&["check", "--as-of", AS_OF], more, &["evidence"]].concat());
    let outputs = ["human", "json", "markdown"].map(|format| {
        check(&["--format", format, "--output", "alone"]);
        folder.read("alone")
    });
    let asked =
        ["--format", "json", "--output", "a.json", "--format", "human", "--format", "markdown", "--output", "a.md"];
    for more in [&[][..], &["--no-cache"]] {
        let run = check(&[&asked[..], more].concat());
        assert_eq!(run.status, 1, "{}", run.err);
        assert_eq!([run.out, folder.read("a.json"), folder.read("a.md")], outputs);
        for file in ["a.json", "a.md"] {
            std::fs::remove_file(folder.path().join(file)).expect("it was written");
        }
    }
}
