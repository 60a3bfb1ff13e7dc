//! Whole processes, as ratios in one run: `check` on the complete example against the same binary that only prints its
//! version, and `select` out of thirty case studies against one `check` of the same folder. Run with
//! `cargo bench --bench process` on an idle machine.

mod measure;

use std::fs;
use std::path::{Path, PathBuf};

use measure::{competency, folder, in_turn, line, once};
use walkdir::WalkDir;

fn main() {
    let anew = ["check", "--program", "retail", "--as-of", "2026-11-16", "examples/retail/complete", "--no-cache"];
    let again = &anew[..anew.len() - 1];
    for (what, check) in [("the complete example, anew / --version", &anew[..]), ("the same, again / --version", again)]
    {
        let (ours, version) = in_turn(100, || once(competency(check)), || once(competency(&["--version"])));
        line(what, ours, version, 3.0);
    }
    let thirty = thirty();
    let thirty = thirty.to_str().expect("UTF-8");
    let with = |command| competency(&[command, "--program", "retail", "--as-of", "2026-11-16", "--no-cache", thirty]);
    let (ours, check) = in_turn(10, || once(with("select")), || once(with("check")));
    line("select out of 30 case studies / check", ours, check, 5.0);
}

/// The complete example with each of its case studies several times, thirty in all, each of a customer of its own.
fn thirty() -> PathBuf {
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/retail/complete"), folder("thirty"));
    for entry in WalkDir::new(&from).sort_by_file_name() {
        let entry = entry.expect("the example is readable");
        let below = entry.path().strip_prefix(&from).expect("below it");
        let Ok(in_study) = below.strip_prefix("case-studies") else {
            copy(entry.path(), &to.join(below), None);
            continue;
        };
        let mut parts = in_study.iter();
        let Some(slug) = parts.next() else { continue };
        for number in 0..6 {
            let mut folder = Path::new("case-studies").join(slug).into_os_string();
            if number > 0 {
                folder.push(format!("-{number}")); // the first is the one that is attested
            }
            copy(entry.path(), &to.join(folder).join(parts.as_path()), Some(number));
        }
    }
    let config = fs::read_to_string(to.join("competency.toml")).expect("copied");
    let unpinned = config.lines().filter(|line| !line.starts_with("case_studies = "));
    fs::write(to.join("competency.toml"), unpinned.collect::<Vec<_>>().join("\n")).expect("writable");
    to
}

fn copy(from: &Path, to: &Path, number: Option<usize>) {
    if from.is_dir() {
        return fs::create_dir_all(to).expect("the build folder is writable");
    }
    match number.filter(|_| from.ends_with("case-study.md")) {
        Some(number) => {
            let text = fs::read_to_string(from).expect("the example is readable");
            let text = text.replacen("\ncustomer: ", &format!("\ncustomer: Number {number}, "), 1);
            fs::write(to, text).expect("the build folder is writable");
        }
        None => drop(fs::copy(from, to).expect("the build folder is writable")),
    }
}
