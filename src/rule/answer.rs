//! What a rule answers: satisfied with citations, a gap, unknown, or not applicable.

use crate::evidence::{Fact, Place};
use crate::language::Message;

use super::How;

/// The answer to one rule for one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It holds, and these are the words.
    Satisfied(Vec<Citation>),
    /// It does not hold.
    Gap(Vec<Lack>),
    /// It cannot be told, which counts as not holding.
    Unknown(Vec<Lack>),
    /// It is not exercised, with the reason.
    NotApplicable(Message),
}

/// The words behind a Met.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// Where they stand; `None` for a count over many places.
    pub place: Option<Place>,
    /// The words, or a sentence about what was checked.
    pub words: Words,
    /// What kind of proof it is.
    pub basis: Basis,
    /// How the place was found, where a document was searched.
    pub how: Option<How>,
}

/// The words of a citation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Words {
    /// As they stand in the evidence.
    Quote(String),
    /// A sentence about what was checked, such as “14 references lead to files that are there”.
    Note(Message),
}

/// What kind of proof stands behind a Met, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A fact was checked.
    Computed,
    /// A text covers it; a person must judge its quality.
    Documented,
    /// A named person says so.
    Attested,
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lack {
    /// What is missing or wrong.
    pub what: Message,
    /// What was found instead, if anything.
    pub found: Option<Place>,
    /// The claim that it contradicts, where that stands elsewhere.
    pub claim: Option<Place>,
    /// Where to put it.
    pub put: Put,
    /// What would pass.
    pub passes: Message,
    /// Why it is lacking.
    pub cause: Cause,
}

/// Where to put what is missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Put {
    /// The file to write or to change, relative to the evidence folder.
    pub file: String,
    /// The field in it, where it is a fact: `components › orders-db › rto`.
    pub field: Option<String>,
}

/// Why something is lacking.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nothing says it.
    Missing,
    /// Something says otherwise.
    Contradicted,
    /// A file could not be read.
    Unreadable,
    /// A person must attest it.
    NeedsAttestation,
    /// The gap is told at another criterion.
    Follows(String),
}

impl Answer {
    /// Unknown where every lack is one, a gap otherwise.
    #[must_use]
    pub fn lacking(lacks: Vec<Lack>) -> Self {
        if lacks.iter().all(|lack| matches!(lack.cause, Cause::Unreadable | Cause::NeedsAttestation)) {
            Self::Unknown(lacks)
        } else {
            Self::Gap(lacks)
        }
    }

    /// Whether it holds.
    #[must_use]
    pub const fn is_satisfied(&self) -> bool {
        matches!(self, Self::Satisfied(_))
    }

    /// What is missing; nothing where it holds or does not apply.
    #[must_use]
    pub fn lacks(&self) -> &[Lack] {
        match self {
            Self::Gap(lacks) | Self::Unknown(lacks) => lacks,
            Self::Satisfied(_) | Self::NotApplicable(_) => &[],
        }
    }

    /// Every answer holds: all lacks together, or all citations. What does not apply is passed over, unless nothing
    /// applies; over no answers at all nothing holds, which the caller has to say.
    #[must_use]
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        let (mut citations, mut lacks, mut reason, mut satisfied) = (Vec::new(), Vec::new(), None, false);
        for answer in answers {
            match answer {
                Self::Satisfied(more) => {
                    satisfied = true;
                    // Several items may lean on the same words.
                    let new = more.into_iter().filter(|citation| !citations.contains(citation)).collect::<Vec<_>>();
                    citations.extend(new);
                }
                Self::Gap(more) | Self::Unknown(more) => {
                    let new = more.into_iter().filter(|lack| !lacks.contains(lack)).collect::<Vec<_>>();
                    lacks.extend(new);
                }
                Self::NotApplicable(why) => reason = reason.or(Some(why)),
            }
        }
        match reason {
            _ if !lacks.is_empty() => Self::lacking(lacks),
            Some(reason) if !satisfied => Self::NotApplicable(reason),
            _ => Self::Satisfied(citations),
        }
    }
}

impl Lack {
    /// The lack, found at a place and to be mended in its file.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.put.file = place.file.to_string();
        self.found = Some(place.clone());
        self
    }
}

impl Citation {
    /// A fact that was checked, quoted as `name: value`.
    #[must_use]
    pub fn fact(name: &str, fact: &Fact) -> Self {
        Self {
            place: Some(fact.place.clone()),
            words: Words::Quote(format!("{name}: {}", fact.written)),
            basis: Basis::Computed,
            how: Some(How::Fact),
        }
    }

    /// A sentence about what was checked.
    #[must_use]
    pub const fn note(message: Message) -> Self {
        Self { place: None, words: Words::Note(message), basis: Basis::Computed, how: None }
    }
}
