//! `competency select`: the best case studies, why each is in or out, and what would improve the set most. That the best is
//! the best of all is proved beside the code; here the program is run as a stranger would.

use serde_json::Value;

use super::escaping::{BREAKING, HOSTILE, called, texts_of};
use super::folder::{AS_OF, Folder, example};
use super::run::{Run, binary, finish, run_in};

/// What the program says of a folder.
fn select(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["select", "--program", "retail", "--as-of", AS_OF, "--no-cache", "."], more].concat())
}

/// The one selection of a run, with its exit status.
fn chosen(folder: &Folder, more: &[&str]) -> (i32, Value) {
    let run = select(folder, &[more, &["--format", "json"]].concat());
    let mut document: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    assert_eq!(document["schema_version"], 1);
    (run.status, document["selections"][0].take())
}

/// The one refusal of a run that could not be.
fn refused(folder: &Folder, more: &[&str]) -> String {
    let run = run_in(folder.path(), &[&["select", "--as-of", AS_OF, "--no-cache", "."], more].concat());
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
    run.err
}

fn study(slug: &str) -> String {
    format!("case-studies/{slug}/case-study.md")
}

/// A case study twice, the second time under another name, of another customer and not public.
fn spare(folder: &Folder, of: &str, slug: &str) {
    let from = folder.path().join("case-studies").join(of);
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.expect("readable");
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(&from).expect("below it").to_str().expect("UTF-8").to_owned();
            folder.write(&format!("case-studies/{slug}/{below}"), std::fs::read(entry.path()).expect("readable"));
        }
    }
    let facts = folder.read(&study(slug));
    let customer = facts.lines().find(|line| line.starts_with("customer: ")).expect("it has one").to_owned();
    folder.edit(&study(slug), &format!("{customer}\n"), "customer: Zephyr Outfitters\n");
}

fn slugs(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|slug| slug.as_str().expect("a text")).collect()
}

#[test]
fn the_examples() {
    for (name, language, columns) in [
        ("complete", "en", "80"),
        ("incomplete", "en", "80"),
        ("incomplete", "fr", "80"),
        ("incomplete", "zh", "80"),
        ("complete", "fr", "40"),
    ] {
        let mut command = binary();
        command.env("COLUMNS", columns).current_dir(example("retail").join(name));
        let run = finish(command.args(["select", "--program", "retail", "--as-of", AS_OF, "--lang", language]));
        assert!(run.out.lines().skip(1).all(|line| line.trim_start().starts_with("case_studies = ")
            || competency::report::shown_width(line) <= columns.parse().expect("a number")));
        insta::assert_snapshot!(format!("select_{name}_{language}_{columns}"), run.whole());
    }
}

#[test]
fn the_lines_to_paste_pin_what_was_chosen() {
    let folder = Folder::copy_of("retail/complete");
    let (status, selection) = chosen(&folder, &[]);
    assert_eq!(status, 0);
    assert_eq!(
        slugs(&selection["best"]["case_studies"]),
        ["freshlane", "harbour-and-hale", "maison-tilleul", "yunhe-supermarkets"]
    );
    let config = folder.read("competency.toml");
    let pinned = config.lines().find(|line| line.starts_with("case_studies = ")).expect("it pins").to_owned();
    let lines = selection["toml"].as_str().expect("a text");
    let line = lines.strip_prefix("[program.retail]\n").expect("the table of the program");
    folder.edit("competency.toml", &format!("{pinned}\n"), line);
    let check =
        run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "--no-cache", "--quiet", "."]);
    assert_eq!((check.status, check.out.as_str()), (0, "READY — 24 of 24 met, 0 not met, 0 not applicable\n"));
    assert!(select(&folder, &[]).out.contains("These are the case studies pinned in competency.toml."));
}

#[test]
fn a_better_one_takes_the_place_of_one_that_is_pinned() {
    let folder = Folder::copy_of("retail/complete");
    spare(&folder, "freshlane", "zephyr");
    folder.edit(&study("freshlane"), "\nstage: production\n", "\nstage: pilot\n");
    let (status, selection) = chosen(&folder, &[]);
    assert_eq!(status, 0, "{selection}");
    assert_eq!(
        slugs(&selection["best"]["case_studies"]),
        ["harbour-and-hale", "maison-tilleul", "yunhe-supermarkets", "zephyr"]
    );
    assert_eq!(selection["usual"]["pinned"], true);
    assert_eq!(selection["usual"]["lost"][0]["requirement"], "P-2.1");
    assert_eq!(selection["change"], Value::Null);
    let out = select(&folder, &[]).out;
    assert!(out.contains("Pinned in competency.toml: harbour-and-hale"), "{out}");
}

