//! From `init` to a mail that parses and a pack that verifies, in one go: every refusal on the way, and what lifts it.

use std::fs;

use mail_parser::{MessageParser, MimeHeaders};
use serde_json::Value;

use super::folder::{AS_OF, Folder, example};
use super::run::{Run, run_in};

/// Runs a command on `evidence/`.
fn run(folder: &Folder, args: &[&str]) -> Run {
    run_in(folder.path(), &[args, &["--program", "retail", "--as-of", AS_OF, "evidence"]].concat())
}

/// Fills the folder that was begun, with all that the example holds but what people attest.
fn fill(folder: &Folder) {
    folder.remove("evidence/case-studies");
    for entry in walkdir::WalkDir::new(example("retail/complete")).into_iter().map(|entry| entry.expect("readable")) {
        let path = entry.path().strip_prefix(example("retail/complete")).expect("below it").display().to_string();
        if entry.file_type().is_file() && path != "attestations.toml" {
            folder.write(&format!("evidence/{path}"), fs::read(entry.path()).expect("readable"));
        }
    }
}

/// Says what the people of the example say, one after the other.
fn attest_all(folder: &Folder) {
    let text = fs::read_to_string(example("retail/complete/attestations.toml")).expect("readable");
    let attested: toml::Table = text.parse().expect("TOML");
    for entry in attested["attestation"].as_array().expect("a list") {
        let said = |key: &str| entry[key].as_str().map(str::to_owned);
        let day = entry["date"].as_datetime().expect("a day").to_string();
        let options = ["subject", "who", "role", "date", "statement"]
            .map(|key| [format!("--{key}"), said(key).unwrap_or_else(|| day.clone())]);
        let options: Vec<_> = options.iter().flatten().map(String::as_str).collect();
        let run = run(folder, &[&["attest", entry["requirement"].as_str().expect("a key")], &options[..]].concat());
        assert_eq!(run.status, 0, "{}", run.err);
    }
}

/// The rows that are not met.
fn not_met(folder: &Folder, more: &[&str]) -> (i32, Vec<String>) {
    let run = run(folder, &[&["check", "--format", "json"], more].concat());
    let told: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let rows = told["assessments"][0]["requirements"].as_array().expect("rows").iter();
    let keys = rows.filter(|row| row["verdict"] == "not-met").map(|row| row["key"].as_str().expect("a key").to_owned());
    (run.status, keys.collect())
}

