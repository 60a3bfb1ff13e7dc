//! The policy of the gate: waivers, rows that do not apply, what it fails on, the baseline.

use serde_json::Value;

use super::folder::{AS_OF, Folder};
use super::run::{Run, run_in};

fn check(folder: &Folder, args: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--program", "retail", "--as-of", AS_OF][..], args, &["."]].concat())
}

fn json(folder: &Folder, args: &[&str]) -> Value {
    let run = check(folder, &[&["--format", "json"], args].concat());
    serde_json::from_str::<Value>(&run.out).expect("JSON")["assessments"][0].take()
}

fn verdict(assessment: &Value, key: &str) -> String {
    let rows = assessment["requirements"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["key"] == key).expect(key);
    row["verdict"].as_str().expect("a word").to_owned()
}

/// The complete example with one gap: C-2.3 of harbour-and-hale.
fn with_a_gap() -> Folder {
    let folder = Folder::copy_of("retail/complete");
    let file = "case-studies/harbour-and-hale/case-study.md";
    folder.write(file, folder.read(file).replacen(" rto: 2 min,", "", 1));
    folder
}

fn add(folder: &Folder, settings: &str) {
    folder.write("competency.toml", folder.read("competency.toml") + "\n" + settings);
}

fn waiver(requirement: &str, until: &str) -> String {
    format!(
        "[[waiver]]\nprogram = \"retail\"\nrequirement = \"{requirement}\"\napprover = \"Maarten Dijkhuis\"\n\
         reason = \"AWS agreed to a later number\"\nuntil = {until}\n"
    )
}

#[test]
fn a_waived_row_stays_not_met_and_passes_only_when_asked() {
    let folder = with_a_gap();
    assert_eq!(check(&folder, &["--allow-waived"]).status, 1, "no waiver, no pass");
    add(&folder, &waiver("C-2.3", "2026-12-31"));
    let without = check(&folder, &[]);
    assert_eq!(without.status, 1);
    let with = check(&folder, &["--allow-waived"]);
    assert_eq!(with.status, 0, "{}", with.out);
    assert!(with.out.starts_with("NOT READY — 23 of 24 met, 1 not met"), "{}", with.out);
    for run in [&without, &with] {
        let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("Waived by Maarten Dijkhuis until 2026-12-31 (UTC)"), "{told}");
        assert!(told.contains("C-2.3, 1 gap: AWS agreed to a later number"), "{told}");
    }
    let assessment = json(&folder, &["--allow-waived"]);
    assert_eq!(verdict(&assessment, "C-2.3"), "not-met");
    assert_eq!((&assessment["ready"], &assessment["passes"]), (&Value::Bool(false), &Value::Bool(true)));
    assert_eq!(assessment["gate"]["waived"], 1);
    let page = run_in(folder.path(), &["export", "--program", "retail", "--as-of", AS_OF, "."]);
    assert_eq!(page.status, 1, "a page has no flag that lets it pass");
    assert!(page.out.contains("Waived by Maarten Dijkhuis"), "{}", page.out);
}

#[test]
fn a_waiver_lapses_and_covers_what_it_names_and_no_more() {
    for (requirement, until, subject, status) in [
        ("C-2.3.rto", "2026-11-16", "", 0),
        ("C-2.3.rto", "2026-11-15", "", 1),
        ("c-2.3", "2026-12-31", "subject = \"harbour-and-hale\"\n", 0),
        ("C-2.3", "2026-12-31", "subject = \"maison-tilleul\"\n", 1),
        ("C-2.3", "2026-12-31", "subject = \"partner\"\n", 1),
        ("C-2.3.rpo", "2026-12-31", "", 1),
        ("C-2.4", "2026-12-31", "", 1),
    ] {
        let folder = with_a_gap();
        add(&folder, &(waiver(requirement, until) + subject));
        let run = check(&folder, &["--allow-waived"]);
        assert_eq!(run.status, status, "{requirement} {until} {subject}: {}", run.out);
    }
    let folder = with_a_gap();
    add(&folder, &waiver("C-2.3", "2026-11-15"));
    assert!(check(&folder, &["--allow-waived"]).out.contains("lapsed"));
    let whole = Folder::copy_of("retail/complete");
    add(&whole, &waiver("C-2.3", "2026-12-31"));
    assert!(check(&whole, &[]).out.contains("covers nothing"), "a waiver that nobody needs is said");
}