#[test]
fn what_is_mended_first_is_told_with_its_file() {
    let folder = Folder::copy_of("retail/complete");
    folder.edit(&study("freshlane"), "\nstage: production\n", "\nstage: pilot\n");
    let (status, selection) = chosen(&folder, &[]);
    assert_eq!(status, 1);
    assert!(slugs(&selection["best"]["case_studies"]).contains(&"freshlane"), "{selection}");
    let change = &selection["change"];
    assert_eq!(change["mend"]["case_study"], "freshlane");
    assert_eq!(change["mend"]["file"], "case-studies/freshlane/case-study.md");
    assert_eq!(change["mend"]["field"], "stage");
    assert_eq!((slugs(&change["gained"]), &change["not_met"]), (vec!["P-2.1"], &Value::from(0)));
    assert_eq!(change["swap"], Value::Null);
    // What the change says comes true.
    folder.edit(&study("freshlane"), "\nstage: pilot\n", "\nstage: production\n");
    assert_eq!(chosen(&folder, &[]).0, 0);
}

#[test]
fn a_case_study_that_lacks_one_thing_may_take_the_place_of_one_that_lacks_two() {
    let folder = Folder::copy_of("retail/complete");
    spare(&folder, "freshlane", "zephyr");
    // The pinned one lacks two things in a row; the other lacks one, by which it cannot be told whether several rows apply.
    folder.edit(&study("freshlane"), "\ncompleted: 2026-05-29\n", "\ncompleted: 2024-05-29\n");
    folder.edit(&study("freshlane"), "\nstarted: 2025-08-04\n", "\nstarted: 2023-08-04\n");
    folder.edit(&study("freshlane"), "\nstage: production\n", "\nstage: pilot\n");
    folder.edit(&study("zephyr"), "\nsensitive_data: true\n", "\n");
    let (status, selection) = chosen(&folder, &[]);
    let change = &selection["change"];
    assert_eq!((status, slugs(&change["gained"])), (1, vec!["P-2.1"]), "{selection:#}");
    assert_eq!(
        (&change["swap"]["comes"], &change["swap"]["goes"]),
        (&Value::from("zephyr"), &Value::from("freshlane"))
    );
    assert_eq!((&change["mend"]["case_study"], &change["mend"]["field"]), (&"zephyr".into(), &"sensitive_data".into()));
    assert!(select(&folder, &[]).out.contains("Then zephyr takes the place of freshlane."));
    // What the change says comes true.
    folder.edit(&study("zephyr"), "\nstage: production\n", "\nstage: production\nsensitive_data: true\n");
    let (status, selection) = chosen(&folder, &[]);
    assert_eq!((status, &selection["candidates"][4]["chosen"]), (0, &true.into()));
}

#[test]
fn fewer_than_are_demanded_are_all_taken_and_said_to_be_too_few() {
    let folder = Folder::copy_of("retail/complete");
    folder.remove("case-studies/orchard-outdoor");
    folder.remove("case-studies/freshlane");
    folder.edit("competency.toml", ", \"freshlane\"]", "]");
    let (status, selection) = chosen(&folder, &[]);
    assert_eq!((status, &selection["sets"], &selection["demanded"]), (1, &Value::from(1), &Value::from(4)));
    assert_eq!(slugs(&selection["best"]["case_studies"]).len(), 3);
    let out = select(&folder, &[]).out;
    assert!(out.contains("demands at least 4 case studies, and 1 is"), "{out}");
    folder.remove("case-studies");
    folder.edit("competency.toml", "case_studies = [", "case_studies = []\n# [");
    let none = select(&folder, &[]);
    assert_eq!(none.status, 1);
    assert!(none.out.contains("and 4 are") && !none.out.contains("[program.retail]"), "{}", none.out);
}

#[test]
fn as_many_are_chosen_as_are_asked_for() {
    let folder = Folder::copy_of("retail/complete");
    let (status, selection) = chosen(&folder, &["--size", "5"]);
    assert_eq!((status, slugs(&selection["best"]["case_studies"]).len()), (1, 5));
    let (_, selection) = chosen(&folder, &["--size", "2", "--case-study", "freshlane,orchard-outdoor,maison-tilleul"]);
    assert_eq!(selection["sets"], 3);
    let candidates: Vec<_> =
        selection["candidates"].as_array().expect("a list").iter().map(|one| &one["slug"]).collect();
    assert_eq!(candidates, ["freshlane", "maison-tilleul", "orchard-outdoor"]);
    // The day decides: by then every case study is too old.
    let late = run_in(folder.path(), &["select", "--program", "retail", "--as-of", "2028-06-01", "--no-cache", "."]);
    assert_eq!(late.status, 1);
    assert!(late.out.contains("NOT READY"), "{}", late.out);
}

