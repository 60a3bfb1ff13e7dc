//! A gap, for programs: what is missing, where to put it, and what would pass.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::Place;
use super::{subject, word};
use crate::assessment;
use crate::language::Language;
use crate::rule::Cause;

/// What one criterion lacks, of one subject.
#[derive(Serialize, JsonSchema)]
pub struct Gap<'a> {
    /// What makes it the same gap in another run, whatever its wording, its line or the version of the checklist.
    id: String,
    /// The key of the requirement.
    requirement: &'a str,
    /// The id of the criterion.
    criterion: &'a str,
    /// The case study, by folder name; null for the partner.
    case_study: Option<&'a str>,
    /// The kind of lack, the same in every language: `fact.missing`.
    code: &'a str,
    /// Why it is lacking.
    cause: word::Cause,
    /// The id of the criterion at which it is told; null unless `cause` is `follows`.
    see: Option<&'a str>,
    /// What is missing or wrong, as a sentence.
    what: String,
    /// Where something else was found instead, to be shown to a person; null where nothing was found.
    found: Option<String>,
    /// The same place for a program; null where `found` is.
    found_at: Option<Place<'a>>,
    /// Where the claim stands that it contradicts, to be shown to a person; null without one.
    claim: Option<String>,
    /// The same place for a program; null where `claim` is.
    claim_at: Option<Place<'a>>,
    /// The file to write or to change, relative to the evidence folder; it need not exist.
    file: &'a str,
    /// The field in that file: `components › orders-db › rto`. Null where no single field is meant.
    field: Option<&'a str>,
    /// What would pass, as a sentence.
    passes: String,
}

impl<'a> Gap<'a> {
    /// The view of a gap.
    pub fn of(id: String, gap: &assessment::Gap<'a>, language: Language) -> Self {
        let lack = gap.lack;
        let see = match &lack.cause {
            Cause::Follows(criterion) => Some(criterion.as_str()),
            _ => None,
        };
        Self {
            id,
            requirement: gap.key,
            criterion: gap.criterion,
            case_study: subject(gap.subject),
            code: lack.what.key(),
            cause: (&lack.cause).into(),
            see,
            what: lack.what.render(language),
            found: lack.found.as_ref().map(ToString::to_string),
            found_at: lack.found.as_ref().map(Into::into),
            claim: lack.claim.as_ref().map(ToString::to_string),
            claim_at: lack.claim.as_ref().map(Into::into),
            file: &lack.put.file,
            field: lack.put.field.as_deref(),
            passes: lack.passes.render(language),
        }
    }
}
