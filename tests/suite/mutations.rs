//! Mutations: one small change to a complete example, the exact rows that flip, and the gap that appears.
//!
//! `tests/mutations/<program>.cases.yaml` is the table of `examples/<program>/complete`; a program that ships without one fails.
//! A row that no mutation can flip is not implemented, and a criterion that none can break cannot fail: two tests below
//! say so.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use competency::assessment::{Assessment, Outcome, Verdict};
use competency::cases::{self, Cases};
use competency::checklist::{Checklist, Library};
use competency::language::Language;
use competency::source::Source;

use super::folder::{AS_OF, Folder};
use super::run::{binary, finish};

fn table(program: &str) -> Cases {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/mutations/{program}.cases.yaml"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let table = cases::read(&Arc::new(Source::new(program, text)));
    table.unwrap_or_else(|problem| panic!("{}", competency::source::render(&[problem], Language::En, false)))
}

/// The complete example of a program.
fn complete(program: &str) -> Folder {
    Folder::copy_of(&format!("{program}/complete"))
}

#[test]
fn a_complete_example_meets_every_row() {
    let library = Library::shipped();
    for program in library.programs() {
        is_met_and_quoted(&complete(program).assess(&library, program, AS_OF));
    }
}

/// Asserts that every row is met and every criterion quotes something.
pub fn is_met_and_quoted(assessment: &Assessment<'_>) {
    let program = &assessment.checklist.program;
    for row in &assessment.rows {
        assert_eq!(row.verdict, Verdict::Met, "{program} {}", row.key);
        for result in &row.criteria {
            assert_eq!(result.outcome, Outcome::Satisfied, "{program} {}", result.id);
            assert!(result.citations().count() > 0, "{program} {} quotes something", result.id);
        }
    }
}

#[test]
fn every_mutation_flips_exactly_its_rows() {
    let tables: usize = Library::shipped().programs().map(|program| table(program).cases.len()).sum();
    let run = finish(binary().args(["test", "tests/mutations"]));
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.ends_with(&format!("{tables} cases, all as they should be\n")), "{}", run.out);
}

#[test]
fn every_row_can_flip_and_every_criterion_can_fail() {
    let library = Library::shipped();
    for program in library.programs() {
        can_all_fail(library.find(program).expect("it ships"), &table(program));
    }
}

/// Asserts that cases flip every row of a checklist and break every criterion.
pub fn can_all_fail(checklist: &Checklist, cases: &Cases) {
    let program = &checklist.program;
    let flipped: BTreeSet<_> = cases.cases.iter().flat_map(|case| case.flips.keys().cloned()).collect();
    let broken: BTreeSet<_> = cases.cases.iter().flat_map(|case| &case.gaps).map(|gap| gap.criterion.clone()).collect();
    for row in &checklist.requirements {
        assert!(flipped.contains(&row.key), "{program}: no case flips {}", row.key);
        // What is asked of the web is broken in `online.rs`.
        for criterion in row.criteria.iter().filter(|criterion| !criterion.online) {
            let id = row.id_of(criterion);
            assert!(broken.contains(&id), "{program}: no case breaks {id}");
        }
    }
}
