//! What may be attested: whether the names in an attestation lead somewhere, and which criteria a person's word can stand for.
//!
//! A name that leads nowhere is a mistake where its program is judged. Of other programs nothing is asked: a folder may hold
//! attestations for checklists that are not at hand.

use super::{Checklist, Criterion, Library, Requirement};
use crate::evidence::{Attestation, Evidence};
use crate::language::Message;
use crate::rule::Rule;
use crate::source::{Problem, nearest, nearest_or_all};

impl Criterion {
    /// Whether a person's word can stand for it, made for its whole row or for it alone.
    #[must_use]
    pub fn takes_attestation(&self, of_whole_row: bool) -> bool {
        let mut takes = false;
        self.rule.walk(&mut |rule, _| {
            takes |= matches!(rule, Rule::Attested(_)) || !of_whole_row && matches!(rule, Rule::HandedIn(_));
        });
        takes
    }
}

impl Checklist {
    /// The row that an attestation is made for, and the one criterion of it where it names one.
    #[must_use]
    pub fn attested(&self, requirement: &str) -> Option<(&Requirement, Option<&Criterion>)> {
        if let Some(row) = self.requirements.iter().find(|row| row.key == requirement) {
            return Some((row, None));
        }
        let (row, criterion) = self.criteria().find(|(row, criterion)| row.id_of(criterion) == requirement)?;
        Some((row, Some(criterion)))
    }
}

impl Library {
    /// The attestations of a folder that name a row, a criterion or a case study that is not there, for the programs judged.
    /// A row of another version of the program is there.
    #[must_use]
    pub fn wrong_attestations(&self, judged: &[&Checklist], evidence: &Evidence) -> Vec<Problem> {
        let Some(source) = &evidence.attested_in else { return Vec::new() };
        let mut problems = Vec::new();
        for attestation in &evidence.attestations {
            let Attestation { program, requirement, subject, spans, .. } = attestation;
            let Some(checklist) = judged.iter().find(|checklist| checklist.program == *program) else { continue };
            let mut versions = self.checklists().filter(|checklist| checklist.program == *program);
            if !versions.any(|version| version.attested(requirement).is_some()) {
                let (message, help) = unknown_requirement(checklist, requirement);
                problems.push(Problem::new(source, spans.requirement.clone(), message).with_help(help));
            }
            if !subject.is_empty() && evidence.case_study(subject).is_none() {
                let message = Message::new("failure.unknown_case_study").with("slug", subject.as_str());
                let studies = evidence.case_studies.iter().map(|study| study.name.as_str());
                let help = nearest_or_all(subject, studies.chain([Attestation::PARTNER]));
                problems.push(Problem::new(source, spans.subject.clone(), message).with_help(help));
            }
        }
        problems
    }

    /// The attestations of a folder for programs that nobody knows, each with a sentence about it.
    pub fn strange_attestations<'a>(&self, evidence: &'a Evidence) -> impl Iterator<Item = (&'a Attestation, Message)> {
        let is_strange = |attestation: &&Attestation| self.programs().all(|program| program != attestation.program);
        evidence.attestations.iter().filter(is_strange).map(|attestation| {
            let program = attestation.program.as_str();
            let message = Message::new("attestation.unknown_program").with("program", program);
            match nearest(program, self.programs()) {
                Some(near) => (attestation, Message::new("hint.nearest").with("message", message).with("near", near)),
                None => (attestation, message),
            }
        })
    }
}

/// What to say of a row or a criterion that is not there. A criterion is looked for in its row.
pub fn unknown_requirement(checklist: &Checklist, asked: &str) -> (Message, Message) {
    let rows = &checklist.requirements;
    let of_row = |row: &&Requirement| asked.strip_prefix(&row.key).is_some_and(|rest| rest.starts_with('.'));
    if let Some(row) = rows.iter().find(of_row) {
        let ids: Vec<_> = row.criteria.iter().map(|criterion| row.id_of(criterion)).collect();
        let help = nearest_or_all(asked, ids.iter().map(String::as_str));
        return (Message::new("lint.unknown_criterion").with("name", asked), help);
    }
    let help = nearest_or_all(asked, rows.iter().map(|row| row.key.as_str()));
    (Message::new("failure.unknown_key").with("key", asked), help)
}
