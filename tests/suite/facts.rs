//! Facts in every form the folder allows, and what they come to.

use competency::checklist::Library;
use competency::config;
use competency::reader::{self, Extraction};

use super::folder::Folder;

/// The customer and the delivery of the one case study of a folder.
fn facts(folder: &Folder) -> (String, String, String) {
    let library = Library::shipped();
    let (config, _) = config::read(folder.path());
    let evidence = reader::read(folder.path(), &config, &library.lexicon, &Extraction::default())
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    let study = evidence.case_study("rive").expect("it is there");
    let written = |field: &str| study.facts.get(field).map(|fact| fact.written.clone()).unwrap_or_default();
    (written("customer"), written("completed"), study.facts_file.clone())
}

#[test]
fn front_matter_and_files_beside_say_the_same() {
    let forms = [
        ("case-study.md", "---\ncustomer: Rive & Fils\ncompleted: 2026-03-14\n---\n\n# Rive\n"),
        ("case-study.md", "+++\ncustomer = \"Rive & Fils\"\ncompleted = 2026-03-14\n+++\n\n# Rive\n"),
        ("case-study.toml", "customer = \"Rive & Fils\"\ncompleted = \"2026-03-14\"\n"),
        ("case-study.yaml", "customer: Rive & Fils\ncompleted: 2026-03-14\n"),
        ("case-study.yml", "\u{feff}customer: \"Rive & Fils\"\r\ncompleted: 2026-03-14\r\n"),
    ];
    for (name, text) in forms {
        let folder = Folder::empty();
        folder.write(&format!("case-studies/rive/{name}"), text);
        let file = format!("case-studies/rive/{name}");
        assert_eq!(facts(&folder), ("Rive & Fils".to_owned(), "2026-03-14".to_owned(), file), "{name}");
    }
}

#[test]
fn facts_in_two_places_are_a_mistake() {
    let folder = Folder::empty();
    folder.write("case-studies/rive/case-study.md", "---\ncustomer: Rive\n---\n");
    folder.write("case-studies/rive/case-study.toml", "customer = \"Rive\"\n");
    let library = Library::shipped();
    let (config, _) = config::read(folder.path());
    let problems =
        reader::read(folder.path(), &config, &library.lexicon, &Extraction::default()).expect_err("they stand twice");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message.key(), "facts.twice");
}

#[test]
fn what_is_left_empty_is_not_given_and_an_empty_list_is() {
    let library = Library::shipped();
    let folder = Folder::empty();
    folder.write(
        "case-studies/rive/case-study.md",
        "---\ncustomer:\nthird_party: []\nbuckets:\n  - name:\n    access:\npublic:\n  url:\n---\n",
    );
    let (config, _) = config::read(folder.path());
    let evidence = reader::read(folder.path(), &config, &library.lexicon, &Extraction::default()).expect("it is right");
    let facts = &evidence.case_study("rive").expect("it is there").facts;
    assert!(facts.get("customer").is_none());
    assert!(facts.get("buckets").is_none());
    assert!(facts.get("public").is_none());
    assert_eq!(facts.get("third_party").expect("given").items().len(), 0);
}