#[test]
fn a_gap_that_is_told_elsewhere_is_waived_with_it() {
    let folder = Folder::copy_of("retail/complete");
    let file = "case-studies/maison-tilleul/case-study.md";
    let text = folder.read(file);
    let (before, rest) = text.split_once("\npublic:\n").expect("it is public");
    let (_, after) = rest.split_once("\necommerce:").expect("what comes next");
    folder.write(file, format!("{before}\necommerce:{after}"));
    add(&folder, &waiver("P-2.2", "2026-12-31"));
    let assessment = json(&folder, &["--allow-waived"]);
    assert_eq!((verdict(&assessment, "P-2.1"), verdict(&assessment, "P-2.2")), ("not-met".into(), "not-met".into()));
    assert_eq!(assessment["passes"], true, "{:#}", assessment["gaps"]);
}

/// The complete example, in which nobody says whether cards are handled.
fn silent_on_cards() -> Folder {
    let folder = Folder::copy_of("retail/complete");
    for entry in std::fs::read_dir(folder.path().join("case-studies")).expect("readable") {
        let file = entry.expect("readable").path().join("case-study.md");
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let is_about_cards = |line: &&str| line.starts_with("ecommerce:") || line.starts_with("cardholder_data:");
        let kept: Vec<_> = text.lines().filter(|line| !is_about_cards(line)).collect();
        std::fs::write(file, kept.join("\n")).expect("writable");
    }
    folder
}

const NOT_APPLICABLE: &str = "[[not_applicable]]\nprogram = \"retail\"\nrequirement = \"C-2.12\"\n\
                              reason = \"No engagement touches card data\"\n";

#[test]
fn what_does_not_apply_needs_facts_that_leave_it_open() {
    let folder = silent_on_cards();
    assert_eq!(verdict(&json(&folder, &[]), "C-2.12"), "not-met", "silence is a gap");
    add(&folder, NOT_APPLICABLE);
    let assessment = json(&folder, &[]);
    assert_eq!(verdict(&assessment, "C-2.12"), "not-applicable");
    assert_eq!(verdict(&assessment, "C-2.13"), "not-met", "it was said of one row");
    assert!(check(&folder, &[]).out.contains("C-2.12"));
    let page = run_in(folder.path(), &["export", "--program", "retail", "--as-of", AS_OF, "."]).out;
    assert!(page.contains("declared by the partner: No engagement touches card data"), "{page}");

    let folder = Folder::copy_of("retail/complete");
    add(&folder, NOT_APPLICABLE);
    let assessment = json(&folder, &[]);
    assert_eq!(verdict(&assessment, "C-2.12"), "met", "a fact outweighs the partner's word");
    let remark = assessment["remarks"].to_string();
    assert!(remark.contains("C-2.12 is said not to apply") && remark.contains("competency.toml"), "{remark}");
}

#[test]
fn a_fact_that_nobody_likes_is_not_said_away() {
    let folder = Folder::copy_of("retail/complete");
    folder.edit("case-studies/harbour-and-hale/cardholder-network.drawio", "<mxfile", "<nofile");
    let before = verdict(&json(&folder, &[]), "C-2.12");
    add(&folder, NOT_APPLICABLE);
    assert_eq!((before.as_str(), verdict(&json(&folder, &[]), "C-2.12").as_str()), ("not-met", "not-met"));
}

