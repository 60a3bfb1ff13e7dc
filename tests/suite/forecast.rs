//! The forecast: it says of every later day what judging on that day says, and `check --until` is held to it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use competency::assessment::{Assessment, Turn, Verdict};
use competency::checklist::Library;
use rayon::prelude::*;
use serde_json::Value;

use super::calendar::{Component, calendar};
use super::escaping::{BREAKING, HOSTILE};
use super::folder::{AS_OF, Folder, programs};
use super::run::{Run, run_in};

/// How many days lie between two that are judged beside the days of change; 1 judges them all, which takes minutes.
const STEP: u64 = 183;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn verdicts(assessment: &Assessment<'_>) -> BTreeMap<String, String> {
    let kind = |verdict: &Verdict| match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "not-met",
        Verdict::NotApplicable(_) => "not-applicable",
    };
    assessment.rows.iter().map(|row| (row.key.to_owned(), kind(&row.verdict).to_owned())).collect()
}

/// The verdicts that a forecast says for a later day.
fn foretold(assessment: &Assessment<'_>, on: NaiveDate) -> BTreeMap<String, String> {
    let mut rows: BTreeMap<_, _> = assessment.rows.iter().map(|row| (row.key, row.verdict.clone())).collect();
    for change in assessment.forecast.changes.iter().filter(|change| change.day <= on) {
        let Turn::Row { key, from, to, .. } = &change.what else { continue };
        let before = rows.insert(key, to.clone()).expect("a row of the checklist");
        assert_eq!(std::mem::discriminant(&before), std::mem::discriminant(from), "{key} on {}", change.day);
    }
    let mut told = assessment.clone();
    told.rows.iter_mut().for_each(|row| row.verdict = rows[row.key].clone());
    verdicts(&told)
}

/// Judges a folder on later days, and on both sides of every change: all of it is as the forecast says.
fn require_true(folder: &Folder, library: &Library, program: &str, as_of: &str, step: u64) -> usize {
    let today = folder.assess(library, program, as_of);
    let last = day(as_of) + Days::new(2 * 366);
    let changes = today.forecast.changes.iter().map(|change| change.day).filter(|day| *day <= last);
    let steps = (1..).map(|number| day(as_of) + Days::new(number * step)).take_while(|day| *day <= last);
    let mut days: Vec<_> = changes.flat_map(|day| [day - Days::new(1), day]).chain(steps).collect();
    days.sort_unstable();
    days.dedup();
    for on in days {
        let judged = folder.assess(library, program, &on.to_string());
        assert_eq!(verdicts(&judged), foretold(&today, on), "{program} on {on}");
    }
    today.forecast.changes.len()
}

/// A program of our own, in which every kind of date has a row.
const BEACON: &str = r#"
program: beacon
version: "2026-01"
title: {en: Beacon, fr: Balise, zh: 信标}
released: 2026-01-01
hand_in: {route: portal, to: The harbour}
facts:
  partner:
    - field: lit
      type: date
      label: {en: first lighting, fr: premier allumage, zh: 首次点亮}
      hint: {en: the first night, fr: la première nuit, zh: 首夜}
    - field: paid
      type: date
      label: {en: payment date, fr: date de paiement, zh: 付款日期}
      hint: {en: the day of payment, fr: le jour du paiement, zh: 付款当天}
requirements:
ROWS"#;

/// The rows of it, each with one rule.
const RULES: [(&str, &str); 6] = [
    ("B-1", "{dated: {field: lit, within: 18 months}}"),
    ("B-2", "{attested: {}}"),
    ("B-3", "{not: {dated: {field: lit, within: 12 months}}}"),
    ("B-4", "{follows: B-1.it}"),
    ("B-5", "{due: {field: paid, by: {field: lit, plus: 30 days}}}"),
    ("B-6", "{any: [{dated: {field: paid, past: true}}, {dated: {field: lit, ahead: true}}]}"),
];

