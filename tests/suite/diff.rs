//! `diff`: what another version of a checklist asks otherwise, and what that makes of a folder.

use super::folder::{AS_OF, Folder};
use super::run::run_in;

/// The shipped checklist with changes, as a file of a folder.
fn changed(changes: &[(&str, &str)]) -> Folder {
    let folder = Folder::copy_of("retail/complete");
    let mut text = include_str!("../../checklists/retail/1.0.yaml").to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from:?} stands there once");
        text = text.replacen(from, to, 1);
    }
    folder.write("next.yaml", text);
    folder
}

#[test]
fn what_differs_is_named_row_by_row() {
    let folder = changed(&[
        ("version: \"1.0\"", "version: \"1.1\"\nusable_until: 2027-06-30\nvalid_for: 12 months"),
        ("  - key: P-1.2\n", "  - key: P-1.3\n"),
        ("in: [advanced, premier]", "in: [premier]"),
        ("rule: {dated: {field: completed, within: 18 months}}", "rule: {dated: {field: completed, within: 6 months}}"),
        ("en: \"The customer’s name is stated.\"", "en: \"The customer’s legal name is stated.\""),
        ("      - id: customer-website\n", "      - id: customer-home\n"),
    ]);
    let run = run_in(folder.path(), &["diff", "retail@1.0", "next.yaml", "--evidence", ".", "--as-of", AS_OF]);
    assert_eq!(run.status, 1, "{}", run.err);
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("diff", run.out);
    });
}

#[test]
fn a_row_that_was_called_otherwise_is_the_same_row() {
    let renamed = "  - key: P-1.3\n    was: P-1.2\n";
    let folder = changed(&[("version: \"1.0\"", "version: \"1.1\""), ("  - key: P-1.2\n", renamed)]);
    let run = run_in(folder.path(), &["diff", "retail@1.0", "next.yaml"]);
    let told = "0 dropped, 0 added, 1 changed, 23 the same\n\nChanged: P-1.3  Advanced or Premier tier\n  was P-1.2\n";
    assert!(run.status == 1 && run.out.ends_with(told), "{}", run.whole());
}

#[test]
fn the_same_is_the_same() {
    let folder = changed(&[]);
    let run = run_in(folder.path(), &["diff", "retail", "next.yaml", "--evidence", ".", "--as-of", AS_OF]);
    assert_eq!(
        (run.status, run.out.lines().next()),
        (0, Some("retail@1.0 → retail@1.0: 0 dropped, 0 added, 0 changed, 24 the same")),
        "{}",
        run.err
    );
}

#[test]
fn what_is_no_checklist_is_said() {
    let folder = changed(&[("requirements:\n", "requirement:\n")]);
    for (asked, says) in
        [("next.yaml", "requirement"), ("gone.yaml", "there is no file gone.yaml"), ("retial", "retail")]
    {
        let run = run_in(folder.path(), &["diff", "retail", asked]);
        assert_eq!(run.status, 2, "{}", run.out);
        assert!(run.err.contains(says), "{}", run.err);
    }
}
