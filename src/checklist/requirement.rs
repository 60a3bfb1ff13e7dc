//! A requirement: one row of the official sheet, with its one Met cell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Criterion, Level};
use crate::language::{Localised, Message};
use crate::rule::Rule;

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// As in the official sheet, with the half it belongs to: `P-2.1`, `C-2.10`.
    pub key: String,
    /// The key of the row that it was in the version that this one supersedes, where that was another one. A row with the
    /// key of an earlier one that another row names here is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What it is about.
    pub title: Localised,
    /// What AWS asks, in our words.
    pub question: Localised,
    /// What would satisfy it.
    pub passes: Localised,
    /// What is usually refused.
    pub refused: Localised,
    /// Whether AWS looks at nothing else before it is settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prerequisite: bool,
    /// What is wrong or unclear in the source, and what is followed here.
    #[serde(default)]
    pub errata: Vec<Erratum>,
    /// The smallest things judged; the row is met when every one that binds holds.
    pub criteria: Vec<Criterion>,
}

/// A defect of the source and what is followed instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    /// What is wrong, unclear or contradictory.
    pub defect: Localised,
    /// What is followed here.
    pub followed: Localised,
}

impl Erratum {
    /// The defect and what is followed, in one sentence.
    #[must_use]
    pub fn told(&self) -> Message {
        Message::new("explain.erratum").with("defect", &self.defect).with("followed", &self.followed)
    }
}

impl Requirement {
    /// Whether the partner may say that it does not apply: everything demanded in it is demanded under a condition. That
    /// facts are consistent is asked of everybody, and of those who have nothing to show it asks nothing.
    #[must_use]
    pub fn may_not_apply(&self) -> bool {
        let mut demanded = self.criteria.iter().filter(|criterion| criterion.level == Level::Must);
        let is_conditional = |criterion: &Criterion| !criterion.only.is_empty() || !criterion.when_any.is_empty();
        demanded.clone().any(is_conditional)
            && demanded.all(|criterion| is_conditional(criterion) || matches!(criterion.rule, Rule::Consistent(_)))
    }

    /// The full id of one of its criteria, as in `P-2.1.count`.
    #[must_use]
    pub fn id_of(&self, criterion: &Criterion) -> String {
        format!("{}.{}", self.key, criterion.id)
    }
}