#[test]
fn mistakes_in_the_settings_are_told_all_at_once() {
    let folder = Folder::copy_of("retail/complete");
    add(
        &folder,
        "[gate]\nfail_on = [\"gaps\", \"expiring=soon\"]\nbaselin = \"x\"\n\n\
         [[waiver]]\nprogram = \"retial\"\nrequirement = \"C-2.3\"\napprover = \"A\"\nreason = \"TBD\"\nuntil = 2026-12-31\n\n\
         [[waiver]]\nprogram = \"retail\"\nrequirement = \"C-2.33\"\napprover = \"A\"\nreason = \"later\"\nuntil = soon\n\n\
         [[waiver]]\nprogram = \"retail\"\nrequirement = \"C-2.3\"\n\n\
         [[not_applicable]]\nprogram = \"retail\"\nrequirement = \"C-2.5\"\nreason = \"没有做灾难恢复\"\nwho = \"A\"\n\n\
         [[not_applicable]]\nprogram = \"map-ppi\"\nrequirement = \"PPI-1\"\nreason = \"not in this program year\"\n",
    );
    let run = check(&folder, &[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    // TOML that cannot be read is told first.
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("error_gate_toml", run.err);
        folder.write("competency.toml", folder.read("competency.toml").replace("until = soon", "until = \"soon\""));
        insta::assert_snapshot!("error_gate", check(&folder, &[]).err);
    });
    let folder = Folder::copy_of("retail/complete");
    add(&folder, &(waiver("C-2.3", "2026-12-31") + "subject = \"harbor-and-hale\"\n"));
    let run = check(&folder, &[]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("did you mean `harbour-and-hale`?"), "{}", run.err);
}

#[test]
fn the_gate_fails_on_what_it_is_told_to() {
    let folder = with_a_gap();
    for (args, status) in [
        (&["--fail-on", "gap"][..], 1),
        (&["--fail-on", "prerequisite"], 0),
        (&["--fail-on", "prerequisite,gap"], 1),
        (&["--fail-on", "prerequisite", "--fail-on", "advice"], 1),
    ] {
        let run = check(&folder, args);
        assert_eq!(run.status, status, "{args:?}: {}", run.out);
        assert!(run.out.starts_with("NOT READY"), "a policy changes no verdict");
    }
    add(&folder, "[gate]\nfail_on = \"prerequisite\"\n");
    assert_eq!(check(&folder, &[]).status, 0);
    assert_eq!(check(&folder, &["--fail-on", "gap"]).status, 1, "the command line outweighs the settings");
    let advised = Folder::copy_of("retail/complete");
    let attestations = advised.read("attestations.toml");
    let reviewed = attestations.split("[[attestation]]").find(|entry| entry.contains("P-4.1")).expect("it is there");
    advised.write("attestations.toml", attestations.replacen(&format!("[[attestation]]{reviewed}"), "", 1));
    assert_eq!((check(&advised, &[]).status, check(&advised, &["--fail-on", "advice"]).status), (0, 1));
    let run = run_in(
        super::folder::example("map-ppi/complete").as_path(),
        &["check", "--program", "map-ppi", "--as-of", AS_OF, "--fail-on", "prerequisite", "."],
    );
    assert_eq!((run.status, run.err.as_str()), (2, "error: map-ppi@2026-06 has no prerequisites to fail on\n"));
}

#[test]
fn a_baseline_lets_old_gaps_pass_and_only_shrinks() {
    let folder = with_a_gap();
    let outside = Folder::empty();
    let file = outside.path().join("baseline.json");
    let baseline = ["--baseline", file.to_str().expect("UTF-8")];
    let update = [&baseline[..], &["--update-baseline"]].concat();
    let missing = check(&folder, &baseline);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("--update-baseline"), "{}", missing.err);

    let first = check(&folder, &update);
    assert_eq!(first.status, 0, "{}", first.out);
    assert!(first.err.ends_with("baseline.json: a baseline of 1 gap\n"), "{}", first.err);
    let known = check(&folder, &baseline);
    assert_eq!(known.status, 0);
    assert!(
        known.out.starts_with("NOT READY") && known.out.contains("1 gap let pass by the baseline"),
        "{}",
        known.out
    );
    assert_eq!(check(&folder, &[]).status, 1, "without it, the gap counts");
    assert_eq!(check(&folder, &[&baseline[..], &["--redact"]].concat()).status, 0);
    let redacted = json(&folder, &[&baseline[..], &["--redact"]].concat());
    assert_eq!((&redacted["passes"], &redacted["gate"]["known"]), (&true.into(), &1.into()));

    let text = folder.read("practice/learning.md");
    folder.remove("practice/learning.md");
    let before = std::fs::read_to_string(&file).expect("it is there");
    let newer = check(&folder, &update);
    assert_eq!(newer.status, 1, "{}", newer.err);
    assert!(newer.err.contains("not added: a baseline only shrinks"), "{}", newer.err);
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), before);

    folder.write("practice/learning.md", text);
    let mended = Folder::copy_of("retail/complete");
    let closed = check(&mended, &baseline);
    assert!(closed.out.contains("1 gap of the baseline is closed"), "{}", closed.out);
    let shrunk = check(&mended, &update);
    assert_eq!(shrunk.status, 0);
    assert!(shrunk.err.contains("1 closed gap taken out"), "{}", shrunk.err);
    assert_eq!(check(&folder, &baseline).status, 1, "it does not grow again");
}

