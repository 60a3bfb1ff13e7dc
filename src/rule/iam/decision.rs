//! The decision of IAM on one thing that is asked: a statement that denies it comes before any that allows it, and what
//! nothing allows is refused.
//!
//! See “Policy evaluation logic”, “IAM JSON policy elements” and “Condition operators” in the IAM User Guide. What is
//! asked is a pattern itself (every role whose name begins so): it is allowed where one statement allows all of it, and
//! denied where one denies any of it.

use super::Pattern;
use crate::evidence::{Among, Document, Effect, PolicyStatement, Test};

/// A statement and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    /// The file.
    pub document: &'a Document,
    /// The statement.
    pub statement: &'a PolicyStatement,
}

/// What is asked: whether somebody may do this.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Such as `iam:AttachRolePolicy`.
    pub action: &'a str,
    /// Such as `arn:aws:iam::*:role/PartnerCentralRoleForAce*`.
    pub resource: &'a str,
    /// A key of the request and what it says, such as `iam:PolicyARN` and the policy.
    pub key: Option<(&'a str, &'a str)>,
}

/// Why something is refused, with the statement that comes nearest to it.
#[derive(Debug, Clone, Copy)]
pub enum Refusal<'a> {
    /// No statement allows the action.
    Unstated,
    /// A statement allows the action, but not on all of the resource.
    Narrow(Stated<'a>),
    /// A statement would allow it, but not for what the key says.
    Unlisted(Stated<'a>, &'a Test),
    /// A statement allows it only under a condition of which nothing is known.
    Conditional(Stated<'a>, &'a Test),
    /// A statement denies it.
    Denied(Stated<'a>),
}

/// Whether it is allowed, and by which statement.
pub fn decide<'a>(statements: &[Stated<'a>], ask: &Ask<'_>) -> Result<Stated<'a>, Refusal<'a>> {
    let (action, resource) = (Pattern::of_action(ask.action), Pattern::of_asked(ask.resource));
    let mut refusal = Refusal::Unstated;
    let mut allowed = None;
    for stated in statements {
        let PolicyStatement { effect, actions, resources, conditions, .. } = stated.statement;
        let Some(resources) = resources else { continue };
        match effect {
            Effect::Deny => {
                let may_apply = conditions.iter().all(|test| holds(test, ask.key) != Some(false));
                if may_apply
                    && meets(actions, &action, Pattern::of_action)
                    && meets(resources, &resource, Pattern::of_resource)
                {
                    return Err(Refusal::Denied(*stated));
                }
            }
            Effect::Allow if !covers(actions, &action, Pattern::of_action) => {}
            Effect::Allow if !covers(resources, &resource, Pattern::of_resource) => {
                if let Refusal::Unstated = refusal {
                    refusal = Refusal::Narrow(*stated);
                }
            }
            Effect::Allow => match conditions.iter().find(|test| holds(test, ask.key) != Some(true)) {
                None => allowed = allowed.or(Some(*stated)),
                Some(test) if holds(test, ask.key).is_none() => refusal = Refusal::Conditional(*stated, test),
                Some(test) => refusal = Refusal::Unlisted(*stated, test),
            },
        }
    }
    allowed.ok_or(refusal)
}

/// A statement that allows more than a key should let it.
#[derive(Debug, Clone)]
pub struct Excess<'a> {
    /// The statement.
    pub stated: Stated<'a>,
    /// The condition that lets these values through; none where nothing limits it.
    pub beyond: Option<(&'a Test, Vec<&'a str>)>,
}

