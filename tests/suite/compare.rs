//! `diff` of two assessments: what was gained and lost, and what changed without anybody noticing.

use serde_json::{Value, json};

use super::escaping::{BREAKING, HOSTILE, called, seen_in_markdown};
use super::folder::{AS_OF, Folder, example};
use super::run::{Run, binary, finish, run_in};
use super::runner;

/// A folder in which the assessments lie.
struct Desk(Folder);

impl Desk {
    fn new() -> Self {
        Self(Folder::empty())
    }

    /// Judges a folder and keeps what is said.
    fn keep(&self, name: &str, evidence: &std::path::Path, more: &[&str]) {
        let mut command = binary();
        command.current_dir(self.0.path()).args(["check", "--format", "json", "--output", name]);
        let asked = if more.contains(&"--as-of") { &[][..] } else { &["--as-of", AS_OF] };
        let run = finish(command.args(asked).args(more).arg(evidence));
        assert!(run.status < 2, "{}", run.err);
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.0.read(name)).expect("JSON")
    }

    fn write(&self, name: &str, document: &Value) {
        self.0.write(name, document.to_string());
    }

    fn diff(&self, args: &[&str]) -> Run {
        run_in(self.0.path(), &[&["diff"], args].concat())
    }

    /// What differs, and that something does.
    fn told(&self, more: &[&str]) -> String {
        let run = self.diff(&[&["before.json", "after.json"], more].concat());
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{}", run.out);
        run.out
    }
}

/// The complete example judged, and judged again after a change.
fn changed(change: impl FnOnce(&Folder)) -> Desk {
    let (desk, folder) = (Desk::new(), Folder::copy_of("retail/complete"));
    desk.keep("before.json", folder.path(), &[]);
    change(&folder);
    desk.keep("after.json", folder.path(), &[]);
    desk
}

/// The lines below a heading.
fn section<'a>(told: &'a str, heading: &str) -> Vec<&'a str> {
    let below = told.lines().skip_while(|line| *line != heading).skip(1);
    below.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn from_the_incomplete_to_the_complete_example() {
    let desk = Desk::new();
    desk.keep("before.json", &example("retail/incomplete"), &["--as-of", "2026-08-17"]);
    desk.keep("after.json", &example("retail/complete"), &[]);
    let told = desk.told(&[]);
    let of = |name: &str| desk.json(name)["assessments"][0].clone();
    let count = |document: &Value, verdict: &str| {
        let rows = document["requirements"].as_array().expect("rows").iter();
        rows.filter(|row| row["verdict"] == verdict).count()
    };
    let (before, after) = (of("before.json"), of("after.json"));
    let wide = desk.told(&["--format", "markdown"]);
    assert!(wide.contains("**NOT READY, 14 of 24 met → READY, 24 of 24 met**"), "{wide}");
    let gained = wide.lines().filter(|line| line.ends_with(": Not met → Met")).count();
    assert_eq!(gained, count(&after, "met") - count(&before, "met"));
    let gaps = before["gaps"].as_array().expect("gaps").len();
    assert!(told.contains(&format!("{gained} rows gained, {gaps} gaps closed, ")), "{told}");
    for language in ["en", "fr", "zh"] {
        insta::with_settings!({snapshot_path => "../snapshots"}, {
            let told = desk.told(&["--lang", language]);
            let shown: Vec<_> = told.lines().take(32).collect();
            insta::assert_snapshot!(format!("compared_{language}"), shown.join("\n"));
        });
    }
    let back = desk.diff(&["after.json", "before.json"]);
    assert!(back.out.contains(&format!("{gained} rows lost, {gaps} new gaps, ")), "{}", back.out);
}

