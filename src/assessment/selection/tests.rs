//! The proof: what is counted for a set from answers that were given once is what judging that set as a whole comes to, for
//! every set; and the best is the best of all.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::checklist::Library;
use crate::config;
use crate::evidence::Evidence;
use crate::reader::{self, Extraction};

const AS_OF: &str = "2026-11-16";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn read(folder: &Path, library: &Library) -> Evidence {
    let (config, mistakes) = config::read(folder);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    reader::read(folder, &config, &library.lexicon, &Extraction::default()).expect("the facts are right")
}

/// How good a set is, counted from its assessment alone.
fn rank(assessment: &Assessment<'_>) -> (bool, usize, Reverse<usize>, NaiveDate, Reverse<usize>) {
    let not_met = assessment.rows.iter().filter(|row| row.verdict == Verdict::NotMet).count();
    let met = assessment.rows.iter().filter(|row| row.verdict == Verdict::Met).count();
    let terms = assessment.rows.iter().flat_map(Row::terms);
    let of_case_studies = terms.filter(|(subject, _)| !subject.is_empty()).filter_map(|(_, term)| term.until);
    let until = of_case_studies.filter(|day| *day >= assessment.as_of).min().unwrap_or(NaiveDate::MAX);
    (not_met == 0, met, Reverse(assessment.gaps().count()), until, Reverse(not_met))
}

/// Weighs every set of every size against judging it, and the choice of every size against all of that size.
fn prove(program: &str, library: &Library, folder: &Path) {
    let evidence = read(folder, library);
    let checklist = library.find(program).expect("it is there");
    let readings = checklist.readings.iter().map(Some).chain(checklist.readings.is_empty().then_some(None));
    for reading in readings {
        let examination = Examination::of(checklist, reading, &evidence, &library.lexicon, day(AS_OF));
        let answers = Answers::of(&examination);
        let pool: Vec<_> = (0..evidence.case_studies.len()).collect();
        let names: Vec<_> = evidence.case_studies.iter().map(|study| study.name.clone()).collect();
        for size in 0..=pool.len() {
            let mut ranks = Vec::new();
            for set in sets::all(&pool, size) {
                let slugs: Vec<_> = set.iter().map(|number| names[*number].clone()).collect();
                let judged = examination.assess(&slugs);
                let trial = answers.trial(&set, None);
                assert_eq!(trial.standing(), Standing::of(&judged), "{slugs:?}");
                for (row, state) in judged.rows.iter().zip(&trial.rows) {
                    let met = match row.verdict {
                        Verdict::Met => State::Satisfied,
                        Verdict::NotMet => State::Gap,
                        Verdict::NotApplicable(_) => State::NotApplicable,
                    };
                    assert_eq!(*state, met, "{} of {slugs:?}", row.key);
                }
                ranks.push((rank(&judged), slugs));
            }
            let selection = select(&examination, &names, &names, size);
            let chosen: Vec<_> = selection.best.case_studies.iter().map(|study| study.slug.clone()).collect();
            let greatest = ranks.iter().map(|(rank, _)| rank).max().expect("one at least");
            let first = ranks.iter().find(|(rank, _)| rank == greatest).expect("it is one of them");
            assert_eq!(chosen, first.1);
            assert_eq!(rank(&selection.best), *greatest);
            for candidate in &selection.candidates {
                let other_side = ranks.iter().filter(|(_, set)| set.contains(&candidate.slug) != candidate.is_chosen);
                let Some(best) = other_side.map(|(rank, _)| rank).max() else { continue };
                assert_eq!(rank(&examination.assess(&candidate.otherwise.set)), *best, "{}", candidate.slug);
            }
        }
    }
}

#[test]
fn every_set_of_an_example_comes_to_what_judging_it_does() {
    let library = Library::shipped();
    for (program, example) in [("retail", "incomplete"), ("lambda", "incomplete"), ("public-case-study", "incomplete")]
    {
        prove(program, &library, &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(program).join(example));
    }
}

/// A row of an invented program: its key, and the lines of its criteria.
const ROWS: [(&str, &[&str]); 10] = [
    (
        "S-1",
        &[
            "of: partner, rule: {count: {in: case-studies, at_least: 2, distinct: customer, rule: {fact: {field: stage, in: [production]}}}}",
        ],
    ),
    (
        "S-2",
        &[
            "of: case-studies, need: {at_least: 2}, rule: {fact: {field: public.url}}",
            "of: case-studies, rule: {consistent: accounts}",
        ],
    ),
    (
        "S-3",
        &[
            "of: case-studies, rule: {dated: {field: completed, within: 18 months}}",
            "of: partner, rule: {follows: S-2.c0}",
        ],
    ),
    ("S-4", &["of: partner, when_any: {delivery: msp}, rule: {fact: {field: msp_program, is: true}}"]),
    (
        "S-5",
        &[
            "of: partner, rule: {unique: {in: case-studies, by: customer}}",
            "of: case-studies, rule: {consistent: originality}",
        ],
    ),
    ("S-6", &["of: partner, rule: {share: {in: case-studies, of: {delivery: project}, at_least: 50}}"]),
    (
        "S-7",
        &[
            "of: partner, rule: {each: {in: case-studies, where: {delivery: msp}, rule: {fact: {field: regions}}}}",
            "of: partner, rule: {follows: S-5.c1}",
        ],
    ),
    (
        "S-8",
        &[
            "of: case-studies, where: {delivery: project}, need: {at_least: 1}, rule: {any: [{fact: {field: regions}}, {fact: {field: public.url}}]}",
            "of: case-studies, level: should, rule: {consistent: originality}",
        ],
    ),
    (
        "S-9",
        &[
            "of: partner, rule: {count: {in: case-studies, at_least: 1, rule: {dated: {field: completed, within: 12 months}}}}",
        ],
    ),
    ("S-10", &["of: partner, rule: {answered: all-rows}", "of: partner, rule: {handed_in: {}}"]),
];

