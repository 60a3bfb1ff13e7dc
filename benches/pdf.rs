//! PDFs: `check`, cold, against `pdftotext` on the same cores; how far the two read the same words; and the same folder
//! again, nothing changed, against `cat` of its files.
//!
//! Run with `cargo bench --bench pdf` on an idle machine that has poppler's pdftotext. The PDFs are those below the folder
//! that the variable PDFS names; without it LibreOffice makes 200 from the sentences of the complete example.

mod measure;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use competency::evidence::Content;
use measure::{Dice, competency, folder, in_turn, line, once, vocabulary};
use rayon::prelude::*;

const FILES: usize = 200;

fn main() {
    let tree = folder("pdf");
    let practice = tree.join("practice");
    fs::create_dir_all(&practice).expect("the build folder is writable");
    match std::env::var_os("PDFS") {
        Some(from) => gather(Path::new(&from), &practice),
        None => make(&practice),
    }
    let files = below(&practice);
    let bytes: u64 = files.iter().map(|file| fs::metadata(file).map_or(0, |found| found.len())).sum();
    println!("{} PDFs, {} MB", files.len(), bytes / 1_000_000);

    let path = tree.to_str().expect("UTF-8");
    let check = ["check", "--program", "retail", "--as-of", "2026-11-16", "--quiet", path];
    let cold = [&check[..], &["--no-cache"]].concat();
    let (ours, theirs) = in_turn(3, || once(competency(&cold)), || all_to_text(&files));
    line("check, cold / pdftotext in parallel", ours, theirs, 1.0);
    let (ours, theirs) = in_turn(7, || once(competency(&check)), || cat(&files));
    line("check, the same folder again / cat", ours, theirs, 2.0);
    agreement(&files);
}

/// Every file below a folder whose name ends like a PDF's.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.filter(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))).collect()
}

fn gather(from: &Path, into: &Path) {
    for (number, file) in below(from).into_iter().enumerate() {
        let name = file.file_name().expect("a file has a name").to_string_lossy();
        fs::copy(&file, into.join(format!("{number:04}-{name}"))).expect("it can be copied");
    }
}

/// Has LibreOffice make PDFs of several pages with headings and paragraphs.
fn make(into: &Path) {
    let (headings, sentences) = vocabulary();
    let mut dice = Dice::new();
    let pages = folder("pdf-pages");
    for number in 0..FILES {
        let mut page = String::from("<!DOCTYPE html><meta charset=\"utf-8\">");
        for _ in 0..8 + dice.throw(24) {
            page.extend(["<h2>", dice.pick(&headings).trim_start_matches(['#', ' ']), "</h2>"]);
            for _ in 0..=dice.throw(4) {
                page.push_str("<p>");
                page.extend((0..3 + dice.throw(8)).map(|_| dice.pick(&sentences)));
            }
        }
        fs::write(pages.join(format!("{number}.html")), page).expect("the build folder is writable");
    }
    let pages: Vec<_> = fs::read_dir(pages).expect("readable").flatten().map(|entry| entry.path()).collect();
    let made = Command::new("soffice")
        .args(["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir"])
        .arg(into)
        .args(pages)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(made.is_ok_and(|status| status.success()), "LibreOffice makes them, or PDFS names a folder with some");
}

fn to_text(file: &Path) -> String {
    let output = Command::new("pdftotext").arg(file).arg("-").stderr(Stdio::null()).output().expect("pdftotext runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn all_to_text(files: &[PathBuf]) -> Duration {
    let begun = Instant::now();
    files.par_iter().for_each(|file| {
        to_text(file);
    });
    begun.elapsed()
}

fn cat(files: &[PathBuf]) -> Duration {
    let mut command = Command::new("cat");
    command.args(files).stdout(Stdio::null());
    once(command)
}

/// How far the words agree with those of pdftotext: the median, and the ten files in which they agree least.
fn agreement(files: &[PathBuf]) {
    let overlaps = Mutex::new(Vec::new());
    files.par_iter().for_each(|file| {
        let bytes = fs::read(file).expect("readable");
        let ours = match competency::reader::extract("a.pdf", &bytes) {
            Content::Text(text) => text.body,
            Content::Opaque | Content::Unreadable(_) => String::new(),
        };
        let theirs = to_text(file);
        if !theirs.trim().is_empty() {
            let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
            overlaps.lock().expect("no reader panics").push((overlap(&ours, &theirs), name));
        }
    });
    let mut overlaps = overlaps.into_inner().expect("no reader panics");
    overlaps.sort_by(|one, other| one.0.total_cmp(&other.0));
    println!("word overlap with pdftotext in {} files: median {:.3}", overlaps.len(), overlaps[overlaps.len() / 2].0);
    for (overlap, name) in overlaps.iter().take(10) {
        println!("  {overlap:.3} {name}");
    }
}

/// Twice the words in common to all words of both; CJK characters are words.
fn overlap(ours: &str, theirs: &str) -> f64 {
    let words = |text: &str| {
        let mut words: HashMap<String, u32> = HashMap::new();
        for word in competency::evidence::fold::fold(text).split(' ').filter(|word| !word.is_empty()) {
            let is_cjk = word.starts_with(competency::evidence::fold::is_cjk);
            let parts: Vec<String> = if is_cjk { word.chars().map(String::from).collect() } else { vec![word.into()] };
            for part in parts {
                *words.entry(part).or_default() += 1;
            }
        }
        words
    };
    let (ours, theirs) = (words(ours), words(theirs));
    let common: u32 = ours.iter().map(|(word, count)| *count.min(theirs.get(word).unwrap_or(&0))).sum();
    let all: u32 = ours.values().chain(theirs.values()).sum();
    2.0 * f64::from(common) / f64::from(all.max(1))
}
