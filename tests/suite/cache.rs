//! The cache changes nothing but the time: cold, warm, broken, shared by runs at once, or unwanted.

use std::fs;
use std::path::{Path, PathBuf};

use competency::checklist::Library;
use competency::config;
use competency::reader::{self, Extraction};

use super::folder::{AS_OF, Folder, example};
use super::run::{binary, finish};

fn json(cache: &Path, options: &[&str]) -> String {
    let mut command = binary();
    command.env("XDG_CACHE_HOME", cache).args(["check", "--program", "retail", "--as-of", AS_OF, "--format", "json"]);
    finish(command.args(options).arg(example("retail/complete"))).out
}

fn entries(cache: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(cache).into_iter().map(|entry| entry.expect("readable").into_path());
    files.filter(|path| path.is_file()).collect()
}

#[test]
fn cold_warm_and_broken_give_the_same_bytes() {
    let cache = tempfile::tempdir().expect("a folder");
    let without = json(cache.path(), &["--no-cache"]);
    assert!(without.contains("\"passes\": true"), "{without}");
    assert_eq!(entries(cache.path()), [""; 0].map(PathBuf::from), "unwanted, it keeps nothing");
    assert_eq!(json(cache.path(), &[]), without);
    let kept = entries(cache.path());
    assert!(kept.len() >= 4, "{kept:?}");
    fs::remove_file(said(cache.path()).0).expect("removed");
    assert_eq!(json(cache.path(), &[]), without, "from what was read");
    assert_eq!(json(cache.path(), &[]), without, "from what was said");
    for (number, entry) in kept.iter().enumerate() {
        let whole = fs::read(entry).expect("readable");
        let broken = match number % 4 {
            0 => Vec::new(),
            1 => whole[..whole.len() / 2].to_vec(),
            2 => fs::read(&kept[0]).expect("readable"),
            _ => whole.iter().map(|byte| byte ^ 1).collect(),
        };
        fs::write(entry, broken).expect("written");
    }
    assert_eq!(json(cache.path(), &[]), without);
}

/// What is kept of a report, with the hash it begins with.
fn said(cache: &Path) -> (PathBuf, String) {
    let is_said = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("said-"));
    let entry = entries(cache).into_iter().find(is_said).expect("a report is kept");
    let text = fs::read_to_string(&entry).expect("readable");
    (entry, text)
}

#[test]
fn the_same_question_about_the_same_folder_is_answered_from_it() {
    let cache = tempfile::tempdir().expect("a folder");
    let first = json(cache.path(), &[]);
    let (entry, text) = said(cache.path());
    let forged = text[64..].replace("Quayside Cloud", "Forged Cloud");
    fs::write(entry, format!("{}{forged}", blake3::hash(forged.as_bytes()).to_hex())).expect("written");
    assert_eq!(json(cache.path(), &[]), first.replace("Quayside Cloud", "Forged Cloud"));
    assert_eq!(json(cache.path(), &["--no-cache"]), first);
    let french = json(cache.path(), &["--lang", "fr"]);
    assert!(!french.contains("Forged Cloud") && french != first, "another question has an answer of its own");
}

#[test]
fn a_folder_that_changed_is_judged_anew() {
    let cache = tempfile::tempdir().expect("a folder");
    let folder = Folder::copy_of("retail/complete");
    let own = Folder::empty();
    own.write("facts.yaml", "partner: []\n");
    let check = |as_of: &str| {
        let mut command = binary();
        command.env("XDG_CACHE_HOME", cache.path()).args(["check", "--program", "retail", "--format", "json"]);
        command.args(["--as-of", as_of, "--checklists"]).args([own.path(), folder.path()]);
        finish(&mut command)
    };
    let changes: [(&str, &dyn Fn()); 5] = [
        ("nothing yet", &|| ()),
        ("a document", &|| folder.edit("case-studies/freshlane/case-study.md", "stage: production", "stage: pilot")),
        ("a folder without a file", &|| {
            fs::create_dir(folder.path().join("case-studies/new")).expect("writable");
        }),
        ("noise", &|| folder.write("practice/.DS_Store", "x")),
        ("the user's own checklists", &|| own.write("facts.yaml", "partner: []\n")),
    ];
    let mut before = String::new();
    for (what, change) in changes {
        change();
        let run = check(AS_OF);
        assert!(what.starts_with("the user's") || run.out != before, "{what}: {}", run.err);
        let mut anew = binary();
        anew.args(["check", "--program", "retail", "--format", "json", "--no-cache", "--as-of", AS_OF, "--checklists"]);
        assert_eq!(finish(anew.args([own.path(), folder.path()])).out, run.out, "{what}");
        before = run.out;
    }
    assert_ne!(check("2026-11-17").out, before);
}

#[test]
fn runs_at_once_share_it() {
    let cache = tempfile::tempdir().expect("a folder");
    let runs: Vec<_> =
        (0..4).map(|_| cache.path().to_owned()).map(|cache| std::thread::spawn(move || json(&cache, &[]))).collect();
    let outputs: Vec<_> = runs.into_iter().map(|run| run.join().expect("it ran")).collect();
    assert!(outputs[0].contains("\"passes\": true"), "{}", outputs[0]);
    assert!(outputs.iter().all(|output| *output == outputs[0]));
}

#[cfg(unix)]
#[test]
fn readers_that_crash_take_down_their_files_and_not_the_run() {
    let folder = example("retail/complete");
    let library = Library::shipped();
    let (config, _) = config::read(&folder);
    let extraction = Extraction::default().apart("false".into());
    let evidence = reader::read(&folder, &config, &library.lexicon, &extraction).expect("the facts are right");
    let documents: Vec<_> = evidence.case_studies.iter().flat_map(|study| &study.documents).collect();
    let (drawings, others): (Vec<_>, Vec<_>) = documents
        .into_iter()
        .partition(|document| document.path.ends_with(".drawio") || document.path.ends_with(".svg"));
    for document in drawings {
        let content = format!("{:?}", document.content);
        assert!(content.contains("unreadable.broke_off"), "{}: {content}", document.path);
    }
    assert!(others.iter().filter(|document| document.text().is_some()).count() > 20);
}
