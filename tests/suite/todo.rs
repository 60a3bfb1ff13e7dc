//! The list of what to do: every gap is told, every file once, and no name is broken, however narrow the terminal.

use std::collections::BTreeSet;

use serde_json::Value;

use super::folder::Folder;
use super::run::{Run, binary, finish, run_in};

/// Folders with gaps of every kind: which, and by which program.
fn folders() -> Vec<(Folder, &'static str)> {
    let begun = Folder::empty();
    assert_eq!(run_in(begun.path(), &["init", "--program", "retail", "."]).status, 0);
    let named = Folder::copy_of("retail/incomplete");
    let from = named.path().join("practice/learning.md");
    std::fs::rename(from, named.path().join("practice/学习计划 与 认证 (2026) learning.md")).expect("renamed");
    let unread = Folder::copy_of("retail/complete");
    unread.remove("practice/overview.md");
    unread.write("practice/overview.pptx", "no presentation");
    let mut folders = vec![(begun, "retail"), (named, "retail"), (unread, "retail")];
    for program in ["lambda", "public-case-study", "funding-request", "map-ppi"] {
        folders.push((Folder::copy_of(&format!("{program}/incomplete")), program));
    }
    folders
}

fn check(folder: &Folder, program: &str, language: &str, width: &str, more: &[&str]) -> Run {
    let mut command = binary();
    command.env("COLUMNS", width).current_dir(folder.path());
    finish(command.args(["check", "--as-of", "2026-11-16", "--program", program, "--lang", language]).args(more))
}

/// The gaps as programs are told them, each once, without the rows.
fn gaps(folder: &Folder, program: &str, language: &str) -> Vec<Value> {
    let run = check(folder, program, language, "80", &["--format", "json"]);
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    told["assessments"][0]["gaps"].as_array().expect("a list").clone()
}

/// The file to write or to change.
fn file(gap: &Value) -> Option<&str> {
    match gap["cause"].as_str()? {
        "follows" => None,
        "unreadable" => gap["found"].as_str().or_else(|| gap["file"].as_str()),
        _ => gap["file"].as_str(),
    }
}

/// A paragraph of the list of gaps: the files, and the lines below them.
type Paragraph = (Vec<String>, Vec<String>);

/// What stands above the list of gaps, and the list.
fn paragraphs(out: &str) -> (String, Vec<Paragraph>) {
    let mut blocks = out.split("\n\n").skip_while(|block| !is_title(block));
    let title = blocks.next().unwrap_or_else(|| panic!("gaps are told in {out}")).to_owned();
    let told = blocks.take_while(|block| block.contains("\n  ✗ ") || block.starts_with("  ✗ "));
    let split = |block: &str| {
        let (below, files): (Vec<&str>, Vec<&str>) = block.lines().partition(|line| line.starts_with(' '));
        (files.into_iter().map(str::to_owned).collect(), below.into_iter().map(str::to_owned).collect())
    };
    (title, told.map(split).collect())
}

/// “13 gaps in 10 files, …” in English.
fn is_title(block: &str) -> bool {
    block.starts_with(|c: char| c.is_ascii_digit()) && block.contains("starting with the requirements closest to met")
}

