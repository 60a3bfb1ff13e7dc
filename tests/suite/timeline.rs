//! The dates after an audit or a hand-in: business days, holidays, and what is refused.

use super::calendar::calendar;
use super::folder::Folder;
use super::run::{Run, run_in};

fn run(folder: &Folder, args: &[&str]) -> Run {
    run_in(folder.path(), &[&["timeline"], args].concat())
}

/// The milestones and their days, as `id day`.
fn dates(folder: &Folder, args: &[&str]) -> Vec<String> {
    let told = run(folder, &[args, &["--format", "json"]].concat());
    assert_eq!(told.status, 0, "{}", told.err);
    let told: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let dated = |milestone: &serde_json::Value| format!("{} {}", text(&milestone["id"]), text(&milestone["day"]));
    told["milestones"].as_array().expect("a list").iter().map(dated).collect()
}

#[test]
fn days_are_counted_over_weekends_and_holidays() {
    let folder = Folder::empty();
    let plain =
        ["summary 2026-12-03", "answer 2026-12-10", "report 2026-12-15", "decision 2027-01-12", "renewal 2027-12-01"];
    assert_eq!(dates(&folder, &["lambda", "--audit-date", "2026-12-01"]), plain);
    folder.write("days.txt", "# ours\n2026-12-02\n2026-12-25 # Christmas\n2026-12-28\n2027-01-01\n");
    folder.write(
        "days.ics",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261202\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n\
         DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261229\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n\
         DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    );
    let off =
        ["summary 2026-12-04", "answer 2026-12-11", "report 2026-12-16", "decision 2027-01-18", "renewal 2027-12-01"];
    for file in ["days.txt", "days.ics"] {
        assert_eq!(dates(&folder, &["lambda", "--audit-date", "2026-12-01", "--holidays", file]), off, "{file}");
    }
    // A leap day is a business day, and a year after it ends with February.
    let leap = dates(&folder, &["lambda", "--audit-date", "2028-02-28"]);
    assert_eq!((leap[0].as_str(), leap[4].as_str()), ("summary 2028-03-01", "renewal 2029-02-28"));
    let leap = dates(&folder, &["lambda", "--audit-date", "2028-02-29"]);
    assert_eq!(leap[4], "renewal 2029-02-28");
    assert_eq!(dates(&folder, &["retail", "--hand-in-date", "2026-11-16"]), ["answer 2026-11-23"]);
}

#[test]
fn an_audit_on_a_day_off_is_said() {
    let folder = Folder::empty();
    folder.write("days.txt", "2026-12-25\n");
    let told = run(&folder, &["lambda", "--audit-date", "2026-12-05"]);
    assert!(told.out.contains("2026-12-05 lies on a weekend"), "{}", told.out);
    assert!(told.out.contains("2026-12-08\n  Auditor: summary of the audit\n"), "{}", told.out);
    let told = run(&folder, &["lambda", "--audit-date", "2026-12-25", "--holidays", "days.txt"]);
    assert!(told.out.contains("2026-12-25 is a holiday"), "{}", told.out);
    let told = run(&folder, &["lambda", "--audit-date", "2026-12-25"]);
    assert!(!told.out.contains("is a holiday") && told.out.contains("No holidays are\ngiven"), "{}", told.out);
}

#[test]
fn a_calendar_holds_the_start_and_every_milestone() {
    let folder = Folder::empty();
    let ics = |more: &[&str]| {
        let told = run(&folder, &[&["lambda", "--format", "ics", "--audit-date"], more].concat());
        calendar(&told.out)
    };
    let first = ics(&["2026-12-01"]);
    let days: Vec<_> = first.inner.iter().map(|event| event.day("DTSTART")).collect();
    assert_eq!(days, ["2026-12-01", "2026-12-03", "2026-12-10", "2026-12-15", "2027-01-12", "2027-12-01"]);
    assert!(first.inner[4].text("SUMMARY").ends_with("decision (AWS), latest day"));
    assert!(first.inner.iter().all(|event| event.raw("DTSTAMP") == "20261201T000000Z"));
    // An audit that is put off moves its events.
    let moved = ics(&["2026-12-08", "--lang", "fr"]);
    for (one, other) in first.inner.iter().zip(&moved.inner) {
        assert_eq!(one.raw("UID"), other.raw("UID"));
    }
}