#[test]
fn several_programs_are_chosen_for_over_one_reading() {
    let folder = Folder::copy_of("retail/complete");
    folder.write(
        "competency.toml",
        folder.read("competency.toml") + "\n[program.lambda]\n[program.partner-central-registration]\n",
    );
    let run = run_in(folder.path(), &["select", "--as-of", AS_OF, "--no-cache", "--format", "json", "."]);
    let document: Value = serde_json::from_str(&run.out).expect("JSON");
    let programs: Vec<_> =
        document["selections"].as_array().expect("a list").iter().map(|one| &one["program"]).collect();
    // What asks nothing of case studies is passed over beside what does.
    assert_eq!(programs, ["lambda", "retail"]);
    assert_eq!(run.status, 1);
    assert_eq!(document["selections"][0]["demanded"], 2);
    assert_eq!(document["selections"][0]["usual"]["pinned"], false);
}

#[test]
fn what_cannot_be_chosen_is_refused() {
    let folder = Folder::copy_of("retail/complete");
    let retail = |more: &[&'static str]| refused(&folder, &[&["--program", "retail"], more].concat());
    assert!(retail(&["--size", "0"]).contains("`0` cannot be the value of `--size`, which is a whole number"));
    assert!(retail(&["--size", "four"]).contains("a whole number"));
    assert!(retail(&["--size", "6"]).contains("6 case studies cannot be chosen: there are 5"));
    assert!(retail(&["--case-study", "freshlan"]).contains("freshlane"));
    let nothing = refused(&folder, &["--program", "partner-central-registration"]);
    assert!(nothing.contains("partner-central-registration@2026-06 demands no case studies"), "{nothing}");
    for number in 0..50 {
        folder.write(&format!("case-studies/one-{number}/case-study.md"), "---\nstage: pilot\n---\n\n# One\n");
    }
    let many = retail(&[]);
    assert!(many.contains("4 of 55 case studies can be chosen in 341,055 ways"), "{many}");
    assert!(many.contains("--case-study"), "{many}");
}

#[test]
fn nothing_that_evidence_says_is_obeyed() {
    for name in HOSTILE.iter().chain(&BREAKING) {
        let folder = called(name);
        let run = finish(binary().env("COLUMNS", "2000").current_dir(folder.path()).args([
            "select",
            "--program",
            "retail",
            "--as-of",
            AS_OF,
            "--no-cache",
            "evidence",
            "--format",
            "human",
            "--output",
            "human",
            "--format",
            "json",
            "--output",
            "json",
        ]));
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{}", run.err);
        let human = folder.read("human");
        assert_eq!(human.contains(name), HOSTILE.contains(name), "{name:?} in {human}");
        let json = serde_json::from_str(&folder.read("json")).expect("JSON");
        assert!(texts_of(&json).contains(name), "{name:?}");
        assert!(!folder.read("json").contains("##["), "{name:?}");
    }
}

#[test]
fn the_name_of_a_folder_is_pinned_as_it_is() {
    let folder = Folder::empty();
    for name in ["a \"b\" \\", "c\u{1b}[2J", "d\n[x]", "::error::e", "| f `g` |"] {
        folder.write(&format!("case-studies/{name}/case-study.md"), "---\nstage: pilot\n---\n\n# One\n");
    }
    let run = select(&folder, &["--lang", "fr"]);
    assert!(!run.out.contains('\u{1b}') && !run.out.contains("d\n[x]"), "{}", run.out);
    let (_, selection) = chosen(&folder, &[]);
    folder.write("competency.toml", selection["toml"].as_str().expect("lines"));
    let (config, mistakes) = competency::config::read(folder.path());
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let pinned = config.programs["retail"].case_studies.clone().expect("it pins");
    let pinned: Vec<_> = pinned.iter().map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(pinned, slugs(&selection["best"]["case_studies"]));
    assert!(select(&folder, &[]).out.contains("These are the case studies pinned"));
}

#[test]
fn what_is_redacted_tells_no_customer() {
    let folder = Folder::copy_of("retail/complete");
    for slug in ["freshlane", "yunhe-supermarkets"] {
        folder.edit(&study(slug), "\nstage: production\n", "\nstage: pilot\n");
    }
    for format in ["human", "json"] {
        let open = select(&folder, &["--format", format]).out.to_lowercase();
        let run = select(&folder, &["--redact", "--format", format]);
        let told = run.out.to_lowercase();
        for secret in ["freshlane", "yunhe", "云禾", "orchard"] {
            assert!(!told.contains(secret), "{format} tells {secret}: {told}");
        }
        assert!(
            open.contains("freshlane") && told.contains("customer-1") && told.contains("harbour-and-hale"),
            "{told}"
        );
        // Pseudonyms would pin nothing.
        assert!(open.contains("[program.retail]") && !told.contains("[program.retail]"), "{told}");
    }
}

#[test]
fn a_document_alone_is_chosen() {
    let folder = example("public-case-study").join("complete/case-studies/tidewell-shipping");
    let run = run_in(&folder, &["select", "--program", "public-case-study", "--as-of", AS_OF, "case-study.md"]);
    assert!(run.status < 2, "{}", run.err);
    assert!(run.out.contains("There is no choice: the one case study is taken."), "{}", run.out);
}
