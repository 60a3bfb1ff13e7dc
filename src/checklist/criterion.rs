//! A criterion: the smallest thing judged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Interpretation;
use crate::evidence::Lexicon;
use crate::language::{Localised, Message};
use crate::rule::{Condition, Judge, Rule, Scope};

/// A statement, whom it binds, how many must, and the rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// `[a-z0-9-]+`, unique within the row.
    pub id: String,
    /// Its id in the version that this one supersedes, where that was another one, within the row that its row was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What must hold.
    pub statement: Localised,
    /// Of whom it is asked.
    pub of: Of,
    /// Which case studies it binds.
    #[serde(default, rename = "where", skip_serializing_if = "Condition::is_empty")]
    pub only: Condition,
    /// For a criterion of the partner: it binds only where some submitted case study matches.
    #[serde(default, skip_serializing_if = "Condition::is_empty")]
    pub when_any: Condition,
    /// How many of those it binds must satisfy it.
    #[serde(default)]
    pub need: Need,
    /// The readings of the checklist in which it binds; without any, it binds in all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
    /// Whether it binds only where the web was asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub online: bool,
    /// Whether it is demanded or advised.
    #[serde(default)]
    pub level: Level,
    /// The question that is asked.
    pub rule: Rule,
}

/// Of whom a criterion is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// Of the partner, once.
    Partner,
    /// Of every submitted case study.
    CaseStudies,
}

/// How many must satisfy it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Every one it binds.
    #[default]
    All,
    /// This many at least.
    AtLeast(usize),
}

/// Whether a criterion is demanded or advised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The row is not met without it.
    #[default]
    Must,
    /// Advice, never a gap.
    Should,
}

impl Criterion {
    /// Whether it binds in the reading by which the checklist is judged, where the web was asked or not.
    #[must_use]
    pub fn binds_in(&self, reading: Option<&Interpretation>, online: bool) -> bool {
        let reads = |reading: &Interpretation| self.readings.contains(&reading.id);
        (online || !self.online) && (self.readings.is_empty() || reading.is_some_and(reads))
    }

    /// How many case studies it demands at the least; none where it asks nothing of them.
    #[must_use]
    pub fn case_studies(&self) -> usize {
        let mut least = match (self.of, self.need) {
            (Of::CaseStudies, Need::AtLeast(needed)) => needed.max(1),
            (Of::CaseStudies, Need::All) => 1,
            (Of::Partner, _) => usize::from(!self.when_any.is_empty()),
        };
        self.rule.walk(&mut |rule, _| {
            if let Rule::Count(count) = rule {
                least = least.max(count.case_studies().unwrap_or_default());
            }
        });
        least
    }

    /// The fields that its rule can name.
    #[must_use]
    pub fn scope<'a>(&self, lexicon: &'a Lexicon) -> Scope<'a> {
        match self.of {
            Of::Partner => Scope::partner(lexicon),
            Of::CaseStudies => Scope::case_study(lexicon),
        }
    }

    /// How it is judged: whom it binds, how many of them must satisfy it, and by which rule.
    #[must_use]
    pub fn how(&self, lexicon: &Lexicon) -> Message {
        let whom = self.whom(&Scope::case_study(lexicon));
        Message::new("explain.how").with("whom", whom).with("rule", self.rule.describe(&self.scope(lexicon)))
    }

    fn whom(&self, scope: &Scope<'_>) -> Message {
        let condition =
            |key: &'static str, condition: &Condition| Message::new(key).with("condition", condition.describe(scope));
        match (self.of, self.need) {
            (Of::Partner, _) if self.when_any.is_empty() => Message::new("whom.partner"),
            (Of::Partner, _) => condition("whom.partner_when", &self.when_any),
            (Of::CaseStudies, Need::All) if self.only.is_empty() => Message::new("whom.each"),
            (Of::CaseStudies, Need::All) => condition("whom.each_where", &self.only),
            (Of::CaseStudies, Need::AtLeast(n)) if self.only.is_empty() => Message::new("whom.at_least").with("n", n),
            (Of::CaseStudies, Need::AtLeast(n)) => condition("whom.at_least_where", &self.only).with("n", n),
        }
    }
}
