//! What is told of attestations, and what an attestation never does.

use competency::assessment::assess;
use competency::checklist::{Checklist, Library};
use competency::config;
use competency::evidence::{Attestation, AttestationSpans, Evidence, Place};
use competency::reader::{self, Extraction};
use competency::rule::{Judge, Rule};
use serde_json::Value;

use super::folder::{AS_OF, Folder, example};
use super::run::{Run, run_in};

/// One entry; `more` stands after the names of what is attested.
pub fn entry(program: &str, requirement: &str, subject: &str, more: &str) -> String {
    format!(
        "\n[[attestation]]\nprogram = \"{program}\"\nrequirement = \"{requirement}\"\nsubject = \"{subject}\"\n{more}\n"
    )
}

/// The rest of an entry: a person, a role, a day and the words.
fn by(who: &str, role: &str, days: &str, words: &str) -> String {
    format!("who = \"{who}\"\nrole = \"{role}\"\n{days}\nstatement = \"{words}\"")
}

/// The complete example with more entries.
fn with(entries: &[String]) -> Folder {
    let folder = Folder::copy_of("retail/complete");
    let text = folder.read("attestations.toml") + &entries.concat();
    folder.write("attestations.toml", text);
    folder
}

fn check(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--program", "retail", "--as-of", AS_OF, "--no-cache"], more].concat())
}

/// The remarks about attestations: the first words of each entry's statement, and the kind of remark.
fn remarks(folder: &Folder, more: &[&str]) -> Vec<(String, String)> {
    let run = check(folder, &[&["--format", "json"], more].concat());
    let told: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let file = folder.read("attestations.toml");
    let remarks = told["assessments"][0]["remarks"].as_array().expect("remarks").iter();
    let ours = remarks.filter_map(|remark| {
        let line: usize = remark["at"].as_str()?.strip_prefix("attestations.toml:")?.parse().ok()?;
        let words = file.lines().nth(line - 1)?.strip_prefix("statement = \"")?.trim_end_matches('"');
        Some((words.to_owned(), remark["code"].as_str()?.to_owned()))
    });
    ours.collect()
}

const DAY: &str = "date = 2026-03-30";

#[test]
fn what_has_no_effect_or_does_not_count_is_told_at_its_place() {
    let one = |words: &str, requirement: &str, subject: &str, days: &str| {
        entry("retail", requirement, subject, &by(&format!("The author of {words}"), "Lead", days, words))
    };
    let folder = with(&[
        entry("retial", "X-1", "nobody", &by("A", "Lead", DAY, "unknown program")),
        entry("lambda", "X-1", "nobody", &by("B", "Lead", DAY, "another program")),
        one("computed row", "C-2.3", "harbour-and-hale", DAY),
        one("computed criterion", "C-2.6.troubleshooting", "harbour-and-hale", DAY),
        one("sent, for the row", "P-4.1", "partner", DAY),
        one("sent, by its id", "P-4.1.sent", "partner", DAY),
        one("for the partner", "C-2.6", "partner", DAY),
        one("for a case study", "P-1.1", "freshlane", DAY),
        one("not bound", "C-2.6.delivered", "freshlane", DAY),
        one("not handed in", "C-2.6.delivered", "orchard-outdoor", DAY),
        one("in one way of two", "C-2.5", "freshlane", DAY),
        one("tomorrow", "P-1.1", "partner", "date = 2026-11-17"),
        one("today", "P-1.1", "partner", "date = 2026-11-16\nuntil = 2026-11-16"),
        one("lapsed yesterday", "P-1.1", "partner", "date = 2026-03-30\nuntil = 2026-11-15"),
        one("over before it began", "P-1.1", "partner", "date = 2026-03-30\nuntil = 2026-03-29"),
        one("TBD", "P-1.1", "partner", DAY),
    ]);
    let expected = [
        ("computed row", "attestation.not_asked"),
        ("computed criterion", "attestation.not_asked"),
        ("for the partner", "attestation.of_case_studies"),
        ("for a case study", "attestation.of_partner"),
        ("not bound", "attestation.not_bound"),
        ("tomorrow", "attested.future"),
        ("lapsed yesterday", "attested.lapsed"),
        ("over before it began", "attestation.never"),
        ("TBD", "attested.template"),
        ("unknown program", "hint.nearest"),
    ];
    let expected = expected.map(|(words, code)| (words.to_owned(), code.to_owned()));
    assert_eq!(remarks(&folder, &[]), expected);
    assert_eq!(check(&folder, &["--quiet"]).status, 0, "remarks close no gate");
    let told = check(&folder, &[]).out;
    assert!(told.contains("no program at hand is called `retial`"), "{told}");
}