/// Whether a run wrote nothing and says why.
fn is_refused(folder: &Folder, run: &Run, file: &str, why: &str) {
    assert_eq!((run.status, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(run.err.contains(why), "{why}: {}", run.err);
    assert!(!folder.path().join(file).exists(), "{file} is not written");
}

#[test]
fn from_a_new_folder_to_a_mail_and_a_pack() {
    let folder = Folder::empty();
    let begun = run_in(folder.path(), &["init", "--program", "retail", "evidence"]);
    assert_eq!(begun.status, 0, "{}", begun.err);
    assert_eq!(not_met(&folder, &[]).1.len(), 24, "nothing is met by what is only begun");
    fill(&folder);
    assert_eq!(not_met(&folder, &[]), (1, vec!["P-1.1".to_owned(), "P-4.1".to_owned(), "C-2.6".to_owned()]));
    attest_all(&folder);
    assert_eq!(not_met(&folder, &[]), (0, vec![]));

    // A number is taken out, and a key is left in a guide.
    let study = "evidence/case-studies/harbour-and-hale/case-study.md";
    folder.write(study, folder.read(study).replacen(" rto: 2 min,", "", 1));
    folder
        .write("evidence/practice/setup.md", format!("# Setup\n\nWe sign in with {}{}.\n", "AKIA", "QX7RT5MK2PVA3Q2X"));
    let earlier = run(&folder, &["check", "--format", "json"]).out;
    folder.write("earlier.json", earlier);
    let mail = |more: &[&str]| run(&folder, &[&["mail", "--output", "draft.eml"], more].concat());
    let bundle = |more: &[&str]| run(&folder, &[&["bundle", "--output", "pack.zip"], more].concat());
    for (refused, file) in [(mail(&[]), "draft.eml"), (bundle(&[]), "pack.zip")] {
        is_refused(&folder, &refused, file, "practice/setup.md:3");
        is_refused(&folder, &refused, file, "C-2.3");
    }

    // What is printed lets the key pass; the row is still not met.
    let refused = mail(&[]).err;
    let lines: Vec<_> = refused.lines().skip_while(|line| *line != "[[acknowledged]]").take(3).collect();
    let settings = "evidence/competency.toml";
    let reason = "reason = \"an example key of the documentation, valid nowhere\"";
    folder.write(settings, format!("{}\n{}\n{}\n{reason}\n", folder.read(settings), lines[0], lines[1]));
    let refused = mail(&[]);
    is_refused(&folder, &refused, "draft.eml", "C-2.3");
    assert!(!refused.err.contains("setup.md"), "{}", refused.err);

    // A waiver lets the row pass where it is asked for, until it lapses.
    let waiver = "[[waiver]]\nprogram = \"retail\"\nrequirement = \"C-2.3\"\napprover = \"Maarten Dijkhuis\"\n\
                  reason = \"AWS agreed to a later number\"\nuntil = 2026-11-15\n";
    folder.write(settings, format!("{}\n{waiver}", folder.read(settings)));
    is_refused(&folder, &bundle(&["--allow-waived"]), "pack.zip", "C-2.3");
    folder.edit(settings, "until = 2026-11-15", "until = 2026-12-15");
    is_refused(&folder, &bundle(&[]), "pack.zip", "C-2.3");
    assert_eq!(not_met(&folder, &["--allow-waived"]), (0, vec!["C-2.3".to_owned()]), "it stays not met");

    let (sent, packed) = (mail(&["--allow-waived"]), bundle(&["--allow-waived"]));
    assert_eq!((sent.status, packed.status), (0, 0), "{}{}", sent.err, packed.err);
    let draft = fs::read(folder.path().join("draft.eml")).expect("written");
    let draft = MessageParser::new().parse(&draft).expect("a mail");
    assert_eq!(draft.header_raw("X-Unsent").map(str::trim), Some("1"));
    assert!(draft.subject().is_some_and(|subject| subject.contains("Quayside Cloud")), "{:?}", draft.subject());
    let attached: Vec<_> = draft.attachments().filter_map(|part| part.attachment_name()).collect();
    assert_eq!(attached, ["retail-self-assessment.docx", "retail-self-assessment.md"]);
    let told: String = draft.body_text(0).expect("a text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("23 of 24 met, 1 not met"), "{told}");

    let verified = run_in(folder.path(), &["verify", "pack.zip"]);
    assert_eq!((verified.status, verified.err.as_str()), (0, ""), "{}", verified.out);
    let (chosen, ahead) = (run(&folder, &["select"]), run(&folder, &["forecast"]));
    assert!(chosen.out.contains("orchard-outdoor") && ahead.out.contains("2026-12-16"), "{}{}", chosen.out, ahead.out);

    // The number is put back: nothing is waived any more, and the difference is that row.
    fs::copy(example("retail/complete/case-studies/harbour-and-hale/case-study.md"), folder.path().join(study))
        .expect("put back");
    folder.write("later.json", run(&folder, &["check", "--format", "json"]).out);
    let compared = run_in(folder.path(), &["diff", "earlier.json", "later.json"]);
    assert_eq!(compared.status, 1, "{}", compared.err);
    assert!(compared.out.contains("\n1 row gained, 1 gap closed, "), "{}", compared.out);
    assert!(compared.out.contains("\nRows gained\n  • C-2.3 "), "{}", compared.out);
    assert_eq!(mail(&[]).status, 0);
}
