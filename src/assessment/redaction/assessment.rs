//! Where an assessment says what is hidden: everywhere that words of the evidence stand.

use super::Redaction;
use crate::assessment::{
    Assessment, CaseStudy, Change, CriterionResult, Finding, Leak, Outcome, Row, Turn, Verdict, Why,
};
use crate::evidence::{Attestation, Digest, Place, Skipped, Spot, Waiver};
use crate::language::Message;
use crate::rule::{Answer, Citation, Lack, Words};

impl Assessment<'_> {
    /// The assessment without what is hidden; it says that something is.
    #[must_use]
    pub fn redacted(&self, redaction: &Redaction) -> Self {
        let mut redacted = self.clone();
        redaction.hide(&mut redacted);
        redacted.life.iter_mut().for_each(|message| redaction.hide_in_message(message));
        redacted.life.extend(redaction.told());
        redacted
    }
}

impl Redaction {
    fn hide(&self, assessment: &mut Assessment<'_>) {
        assessment.case_studies.iter_mut().for_each(|study| self.hide_in_case_study(study));
        assessment.candidates.iter_mut().for_each(|slug| *slug = self.slug(slug));
        assessment.rows.iter_mut().for_each(|row| self.hide_in_row(row));
        for flip in assessment.score.iter_mut().flat_map(|score| [&mut score.gain, &mut score.risk]).flatten() {
            flip.name = self.text(&flip.name);
            flip.called.iter_mut().for_each(|text| *text = self.text(text));
            self.hide_in_place(&mut flip.place);
        }
        for change in &mut assessment.forecast.changes {
            self.hide_in_change(change);
        }
        for remark in &mut assessment.remarks {
            self.hide_in_message(&mut remark.message);
            self.hide_in_place(&mut remark.at);
        }
        assessment.leaks.iter_mut().for_each(|leak| self.hide_in_leak(leak));
        assessment.attestations.iter_mut().for_each(|attestation| self.hide_in_attestation(attestation));
        for Waiver { subject, approver, reason, .. } in &mut assessment.waivers {
            subject.iter_mut().filter(|slug| !slug.is_empty()).for_each(|slug| *slug = self.slug(slug));
            for text in [approver, reason] {
                *text = self.text(text);
            }
        }
        for Digest { path, .. } in &mut assessment.index {
            *path = self.text(path);
        }
        let reading = &mut assessment.reading;
        for path in reading.opaque.iter_mut().chain(&mut reading.unused) {
            *path = self.text(path);
        }
        let skipped = reading.skipped.iter_mut().map(|Skipped { path, reason, .. }| (path, reason));
        let unreadable = reading.unreadable.iter_mut().map(|(path, reason)| (path, reason));
        for (path, reason) in skipped.chain(unreadable) {
            *path = self.text(path);
            self.hide_in_message(reason);
        }
    }

    fn hide_in_case_study(&self, study: &mut CaseStudy) {
        let CaseStudy { slug, customer, delivery: _, facts } = study;
        *slug = self.slug(slug);
        if let Some(customer) = customer {
            *customer = self.text(customer);
        }
        for (_, value) in facts {
            value.each_text(&mut |text| *text = self.text(text));
        }
    }

    /// The fingerprint of a name or an account could be compared with those of all that there are.
    fn hide_in_leak(&self, leak: &mut Leak) {
        let is_guessable = leak.is_of_a_customer();
        let Leak { rule: _, what, masked, places, fingerprint, acknowledged } = leak;
        what.each_text(&mut |text| *text = self.text(&self.slug(text)));
        *masked = self.text(masked);
        for place in places {
            self.hide_in_place(place);
        }
        if let Some(reason) = acknowledged {
            *reason = self.text(reason);
        }
        fingerprint.take_if(|_| is_guessable);
    }

    fn hide_in_attestation(&self, attestation: &mut Attestation) {
        let Attestation { subject, who, role, statement, place, .. } = attestation;
        *subject = self.slug(subject);
        for text in [who, role, statement] {
            *text = self.text(text);
        }
        self.hide_in_place(place);
    }

    fn hide_in_row(&self, row: &mut Row<'_>) {
        row.statement.iter_mut().for_each(|statement| *statement = self.text(statement));
        if let Verdict::NotApplicable(reason) = &mut row.verdict {
            self.hide_in_message(reason);
        }
        for CriterionResult { findings, outcome, .. } in &mut row.criteria {
            if let Outcome::NotApplicable(reason) = outcome {
                self.hide_in_message(reason);
            }
            for finding in findings {
                self.hide_in_finding(finding);
            }
        }
    }

    fn hide_in_change(&self, Change { day: _, what, why }: &mut Change<'_>) {
        match what {
            Turn::Row { from, to, .. } => {
                for verdict in [from, to] {
                    if let Verdict::NotApplicable(reason) = verdict {
                        self.hide_in_message(reason);
                    }
                }
            }
            Turn::Waiver { approver, .. } => *approver = self.text(approver),
            Turn::Life(_) => {}
        }
        for Why { criterion: _, subject, of } in why {
            *subject = self.slug(subject);
            of.each_text(&mut |text| *text = self.text(text));
        }
    }

    fn hide_in_finding(&self, Finding { subject, answer, terms, is_open: _ }: &mut Finding) {
        *subject = self.slug(subject);
        for term in terms {
            term.of.each_text(&mut |text| *text = self.text(text));
        }
        match answer {
            Answer::Satisfied(citations) => citations.iter_mut().for_each(|citation| self.hide_in_citation(citation)),
            Answer::Gap(lacks) | Answer::Unknown(lacks) => lacks.iter_mut().for_each(|lack| self.hide_in_lack(lack)),
            Answer::NotApplicable(reason) => self.hide_in_message(reason),
        }
    }

    fn hide_in_citation(&self, Citation { place, words, .. }: &mut Citation) {
        if let Some(place) = place {
            self.hide_in_place(place);
        }
        match words {
            Words::Quote(words) => *words = self.text(words),
            Words::Note(message) => self.hide_in_message(message),
        }
    }

    pub(super) fn hide_in_lack(&self, lack: &mut Lack) {
        let Lack { what, found, claim, put, passes, cause: _ } = lack;
        self.hide_in_message(what);
        self.hide_in_message(passes);
        found.iter_mut().chain(claim).for_each(|place| self.hide_in_place(place));
        put.file = self.text(&put.file);
        put.field.iter_mut().for_each(|field| *field = self.text(field));
    }

    fn hide_in_place(&self, place: &mut Place) {
        place.file = self.text(&place.file).into();
        if let Spot::Row(sheet, _) = &mut place.spot {
            *sheet = self.text(sheet).into();
        }
    }

    fn hide_in_message(&self, message: &mut Message) {
        message.each_text(&mut |text| *text = self.text(text));
    }
}