#[test]
fn a_person_in_two_roles_and_the_same_twice_are_told_across_programs() {
    let folder = with(&[
        entry(
            "retail",
            "P-1.1",
            "partner",
            &by("priya  RAMAN", "head of digital operations, harbour & hale", DAY, "same role"),
        ),
        entry("retail", "P-1.1", "partner", &by("Ｐriya Raman", "Auditor", DAY, "another role")),
        entry("retail", "P-1.1", "partner", &by("Priya Raman", "AUDITOR", DAY, "the other role again")),
        entry(
            "lambda",
            "C-1.0b",
            "partner",
            &by("Nora Achterberg", "Chief of staff", DAY, "other program, other role"),
        ),
        entry("lambda", "C-1.0b", "partner", &by("Élise Roux", "Lead", DAY, "of another program")),
        entry("lambda", "C-1.0b", "partner", &by("Elise Roux", "Driver", DAY, "twice in another program")),
        entry("retail", "P-1.1", "partner", &by("Wei Tan", "Lead", DAY, "we read it.")),
        entry("retail", "P-1.1", "partner", &by("WEI TAN", "Lead", DAY, "We read it!")),
        entry("retail", "P-1.1", "partner", &by("Wei Tan", "Lead", "date = 2026-03-31", "We read it.")),
        entry("retail", "P-1.1.read", "partner", &by("Wei Tan", "Lead", DAY, "We read it.")),
        entry("retail", "P-1.1", "partner", &by("Wei Tans", "Other", DAY, "Another person.")),
    ]);
    let expected = [
        ("another role", "attestation.roles"),
        ("other program, other role", "attestation.roles"),
        ("We read it!", "attestation.twice"),
    ];
    let expected = expected.map(|(words, code)| (words.to_owned(), code.to_owned()));
    assert_eq!(remarks(&folder, &[]), expected);
    let told = check(&folder, &["--lang", "fr"]).out;
    let line = "• Nora Achterberg atteste à deux titres, «\u{a0}Chief of staff\u{a0}» ici et";
    assert!(told.contains(line), "{told}");
}

#[test]
fn what_a_gap_says_is_not_said_again() {
    let folder = Folder::copy_of("retail/incomplete");
    let told = check(&folder, &[]).out;
    let lapsed = "the attestation by Jeroen Bakx was valid only until 2026-06-30";
    assert_eq!(told.matches(lapsed).count(), 1, "{told}");
    assert_eq!(remarks(&folder, &[]), []);
}