#[test]
fn mistakes_in_a_list_of_holidays_are_told_at_their_place_all_at_once() {
    let folder = Folder::empty();
    folder.write("days.txt", "2026-12-25\n25.12.2026\n  2026-02-30 # no such day\n\u{1b}[2J\n");
    folder
        .write("days.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225T090000Z\nRRULE:FREQ=YEARLY\nEND:VEVENT\n");
    let asked = |file: &str| run(&folder, &["lambda", "--audit-date", "2026-12-01", "--holidays", file]);
    for (file, places) in [("days.txt", &["2:1", "3:3", "4:1"][..]), ("days.ics", &["3:1", "4:1"])] {
        let told = asked(file);
        assert_eq!((told.status, told.out.as_str()), (2, ""));
        for place in places {
            assert!(told.err.contains(&format!("--> {file}:{place}\n")), "{place}: {}", told.err);
        }
        assert!(told.err.contains("^^^^") && !told.err.contains('\u{1b}'), "{}", told.err);
        assert!(told.err.contains(&format!("{} mistakes", places.len())), "{}", told.err);
    }
    folder.write(
        "never.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20000101\nDTEND:21000101\nEND:VEVENT\nEND:VCALENDAR\n",
    );
    let told = asked("never.ics");
    assert!(told.status == 2 && told.err.contains("the holidays leave no business day for: summary"), "{}", told.err);
    folder.write("large.txt", vec![b'#'; 1024 * 1024 + 1]);
    let told = asked("large.txt");
    assert!(told.status == 2 && told.err.contains("large.txt is larger than 1 MiB"), "{}", told.err);
    folder.write("many.txt", "no\n".repeat(300_000));
    let told = asked("many.txt");
    assert!(told.status == 2 && told.err.contains("50 mistakes"));
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let folder = Folder::empty();
    for (asked, why, help) in [
        ("map-ppi --audit-date 2026-12-01", "map-ppi@2026-06 states no dates", "these do: lambda@2.0, retail@1.0"),
        ("lambda", "the dates of lambda@2.0 need a day", "give --audit-date"),
        (
            "lambda --hand-in-date 2026-12-01",
            "nothing of lambda@2.0 is counted from --hand-in-date",
            "give --audit-date",
        ),
        ("retail --audit-date 2026-12-01", "nothing of retail@1.0 is counted from --audit-date", "give --hand-in-date"),
        ("lamda --audit-date 2026-12-01", "unknown program `lamda`", "did you mean `lambda`?"),
        ("lambda --audit-date 2026-13-01", "`2026-13-01` cannot be the value", ""),
        ("lambda --audit-date 2026-12-01 --holidays none.txt", "none.txt: it does not exist", ""),
        ("lambda --audit-date 2026-12-01 --holidays .", "there is no file .", ""),
    ] {
        let told = run(&folder, &asked.split(' ').collect::<Vec<_>>());
        assert_eq!((told.status, told.out.as_str()), (2, ""), "{asked}");
        assert!(told.err.contains(why) && told.err.contains(help), "{asked}: {}", told.err);
    }
}

#[test]
fn a_timeline_that_leads_nowhere_is_a_fault_of_the_checklist() {
    let folder = Folder::empty();
    let shipped = include_str!("../../checklists/lambda/2.0.yaml");
    for (from, to, fault) in [
        (
            "    after: report\n",
            "    after: reprot\n",
            "timeline.decision: there is no milestone `reprot` to count from",
        ),
        (
            "    after: audit\n    business_days: 10",
            "    after: decision\n    business_days: 10",
            "timeline.report: `report` is counted from itself",
        ),
        ("  - id: answer\n", "  - id: summary\n", "timeline.summary: `summary` is used twice"),
        ("  - id: answer\n", "  - id: audit\n", "timeline.audit: `audit` is used twice"),
    ] {
        assert_eq!(shipped.matches(from).count(), 1, "{from}");
        folder.write("own/lambda.yaml", shipped.replacen(from, to, 1));
        let told = run(&folder, &["lambda", "--audit-date", "2026-12-01", "--checklists", "own"]);
        assert_eq!(told.status, 2, "{}", told.out);
        assert!(told.err.contains(fault), "{fault}: {}", told.err);
    }
    folder.write("own/lambda.yaml", shipped.replacen("    by: aws\n", "    by: nobody\n", 1));
    let told = run(&folder, &["lambda", "--audit-date", "2026-12-01", "--checklists", "own"]);
    assert!(told.status == 2 && told.err.contains("own/lambda.yaml:"), "{}", told.err);
}
