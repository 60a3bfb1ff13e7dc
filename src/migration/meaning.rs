//! Whether a later version asks the same as an earlier one, whatever its rows, criteria, topics and fields are called now.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::checklist::{Criterion, Lineage, Requirement};
use crate::evidence::{Field, Topic};

/// What became of a row or a criterion that somebody answered for.
#[derive(Debug, PartialEq, Eq)]
pub enum Fate {
    /// The same is asked under this name.
    Same(String),
    /// This row asks something else.
    Otherwise(String),
    /// Nothing came of it.
    Gone,
}

/// Two versions, and the names that the later one has for what the earlier one knew.
pub struct Meaning<'a> {
    lineage: &'a Lineage<'a>,
    names: BTreeMap<String, String>,
}

impl<'a> Meaning<'a> {
    /// Gathers the names.
    pub fn of(lineage: &'a Lineage<'a>) -> Self {
        let mut names = BTreeMap::new();
        for step in lineage.steps() {
            let mut renamed = BTreeMap::new();
            for Topic { id, was, .. } in &step.topics {
                renamed.extend(was.clone().map(|was| (was, id.clone())));
            }
            learn_fields(&mut renamed, &step.facts.partner);
            learn_fields(&mut renamed, &step.facts.case_study);
            names = followed(names, renamed);
        }
        for (row, criterion) in lineage.before.criteria() {
            if let Some((row_now, now)) = lineage.criterion(&row.key, &criterion.id) {
                let (id, id_now) = (row.id_of(criterion), row_now.id_of(now));
                if id != id_now {
                    names.insert(id, id_now);
                }
            }
        }
        Self { lineage, names }
    }

    /// What a dotted path of fields is called now.
    pub fn path(&self, path: &str) -> String {
        self.renamed(path)
    }

    /// What became of a row or of one criterion of it. `counts` says which criteria somebody answered for by naming the
    /// whole row.
    pub fn fate(&self, requirement: &str, counts: impl Fn(&Criterion) -> bool) -> Fate {
        let (before, after) = (self.lineage.before, self.lineage.after);
        if let Some(row) = before.requirement(requirement) {
            let Some(now) = self.lineage.row(&row.key) else { return Fate::Gone };
            let asked = row.criteria.iter().filter(|criterion| counts(criterion));
            let is_asked = |criterion: &Criterion| self.criterion(row, criterion).is_some();
            let are_as_many =
                asked.clone().count() == now.criteria.iter().filter(|criterion| counts(criterion)).count();
            let is_same = same_question(row, now) && are_as_many && asked.clone().all(is_asked);
            return if is_same { Fate::Same(now.key.clone()) } else { Fate::Otherwise(now.key.clone()) };
        }
        let named =
            |(row, criterion): &(&Requirement, &Criterion)| row.id_of(criterion).eq_ignore_ascii_case(requirement);
        if let Some((row, criterion)) = before.criteria().find(named) {
            let Some(now) = self.lineage.row(&row.key) else { return Fate::Gone };
            return match self.criterion(row, criterion) {
                Some(id) if same_question(row, now) => Fate::Same(id),
                _ => Fate::Otherwise(now.key.clone()),
            };
        }
        // Somebody was ahead of the version that the folder is for.
        let is_ahead = after.requirement(requirement).is_some() || after.criteria().any(|found| named(&found));
        if is_ahead { Fate::Same(requirement.to_owned()) } else { Fate::Gone }
    }

    /// Whether a row asks the same: its question, and everything demanded in it.
    pub fn is_same(&self, key: &str) -> bool {
        matches!(self.fate(key, |_| true), Fate::Same(_))
    }

    /// The id of the criterion that asks the same as an earlier one.
    fn criterion(&self, row: &Requirement, criterion: &Criterion) -> Option<String> {
        let (row_now, now) = self.lineage.criterion(&row.key, &criterion.id)?;
        (self.asked(criterion, true) == self.asked(now, false)).then(|| row_now.id_of(now))
    }

    /// What a criterion asks, in English, without its own name; of an earlier one under the names of today.
    fn asked(&self, criterion: &Criterion, is_earlier: bool) -> Option<Value> {
        let mut asked = serde_json::to_value(criterion).ok()?;
        let parts = asked.as_object_mut()?;
        parts.retain(|key, _| key != "id" && key != "was");
        parts.insert("statement".to_owned(), criterion.statement.en.as_str().into());
        if is_earlier {
            for key in ["where", "when_any", "rule"] {
                if let Some(part) = parts.get_mut(key) {
                    *part = self.translated(part);
                }
            }
        }
        Some(asked)
    }

    fn translated(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.renamed(text).into(),
            Value::Array(items) => items.iter().map(|item| self.translated(item)).collect(),
            Value::Object(entries) => {
                entries.iter().map(|(key, value)| (self.renamed(key), self.translated(value))).collect()
            }
            _ => value.clone(),
        }
    }

    /// A name, or each part of a dotted path of fields.
    fn renamed(&self, name: &str) -> String {
        let now = |name: &str| self.names.get(name).cloned();
        now(name).unwrap_or_else(|| {
            name.split('.').map(|part| now(part).unwrap_or_else(|| part.to_owned())).collect::<Vec<_>>().join(".")
        })
    }
}

/// Whether AWS asks the same in English, to which the other languages keep.
fn same_question(one: &Requirement, other: &Requirement) -> bool {
    one.question.en.split_whitespace().eq(other.question.en.split_whitespace())
}

fn learn_fields(renamed: &mut BTreeMap<String, String>, fields: &[Field]) {
    for Field { name, was, fields, .. } in fields {
        renamed.extend(was.clone().map(|was| (was, name.clone())));
        learn_fields(renamed, fields);
    }
}

/// What the names of one version are called after the names of the next were changed as well.
fn followed(names: BTreeMap<String, String>, renamed: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let twice = |now: String| renamed.get(&now).cloned().unwrap_or(now);
    let mut all: BTreeMap<_, _> = names.into_iter().map(|(was, now)| (was, twice(now))).collect();
    for (was, now) in renamed {
        // A name that was given up before means something else by now.
        all.entry(was).or_insert(now);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_one_after_the_other() {
        let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(was, now)| ((*was).to_owned(), (*now).to_owned())).collect()
        };
        let swapped = map(&[("a", "b"), ("b", "a")]);
        assert_eq!(followed(BTreeMap::new(), swapped.clone()), swapped);
        assert_eq!(followed(swapped, map(&[("b", "c")])), map(&[("a", "c"), ("b", "a")]));
    }
}