#[test]
fn a_name_that_leads_nowhere_is_a_mistake_where_its_program_is_judged() {
    let more = by("Wei Tan", "Lead", DAY, "We read it, from first to last.");
    let entries = [("c-2.6", "harbor-and-hale"), ("C-2.6.deliverd", "patner"), ("X-9", "partner")];
    let folder = with(&entries.map(|(requirement, subject)| entry("retail", requirement, subject, &more)));
    let run = check(&folder, &[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err.split("\n\nerror: unknown requirement `X-9`").next().expect("one"), @r#"
    error: unknown requirement `c-2.6`
      --> attestations.toml:50:15
       |
    50 | requirement = "c-2.6"
       |               ^^^^^^^
       |
       = help: did you mean `C-2.6`?

    error: unknown case study `harbor-and-hale`
      --> attestations.toml:51:11
       |
    51 | subject = "harbor-and-hale"
       |           ^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `harbour-and-hale`?

    error: unknown criterion `C-2.6.deliverd`
      --> attestations.toml:59:15
       |
    59 | requirement = "C-2.6.deliverd"
       |               ^^^^^^^^^^^^^^^^
       |
       = help: did you mean `C-2.6.delivered`?

    error: unknown case study `patner`
      --> attestations.toml:60:11
       |
    60 | subject = "patner"
       |           ^^^^^^^^
       |
       = help: did you mean `partner`?
    "#);
    assert!(run.err.ends_with("error: 5 mistakes to correct; nothing was judged\n"), "{}", run.err);
    let other = run_in(folder.path(), &["check", "--program", "lambda", "--as-of", AS_OF, "--quiet", "."]);
    assert_eq!((other.status, other.err.as_str()), (1, ""), "another program is judged");
    let export = run_in(folder.path(), &["export", "--program", "retail", "--as-of", AS_OF, "."]);
    assert_eq!(export.status, 2);
}

#[test]
fn a_row_of_another_version_is_no_mistake() {
    let next = include_str!("../../checklists/retail/1.0.yaml");
    let next =
        next.replacen("version: \"1.0\"", "version: \"1.1\"", 1).replacen("  - key: P-1.2\n", "  - key: P-1.3\n", 1);
    let folder = with(&[
        entry("retail", "P-1.2", "partner", &by("Wei Tan", "Lead", DAY, "of the older one")),
        entry("retail", "P-1.3", "partner", &by("Wei Tan", "Lead", DAY, "of the newer one")),
    ]);
    folder.write("own/next.yaml", next);
    let own = ["--checklists", "own"];
    for (program, words) in [("retail@1.0", "of the newer one"), ("retail@1.1", "of the older one")] {
        let asked = ["check", "--program", program, "--as-of", AS_OF, "--no-cache", "--format", "json", "."];
        let run = run_in(folder.path(), &[&asked[..], &own].concat());
        let told: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
        let remarks = told["assessments"][0]["remarks"].as_array().expect("remarks").iter();
        let lines = remarks.filter(|remark| remark["code"] == "attestation.other_version");
        let at: Vec<_> = lines.map(|remark| remark["at"].as_str().expect("a place").to_owned()).collect();
        let file = folder.read("attestations.toml");
        let line = 1 + file.lines().position(|line| line.contains(words)).expect("there");
        assert_eq!(at, [format!("attestations.toml:{line}")], "{program}");
    }
}

/// Whether a rule takes a person's word only as one way of several, or is nothing but that.
fn takes_it_openly(rule: &Rule, is_a_way: bool) -> bool {
    match rule {
        Rule::Attested(_) => is_a_way,
        _ => rule.inner().iter().all(|(inner, _)| takes_it_openly(inner, matches!(rule, Rule::Any(_)))),
    }
}

/// The ids of what a word can stand for, and of what it cannot.
fn keys(checklist: &Checklist) -> (Vec<String>, Vec<String>) {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for row in &checklist.requirements {
        let any = row.criteria.iter().any(|criterion| criterion.takes_attestation(true));
        if any { &mut taken } else { &mut refused }.push(row.key.clone());
        for criterion in &row.criteria {
            let one = criterion.takes_attestation(false);
            if one { &mut taken } else { &mut refused }.push(row.id_of(criterion));
        }
    }
    (taken, refused)
}

fn attestation(program: &str, requirement: &str, subject: String) -> Attestation {
    Attestation {
        place: Place::line("attestations.toml".into(), 1),
        spans: AttestationSpans { requirement: 0..0, subject: 0..0 },
        program: program.to_owned(),
        requirement: requirement.to_owned(),
        subject,
        who: "Wei Tan".to_owned(),
        role: "Lead".to_owned(),
        date: "2026-01-01".parse().expect("a day"),
        until: None,
        statement: "All of this is so, and I saw it myself.".to_owned(),
    }
}

#[test]
fn an_attestation_never_covers_what_is_computed() {
    let library = Library::shipped();
    let (mut gaps, mut seen) = (0, 0);
    for checklist in library.checklists() {
        for (row, criterion) in checklist.criteria() {
            assert!(takes_it_openly(&criterion.rule, true), "{} of {}", row.id_of(criterion), checklist.id());
        }
        let (taken, refused) = keys(checklist);
        let name = format!("{}/incomplete", checklist.program);
        let (config, _) = config::read(&example(&name));
        let read = reader::read(&example(&name), &config, &library.lexicon, &Extraction::default());
        let mut evidence = read.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let submitted: Vec<_> = evidence.case_studies.iter().map(|study| study.name.clone()).collect();
        let judge = |evidence: &Evidence| {
            let reading = checklist.readings.first();
            let day = AS_OF.parse().expect("a day");
            let assessment = assess(checklist, reading, evidence, &library.lexicon, &submitted, day);
            let criteria = assessment.rows.iter().flat_map(|row| &row.criteria);
            let judged = criteria.map(|result| (result.criterion, result.id.clone(), result.findings.clone()));
            (assessment.rows.iter().map(|row| row.verdict.clone()).collect::<Vec<_>>(), judged.collect::<Vec<_>>())
        };
        let before = judge(&evidence);
        let subjects = [String::new()].into_iter().chain(submitted.iter().cloned());
        let attest = |keys: &[String], evidence: &mut Evidence| {
            for (requirement, subject) in keys.iter().flat_map(|key| subjects.clone().map(move |one| (key, one))) {
                evidence.attestations.push(attestation(&checklist.program, requirement, subject));
            }
        };
        attest(&refused, &mut evidence);
        assert!(judge(&evidence) == before, "{name}: what is computed heeds an attestation");
        attest(&taken, &mut evidence);
        for ((criterion, id, then), (_, _, now)) in before.1.iter().zip(judge(&evidence).1) {
            if !criterion.takes_attestation(false) && !criterion.rule.is_about_rows() {
                assert!(*then == now, "{name}: {id} heeds an attestation");
                gaps += then.iter().filter(|finding| !finding.answer.is_satisfied()).count();
                seen += then.len();
            }
        }
    }
    assert!(gaps > 50 && seen > 500, "{gaps} of {seen}");
}