/// A folder for it, first lit on a day, and with the attestations that are given as `from until who`.
fn beacon(lit: &str, attestations: &[(&str, &str, &str)]) -> Folder {
    let folder = Folder::empty();
    let three = |text: &str| format!("{{en: {text}, fr: {text}, zh: {text}}}");
    let rows = RULES.iter().map(|(key, rule)| {
        let (title, it) = (three(&format!("Row {key}")), three("It holds."));
        format!(
            "  - key: {key}\n    title: {title}\n    question: {it}\n    passes: {it}\n    refused: {it}\n    \
             criteria: [{{id: it, statement: {it}, of: partner, rule: {rule}}}]\n"
        )
    });
    folder.write("checklists/beacon.yaml", BEACON.replace("ROWS", &rows.collect::<String>()));
    folder.write(
        "evidence/competency.toml",
        format!("checklists = \"../checklists\"\n[partner]\nname = \"Keepers\"\nlit = {lit}\n[program.beacon]\n"),
    );
    let entries = attestations.iter().map(|(from, until, who)| {
        let who = serde_json::to_string(who).expect("a text");
        let until = if until.is_empty() { String::new() } else { format!("until = {until}\n") };
        format!(
            "[[attestation]]\nprogram = \"beacon\"\nrequirement = \"B-2\"\nsubject = \"partner\"\nwho = {who}\n\
             role = \"Keeper\"\ndate = {from}\n{until}statement = \"The lamp burns every night of the year.\"\n"
        )
    });
    folder.write("evidence/attestations.toml", entries.collect::<String>());
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    run_in(folder.path(), &[args, &["evidence"]].concat())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
}

/// What a forecast says, a line for each change.
fn changes(folder: &Folder, as_of: &str) -> Vec<String> {
    let told = json(&run(folder, &["forecast", "--as-of", as_of, "--format", "json"]));
    let changes = told["forecasts"][0]["changes"].as_array().expect("a list").clone();
    let line = |change: &Value| {
        let why = change["why"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|why| format!(" {}", why["of"].as_str().expect("a text")));
        let text = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}{}", text("day"), text("key"), text("to"), why.collect::<String>())
    };
    changes.iter().map(line).collect()
}

#[test]
fn each_kind_of_date_changes_its_row_on_its_day() {
    // Eighteen months from 31 August end with February, which has 29 days in 2028; a year ends with December.
    let folder = beacon("2026-08-31", &[("2026-09-01", "2026-12-31", "Ann"), ("2027-02-01", "2027-02-28", "Bo")]);
    assert_eq!(
        changes(&folder, "2026-09-15"),
        [
            "2026-10-01 B-5 not-met payment date",
            "2027-01-01 B-2 not-met attestation by Ann",
            "2027-02-01 B-2 met attestation by Bo",
            "2027-03-01 B-2 not-met attestation by Bo",
            "2027-09-01 B-3 met first lighting + 12 months",
            "2028-03-01 B-1 not-met first lighting + 18 months",
            "2028-03-01 B-4 not-met see B-1.it",
        ]
    );
    // Eighteen months from 28 February last until the end of August.
    let leap = changes(&beacon("2027-02-28", &[]), "2027-03-01");
    assert!(leap.contains(&"2028-09-01 B-1 not-met first lighting + 18 months".to_owned()), "{leap:?}");
    let ahead = beacon("2026-09-20", &[("2026-09-20", "", "Cy")]);
    ahead.edit("evidence/competency.toml", "[program", "paid = 2026-10-05\n[program");
    let told = changes(&ahead, "2026-09-15");
    assert_eq!(
        told[..6],
        [
            "2026-09-20 B-1 met first lighting + 18 months",
            "2026-09-20 B-2 met attestation by Cy",
            "2026-09-20 B-3 not-met first lighting + 12 months",
            "2026-09-20 B-4 met",
            "2026-09-21 B-6 not-met first lighting",
            "2026-10-05 B-6 met payment date",
        ]
    );
    for (folder, as_of) in [(&folder, "2026-09-15"), (&ahead, "2026-09-01")] {
        let library = Library::with_own(&folder.path().join("checklists")).expect("it is right");
        require_true(folder, &library, "beacon", as_of, 7);
    }
}

#[test]
fn every_later_day_is_as_foretold() {
    let library = Library::shipped();
    let programs = programs();
    let examples = programs.iter().map(|program| (format!("{program}/complete"), program.as_str(), AS_OF));
    let examples: Vec<_> = examples.chain([("retail/incomplete".to_owned(), "retail", "2026-08-17")]).collect();
    let changes: usize = examples
        .par_iter()
        .map(|(example, program, as_of)| require_true(&Folder::copy_of(example), &library, program, as_of, STEP))
        .sum();
    assert!(changes > 20, "{changes}");
}

