//! What makes a test of a fact hold whatever the evidence says, or fail.

use std::collections::BTreeSet;

use super::{Bound, FactRule};
use crate::evidence::{Field, FieldType};
use crate::language::Message;
use crate::rule::condition::Scalar;
use crate::rule::{Scope, flaw};

impl FactRule {
    /// The field that it asks about.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Whether no fact passes both.
    pub fn excludes(&self, other: &Self) -> bool {
        let values = |rule: &Self| -> BTreeSet<String> {
            let written = |value: &Scalar| match value {
                Scalar::Boolean(value) => value.to_string(),
                Scalar::Number(value) => value.to_string(),
                Scalar::Text(value) => value.to_lowercase(),
            };
            rule.is.iter().chain(&rule.one_of).map(written).collect()
        };
        let (one, two) = (values(self), values(other));
        let are_apart = !one.is_empty() && !two.is_empty() && one.is_disjoint(&two);
        let is_beyond =
            |least: &Self, most: &Self| match (amount(least.at_least.as_ref()), amount(most.at_most.as_ref())) {
                (Some(least), Some(most)) => least > most,
                _ => false,
            };
        self.field == other.field && (are_apart || is_beyond(self, other) || is_beyond(other, self))
    }

    /// What is wrong with its tests.
    pub(super) fn all_flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        let Some(field) = scope.field(&self.field) else { return Vec::new() };
        let mut flaws = Vec::new();
        let plain = self.is.iter().chain(&self.one_of).filter_map(|value| flaw::no_value(field, field.kind, value));
        flaws.extend(plain);
        match field.kind.item() {
            Some(item) => flaws.extend(self.contains.iter().filter_map(|value| flaw::no_value(field, item, value))),
            None if !self.contains.is_empty() => {
                flaws.push(Message::new("lint.no_list").with("name", self.field.as_str()));
            }
            None => {}
        }
        flaws.extend(self.wrong_bounds(field));
        let others = [&self.differs_from, &self.same_as].into_iter().flatten();
        let itself = others.filter(|other| **other == self.field);
        flaws.extend(itself.map(|other| Message::new("lint.itself").with("name", other.as_str())));
        flaws.extend(self.names.iter().filter_map(|topic| flaw::too_many(scope, topic, 1)));
        flaws.extend(self.never_asked());
        flaws
    }

    /// Bounds that the type of the field has not, or that leave nothing between them.
    fn wrong_bounds(&self, field: &Field) -> Option<Message> {
        let fits = |bound: &Bound| match bound {
            Bound::Number(_) => field.kind == FieldType::Number || field.kind.item().is_some(),
            Bound::Length(_) => field.kind == FieldType::Duration,
            Bound::Field(_) => {
                matches!(field.kind, FieldType::Number | FieldType::Duration) || field.kind.item().is_some()
            }
        };
        if self.at_least.iter().chain(&self.at_most).any(|bound| !fits(bound)) {
            return Some(flaw::wrong_type(&self.field, field.kind));
        }
        let (least, most) = (amount(self.at_least.as_ref())?, amount(self.at_most.as_ref())?);
        let message = Message::new("lint.bounds").with("name", "at_least");
        (least > most).then(|| message.with("least", least.to_string()).with("most", most.to_string()))
    }

    /// A test behind one that already decides.
    fn never_asked(&self) -> Option<Message> {
        let has_bounds = self.at_least.is_some() || self.at_most.is_some();
        let tests = [
            ("is", self.is.is_some(), true),
            ("in", !self.one_of.is_empty(), true),
            ("contains", !self.contains.is_empty(), true),
            (if self.at_least.is_some() { "at_least" } else { "at_most" }, has_bounds, false),
            ("differs_from", self.differs_from.is_some(), true),
            ("same_as", self.same_as.is_some(), true),
            ("names", self.names.is_some(), true),
            ("avoids", self.avoids.is_some(), true),
            ("begins", self.begins.is_some(), true),
            ("words", self.words.is_some(), true),
        ];
        let mut given = tests.into_iter().filter(|(_, is_given, _)| *is_given);
        let decides = given.find(|(_, _, decides)| *decides)?;
        let (name, _, _) = given.next()?;
        Some(Message::new("lint.never_asked").with("name", name).with("other", decides.0))
    }
}

/// A bound that is known; a length of time in seconds.
fn amount(bound: Option<&Bound>) -> Option<f64> {
    match bound? {
        Bound::Number(number) => Some(*number),
        Bound::Length(length) => Some(length.0.as_secs_f64()),
        Bound::Field(_) => None,
    }
}
