//! What keeps a command from running: where, what, what to do; several in one run; exit status 2.

use super::folder::{AS_OF, Folder};
use super::run::{Run, run_in};

fn check(folder: &Folder, args: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--as-of", AS_OF][..], args].concat())
}

/// Snapshots everything said, and holds every one to exit status 2 and no output.
fn refused(name: &str, run: &Run) {
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{name}: {}", run.err);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(format!("error_{name}"), run.err);
    });
}

#[test]
fn names_that_lead_nowhere() {
    let folder = Folder::copy_of("retail/complete");
    refused("unknown_program", &check(&folder, &["--program", "retial", "."]));
    refused("unknown_version", &check(&folder, &["--program", "retail@9.9", "."]));
    refused("unknown_key", &check(&folder, &["--program", "retail", "--only", "C-2.33", "."]));
    refused("unknown_case_study", &check(&folder, &["--program", "retail", "--case-study", "freshlanes", "."]));
    refused("no_folder", &check(&folder, &["--program", "retail", "evidense"]));
    refused("file_for_folder", &check(&folder, &["--program", "retail", "competency.toml"]));
    refused("unknown_language", &check(&folder, &["--program", "retail", "--lang", "de", "."]));
    refused("bad_date", &run_in(folder.path(), &["check", "--program", "retail", "--as-of", "16.11.2026", "."]));
    refused("explain_unknown_key", &run_in(folder.path(), &["explain", "retail", "P-9"]));
    let empty = Folder::empty();
    refused("no_program", &check(&empty, &["."]));
}

/// A folder with many mistakes in facts.
pub fn mistakes() -> Folder {
    let folder = Folder::empty();
    folder.write(
        "competency.toml",
        "[partner]\nnmae = \"Quayside\"\ntier = \"gold\"\nwebsite = \"quayside\"\nmsp_program = \"perhaps\"\n\n[program.retail]\ncase_studys = []\n",
    );
    folder.write(
        "case-studies/a/case-study.md",
        "---\ncustomer: 云禾超市\ndelivery: projekt\nstarted: 2026-13-01\naccounts: [\"12345\"]\ncomponents:\n  - name: 数据库\n    rto: soon\n    rt0: 4h\nbuckets: yes\n---\n\n# 概述\n",
    );
    folder.write("case-studies/b/case-study.toml", "customer = \"B\"\ncustomer = \"C\"\nstage = production\n");
    folder.write("case-studies/c/case-study.md", "---\ncustomer: [a\n---\n");
    folder.write("case-studies/d/case-study.md", "---\ncustomer: d\n\n# never closed\n");
    folder.write(
        "attestations.toml",
        "[[attestation]]\nprogram = \"retail\"\nrequirement = \"P-1.1\"\nwho = \"Sofie\"\n\n[[atestation]]\nwho = \"x\"\n",
    );
    folder.write("practice/evidence.toml", "[covers]\n\"deck.pptx\" = [\"overview-dek\"]\n");
    folder.write("case-studies/a/ops.md", "---\ncovers: [runbok]\n---\n\n# Ops\n");
    folder
}

#[test]
fn mistakes_in_facts_are_told_all_at_once() {
    let folder = mistakes();
    refused("mistakes_in_facts", &check(&folder, &["--program", "retail", "."]));
}

#[test]
fn a_pinned_case_study_must_be_there() {
    let folder = Folder::copy_of("retail/complete");
    folder.edit("competency.toml", "\"freshlane\"", "\"fresh-lane\"");
    refused("pinned_case_study", &check(&folder, &["--program", "retail", "."]));
}

#[test]
fn an_output_that_cannot_be_written_leaves_nothing_behind() {
    let folder = Folder::copy_of("retail/complete");
    let run = check(&folder, &["--program", "retail", "--output", "no/such/folder/out.txt", "."]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no/such/folder/out.txt"), "{}", run.err);
    assert!(!folder.path().join("no").exists());
}