#[test]
fn a_result_says_until_when_it_holds() {
    let folder = beacon("2026-06-30", &[("2026-09-01", "2026-12-31", "Ann")]);
    folder.edit("evidence/competency.toml", "[program", "paid = 2026-07-05\n[program");
    let check = |more: &[&str]| run(&folder, &[&["check", "--as-of", "2027-08-01"], more].concat());
    // On that day the attestation has lapsed already: what holds is the rest.
    let told = check(&[]);
    assert!(told.out.contains("Every Met holds until 2027-12-31; from 2028-01-01 on: B-1"), "{}", told.out);
    let earlier = run(&folder, &["check", "--as-of", "2026-11-16"]);
    let sentence = "Every Met holds until 2026-12-31; from 2027-01-01 on: B-2 turns Not met\n(attestation by Ann)";
    assert!(earlier.out.contains(sentence), "{}", earlier.out);
    let told = json(&run(&folder, &["check", "--as-of", "2026-11-16", "--format", "json"]));
    let told = &told["assessments"][0];
    assert_eq!((told["valid_until"].as_str(), told["gate"]["until"].as_str()), (Some("2026-12-31"), None));
    assert_eq!(told["forecast"][0]["day"], "2027-01-01");
    let alone = json(&run(&folder, &["check", "--as-of", "2026-11-16", "--format", "json", "--only", "B-5"]));
    assert_eq!(alone["assessments"][0]["valid_until"], Value::Null);
    let alone = run(&folder, &["check", "--as-of", "2026-11-16", "--only", "B-5"]);
    assert!(alone.out.contains("No date in the folder ends what is met."), "{}", alone.out);
}

#[test]
fn the_gate_holds_until_a_day() {
    let folder = beacon("2026-06-30", &[("2026-09-01", "2026-12-31", "Ann")]);
    folder.edit("evidence/competency.toml", "[program", "paid = 2026-07-05\n[program");
    let check = |until: &str, more: &[&str]| {
        run(&folder, &[&["check", "--as-of", "2026-11-16", "--only", "B-1,B-2,B-5", "--until", until], more].concat())
    };
    // Asked twice: the second answer is recalled.
    for _ in 0..2 {
        for (until, status) in [("2026-11-16", 0), ("2026-12-31", 0), ("2027-01-01", 1), ("2029-01-01", 1)] {
            let told = check(until, &[]);
            assert_eq!(told.status, status, "{until}: {}", told.out);
        }
    }
    let told = check("2027-01-01", &["--quiet"]);
    let gate = "Gate: closed by 1 thing that holds today, but not long enough";
    assert_eq!(told.out, format!("READY — 3 of 3 met, 0 not met, 0 not applicable — {gate}\n"));
    let told = check("2029-01-01", &[]).out.replace('\n', " ");
    assert!(told.contains("Gate: closed by 2 things that hold today, but not long enough"), "{told}");
    assert!(
        told.contains("It does not hold until 2029-01-01, which is asked for. 2027-01-01: B-2 turns Not met"),
        "{told}"
    );
    assert!(told.contains("competency forecast --program beacon --as-of 2026-11-16 evidence"), "{told}");
    assert!(check("2026-12-31", &[]).out.contains("It still holds on 2026-12-31, as asked for."));
    let told = json(&check("2027-01-01", &["--format", "json"]));
    let told = &told["assessments"][0];
    assert_eq!((told["passes"].as_bool(), told["ready"].as_bool()), (Some(false), Some(true)));
    assert_eq!(told["gate"]["until"], "2027-01-01");
    assert_eq!(
        (told["gate"]["falling"][0]["key"].as_str(), told["gate"]["falling"].as_array().map(Vec::len)),
        (Some("B-2"), Some(1))
    );
    // Programs that read a report find what closed the gate in it.
    for format in ["junit", "github", "sarif"] {
        let falls = |until: &str| {
            let told = check(until, &["--format", format]).out;
            (told.matches("2027-01-01: B-2 turns Not met").count(), told)
        };
        assert_eq!(falls("2026-12-31").0, 0, "{format}");
        let (count, told) = falls("2027-01-01");
        let (least, says) = match format {
            "junit" => (3, "<failure type=\"falling\" message=\"2027-01-01: B-2 turns Not met"),
            "github" => (2, "::error title=beacon@2026-01 B-2::2027-01-01: B-2 turns Not met"),
            _ => (2, "\"level\": \"error\""),
        };
        assert_eq!((count, told.contains(says)), (least, true), "{format}: {told}");
    }
    let failed = |until: &str| {
        let told = check(until, &["--format", "junit"]).out;
        let head = told.lines().nth(1).expect("a head").to_owned();
        (head, told.matches("<failure ").count())
    };
    let head = |failures| format!("<testsuites name=\"competency\" tests=\"3\" failures=\"{failures}\" errors=\"0\">");
    assert_eq!(failed("2026-12-31"), (head(0), 0));
    assert_eq!(failed("2027-01-01"), (head(1), 1));
    // So many days from the day of judging are a day as well.
    for (days, status) in [("expiring=45", 0), ("expiring=46", 1)] {
        let told = run(&folder, &["check", "--as-of", "2026-11-16", "--only", "B-1,B-2,B-5", "--fail-on", days]);
        assert_eq!(told.status, status, "{days}: {}", told.out);
    }
    let before = check("2026-11-15", &[]);
    assert_eq!((before.status, before.out.as_str()), (2, ""));
    assert!(before.err.contains("--until 2026-11-15 lies before 2026-11-16"), "{}", before.err);
}

