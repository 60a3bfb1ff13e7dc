//! `attested: {}` holds where a named person attests the row, for the partner or for this case study.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Lack, Put, Scope, Words};
use crate::evidence::{ATTESTATIONS, Attestation};
use crate::language::Message;

/// An attestation counts from its date to its last day. It proves no fact that can be checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attested {}

impl Judge for Attested {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let whole_row = inquiry.requirement;
        attested(inquiry, |attestation| attestation.requirement == whole_row || names_criterion(inquiry, attestation))
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new("attested.describe")
    }
}

/// Whether an attestation is made for this criterion alone, as in `P-4.1.reviewed`.
pub fn names_criterion(inquiry: &Inquiry<'_>, attestation: &Attestation) -> bool {
    let id = attestation.requirement.strip_prefix(inquiry.requirement);
    id.and_then(|id| id.strip_prefix('.')) == Some(inquiry.criterion)
}

/// The answer of the attestations that `fits` takes, among those made for the program and the subject.
pub fn attested(inquiry: &Inquiry<'_>, fits: impl Fn(&Attestation) -> bool) -> Answer {
    let day = inquiry.audit.as_of;
    let (mut out_of_time, mut template) = (None, None);
    for attestation in &inquiry.audit.evidence.attestations {
        let ours = attestation.program == inquiry.audit.program && attestation.subject == inquiry.subject.name;
        if !ours || !fits(attestation) {
            continue;
        }
        let substance = &inquiry.audit.lexicon.substance;
        let words = [&attestation.who, &attestation.role, &attestation.statement];
        if let Some((_, phrase)) = words.into_iter().find_map(|words| substance.residue(words)) {
            template = Some((attestation, phrase));
            continue;
        }
        if attestation.date <= day && attestation.until.is_none_or(|until| day <= until) {
            return Answer::Satisfied(vec![cited(attestation)]);
        }
        out_of_time = Some(attestation);
    }
    let what = match (out_of_time, template) {
        (None, Some((_, phrase))) => Message::new("attested.template").with("phrase", phrase),
        (None, None) => Message::new("attested.missing").with("statement", inquiry.statement),
        (Some(early), _) if early.date > day => Message::new("attested.future").with("date", early.date),
        (Some(late), _) => {
            Message::new("attested.lapsed").with("who", late.who.as_str()).with("date", late.until.unwrap_or(late.date))
        }
    };
    let id = format!("{}.{}", inquiry.requirement, inquiry.criterion);
    let wrong = out_of_time.or(template.map(|(attestation, _)| attestation));
    Answer::lacking(vec![Lack {
        what,
        found: wrong.map(|attestation| attestation.place.clone()),
        claim: None,
        put: Put { file: ATTESTATIONS.to_owned(), field: Some(id.clone()) },
        passes: Message::new("attested.entry")
            .with("program", inquiry.audit.program)
            .with("requirement", id)
            .with("subject", if inquiry.subject.is_partner() { "partner" } else { &inquiry.subject.name }),
        cause: if wrong.is_some() { Cause::Contradicted } else { Cause::NeedsAttestation },
    }])
}

fn cited(attestation: &Attestation) -> Citation {
    let Attestation { who, role, date, statement, .. } = attestation;
    Citation {
        place: Some(attestation.place.clone()),
        words: Words::Quote(format!("{statement} — {who}, {role}, {date}")),
        basis: Basis::Attested,
        how: None,
    }
}
