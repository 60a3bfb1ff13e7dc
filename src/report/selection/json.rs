//! For programs: a versioned view of the selections.

use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::{pin, words};
use crate::assessment::{self, Swap};
use crate::gate::{self, Policy};
use crate::language::Language;
use crate::report::View;
use crate::report::json::{subject, word, written};
use crate::source::schema_of_output;

/// Rises when a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// The JSON Schema of the document.
#[must_use]
pub fn schema() -> Schema {
    schema_of_output::<Document<'_>>()
}

/// Writes one document for the whole run, with a line break at its end.
pub fn write(selections: &[assessment::Selection<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let View { language, policy, .. } = view;
    let selections = selections.iter().map(|selection| Selection::of(selection, policy, language)).collect();
    written(&Document { schema_version: SCHEMA_VERSION, language: language.into(), selections }, out)
}

/// What `competency select --format json` writes: one selection for each program.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Selections by competency", extend("$id" = "urn:competency:schema:selection:1"))]
struct Document<'a> {
    /// The version of this form. It rises when a key changes its meaning or goes away; a new key does not raise it.
    schema_version: u32,
    /// The language of every sentence.
    language: word::Language,
    /// One for each program, in the order asked for.
    selections: Vec<Selection<'a>>,
}

/// Which case studies to hand in for one program.
#[derive(Serialize, JsonSchema)]
struct Selection<'a> {
    /// The program: `retail`.
    program: &'a str,
    /// The version of its checklist: `1.0`.
    version: &'a str,
    /// The partner's name; null where the evidence does not give it.
    partner: Option<&'a str>,
    /// The day as of which it was judged.
    as_of: NaiveDate,
    /// BLAKE3 of the evidence, in hexadecimal.
    evidence_hash: &'a str,
    /// BLAKE3 of the checklist, in hexadecimal.
    checklist_hash: &'a str,
    /// Whether the best set passes the gate.
    passes: bool,
    /// How many case studies the checklist demands at the least.
    demanded: usize,
    /// How many were to be chosen.
    size: usize,
    /// How many sets were weighed.
    sets: usize,
    /// How many other sets are as good in every respect.
    equals: usize,
    /// The best set.
    best: Set<'a>,
    /// Every case study to choose from, by folder name.
    candidates: Vec<Candidate<'a>>,
    /// What is judged where nobody chooses.
    usual: Usual<'a>,
    /// The one change that would improve the best set most; null where nothing is lacking, or none would.
    change: Option<Improvement<'a>>,
    /// The lines of `competency.toml` that pin the best set; null in a redacted document.
    toml: Option<String>,
}

/// A set and what it comes to.
#[derive(Serialize, JsonSchema)]
struct Set<'a> {
    /// Its case studies, by folder name, in the order of the submission.
    case_studies: Vec<&'a str>,
    /// How many requirements are met.
    met: usize,
    /// How many are not.
    not_met: usize,
    /// How many gaps keep them from it.
    gaps: usize,
    /// The last day on which everything that its case studies stand on counts; null where nothing runs out.
    until: Option<NaiveDate>,
}

/// Another set beside the best one.
#[derive(Serialize, JsonSchema)]
struct Beside<'a> {
    #[serde(flatten)]
    set: Set<'a>,
    /// The requirements that the best set holds better.
    lost: Vec<Loss<'a>>,
    /// Those that it holds better than the best set.
    gained: &'a [String],
    /// What it lacks that the best set does not, where nothing is lost.
    lacks: Option<Lacking<'a>>,
}

/// A requirement that is held less well.
#[derive(Serialize, JsonSchema)]
struct Loss<'a> {
    /// The key of the requirement.
    requirement: &'a str,
    /// Null where the requirement no longer applies.
    why: Option<Lacking<'a>>,
}

/// A case study to choose from.
#[derive(Serialize, JsonSchema)]
struct Candidate<'a> {
    /// The name of its folder.
    slug: &'a str,
    /// Whether it is in the best set.
    chosen: bool,
    /// Why it is in or out, as a sentence.
    why: String,
    /// The best set without it, where it is chosen; else the best with it.
    otherwise: Beside<'a>,
}

