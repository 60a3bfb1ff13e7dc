//! `init`: a fresh scaffold covers nothing, overwrites nothing, and asks everything.

use competency::assessment::Verdict;
use competency::checklist::Library;

use super::folder::{AS_OF, Folder};
use super::run::run_in;

#[test]
fn a_fresh_scaffold_meets_no_row() {
    let library = Library::shipped();
    for (program, language) in
        library.programs().flat_map(|program| ["en", "fr", "zh"].map(|language| (program, language)))
    {
        let rows = library.find(program).expect("ships").requirements.len();
        meets_nothing(program, rows, language, &[]);
    }
    assert_eq!(library.find("retail").expect("ships").requirements.len(), 24);
}

/// Asserts that a fresh scaffold meets none of the rows of a program.
pub fn meets_nothing(program: &str, rows: usize, language: &str, more: &[&str]) {
    let folder = Folder::empty();
    let args = [&["init", "--program", program, "--lang", language, "evidence"], more].concat();
    let run = run_in(folder.path(), &args);
    assert_eq!(run.status, 0, "{}", run.err);
    let copy = Folder::empty();
    std::fs::rename(folder.path().join("evidence"), copy.path().join("evidence")).expect("writable");
    let args = [&["check", "--program", program, "--as-of", AS_OF, "evidence"], more].concat();
    let run = run_in(copy.path(), &args);
    assert_eq!(run.status, 1, "{program} {language}: {}", run.err);
    let nothing = format!("NOT READY — 0 of {rows} met, ");
    assert!(run.out.starts_with(&nothing), "{program} {language}: {}", run.out);
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::empty();
    folder.write("evidence/competency.toml", "[partner]\nname = \"Quayside Cloud\"\n");
    folder.write("evidence/practice/overview.md", "# Ours\n");
    let run = run_in(folder.path(), &["init", "--program", "retail", "--case-study", "rive", "evidence"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("kept as it was: competency.toml"), "{}", run.out);
    assert!(run.out.contains("created: case-studies/rive/case-study.md"), "{}", run.out);
    assert_eq!(folder.read("evidence/practice/overview.md"), "# Ours\n");
    let again = run_in(folder.path(), &["init", "--program", "retail", "--case-study", "rive", "evidence"]);
    assert!(!again.out.contains("created: "), "{}", again.out);
}

#[test]
fn a_case_study_cannot_lie_outside() {
    let folder = Folder::empty();
    for slug in ["../x", "a/b", "", ".hidden", "a\"b"] {
        let run = run_in(folder.path(), &["init", "--program", "retail", "--case-study", slug, "evidence"]);
        assert_eq!(run.status, 2, "{slug}: {}", run.out);
    }
    assert!(!folder.path().join("evidence").exists());
}

#[test]
fn a_copied_question_answers_nothing() {
    let library = Library::shipped();
    let folder = Folder::copy_of("retail/complete");
    let checklist = library.find("retail").expect("ships");
    let row = checklist.requirement("C-2.9").expect("it is there");
    let text = format!(
        "# IAM policies\n\n## Policy creation\n\n{}\n\n## Policy review\n\n{}\n",
        row.question.en, row.passes.en
    );
    folder.write("practice/iam-process.md", text);
    let assessment = folder.assess(&library, "retail", AS_OF);
    let verdict = &assessment.rows.iter().find(|row| row.key == "C-2.9").expect("judged").verdict;
    assert_eq!(*verdict, Verdict::NotMet);
}
