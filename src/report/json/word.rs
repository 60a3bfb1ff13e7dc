//! The closed lists of words that the document uses. A word never changes its meaning within one version of the schema.

use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment;
use crate::checklist;
use crate::language;
use crate::rule;

/// The language of every sentence in the document.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// Simplified Chinese.
    Zh,
}

/// What a requirement came to.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every criterion that binds is satisfied.
    Met,
    /// At least one is not; what cannot be told counts as not met.
    NotMet,
    /// No criterion binds; `reason` says why.
    NotApplicable,
}

/// What a criterion came to, over all the subjects it binds.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Enough subjects satisfy it.
    Satisfied,
    /// Too few do.
    Lacking,
    /// It binds nobody; `reason` says why.
    NotApplicable,
}

/// What one subject, the partner or a case study, answers to a criterion.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It holds; `citations` are the words.
    Satisfied,
    /// It does not hold.
    Gap,
    /// It cannot be told, which counts as not holding: a file is unreadable, or a person must attest it.
    Unknown,
    /// It is not exercised; `reason` says why.
    NotApplicable,
}

/// What kind of proof stands behind a requirement that is met.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A fact was checked.
    Computed,
    /// A text covers it; a person must judge its quality.
    Documented,
    /// A named person says so.
    Attested,
}

/// How the cited place was found.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A field of the facts says it.
    Fact,
    /// The file itself declares what it covers.
    Declared,
    /// A heading means it.
    Heading,
    /// The name of the file means it.
    FileName,
    /// Several terms of the topic stand close together.
    Terms,
}

/// Why something is lacking.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Nothing says it.
    Missing,
    /// Something says otherwise.
    Contradicted,
    /// A file could not be read.
    Unreadable,
    /// A person must attest it.
    NeedsAttestation,
    /// It is told at the criterion that `see` names.
    Follows,
}

/// Whether a criterion is demanded or advised.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The requirement is not met without it.
    Must,
    /// Advice, which keeps nothing from being met.
    Should,
}

impl From<language::Language> for Language {
    fn from(language: language::Language) -> Self {
        match language {
            language::Language::En => Self::En,
            language::Language::Fr => Self::Fr,
            language::Language::Zh => Self::Zh,
        }
    }
}

impl From<&assessment::Verdict> for Verdict {
    fn from(verdict: &assessment::Verdict) -> Self {
        match verdict {
            assessment::Verdict::Met => Self::Met,
            assessment::Verdict::NotMet => Self::NotMet,
            assessment::Verdict::NotApplicable(_) => Self::NotApplicable,
        }
    }
}

impl From<&assessment::Outcome> for Outcome {
    fn from(outcome: &assessment::Outcome) -> Self {
        match outcome {
            assessment::Outcome::Satisfied => Self::Satisfied,
            assessment::Outcome::Lacking => Self::Lacking,
            assessment::Outcome::NotApplicable(_) => Self::NotApplicable,
        }
    }
}

impl From<&rule::Answer> for Answer {
    fn from(answer: &rule::Answer) -> Self {
        match answer {
            rule::Answer::Satisfied(_) => Self::Satisfied,
            rule::Answer::Gap(_) => Self::Gap,
            rule::Answer::Unknown(_) => Self::Unknown,
            rule::Answer::NotApplicable(_) => Self::NotApplicable,
        }
    }
}

impl From<rule::Basis> for Basis {
    fn from(basis: rule::Basis) -> Self {
        match basis {
            rule::Basis::Computed => Self::Computed,
            rule::Basis::Documented => Self::Documented,
            rule::Basis::Attested => Self::Attested,
        }
    }
}

impl From<rule::How> for How {
    fn from(how: rule::How) -> Self {
        match how {
            rule::How::Fact => Self::Fact,
            rule::How::Declared => Self::Declared,
            rule::How::Heading => Self::Heading,
            rule::How::FileName => Self::FileName,
            rule::How::Terms => Self::Terms,
        }
    }
}

impl From<&rule::Cause> for Cause {
    fn from(cause: &rule::Cause) -> Self {
        match cause {
            rule::Cause::Missing => Self::Missing,
            rule::Cause::Contradicted => Self::Contradicted,
            rule::Cause::Unreadable => Self::Unreadable,
            rule::Cause::NeedsAttestation => Self::NeedsAttestation,
            rule::Cause::Follows(_) => Self::Follows,
        }
    }
}

impl From<checklist::Level> for Level {
    fn from(level: checklist::Level) -> Self {
        match level {
            checklist::Level::Must => Self::Must,
            checklist::Level::Should => Self::Should,
        }
    }
}