#[test]
fn a_lost_row_a_new_gap_and_words_under_a_verdict_that_stands() {
    let desk = changed(|folder| {
        let study = "case-studies/harbour-and-hale/case-study.md";
        folder.edit(study, "Network Firewall, rto: 2 min, rpo: 0 s,", "Network Firewall, rto: 2 min,");
        folder.edit("competency.toml", "minutes = 13", "minutes = 12");
        let plan = "case-studies/harbour-and-hale/disaster-recovery.md";
        folder.write(plan, folder.read(plan) + "\n## Afterthought\n\nNobody cites this paragraph.\n");
    });
    let told = desk.told(&[]);
    assert!(told.contains("READY, 24 of 24 met → NOT READY, 23 of 24 met\n"), "{told}");
    assert_eq!(section(&told, "Rows lost"), ["  • C-2.3  Availability targets: Met → Not met"]);
    let gap = section(&told, "New gaps").join(" ");
    assert!(gap.starts_with("  • C-2.3.rpo [harbour-and-hale]: recovery point objective (RPO) of “"), "{gap}");
    assert!(gap.contains("case-studies/harbour-and-hale/case-study.md › components › "), "{gap}");
    let evidence = section(&told, "Evidence changed under an unchanged verdict").join(" ").replace("    ", "");
    let words = "• competency.toml — C-1.1: other words are cited: “overview_presentation.minutes: 13” → “overview_presentation.minutes: 12”";
    assert!(evidence.contains(words), "{evidence}");
    let bytes = "disaster-recovery.md — C-2.5: the file is another one, the cited words are the same";
    assert!(evidence.contains(bytes), "{evidence}");
    assert!(!told.contains("Gaps closed") && !told.contains("Rows gained"), "{told}");
}

/// Advice keeps no row from being met, and is told where it is new and where it is given no longer.
#[test]
fn advice_that_is_new_and_advice_that_is_given_no_longer() {
    let desk = changed(|folder| {
        folder.edit("case-studies/harbour-and-hale/case-study.md", "recovery_time: 38 min", "recovery_time: 70 min");
    });
    let told = desk.told(&[]);
    assert!(told.contains("READY, 24 of 24 met\n") && told.contains("\n1 new piece of advice"), "{told}");
    let advice = section(&told, "New advice").join(" ");
    assert!(advice.starts_with("  • C-2.5.within-rto [harbour-and-hale]: "), "{advice}");
    assert!(!told.contains("New gaps") && !told.contains("Rows lost"), "{told}");
    let back = desk.diff(&["after.json", "before.json", "--format", "markdown"]);
    assert_eq!(back.status, 1, "{}", back.err);
    assert!(
        back.out.contains("1 piece of advice no longer given") && back.out.contains("### Advice no longer given\n"),
        "{}",
        back.out
    );
}

#[test]
fn the_same_is_the_same_and_the_day_is_no_difference() {
    let desk = changed(|_| {});
    desk.keep("later.json", &example("retail/complete"), &["--as-of", "2026-11-17"]);
    desk.keep("french.json", &example("retail/complete"), &["--lang", "fr"]);
    for (after, day) in [("after.json", "judged as of: 2026-11-16"), ("later.json", "2026-11-16 → 2026-11-17")] {
        let run = desk.diff(&["before.json", after]);
        assert_eq!(run.status, 0, "{}", run.out);
        assert!(run.out.contains(day) && run.out.contains("the files of both are the same"), "{}", run.out);
        assert!(run.out.ends_with("no row, no gap, no advice and no cited file differs\n"), "{}", run.out);
    }
    let run = desk.diff(&["before.json", "french.json"]);
    assert_eq!(run.status, 0, "sentences in another language are no difference: {}", run.out);
}