#[test]
fn every_gap_is_told_below_its_file_and_every_file_once() {
    for (folder, program) in folders() {
        let out = check(&folder, program, "en", "4000", &[]).out;
        let gaps = gaps(&folder, program, "en");
        let (title, paragraphs) = paragraphs(&out);
        let headings: Vec<_> = paragraphs.iter().flat_map(|(files, _)| files).map(String::as_str).collect();
        let files: BTreeSet<_> = gaps.iter().filter_map(file).collect();
        assert_eq!(headings.iter().copied().collect::<BTreeSet<_>>(), files, "{program}");
        assert_eq!(headings.len(), files.len(), "{program}: a file is told twice\n{out}");
        let mut distinct = BTreeSet::new();
        for gap in &gaps {
            let [key, what] = ["requirement", "what"].map(|name| gap[name].as_str().expect("a text"));
            let subject = gap["case_study"].as_str().unwrap_or_default();
            let file = file(gap);
            let is_here =
                |(files, _): &&Paragraph| file.map_or(files.is_empty(), |file| files.iter().any(|known| known == file));
            let (_, below) = paragraphs.iter().find(is_here).expect("its file is told");
            let is_told = |line: &String| {
                let told = line.strip_prefix("  ✗ ").and_then(|line| line.split_once("  "));
                told.is_some_and(|(keys, told)| {
                    let is_named = subject.is_empty()
                        || told.starts_with(&format!("[{subject}] "))
                        || file.is_some_and(|file| file.split('/').any(|part| part == subject));
                    keys.split(", ").any(|known| known == key) && told.ends_with(what) && is_named
                })
            };
            assert!(below.iter().any(is_told), "{program}: {gap}\nis not told in\n{out}");
            let passes = gap["passes"].as_str().expect("a text");
            let is_said = below.iter().any(|line| line.ends_with(passes));
            let follows = gap["cause"] == "follows";
            assert!(is_said || follows || what.ends_with(": not stated"), "{program}: {passes}\n{out}");
            let rest = ["found", "claim", "file", "field"].map(|name| gap[name].as_str().unwrap_or_default());
            distinct.insert((subject, what, passes, rest));
        }
        assert!(title.starts_with(&format!("{} gap", distinct.len())), "{program}: {title}");
        assert!(title.contains(&format!(" in {} file", files.len())), "{program}: {title}");
    }
}

#[test]
fn no_name_is_broken_at_any_width() {
    for (folder, program) in folders() {
        for language in ["en", "fr", "zh"] {
            let gaps = gaps(&folder, program, language);
            let widths = if language == "en" { &["40", "80", "200"][..] } else { &["40"] };
            for width in widths {
                let out = check(&folder, program, language, width, &[]).out;
                let mut names: BTreeSet<&str> = gaps.iter().filter_map(file).collect();
                for gap in &gaps {
                    names.extend(["requirement", "field"].iter().filter_map(|name| gap[name].as_str()));
                    names.extend(gap["claim"].as_str());
                    let file = gap["file"].as_str().unwrap_or_default();
                    names.extend(gap["found"].as_str().filter(|found| !found.starts_with(file)));
                }
                for name in &names {
                    assert!(out.lines().any(|line| line.contains(name)), "{program}: {name} is broken in\n{out}");
                }
                // The result stays one line, for whoever reads the first one only; a name may be too long.
                for line in out.lines().skip(1).filter(|line| !line.starts_with("competency ")) {
                    let wide = unicode_width::UnicodeWidthStr::width(line);
                    let others = names.iter().rev().fold(line.trim().to_owned(), |rest, name| rest.replace(name, "…"));
                    let is_one = !others.contains(' ') || out.contains(&format!("\n{line}\n  • "));
                    assert!(wide <= width.parse().expect("a number") || is_one, "{program}: {wide} columns: {line}");
                }
            }
        }
    }
}

#[test]
fn the_last_line_is_a_command_that_a_shell_runs() {
    let folder = Folder::empty();
    for (name, as_of) in [("complete", "2026-11-16"), ("incomplete", "2026-08-17")] {
        let evidence = folder.path().join(format!("our {name}'s folder"));
        std::fs::rename(Folder::copy_of(&format!("retail/{name}")).path(), &evidence).expect("moved");
        let asked = ["check", "--program", "retail", "--as-of", as_of, "--lang", "fr", "--color", "never"];
        let run = finish(binary().env("COLUMNS", "40").current_dir(folder.path()).args(asked).arg(&evidence));
        let command = run.out.lines().last().expect("a last line");
        let (_, arguments) = command.split_once("competency ").expect("a command");
        let script = format!("'{}' {arguments}", env!("CARGO_BIN_EXE_competency"));
        let shell = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output();
        let shell = shell.expect("a shell");
        assert_eq!(shell.status.code(), Some(0), "{script}: {}", String::from_utf8_lossy(&shell.stderr));
    }
    assert!(folder.path().join("retail-self-assessment-2026-11-16.eml").is_file(), "the mail is written");
}
