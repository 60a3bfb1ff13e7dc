//! What is to be said of attestations beside the rows: those that have no effect, do not count on that day, are made twice,
//! or are made by one person in several roles.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{CriterionResult, Remark, Row};
use crate::checklist::{Checklist, Of};
use crate::evidence::{Attestation, Evidence, Lexicon, Place, Subject};
use crate::language::Message;

/// The attestations of a folder, as a checklist sees them on one day.
pub struct Attested<'a> {
    pub checklist: &'a Checklist,
    pub evidence: &'a Evidence,
    pub lexicon: &'a Lexicon,
    /// The case studies that were judged.
    pub submitted: &'a [&'a Subject],
    pub rows: &'a [Row<'a>],
    pub as_of: NaiveDate,
}

impl Attested<'_> {
    /// The remarks, in the order of the file. What a gap says already is not said again; `told` are the places of gaps.
    pub fn remarks(&self, told: &BTreeSet<Place>) -> Vec<Remark> {
        let all = &self.evidence.attestations;
        let ours = |attestation: &Attestation| attestation.program == self.checklist.program;
        let mut remarks = Vec::new();
        for (number, attestation) in all.iter().enumerate() {
            let earlier = &all[..number];
            let mut say = |message| remarks.push(Remark { message, at: attestation.place.clone() });
            if ours(attestation) {
                let is_told = told.contains(&attestation.place);
                let why_not = self.no_effect(attestation).or_else(|| self.not_counted(attestation));
                why_not.filter(|_| !is_told).into_iter().for_each(&mut say);
            }
            let with_us = |other: &&Attestation| ours(attestation) || ours(other);
            if let Some(same) = earlier.iter().filter(with_us).find(|other| is_again(attestation, other)) {
                let person = attestation.who.as_str();
                say(Message::new("attestation.twice").with("who", person).with("place", same.place.to_string()));
            }
            let mut same_person = earlier.iter().filter(|other| attestation.is_by_same_person(other));
            let is_new_role = same_person.clone().all(|other| !attestation.is_in_same_role(other));
            if let Some(other) = same_person.find(with_us).filter(|_| is_new_role) {
                let roles = Message::new("attestation.roles").with("who", attestation.who.as_str());
                let roles = roles.with("role", attestation.role.as_str()).with("before", other.role.as_str());
                say(roles.with("place", other.place.to_string()));
            }
        }
        remarks
    }

    /// Why it can have no effect on any row, where it cannot.
    fn no_effect(&self, attestation: &Attestation) -> Option<Message> {
        let Attestation { requirement, subject, .. } = attestation;
        let message = |key: &'static str| Message::new(key).with("requirement", requirement.as_str());
        let Some((row, criterion)) = self.checklist.attested(requirement) else {
            return Some(message("attestation.other_version").with("checklist", self.checklist.id()));
        };
        let results = self.rows.iter().filter(|judged| judged.key == row.key).flat_map(|judged| &judged.criteria);
        let named = |result: &&CriterionResult<'_>| criterion.is_none_or(|named| named.id == result.criterion.id);
        let takes = |result: &&CriterionResult<'_>| result.criterion.takes_attestation(criterion.is_none());
        let asked: Vec<_> = results.filter(named).filter(takes).collect();
        if asked.is_empty() {
            return Some(message("attestation.not_asked"));
        }
        let of = if subject.is_empty() { Of::Partner } else { Of::CaseStudies };
        let fitting: Vec<_> = asked.into_iter().filter(|result| result.criterion.of == of).collect();
        if fitting.is_empty() {
            let key = if of == Of::Partner { "attestation.of_case_studies" } else { "attestation.of_partner" };
            return Some(message(key));
        }
        // Of a case study that is not handed in nothing was asked yet.
        let was_asked = of == Of::Partner || self.submitted.iter().any(|study| study.name == *subject);
        let binds = |result: &&CriterionResult<'_>| result.findings.iter().any(|finding| finding.subject == *subject);
        if was_asked && !fitting.iter().any(binds) {
            return Some(message("attestation.not_bound").with("subject", attestation.subject()));
        }
        None
    }

    /// Why it does not count on that day, where it does not.
    fn not_counted(&self, attestation: &Attestation) -> Option<Message> {
        let Attestation { who, role, statement, date, until, .. } = attestation;
        let residue = |words: &String| Some(self.lexicon.substance.residue(words)?.1.to_owned());
        if let Some(phrase) = [who, role, statement].into_iter().find_map(residue) {
            return Some(Message::new("attested.template").with("phrase", phrase));
        }
        match until {
            Some(until) if until < date => {
                Some(Message::new("attestation.never").with("date", *date).with("until", *until))
            }
            _ if *date > self.as_of => Some(Message::new("attested.future").with("date", *date)),
            Some(until) if *until < self.as_of => {
                Some(Message::new("attested.lapsed").with("who", who.as_str()).with("date", *until))
            }
            _ => None,
        }
    }
}

/// Whether one person says the same of the same once more.
fn is_again(attestation: &Attestation, earlier: &Attestation) -> bool {
    attestation.is_by_same_person(earlier) && attestation.says_the_same(earlier)
}
