//! From a save to what is said of it, by `watch`, against one `check` that reads everything anew: of the complete example,
//! and of the same with two thousand notes beside it. The wait for the editor to finish is part of it. Run with
//! `cargo bench --bench watch` on an idle machine.

mod measure;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use measure::{Dice, competency, folder, line, median, once, vocabulary};
use walkdir::WalkDir;

/// How many notes lie beside the example, and of how many paragraphs each is.
const NOTES: usize = 2_000;
const PARAGRAPHS: usize = 60;

fn main() {
    for (what, notes) in [("a save in the complete example / check", 0), ("a save among 2,000 notes / check", NOTES)] {
        let evidence = evidence(notes);
        let evidence = evidence.to_str().expect("UTF-8");
        let asked = ["--program", "retail", "--as-of", "2026-11-16", evidence];
        let check = || once(competency(&[&["check", "--no-cache"][..], &asked].concat()));
        line(what, saved(&asked, evidence), median((0..10).map(|_| check()).collect()), 3.0);
    }
}

/// How long it takes until something is said of a save.
fn saved(asked: &[&str], evidence: &str) -> Duration {
    let mut watch = competency(&[&["watch"][..], asked].concat()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(watch.stdout.take().expect("piped")).lines();
    let mut until = |beginning: &str| {
        let found = lines.by_ref().find(|line| line.as_ref().is_ok_and(|line| line.starts_with(beginning)));
        found.expect("it is said").expect("UTF-8");
    };
    until("Watching");
    let note = Path::new(evidence).join("practice/saved.md");
    let save = |number: usize| {
        let begun = Instant::now();
        fs::write(&note, format!("# Number {number}\n")).expect("the build folder is writable");
        until("Read again");
        begun.elapsed()
    };
    // The first one finds nothing in memory that it could need.
    let took = (0..=10).map(save).skip(1).collect();
    watch.kill().expect("it runs");
    watch.wait().expect("it ran");
    median(took)
}

/// The complete example, with so many notes.
fn evidence(notes: usize) -> PathBuf {
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/retail/complete"), folder("watched"));
    for entry in WalkDir::new(&from) {
        let entry = entry.expect("the example is readable");
        let target = to.join(entry.path().strip_prefix(&from).expect("below it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("the build folder is writable");
        } else {
            fs::copy(entry.path(), target).expect("the build folder is writable");
        }
    }
    let (mut dice, (headings, sentences)) = (Dice::new(), vocabulary());
    fs::create_dir_all(to.join("practice/notes")).expect("the build folder is writable");
    for number in 0..notes {
        let mut text = format!("# Note {number}\n");
        for paragraph in 0..PARAGRAPHS {
            let words = if paragraph % 8 == 0 { dice.pick(&headings) } else { dice.pick(&sentences) };
            text.extend(["\n", words, "\n"]);
        }
        fs::write(to.join(format!("practice/notes/{number}.md")), text).expect("the build folder is writable");
    }
    to
}
