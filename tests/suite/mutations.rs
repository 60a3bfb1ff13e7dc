//! Mutations: one small change to a complete example, the exact rows that flip, and the gap that appears.
//!
//! `tests/mutations/<program>.yaml` is the table of `examples/<program>/complete`; a program that ships without one fails.
//! A row that no mutation can flip is not implemented, and a criterion that none can break cannot fail: two tests below
//! say so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use competency::assessment::{Assessment, Outcome, Verdict};
use competency::checklist::Library;
use competency::language::Language;
use rayon::prelude::*;
use serde::Deserialize;

use super::folder::{AS_OF, Folder};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutation {
    /// What happened, in a few words.
    name: String,
    change: Vec<Change>,
    /// The rows whose verdict changes, and what it becomes: `not-met` or `not-applicable`.
    flips: BTreeMap<String, String>,
    /// Gaps or advice that appear. Others may appear beside them in the rows that flip.
    #[serde(default)]
    gaps: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Change {
    Edit {
        file: String,
        from: String,
        to: String,
    },
    Delete(String),
    Write {
        file: String,
        text: String,
    },
    /// Judge as of another day.
    AsOf(String),
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The full id of the criterion.
    criterion: String,
    /// The key of the sentence.
    code: String,
    /// The case study; the partner without it.
    #[serde(default)]
    case_study: String,
    /// The file to put it in.
    file: String,
    /// Words of the English sentence.
    says: String,
}

fn table(program: &str) -> Vec<Mutation> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/mutations/{program}.yaml"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{program}: {error}"))
}

/// The complete example of a program.
fn complete(program: &str) -> Folder {
    Folder::copy_of(&format!("{program}/complete"))
}

fn verdicts(assessment: &Assessment<'_>) -> BTreeMap<String, &'static str> {
    let name = |verdict: &Verdict| match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "not-met",
        Verdict::NotApplicable(_) => "not-applicable",
    };
    assessment.rows.iter().map(|row| (row.key.to_owned(), name(&row.verdict))).collect()
}

/// What is wrong with one mutation; nothing where it does what the table says.
fn faults(library: &Library, program: &str, mutation: &Mutation) -> Vec<String> {
    let folder = complete(program);
    let mut as_of = AS_OF;
    for change in &mutation.change {
        match change {
            Change::Edit { file, from, to } => folder.edit(file, from, to),
            Change::Delete(path) => folder.remove(path),
            Change::Write { file, text } => folder.write(file, text),
            Change::AsOf(day) => as_of = day,
        }
    }
    let assessment = folder.assess(library, program, as_of);
    let flipped: BTreeMap<String, String> = verdicts(&assessment)
        .into_iter()
        .filter(|(_, verdict)| *verdict != "met")
        .map(|(key, verdict)| (key, verdict.to_owned()))
        .collect();
    let mut faults = Vec::new();
    if flipped != mutation.flips {
        faults.push(format!("{}: flips {flipped:?}, not {:?}", mutation.name, mutation.flips));
    }
    let appeared: Vec<_> = assessment.gaps().chain(assessment.advice()).collect();
    for gap in &appeared {
        if gap.level == competency::checklist::Level::Must && !mutation.flips.contains_key(gap.key) {
            faults.push(format!("{}: a gap in a row that does not flip: {}", mutation.name, gap.criterion));
        }
    }
    for expected in &mutation.gaps {
        let there = appeared.iter().any(|gap| {
            gap.criterion == expected.criterion
                && gap.subject == expected.case_study
                && gap.lack.what.key() == expected.code
                && gap.lack.put.file == expected.file
                && gap.lack.what.render(Language::En).contains(&expected.says)
        });
        if !there {
            let told: Vec<_> = appeared
                .iter()
                .map(|gap| {
                    let what = gap.lack.what.render(Language::En);
                    format!("{} [{}] {} {} {what}", gap.criterion, gap.subject, gap.lack.what.key(), gap.lack.put.file)
                })
                .collect();
            faults.push(format!("{}: no gap {expected:?} among\n  {}", mutation.name, told.join("\n  ")));
        }
    }
    faults
}

#[test]
fn a_complete_example_meets_every_row() {
    let library = Library::shipped();
    for program in library.programs() {
        let assessment = complete(program).assess(&library, program, AS_OF);
        for (key, verdict) in verdicts(&assessment) {
            assert_eq!(verdict, "met", "{program} {key}");
        }
        for row in &assessment.rows {
            for result in &row.criteria {
                assert_eq!(result.outcome, Outcome::Satisfied, "{program} {}", result.id);
                assert!(result.citations().count() > 0, "{program} {} quotes something", result.id);
            }
        }
    }
}

#[test]
fn every_mutation_flips_exactly_its_rows() {
    let library = Library::shipped();
    for program in library.programs() {
        let faults: Vec<_> =
            table(program).par_iter().flat_map_iter(|mutation| faults(&library, program, mutation)).collect();
        assert!(faults.is_empty(), "{program}:\n{}", faults.join("\n"));
    }
}

#[test]
fn every_row_can_flip_and_every_criterion_can_fail() {
    let library = Library::shipped();
    for program in library.programs() {
        let checklist = library.find(program).expect("it ships");
        let table = table(program);
        let flipped: BTreeSet<_> = table.iter().flat_map(|mutation| mutation.flips.keys().cloned()).collect();
        let broken: BTreeSet<_> =
            table.iter().flat_map(|mutation| &mutation.gaps).map(|gap| gap.criterion.clone()).collect();
        for row in &checklist.requirements {
            assert!(flipped.contains(&row.key), "{program}: no mutation flips {}", row.key);
            for criterion in &row.criteria {
                let id = row.id_of(criterion);
                assert!(broken.contains(&id), "{program}: no mutation breaks {id}");
            }
        }
    }
}