/// The statements that allow something for other values of a key than those within these patterns. What limits is a
/// condition on the key in the statement itself, or a statement that denies everything outside.
pub fn limit<'a>(statements: &[Stated<'a>], ask: &Ask<'_>, key: &str, within: &[Pattern]) -> Vec<Excess<'a>> {
    let (action, resource) = (Pattern::of_action(ask.action), Pattern::of_asked(ask.resource));
    let beyond = |test: &'a Test, kind: Kind| -> Vec<&'a str> {
        let is_within = |value: &str| {
            let value = if kind == Kind::Text { Pattern::exactly(value) } else { Pattern::of(value) };
            within.iter().any(|pattern| pattern.covers(&value))
        };
        test.values.iter().map(String::as_str).filter(|value| !is_within(value)).collect()
    };
    let on_key = |test: &&Test| test.key.eq_ignore_ascii_case(key);
    let denies_outside = |stated: &Stated<'a>| {
        let PolicyStatement { effect, actions, resources, conditions, .. } = stated.statement;
        let outside = |test: &'a Test| match operator(&test.operator) {
            Some((kind, false)) => test.key.eq_ignore_ascii_case(key) && beyond(test, kind).is_empty(),
            _ => false,
        };
        *effect == Effect::Deny
            && !conditions.is_empty()
            && conditions.iter().all(outside)
            && covers(actions, &action, Pattern::of_action)
            && resources.as_ref().is_some_and(|resources| covers(resources, &resource, Pattern::of_resource))
    };
    if statements.iter().any(denies_outside) {
        return Vec::new();
    }
    let mut excesses = Vec::new();
    for stated in statements {
        let PolicyStatement { effect, actions, resources, conditions, .. } = stated.statement;
        let is_about = *effect == Effect::Allow
            && meets(actions, &action, Pattern::of_action)
            && resources.as_ref().is_some_and(|resources| meets(resources, &resource, Pattern::of_resource));
        if !is_about {
            continue;
        }
        let limits = conditions.iter().filter(on_key).filter_map(|test| match operator(&test.operator) {
            Some((kind, true)) => Some((test, beyond(test, kind))),
            _ => None,
        });
        // Every line of a condition must hold, so the narrowest one decides.
        let narrowest = limits.min_by_key(|(_, values)| values.len());
        if narrowest.as_ref().is_none_or(|(_, values)| !values.is_empty()) {
            excesses.push(Excess { stated: *stated, beyond: narrowest });
        }
    }
    excesses
}

/// Whether everything that is asked is among what is matched.
fn covers(among: &Among<String>, asked: &Pattern, of: fn(&str) -> Pattern) -> bool {
    match among {
        Among::These(listed) => listed.iter().any(|pattern| of(pattern).covers(asked)),
        Among::AllBut(listed) => !listed.iter().any(|pattern| of(pattern).meets(asked)),
    }
}

/// Whether anything that is asked is among what is matched.
fn meets(among: &Among<String>, asked: &Pattern, of: fn(&str) -> Pattern) -> bool {
    match among {
        Among::These(listed) => listed.iter().any(|pattern| of(pattern).meets(asked)),
        Among::AllBut(listed) => !listed.iter().any(|pattern| of(pattern).covers(asked)),
    }
}

/// What the operator of a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Texts, letter by letter.
    Text,
    /// Texts, whatever their case.
    AnyCase,
    /// Texts with wildcards.
    Like,
    /// ARNs, part by part, with wildcards.
    Arn,
}

/// What an operator compares, and whether it wants a match or none. The key is in the request and has one value, so that
/// `ForAnyValue:`, `ForAllValues:` and `IfExists` change nothing.
fn operator(name: &str) -> Option<(Kind, bool)> {
    let name = name.strip_prefix("ForAnyValue:").or(name.strip_prefix("ForAllValues:")).unwrap_or(name);
    Some(match name.strip_suffix("IfExists").unwrap_or(name) {
        "StringEquals" => (Kind::Text, true),
        "StringNotEquals" => (Kind::Text, false),
        "StringEqualsIgnoreCase" => (Kind::AnyCase, true),
        "StringNotEqualsIgnoreCase" => (Kind::AnyCase, false),
        "StringLike" => (Kind::Like, true),
        "StringNotLike" => (Kind::Like, false),
        "ArnEquals" | "ArnLike" => (Kind::Arn, true),
        "ArnNotEquals" | "ArnNotLike" => (Kind::Arn, false),
        _ => return None,
    })
}

/// Whether a line of a condition holds where a key has this value; unknown where it is about another key, or compares in
/// a way that is not known here.
fn holds(test: &Test, key: Option<(&str, &str)>) -> Option<bool> {
    let (key, value) = key?;
    if !test.key.eq_ignore_ascii_case(key) {
        return None;
    }
    if test.operator == "Null" {
        return Some(test.values.iter().any(|value| value.eq_ignore_ascii_case("false")));
    }
    let (kind, wanted) = operator(&test.operator)?;
    let matches = |listed: &String| match kind {
        Kind::Text => listed == value,
        Kind::AnyCase => listed.eq_ignore_ascii_case(value),
        Kind::Like => Pattern::of(listed).covers(&Pattern::exactly(value)),
        Kind::Arn => Pattern::of(listed).covers_arn(&Pattern::exactly(value)),
    };
    Some(test.values.iter().any(matches) == wanted)
}

#[cfg(test)]
mod tests;
