//! One document in place of a folder, and which case studies of a folder a program means.

use super::folder::{AS_OF, Folder, example};
use super::run::{Run, run_in};

const STORY: &str = "case-studies/halden-bank/case-study.md";

fn check(folder: &Folder, path: &str) -> Run {
    run_in(folder.path(), &["check", "--program", "public-case-study", "--as-of", AS_OF, path])
}

/// The complete story of one customer, as its facts and its narrative.
fn story() -> (String, String) {
    let text = std::fs::read_to_string(example("public-case-study/complete").join(STORY)).expect("it is there");
    let (facts, narrative) = text.trim_start_matches("---\n").split_once("---\n").expect("facts in front of it");
    (facts.to_owned(), narrative.to_owned())
}

#[test]
fn a_story_is_judged_without_a_folder() {
    let folder = Folder::empty();
    let (facts, narrative) = story();
    folder.write("drafts/halden.md", format!("---\n{facts}---\n{narrative}"));
    let run = check(&folder, "drafts/halden.md");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.starts_with("READY — 11 of 11 met, 0 not met, 0 not applicable"), "{}", run.out);
}

#[test]
fn its_facts_may_stand_beside_it() {
    let folder = Folder::empty();
    let (facts, narrative) = story();
    folder.write("halden.html", html(&narrative));
    let run = check(&folder, "halden.html");
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("\nhalden.html\n") && run.out.contains("\n    field: stage\n"), "{}", run.out);
    folder.write("halden.yaml", facts);
    let run = check(&folder, "halden.html");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

/// Headings and paragraphs, enough for a story.
fn html(narrative: &str) -> String {
    let block = |block: &str| match block.trim().split_once(' ') {
        Some(("##", title)) => format!("<h2>{title}</h2>"),
        Some(("#", title)) => format!("<h1>{title}</h1>"),
        _ => format!("<p>{}</p>", block.trim()),
    };
    narrative.trim().split("\n\n").map(block).collect::<Vec<_>>().join("\n")
}

#[test]
fn pictures_beside_it_are_there() {
    let folder = Folder::empty();
    let (facts, narrative) = story();
    let told = narrative.replace("Everything is defined", "![The flow](img/flow.png)\n\nEverything is defined");
    folder.write("halden.md", format!("---\n{facts}---\n{told}"));
    assert!(check(&folder, "halden.md").out.contains("img/flow.png"));
    folder.write("img/flow.png", [0; 9]);
    assert_eq!(check(&folder, "halden.md").status, 0);
}

#[test]
fn mistakes_in_its_facts_are_told() {
    let folder = Folder::empty();
    folder.write("story.md", "---\nstage: live\n---\n\n# Story\n");
    let run = check(&folder, "story.md");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("story.md:2:8"), "{}", run.err);
}

#[test]
fn of_a_folder_the_public_case_studies_are_meant() {
    let folder = Folder::copy_of("public-case-study/complete");
    let pinned = "case_studies = [\"halden-bank\", \"mutuelle-vauclair\", \"tidewell-shipping\"]\n";
    folder.edit("competency.toml", pinned, "");
    folder.write("case-studies/quiet/case-study.md", "---\ncustomer: Quiet Works\n---\n\n# Notes\n");
    let run = check(&folder, ".");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("Case studies not submitted: quiet"), "{}", run.out);
}