#[test]
fn a_gap_is_the_same_whatever_its_wording_and_its_line() {
    let folder = with_a_gap();
    let ids = |args: &[&str]| -> Vec<String> {
        let gaps = json(&folder, args)["gaps"].take();
        gaps.as_array().expect("gaps").iter().map(|gap| gap["id"].to_string()).collect()
    };
    let english = ids(&[]);
    assert_eq!(english.len(), 1);
    assert_eq!(ids(&["--lang", "zh"]), english);
    let file = "case-studies/harbour-and-hale/case-study.md";
    folder.write(file, folder.read(file).replacen("---\n", "---\n# a line more\n", 1));
    assert_eq!(ids(&[]), english);
}

#[test]
fn what_is_no_baseline_is_refused() {
    let folder = with_a_gap();
    for (text, why) in [
        ("{", "baseline.json:1:1: not a baseline"),
        ("{\"competency_baseline\": 1, \"gaps\": [{\"id\": 3}]}", "baseline.json:1:44: not a baseline"),
        ("{\"competency_baseline\": 2, \"gaps\": []}", "a later version of this program reads"),
        ("[]", "not a baseline"),
    ] {
        let outside = Folder::empty();
        outside.write("baseline.json", text);
        let file = outside.path().join("baseline.json");
        let run = check(&folder, &["--baseline", file.to_str().expect("UTF-8")]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains(why), "{text}: {}", run.err);
    }
    let none = check(&folder, &["--update-baseline"]);
    assert_eq!((none.status, none.out.as_str()), (2, ""));
    assert!(none.err.contains("--baseline FILE"), "{}", none.err);
    let narrowed = check(&folder, &["--baseline", "b.json", "--update-baseline", "--only", "C-2.3"]);
    assert_eq!(narrowed.status, 2, "what was not judged is not closed");
    assert!(!folder.path().join("b.json").exists());
}

#[test]
fn machine_forms_tell_what_is_let_pass() {
    let folder = with_a_gap();
    add(&folder, &waiver("C-2.3", "2026-12-31"));
    let form = |name: &str, args: &[&str]| check(&folder, &[&["--format", name], args].concat()).out;
    let sarif: Value = serde_json::from_str(&form("sarif", &[])).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let gap = results.iter().find(|result| result["ruleId"] == "C-2.3.rto").expect("the gap");
    assert_eq!(gap["suppressions"][0]["status"], "accepted");
    assert!(gap["suppressions"][0]["justification"].to_string().contains("2026-12-31 UTC"));
    assert!(gap.get("baselineState").is_none());
    let github = |args: &[&str]| form("github", args).lines().next().expect("a line").to_owned();
    assert!(github(&[]).starts_with("::error "), "{}", github(&[]));
    assert!(github(&["--allow-waived"]).starts_with("::warning "), "{}", github(&["--allow-waived"]));
    assert!(form("junit", &["--allow-waived"]).contains(r#"failures="1""#), "the row is not met all the same");
    assert!(form("github-summary", &["--allow-waived"]).contains("1 gap let pass by a waiver"));
}