fn invented() -> String {
    let text = "{en: Text, fr: Texte, zh: 文字}";
    let mut yaml = format!(
        "program: invented\nversion: \"1\"\ntitle: {text}\nreleased: 2025-10-01\nhand_in: {{route: email, to: a@b.example}}\nrequirements:\n"
    );
    for (key, criteria) in ROWS {
        let _ = write!(
            yaml,
            "  - key: {key}\n    title: {text}\n    question: {text}\n    passes: {text}\n    refused: {text}\n    criteria:\n"
        );
        for (number, criterion) in criteria.iter().enumerate() {
            let _ = writeln!(yaml, "      - {{id: c{number}, statement: {text}, {criterion}}}");
        }
    }
    yaml
}

/// A case study in few words, each of which bears on some rule.
#[derive(Debug, Clone)]
struct Study {
    customer: u8,
    delivery: Option<bool>,
    is_live: bool,
    is_public: bool,
    has_regions: bool,
    completed: Option<u32>,
    /// The case study whose account its documents name.
    account: usize,
    story: Option<u8>,
}

impl Study {
    fn write(&self, number: usize, folder: &Path) {
        let mut text = format!("---\ncustomer: Customer {}\naccounts: [\"{}\"]\n", self.customer, account(number));
        let mut fact = |is_there: bool, line: &str| {
            if is_there {
                text.push_str(line);
            }
        };
        fact(self.delivery == Some(true), "delivery: project\n");
        fact(self.delivery == Some(false), "delivery: msp\n");
        fact(self.is_live, "stage: production\n");
        fact(!self.is_live, "stage: pilot\n");
        fact(self.has_regions, "regions: [eu-west-1]\n");
        fact(self.is_public, "public: {url: \"https://www.aws.example/story\"}\n");
        fact(
            self.completed.is_some(),
            &format!(
                "completed: 202{}-0{}-01\n",
                5 + self.completed.unwrap_or(0) / 9,
                1 + self.completed.unwrap_or(0) % 9
            ),
        );
        let _ =
            write!(text, "---\n\n# Story\n\nThe role arn:aws:iam::{}:role/deploy is used.\n", account(self.account));
        if let Some(story) = self.story {
            let words: Vec<_> = (0..40).map(|word| format!("word{story}x{word}")).collect();
            let _ = write!(text, "\n{}.\n", words.join(" "));
        }
        let folder = folder.join(format!("case-studies/study-{number}"));
        fs::create_dir_all(&folder).expect("writable");
        fs::write(folder.join("case-study.md"), text).expect("writable");
    }
}

fn account(number: usize) -> String {
    format!("{:012}", 111_122_223_333 + number)
}

fn study() -> impl Strategy<Value = Study> {
    let facts = (0..4_u8, any::<Option<bool>>(), prop::bool::weighted(0.8), any::<bool>(), any::<bool>());
    (facts, proptest::option::weighted(0.9, 0..18_u32), 0..8_usize, any::<bool>(), proptest::option::of(0..3_u8))
        .prop_map(|((customer, delivery, is_live, is_public, has_regions), completed, account, is_own, story)| Study {
            customer,
            delivery,
            is_live,
            is_public,
            has_regions,
            completed,
            account: if is_own { usize::MAX } else { account },
            story,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_set_of_any_folder_comes_to_what_judging_it_does(
        studies in prop::collection::vec(study(), 0..6),
        is_msp in any::<bool>(),
        has_words in any::<bool>(),
        excluded in prop::sample::subsequence(vec!["S-2", "S-4", "S-8"], 0..=3),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("own");
        fs::create_dir_all(&own).expect("writable");
        fs::write(own.join("invented.yaml"), invented()).expect("writable");
        let library = Library::with_own(&own).expect("it is a checklist");
        let evidence = folder.path().join("evidence");
        fs::create_dir_all(&evidence).expect("writable");
        let mut settings = format!("[partner]\nname = \"Keepers\"\nmsp_program = {is_msp}\n");
        for row in excluded {
            let of = format!("program = \"invented\"\nrequirement = \"{row}\"\nreason = \"We do no such thing\"");
            let _ = write!(settings, "[[not_applicable]]\n{of}\n");
        }
        fs::write(evidence.join("competency.toml"), settings).expect("writable");
        if has_words {
            fs::write(evidence.join("statements.md"), "## S-2\n\nTwo of our stories are public.\n").expect("writable");
        }
        for (number, study) in studies.iter().enumerate() {
            let account = if study.account == usize::MAX { number } else { study.account };
            Study { account, ..study.clone() }.write(number, &evidence);
        }
        prove("invented", &library, &evidence);
    }
}

#[test]
fn a_set_that_passes_comes_first_then_rows_then_gaps_then_days() {
    let standing = |met, not_met, gaps, until: Option<&str>| Standing { met, not_met, gaps, until: until.map(day) };
    let order = [
        standing(22, 0, 0, None),
        standing(22, 0, 0, Some("2027-02-01")),
        standing(23, 1, 1, None),
        standing(22, 2, 2, Some("2027-02-01")),
        standing(22, 2, 2, Some("2027-01-31")),
        standing(22, 2, 3, None),
    ];
    assert!(order.is_sorted_by(|one, other| one > other));
}