#[test]
fn a_checklist_that_aws_no_longer_accepts_ends_the_result() {
    let folder = beacon("2026-06-30", &[]);
    let text = folder.read("checklists/beacon.yaml");
    folder.write("checklists/beacon.yaml", text.replace("hand_in:", "usable_until: 2026-12-15\nhand_in:"));
    let check =
        |as_of: &str, until: &str| run(&folder, &["check", "--only", "B-1", "--as-of", as_of, "--until", until]);
    let told = check("2026-11-16", "2026-12-16");
    assert_eq!(told.status, 1);
    let sentence = "Every Met holds until 2026-12-15; from 2026-12-16 on: AWS no longer accepts\nbeacon@2026-01";
    assert!(told.out.contains(sentence), "{}", told.out);
    assert_eq!(check("2026-11-16", "2026-12-15").status, 0);
    let asked = ["check", "--only", "B-1", "--as-of", "2026-11-16", "--until", "2026-12-16", "--format", "junit"];
    let told = run(&folder, &asked).out;
    assert!(told.contains("tests=\"2\" failures=\"1\""), "{told}");
    assert!(told.contains("<testcase name=\"beacon@2026-01 "), "{told}");
    assert!(told.contains("<failure type=\"falling\" message=\"2026-12-16: AWS no longer accepts"), "{told}");
    // What has lapsed is said as such, and changes no more.
    let told = check("2026-12-16", "2026-12-20");
    assert_eq!(told.status, 0, "{}", told.out);
    assert!(told.out.contains("that day has passed"), "{}", told.out);
    assert_eq!(changes(&folder, "2026-11-16")[0], "2026-12-16 - -");
}

#[test]
fn a_waiver_that_ends_is_foretold_and_lets_pass_no_longer() {
    let folder = beacon("2026-06-30", &[]);
    let text = folder.read("evidence/competency.toml");
    let waiver = "[[waiver]]\nprogram = \"beacon\"\nrequirement = \"B-2\"\napprover = \"Dee\"\nuntil = 2026-12-31\n\
                  reason = \"The keeper is on leave until the new year.\"\n";
    folder.write("evidence/competency.toml", text + waiver);
    assert!(changes(&folder, "2026-11-16").contains(&"2027-01-01 B-2 -".to_owned()));
    let check = |until: &str| {
        let asked = ["check", "--as-of", "2026-11-16", "--only", "B-1,B-2", "--allow-waived", "--until", until];
        run(&folder, &asked)
    };
    assert_eq!(check("2026-12-31").status, 0);
    let told = check("2027-01-01");
    assert_eq!(told.status, 1, "{}", told.out);
    let told = told.out.replace('\n', " ");
    assert!(told.contains("2027-01-01: the waiver of B-2 by Dee ends"), "{told}");
    // What the waiver covers is not met: nothing that holds ends with it.
    assert!(told.contains("Every Met holds until 2027-12-31"), "{told}");
}