#[test]
fn a_file_that_nobody_cites_is_no_difference() {
    let desk = changed(|folder| folder.write("practice/notes.md", "# Notes\n\nNothing of use.\n"));
    let run = desk.diff(&["before.json", "after.json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(!run.out.contains("the files of both are the same"), "{}", run.out);
}

#[test]
fn what_was_judged_is_told_where_it_is_another() {
    let desk = changed(|folder| {
        folder.edit("competency.toml", "name = \"Quayside Cloud\"", "name = \"Quayside Cloud BV\"");
        folder.edit("competency.toml", "\"yunhe-supermarkets\", ", "");
    });
    let told = desk.told(&["--format", "markdown"]);
    assert!(told.contains("- partner: Quayside Cloud → Quayside Cloud BV\n"), "{told}");
    let slugs =
        "harbour-and-hale, maison-tilleul, yunhe-supermarkets, freshlane → harbour-and-hale, maison-tilleul, freshlane";
    assert!(told.contains(&format!("- case studies submitted: {slugs}\n")), "{told}");

    let mut other = desk.json("before.json");
    other["assessments"][0]["version"] = json!("1.1");
    desk.write("after.json", &other);
    assert!(desk.told(&[]).contains("• version: 1.0 → 1.1\n"));
    other["assessments"][0]["version"] = json!("1.0");
    other["assessments"][0]["checklist_hash"] = json!("0");
    desk.write("after.json", &other);
    assert!(desk.told(&[]).contains("• the checklist has the same version and another text\n"));
    other["assessments"][0]["program"] = json!("retail-two");
    desk.write("after.json", &other);
    let told = desk.told(&[]);
    assert!(told.contains("retail@1.0: only in the earlier one\n"), "{told}");
    assert!(told.contains("retail-two@1.0: only in the later one\n"), "{told}");
}

#[test]
fn rows_that_only_one_of_the_two_judged_are_told() {
    let desk = Desk::new();
    desk.keep("before.json", &example("retail/complete"), &["--only", "P-1.1,P-1.2"]);
    desk.keep("after.json", &example("retail/complete"), &["--only", "P-1.2,C-2.6"]);
    let rows = ["  • P-1.1  Program guide read: Met → not judged", "  • C-2.6  Runbooks: not judged → Met"];
    assert_eq!(section(&desk.told(&[]), "Rows changed otherwise"), rows);
}

#[test]
fn several_programs_are_compared_each_with_itself() {
    let desk = Desk::new();
    let folder = Folder::copy_of("retail/complete");
    let both = ["--program", "retail", "--program", "lambda"];
    desk.keep("before.json", folder.path(), &both);
    desk.keep("after.json", folder.path(), &["--program", "lambda", "--program", "retail"]);
    assert_eq!(desk.diff(&["before.json", "after.json"]).status, 0, "the order is no difference");
    desk.keep("after.json", folder.path(), &["--program", "lambda"]);
    assert!(desk.told(&[]).ends_with("retail@1.0: only in the earlier one\n"));
}

#[test]
fn an_assessment_without_digests_says_what_is_not_seen() {
    let desk = changed(|folder| {
        let plan = "case-studies/harbour-and-hale/disaster-recovery.md";
        folder.write(plan, folder.read(plan) + "\nNobody cites this paragraph.\n");
    });
    assert!(desk.told(&[]).contains("disaster-recovery.md — C-2.5: the file is"));
    let mut old = desk.json("before.json");
    old["assessments"][0].as_object_mut().expect("an object").remove("index");
    desk.write("before.json", &old);
    let run = desk.diff(&["before.json", "after.json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.contains("one of the two holds no digests of the cited files"), "{}", run.out);
}

#[test]
fn pseudonyms_beside_names_are_told() {
    let desk = Desk::new();
    desk.keep("before.json", &example("retail/complete"), &[]);
    desk.keep("after.json", &example("retail/complete"), &["--redact"]);
    assert!(desk.told(&[]).contains("only one of the two has pseudonyms instead of names"));
    desk.keep("before.json", &example("retail/incomplete"), &["--redact"]);
    let told = desk.told(&["--format", "markdown"]).to_lowercase();
    assert!(!told.contains("freshlane") && !told.contains("yunhe"), "{told}");
}

#[test]
fn the_cited_files_are_kept_with_their_digests() {
    use sha2::{Digest, Sha256};
    let desk = changed(|_| {});
    let one = desk.json("before.json")["assessments"][0].clone();
    let index = one["index"].as_array().expect("an index");
    assert!(index.len() > 20, "{index:?}");
    for file in index {
        let bytes =
            std::fs::read(example("retail/complete").join(file["path"].as_str().expect("a path"))).expect("there");
        let digest = Sha256::digest(&bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"));
        assert_eq!((file["size"].as_u64(), &file["sha256"]), (Some(bytes.len() as u64), &json!(digest)));
    }
}

#[test]
fn a_gate_that_lets_pass_what_is_not_met_is_told() {
    let desk = changed(|_| {});
    let mut document = desk.json("after.json");
    document["assessments"][0]["passes"] = json!(false);
    desk.write("after.json", &document);
    let run = desk.diff(&["before.json", "after.json"]);
    assert!(run.out.contains("• gate: passes → closed\n"), "{}", run.out);
}

#[test]
fn gaps_that_are_alike_are_counted() {
    let desk = changed(|_| {});
    let gap = json!({"criterion": "C-2.3.rto", "case_study": null, "code": "fact.missing",
        "what": "RTO: not stated", "file": "competency.toml", "field": null});
    let mut moved = gap.clone();
    moved["what"] = json!("recovery time objective: not stated");
    let mut document = desk.json("before.json");
    let mut write = |name: &str, gaps: &[&Value]| {
        document["assessments"][0]["gaps"] = json!(gaps);
        desk.write(name, &document);
    };
    write("before.json", &[&gap, &gap]);
    write("after.json", &[&gap, &gap, &gap]);
    assert!(desk.told(&[]).contains("\n1 new gap\n"));
    write("after.json", &[&moved, &gap]);
    assert_eq!(desk.diff(&["before.json", "after.json"]).status, 0, "reworded, it is the same gap");
    let with_id = |id: &str| {
        let mut gap = moved.clone();
        gap["id"] = json!(id);
        gap
    };
    write("before.json", &[&with_id("a"), &with_id("a-2")]);
    write("after.json", &[&with_id("a"), &with_id("b")]);
    assert!(desk.told(&[]).contains("\n1 new gap, 1 gap closed\n"), "by their ids");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let desk = changed(|_| {});
    let file = |name: &str, bytes: &[u8]| desk.0.write(name, bytes);
    file("broken.json", b"{\"schema_version\": 1,\n  \"assessments\": [}");
    file("other.json", b"{\"schema_version\": 1,\n  \"assessments\": 3}");
    file("newer.json", b"{\"schema_version\": 2, \"assessments\": []}");
    file("deep.json", format!("{{\"schema_version\": 1, \"assessments\": {}", "[".repeat(1_000_000)).as_bytes());
    file("deeper.json", format!("{{\"x\": {}", "{\"a\":".repeat(1_000_000)).as_bytes());
    file("empty.json", b"");
    let twice = desk.0.read("before.json").replacen("\"passes\": true", "\"passes\": true, \"passes\": false", 1);
    file("twice.json", twice.as_bytes());
    let large = std::fs::File::create(desk.0.path().join("large.json")).expect("made");
    large.set_len(65 * 1024 * 1024).expect("long");
    for (args, says) in [
        (&["before.json", "retail@1.0"][..], "before.json is an assessment and retail@1.0 is a checklist"),
        (&["next.yaml", "after.JSON"], "after.JSON is an assessment and next.yaml is a checklist"),
        (&["before.json", "gone.json"], "there is no file gone.json"),
        (&["before.json", "."], ". is a checklist: compare two of a kind"),
        (&["before.json", "broken.json"], "not valid JSON here\n --> broken.json:2:19"),
        (&["before.json", "empty.json"], "not valid JSON here"),
        (&["before.json", "other.json"], "this is not what `check --format json` writes\n --> other.json:2:18"),
        (&["newer.json", "after.json"], "written in form 2 by a newer version of this program; this one knows form 1"),
        (&["before.json", "deep.json"], "here\n --> deep.json:1:"),
        (&["before.json", "deeper.json"], "here\n --> deeper.json:1:"),
        (&["before.json", "twice.json"], "this is not what `check --format json` writes\n  --> twice.json:"),
        (&["before.json", "large.json"], "large.json is larger than 64 MiB"),
        (&["before.json", "after.json", "--evidence", "."], "--evidence is for two checklists"),
        (&["retail", "retail", "--format", "markdown"], "--format markdown is for two assessments, not for checklists"),
        (&["before.json", "after.json", "--format", "json"], "`json` is not an allowed value of `--format`"),
    ] {
        let run = desk.diff(args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    let both = desk.diff(&["broken.json", "other.json"]);
    assert!(both.err.contains("broken.json:2") && both.err.contains("other.json:2"), "{}", both.err);
    let chinese = desk.diff(&["newer.json", "after.json", "--lang", "zh"]);
    assert!(chinese.err.contains("由本程序的较新版本以格式 2 写成"), "{}", chinese.err);
}

#[test]
fn what_a_shell_of_windows_writes_is_read() {
    let desk = changed(|_| {});
    let utf16 = desk.0.read("before.json").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    desk.0.write("before.json", [vec![0xff, 0xfe], utf16].concat());
    assert_eq!(desk.diff(&["before.json", "after.json"]).status, 0);
}

#[test]
fn words_that_a_format_obeys_are_handed_on_as_words() {
    let desk = Desk::new();
    desk.keep("before.json", &example("retail/complete"), &["--only", "P-1.1,P-1.2"]);
    desk.keep("after.json", &example("retail/complete"), &["--only", "P-1.1,P-1.2"]);
    let after = desk.json("after.json");
    let document = |words: &str| {
        let mut document = after.clone();
        let one = &mut document["assessments"][0];
        for (pointer, value) in [
            ("/partner", words),
            ("/title", words),
            ("/case_studies/0/slug", words),
            ("/requirements/0/title", words),
            ("/requirements/0/verdict", "not-met"),
        ] {
            *one.pointer_mut(pointer).expect(pointer) = json!(words.replace(words, value));
        }
        let gap = json!({"criterion": words, "case_study": words, "code": words, "what": words, "file": words, "field": words});
        one["gaps"] = json!([gap]);
        let place = json!({"file": words});
        let cited = json!({"place_at": place, "quote": words, "note": null});
        one["requirements"][1]["criteria"] = json!([{"findings": [{"citations": [cited]}]}]);
        document
    };
    for words in HOSTILE.into_iter().chain(BREAKING) {
        desk.write("hostile.json", &document(words));
        let breaks = BREAKING.contains(&words);
        for (format, width) in [("human", "2000"), ("markdown", "80"), ("human", "40")] {
            let mut command = binary();
            command.env("COLUMNS", width).env("GITHUB_ACTIONS", "true").current_dir(desk.0.path());
            let run = finish(command.args(["diff", "before.json", "hostile.json", "--format", format]));
            assert_eq!((run.status, run.err.as_str()), (1, ""), "{words:?}");
            let is_raw = run.out.contains(['\u{1b}', '\r', '\u{202e}']) || breaks && run.out.contains(words);
            assert!(!is_raw, "{format} hands on {words:?}: {}", run.out);
            let stopped = run.out.starts_with("::stop-commands::");
            let obeyed = run.out.lines().find(|line| runner::command(line).is_some());
            assert!(stopped || obeyed.is_none(), "{format}: {obeyed:?}");
            let seen = if format == "markdown" { seen_in_markdown(&run.out) } else { run.out };
            let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                breaks || width == "40" || folded(&seen).contains(&folded(words)),
                "{format} changes {words:?}:\n{seen}"
            );
        }
    }
}

#[test]
fn what_a_hostile_folder_says_is_compared() {
    for name in ["[no](https://evil.example) <b>", "a\u{1b}[2Jb"] {
        let (desk, folder) = (Desk::new(), called(name));
        desk.keep("before.json", &folder.path().join("evidence"), &["--program", "retail"]);
        folder.write("evidence/attestations.toml", "");
        desk.keep("after.json", &folder.path().join("evidence"), &["--program", "retail"]);
        let told = desk.told(&["--format", "markdown"]);
        assert!(!told.contains('\u{1b}') && seen_in_markdown(&told).contains("P-1.1"), "{told}");
    }
}
