//! An attestation: a named person says that something is so.

use chrono::NaiveDate;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::Place;
use crate::source::Span;

/// The file that holds attestations, at the top of the evidence folder.
pub const ATTESTATIONS: &str = "attestations.toml";

/// One `[[attestation]]` of `attestations.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// Where it stands.
    pub place: Place,
    /// Where in the file its names stand.
    pub spans: AttestationSpans,
    /// The program it is made for, such as `retail`.
    pub program: String,
    /// The row it is made for, such as `C-2.6`, or one criterion of it, `P-4.1.reviewed`.
    pub requirement: String,
    /// The case study's folder name; empty for the partner.
    pub subject: String,
    /// The person.
    pub who: String,
    /// The person's role.
    pub role: String,
    /// The day on which it was made.
    pub date: NaiveDate,
    /// The last day on which it counts.
    pub until: Option<NaiveDate>,
    /// What is attested, in the person's words.
    pub statement: String,
}

/// The bytes of the names that must lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestationSpans {
    /// Of the requirement.
    pub requirement: Span,
    /// Of the subject; of the requirement where none is written.
    pub subject: Span,
}

impl Attestation {
    /// How the partner is called as a subject.
    pub const PARTNER: &str = "partner";

    /// For whom it is made, as it is written.
    #[must_use]
    pub fn subject(&self) -> &str {
        if self.subject.is_empty() { Self::PARTNER } else { &self.subject }
    }

    /// Whether the same person makes both, however the name is written.
    #[must_use]
    pub fn is_by_same_person(&self, other: &Self) -> bool {
        folded(&self.who) == folded(&other.who)
    }

    /// Whether both are made in the same role, however it is written.
    #[must_use]
    pub fn is_in_same_role(&self, other: &Self) -> bool {
        folded(&self.role) == folded(&other.role)
    }

    /// Whether both say the same of the same, on the same day.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let made_for = |one: &Self| (one.program.clone(), one.requirement.clone(), one.subject.clone(), one.date);
        made_for(self) == made_for(other) && folded(&self.statement) == folded(&other.statement)
    }
}

/// Words without case, accents, width and punctuation. Unlike those of a topic they keep their endings: Martin is not Martins.
fn folded(words: &str) -> String {
    let mut folded = String::new();
    for part in words.chars() {
        decompose_compatible(part, |part| match part {
            part if part.is_alphanumeric() => folded.extend(part.to_lowercase()),
            part if is_combining_mark(part) => {}
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        });
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_however_the_name_is_written() {
        for (one, other) in [
            ("Élodie Marchetti", "ELODIE  MARCHETTI"),
            ("Jean-Pierre Roux", "Jean Pierre Roux"),
            ("林 晓雯", "林　晓雯"),
            ("Priya Raman", "Ｐｒｉｙａ Raman."),
            ("Zoe\u{301} Sn\u{f8}w", "zoé SNØW"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
        for (one, other) in [("Ana Martin", "Ana Martins"), ("Marie Leroux", "Marie Lerou"), ("林晓雯", "林晓文")]
        {
            assert_ne!(folded(one), folded(other), "{one}");
        }
    }
}
