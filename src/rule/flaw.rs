//! Flaws: what makes a rule hold whatever the evidence says, or fail.

use super::condition::Scalar;
use super::{Rule, Scope};
use crate::evidence::{Field, FieldType};
use crate::language::Message;

/// What is asked of a field that is no list, though a list is meant.
pub fn no_list(scope: &Scope<'_>, list: &str) -> Option<Message> {
    let is_known = scope.field(list).is_some();
    (is_known && !scope.is_list(list)).then(|| Message::new("lint.no_list").with("name", list))
}

/// A least number above the greatest.
pub fn bounds(least: usize, most: usize) -> Option<Message> {
    let message = || Message::new("lint.bounds").with("name", "at_least").with("least", least).with("most", most);
    (least > most).then(message)
}

/// At least none of something, which is always there.
pub fn nothing_asked(least: usize) -> Option<Message> {
    (least == 0).then(|| Message::new("lint.nothing_asked").with("name", "at_least"))
}

/// More distinct terms of a topic than there are.
pub fn too_many(scope: &Scope<'_>, topic: &str, least: usize) -> Option<Message> {
    let there = scope.lexicon.topic(topic)?.terms.iter().count();
    (least > there).then(|| Message::new("lint.too_many").with("name", topic).with("least", least).with("n", there))
}

/// A field that has no date.
pub fn no_date(scope: &Scope<'_>, path: &str) -> Option<Message> {
    let field = scope.field(path)?;
    (field.kind != FieldType::Date).then(|| wrong_type(path, field.kind))
}

/// A field of a type of which this cannot be asked.
pub fn wrong_type(path: &str, kind: FieldType) -> Message {
    let kind = format!("{kind:?}").to_lowercase();
    Message::new("lint.wrong_type").with("name", path).with("type", kind)
}

/// A value that a field never has.
pub fn no_value(field: &Field, kind: FieldType, value: &Scalar) -> Option<Message> {
    let can_be = match (value, kind) {
        (Scalar::Text(text), FieldType::Choice) => {
            field.choices.iter().any(|choice| choice.value.eq_ignore_ascii_case(text))
        }
        (Scalar::Boolean(_), FieldType::Boolean)
        | (Scalar::Number(_), FieldType::Number)
        | (Scalar::Text(_), FieldType::Text | FieldType::Url | FieldType::Email | FieldType::Account) => true,
        _ => false,
    };
    let written = match value {
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Number(value) => value.to_string(),
        Scalar::Text(value) => value.clone(),
    };
    (!can_be).then(|| Message::new("lint.no_value").with("name", written).with("field", field.name.as_str()))
}

/// The first of several rules whose opposite is beside it.
pub fn opposites(rules: &[Rule], key: &'static str) -> Option<Message> {
    let has_opposite = |rule: &&Rule| matches!(rule, Rule::Not(not) if rules.contains(not.opposite()));
    rules.iter().find(has_opposite).map(|_| Message::new(key).with("name", "not"))
}