/// What is judged where nobody chooses.
#[derive(Serialize, JsonSchema)]
struct Usual<'a> {
    /// Whether `competency.toml` pins it.
    pinned: bool,
    #[serde(flatten)]
    beside: Beside<'a>,
}

/// A change that would improve the best set.
#[derive(Serialize, JsonSchema)]
struct Improvement<'a> {
    /// What to mend.
    mend: Lacking<'a>,
    /// The case study that then takes the place of another; null where the set stays as it is.
    swap: Option<Exchange<'a>>,
    /// The requirements that are no longer unmet.
    gained: &'a [String],
    /// How many requirements are met.
    met: usize,
    /// How many are not.
    not_met: usize,
    /// How many gaps keep them from it.
    gaps: usize,
}

/// Two case studies of which one takes the place of the other.
#[derive(Serialize, JsonSchema)]
struct Exchange<'a> {
    /// The one that comes in.
    comes: &'a str,
    /// The one that goes out.
    goes: &'a str,
}

/// What is lacking, where to put it and what would pass.
#[derive(Serialize, JsonSchema)]
struct Lacking<'a> {
    /// Null for the partner.
    case_study: Option<&'a str>,
    /// The kind of lack, the same in every language.
    code: &'a str,
    /// What is lacking, as a sentence.
    what: String,
    /// The file to put it in.
    file: &'a str,
    /// The field of that file; null where it is a text.
    field: Option<&'a str>,
    /// What would pass.
    passes: String,
}

impl<'a> Selection<'a> {
    fn of(selection: &'a assessment::Selection<'_>, policy: &Policy, language: Language) -> Self {
        let best = &selection.best;
        let chosen = best.case_studies.iter().map(|study| study.slug.as_str()).collect();
        let candidates = selection.candidates.iter().map(|candidate| Candidate {
            slug: &candidate.slug,
            chosen: candidate.is_chosen,
            why: words::why(selection, candidate, language).render(language),
            otherwise: Beside::of(&candidate.otherwise, language),
        });
        Self {
            program: &best.checklist.program,
            version: &best.checklist.version,
            partner: best.partner.as_deref(),
            as_of: best.as_of,
            evidence_hash: &best.evidence_hash,
            checklist_hash: &best.checklist.hash,
            passes: gate::decide(best, policy).passes,
            demanded: selection.demanded,
            size: selection.size,
            sets: selection.weighed,
            equals: selection.equals,
            best: Set::of(chosen, selection.standing),
            candidates: candidates.collect(),
            usual: Usual { pinned: selection.is_pinned, beside: Beside::of(&selection.usual, language) },
            change: selection.change.as_ref().map(|change| Improvement {
                mend: Lacking::of(&change.mends, language),
                swap: change.swap.as_ref().map(|Swap { comes, goes }| Exchange { comes, goes }),
                gained: &change.gained,
                met: change.standing.met,
                not_met: change.standing.not_met,
                gaps: change.standing.gaps,
            }),
            toml: pin::lines(selection).map(|lines| lines.join("\n") + "\n"),
        }
    }
}

impl<'a> Set<'a> {
    const fn of(case_studies: Vec<&'a str>, standing: assessment::Standing) -> Self {
        let assessment::Standing { met, not_met, gaps, until } = standing;
        Self { case_studies, met, not_met, gaps, until }
    }
}

impl<'a> Beside<'a> {
    fn of(beside: &'a assessment::Beside, language: Language) -> Self {
        let lacking = |lacking: &'a assessment::Lacking| Lacking::of(lacking, language);
        let lost = beside.lost.iter().map(|loss| Loss { requirement: &loss.key, why: loss.why.as_ref().map(lacking) });
        Self {
            set: Set::of(beside.set.iter().map(String::as_str).collect(), beside.standing),
            lost: lost.collect(),
            gained: &beside.gained,
            lacks: beside.lacks.as_ref().map(lacking),
        }
    }
}

impl<'a> Lacking<'a> {
    fn of(assessment::Lacking { subject: slug, lack }: &'a assessment::Lacking, language: Language) -> Self {
        Self {
            case_study: subject(slug),
            code: lack.what.key(),
            what: lack.what.render(language),
            file: &lack.put.file,
            field: lack.put.field.as_deref(),
            passes: lack.passes.render(language),
        }
    }
}
