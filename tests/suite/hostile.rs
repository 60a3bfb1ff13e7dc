//! Bad input by name (design section 10): nothing panics, nothing is followed, nothing is dropped silently.

use std::fs;

use competency::assessment::Verdict;
use competency::checklist::Library;
use competency::language::Language;
use competency::reader::{self, Extraction};
use proptest::prelude::*;

use super::folder::{AS_OF, Folder};
use super::run::run_in;

fn check(folder: &Folder) -> super::run::Run {
    run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "-v", "."])
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_never_opened() {
    let folder = Folder::copy_of("retail/complete");
    let secret = Folder::empty();
    secret.write("runbook.md", "# Runbook\n\nnever read\n");
    let at = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(secret.path().join("runbook.md"), at("practice/outside.md")).expect("a link");
    std::os::unix::fs::symlink("..", at("practice/loop")).expect("a link");
    let made = std::process::Command::new("mkfifo").arg(at("practice/pipe.md")).status().expect("mkfifo");
    assert!(made.success());
    let run = check(&folder);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains("never read"));
    for name in [
        "practice/outside.md: symbolic links are not followed",
        "practice/loop: symbolic links",
        "practice/pipe.md: neither a file",
    ] {
        assert!(run.out.contains(name), "{name} in {}", run.out);
    }
}

/// What of a document could not be read is said to a person, and a crash costs one document.
#[test]
fn a_pdf_that_crashes_its_reader_or_is_read_in_part_is_named() {
    let folder = Folder::copy_of("retail/complete");
    folder.write("practice/nested.pdf", format!("%PDF-1.4\n1 0 obj {}", "[".repeat(200_000)));
    folder.write("practice/signed.pdf", include_bytes!("../files/pdf/part-pictures.pdf"));
    let run = check(&folder);
    assert_eq!(run.status, 0, "{}", run.err);
    for shown in ["1 page is a picture without text", "practice/signed.pdf", "practice/nested.pdf"] {
        assert!(run.out.contains(shown), "{shown} in {}", run.out);
    }
}

#[cfg(unix)]
#[test]
fn names_are_shown_escaped_and_never_dropped() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::copy_of("retail/complete");
    for name in [&b"a\nb.md"[..], b"\x1b[31mred.md", b"latin-\xe9.md", "随记 (1).md".as_bytes(), b"$(touch x).md"] {
        fs::write(folder.path().join("practice").join(std::ffi::OsStr::from_bytes(name)), "words").expect("writable");
    }
    let run = check(&folder);
    assert_eq!(run.status, 0, "{}", run.err);
    for shown in [
        "practice/a\\nb.md",
        "practice/\\u{1b}[31mred.md",
        "practice/latin-\\xe9.md",
        "practice/随记 (1).md",
        "practice/$(touch x).md",
    ] {
        assert!(run.out.contains(shown), "{shown} in {}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'));
}

#[test]
fn text_that_means_something_to_a_terminal_is_shown_as_text() {
    let folder = Folder::copy_of("retail/complete");
    folder.edit("competency.toml", "name = \"Quayside Cloud\"", "name = \"Quay\\u001b[2J\\u202eside\"");
    let run = check(&folder);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{}", run.out);
    assert!(run.out.contains("Quay\\u{1b}[2J\\u{202e}side"), "{}", run.out);
}

#[test]
fn an_empty_folder_and_a_flat_one_meet_nothing_by_accident() {
    let library = Library::shipped();
    let folder = Folder::empty();
    folder.write("competency.toml", "");
    let assessment = folder.assess(&library, "retail", AS_OF);
    assert!(assessment.rows.iter().all(|row| row.verdict != Verdict::Met));
    for name in ["runbook.md", "P-2.1.md", "architecture.drawio", "overview.md", "iam policy creation.md"] {
        folder.write(name, "");
    }
    let assessment = folder.assess(&library, "retail", AS_OF);
    assert!(assessment.rows.iter().all(|row| row.verdict != Verdict::Met));
}

#[test]
fn noise_is_passed_over_and_what_is_ignored_is_not_read() {
    let folder = Folder::copy_of("retail/complete");
    for name in ["practice/~$overview.docx", "practice/.DS_Store", "Thumbs.db", ".git/config", "drafts/old.md"] {
        folder.write(name, "TBD");
    }
    folder.write(".competencyignore", "# old drafts\ndrafts/\n");
    let run = check(&folder);
    assert_eq!(run.status, 0, "{}", run.err);
    let json = run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "--format", "json", "."]).out;
    for path in ["practice/~$overview.docx", "practice/.DS_Store", "Thumbs.db", ".git", "drafts"] {
        assert!(json.contains(&format!("\"path\": \"{path}\"")), "{path}");
    }
    assert!(!json.contains("drafts/old.md"));
}

/// The settings and the attestations say how the folder is judged: a line that is meant for other files takes out neither.
#[test]
fn what_the_folder_is_judged_by_is_never_ignored() {
    let folder = Folder::copy_of("retail/complete");
    folder.write("practice/pipeline.toml", "[tool]\n");
    let asked = ["check", "--program", "retail", "--as-of", AS_OF, "--format", "json", "."];
    folder.write(".competencyignore", "*.toml\nattestations.toml\n/competency.toml\n");
    let run = run_in(folder.path(), &asked);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.contains("\"path\": \"practice/pipeline.toml\""), "{}", run.out);
    for read in ["attestations.toml", "competency.toml"] {
        assert!(!run.out.contains(&format!("\"path\": \"{read}\",\n          \"reason\"")), "{}", run.out);
    }
    folder.write("attestations.toml", "[[attestaton]]\n");
    assert_eq!(run_in(folder.path(), &asked).status, 2, "mistakes are told as well");
}

#[test]
fn a_file_beyond_the_limits_is_said_to_be_unread() {
    let folder = Folder::copy_of("retail/complete");
    let file = fs::File::create(folder.path().join("practice/huge.md")).expect("writable");
    file.set_len(5 * 1024 * 1024 * 1024).expect("a sparse file");
    let run = check(&folder);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("larger than 64 MiB"), "{}", run.out);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_document_and_no_facts_make_it_panic(
        text in r"(?s)[-#>|*`\[\]()<!\n\r\t .:{}=+~^$&%\\/a-zé公😀\u{feff}\u{1b}]{0,400}",
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let library = Library::shipped();
        let folder = Folder::empty();
        folder.write("case-studies/a/case-study.md", format!("---\n{text}\n---\n{text}"));
        folder.write("case-studies/a/x.md", &text);
        folder.write("case-studies/a/y.txt", &bytes);
        folder.write("case-studies/a/z.csv", &bytes);
        folder.write("competency.toml", &bytes);
        folder.write("attestations.toml", &text);
        folder.write("statements.md", &text);
        let (config, _) = competency::config::read(folder.path());
        match reader::read(folder.path(), &config, &library.lexicon, &Extraction::default()) {
            Ok(evidence) => {
                let slugs: Vec<_> = evidence.case_studies.iter().map(|study| study.name.clone()).collect();
                let checklist = library.find("retail").expect("it ships");
                let as_of = AS_OF.parse().expect("a date");
                let _ = competency::assessment::assess(checklist, None, &evidence, &library.lexicon, &slugs, as_of);
            }
            Err(problems) => {
                let told = competency::source::render(&problems, Language::Zh, true);
                prop_assert!(!told.is_empty());
            }
        }
    }
}
