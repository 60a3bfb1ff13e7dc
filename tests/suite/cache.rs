//! The cache changes nothing but the time: cold, warm, broken, shared by runs at once, or unwanted.

use std::fs;
use std::path::{Path, PathBuf};

use competency::checklist::Library;
use competency::config;
use competency::reader::{self, Extraction};

use super::folder::{AS_OF, example};
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
    assert_eq!(json(cache.path(), &[]), without);
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