#[test]
fn a_calendar_holds_every_change() {
    let folder = beacon("2026-08-31", &[("2026-09-01", "2026-12-31", "Ann")]);
    let ics = |more: &[&str]| {
        let told = run(&folder, &[&["forecast", "--as-of", "2026-09-15", "--format", "ics"], more].concat());
        assert_eq!(told.status, 0, "{}", told.err);
        told.out
    };
    let first = calendar(&ics(&[]));
    let days: Vec<_> = first.inner.iter().map(|event| (event.day("DTSTART"), event.day("DTEND"))).collect();
    assert_eq!(days[1], ("2027-01-01".to_owned(), "2027-01-02".to_owned()));
    assert_eq!(first.inner[1].text("SUMMARY"), "Beacon: B-2 turns Not met");
    assert_eq!(first.inner[1].text("DESCRIPTION"), "Row B-2\nattestation by Ann\nPartner: Keepers\nAs of 2026-09-15");
    assert_eq!(first.inner[1].inner[0].raw("TRIGGER"), "-P30D");
    assert!(first.inner[2].inner.is_empty(), "nobody is reminded of a row that turns Met");
    // The same event in every language and on every day of judging, and after the day has moved.
    let ids = |calendar: &Component| calendar.inner.iter().map(|event| event.raw("UID")).collect::<Vec<_>>();
    assert_eq!(ids(&calendar(&ics(&["--lang", "zh"]))), ids(&first));
    assert_eq!(ics(&[]), ics(&[]));
    folder.edit("evidence/attestations.toml", "until = 2026-12-31", "until = 2027-01-31");
    let moved = calendar(&ics(&[]));
    assert_eq!((ids(&moved), moved.inner[1].day("DTSTART").as_str()), (ids(&first), "2027-02-01"));
    // A calendar must hold something.
    let told = run(&folder, &["forecast", "--as-of", "2030-01-01", "--format", "ics", "--output", "x.ics"]);
    assert_eq!((told.status, told.out.as_str()), (0, ""));
    let empty = calendar(&folder.read("x.ics"));
    assert_eq!(empty.inner[0].name, "VJOURNAL");
    assert_eq!(empty.inner[0].text("SUMMARY"), "No date in the folder changes any verdict.");
}

#[test]
fn no_name_breaks_out_of_a_calendar() {
    let more = [
        "a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:no",
        "a\r\nDTSTART:20200101",
        "one;two,three\\four\\n",
        "限公".repeat(60).leak(),
    ];
    for name in HOSTILE.into_iter().chain(BREAKING).chain(more) {
        let folder = beacon("2026-08-31", &[("2026-09-01", "2026-12-31", name)]);
        let partner = serde_json::to_string(name).expect("a text");
        folder.edit("evidence/competency.toml", "\"Keepers\"", &partner);
        let told = run(&folder, &["forecast", "--as-of", "2026-09-15", "--format", "ics"]);
        let told = calendar(&told.out);
        assert_eq!(told.inner.len(), 5, "{name:?}");
        let said = told.inner[1].text("DESCRIPTION");
        let shown = competency::source::printable(name);
        assert_eq!(said, format!("Row B-2\nattestation by {shown}\nPartner: {shown}\nAs of 2026-09-15"), "{name:?}");
    }
}

#[test]
fn a_redacted_forecast_tells_no_customer() {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of("retail/complete").path(), folder.path().join("evidence")).expect("moved");
    let study = "evidence/case-studies/freshlane/case-study.md";
    let text = folder.read(study);
    let completed = text.lines().find(|line| line.starts_with("completed:")).expect("a date").to_owned();
    folder.edit(study, &completed, "completed: 2025-08-31");
    for format in ["human", "json", "ics"] {
        let said = |more: &[&str]| {
            let asked = ["forecast", "--program", "retail", "--as-of", AS_OF, "--format", format];
            run(&folder, &[&asked[..], more].concat()).out.replace("\r\n ", "").to_lowercase()
        };
        assert!(said(&[]).contains("freshlane"), "{format}");
        let redacted = said(&["--redact"]);
        assert!(!redacted.contains("freshlane") && redacted.contains("customer-1"), "{format}: {redacted}");
    }
}
