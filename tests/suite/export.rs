//! `export`: the filled self-assessment, read back as Markdown.

use std::collections::BTreeSet;

use clap::ValueEnum;
use competency::checklist::Library;
use competency::report::Page;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::folder::{AS_OF, Folder, example};
use super::run::{Run, run_in};

fn export(folder: &Folder, more: &[&str]) -> Run {
    let asked = ["export", "--program", "retail", "--as-of", AS_OF, "--output", "out/self assessment.md", "evidence"];
    run_in(folder.path(), &[&asked, more].concat())
}

/// A folder with a copy of an example in `evidence/`, and an empty `out/`.
pub fn within(name: &str) -> Folder {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of(name).path(), folder.path().join("evidence")).expect("moved");
    std::fs::create_dir(folder.path().join("out")).expect("made");
    folder
}

/// The headings of a level, the rows of the tables and the targets of the links.
fn read_back(page: &str, level: HeadingLevel) -> (Vec<String>, Vec<Vec<String>>, BTreeSet<String>) {
    let (mut headings, mut rows, mut links) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut words = String::new();
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::TableCell) => words.clear(),
            Event::Start(Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.insert(dest_url.to_string());
            }
            Event::End(TagEnd::Heading(ended)) if ended == level => headings.push(words.clone()),
            Event::End(TagEnd::TableCell) => rows.last_mut().into_iter().for_each(|row| row.push(words.clone())),
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            _ => {}
        }
    }
    (headings, rows, links)
}

#[test]
fn the_official_rows_come_in_official_order_and_every_link_leads_somewhere() {
    let library = Library::shipped();
    let checklist = library.find("retail").expect("it ships");
    let folder = within("retail/complete");
    let run = export(&folder, &[]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    let page = folder.read("out/self assessment.md");
    let (headings, rows, links) = read_back(&page, HeadingLevel::H3);
    let official: Vec<_> = checklist.requirements.iter().map(|row| format!("{} {}", row.key, row.title.en)).collect();
    assert_eq!(headings, official);
    let cells: Vec<_> = rows.iter().take(official.len()).map(|row| (row[0].as_str(), row[2].as_str())).collect();
    assert_eq!(cells, checklist.requirements.iter().map(|row| (row.key.as_str(), "Y")).collect::<Vec<_>>());
    assert!(links.len() > 50, "{links:?}");
    for link in &links {
        let file = link.split('#').next().expect("always one");
        let path = file.split('/').fold(String::new(), |path, part| path + "/" + &decoded(part));
        assert!(folder.path().join("out").join(&path[1..]).exists(), "{link}");
    }
    let digests = rows.iter().filter(|row| row.len() == 4 && row[2].len() == 64).count();
    let files: BTreeSet<_> = links.iter().map(|link| link.split('#').next()).collect();
    assert_eq!(digests, files.len(), "every cited file has its digest");
}

/// One part of the path of a link.
pub fn decoded(part: &str) -> String {
    let encoded = fluent_uri::pct_enc::EStr::<fluent_uri::pct_enc::encoder::Path>::new(part).expect("encoded");
    encoded.decode().to_string().expect("UTF-8").into_owned()
}

#[test]
fn a_row_that_is_not_met_says_so_with_its_gaps() {
    let folder = within("retail/complete");
    folder.edit("evidence/competency.toml", "tier = \"advanced\"", "tier = \"select\"");
    let run = export(&folder, &[]);
    assert_eq!(run.status, 1, "{}", run.err);
    let page = folder.read("out/self assessment.md");
    assert!(page.contains("| P-1.2 | Advanced or Premier tier | **N** | 1 |"), "{page}");
    assert!(page.contains("Result: **23 of 24 met, 1 not met, 0 not applicable**"), "{page}");
}

#[test]
fn no_self_assessment_is_evidence_for_itself() {
    let folder = Folder::copy_of("retail/complete");
    for document in ["disaster-recovery.md", "runbook.md", "encryption.md"] {
        folder.remove(&format!("case-studies/harbour-and-hale/{document}"));
    }
    folder.remove("practice/retail-expertise.md");
    let rows = || {
        let asked = ["check", "--program", "retail", "--as-of", AS_OF, "--format", "json", "."];
        let told: serde_json::Value = serde_json::from_str(&run_in(folder.path(), &asked).out).expect("JSON");
        let one = &told["assessments"][0];
        (one["requirements"].clone(), one["gaps"].clone(), one["reading"]["skipped"].to_string())
    };
    let (verdicts, gaps, _) = rows();
    let source = example("retail/complete");
    for language in ["en", "fr", "zh"] {
        let asked = ["export", "--program", "retail", "--as-of", AS_OF, "--lang", language];
        let mut asked: Vec<_> = asked.map(str::to_owned).into();
        asked.push(source.display().to_string());
        for page in Page::value_variants() {
            let format = page.to_possible_value().expect("shown").get_name().to_owned();
            let ending = if format == "markdown" { "md" } else { &format };
            let place = if language == "en" { "practice" } else { "case-studies/harbour-and-hale" };
            let output = format!("{place}/Disaster recovery and runbook {language}.{ending}");
            asked.extend(["--format".to_owned(), format, "--output".to_owned(), output]);
        }
        let asked: Vec<_> = asked.iter().map(String::as_str).collect();
        assert_eq!(run_in(folder.path(), &asked).status, 0);
    }
    let (with, gaps_with, skipped) = rows();
    assert_eq!((with, gaps_with), (verdicts, gaps));
    let passed_over = skipped.matches("a self-assessment written by this program").count();
    assert_eq!(passed_over, 3 * Page::value_variants().len(), "{skipped}");
}

#[test]
fn it_is_the_same_bytes_each_time_and_in_each_way_of_asking() {
    let folder = within("retail/incomplete");
    for language in ["en", "fr", "zh"] {
        let first = export(&folder, &["--lang", language]);
        assert_eq!(first.status, 1, "{}", first.err);
        let page = folder.read("out/self assessment.md");
        export(&folder, &["--lang", language, "--no-cache"]);
        assert_eq!(folder.read("out/self assessment.md"), page);
        let asked = ["check", "--program", "retail", "--as-of", AS_OF, "--lang", language, "--format", "markdown"];
        run_in(folder.path(), &[&asked[..], &["--output", "out/b.md", "evidence"]].concat());
        assert_eq!(folder.read("out/b.md"), page);
    }
}
