//! `count: {in: publications, at_least: 2, rule: …}` holds where enough items of a list pass.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::scope::CASE_STUDIES;
use super::{Answer, Cause, Citation, Condition, Inquiry, Judge, Lack, Matched, Rule, Scope, Term};
use crate::evidence::fold;
use crate::language::Message;

/// How many items of a list must pass. `case-studies` means the submitted ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The list.
    r#in: String,
    /// The least number that passes.
    at_least: usize,
    /// A field by which two items with the same value count as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distinct: Option<String>,
    /// Which items are meant.
    #[serde(default, rename = "where", skip_serializing_if = "Condition::is_empty")]
    only: Condition,
    /// What is asked of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<Box<Rule>>,
}

impl Count {
    /// How many submitted case studies it asks for, where it counts those.
    #[must_use]
    pub fn case_studies(&self) -> Option<usize> {
        (self.r#in == CASE_STUDIES).then_some(self.at_least)
    }
}

impl Judge for Count {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let (mut citations, mut nearest, mut seen): (_, Option<Vec<Lack>>, _) = (Vec::new(), None, BTreeSet::new());
        let mut passed = 0;
        for item in inquiry.items(&self.r#in).unwrap_or_default() {
            if self.only.matches(&item.inquiry) != Matched::Yes {
                continue;
            }
            let answer = self.rule.as_ref().map(|rule| rule.judge(&item.inquiry));
            let lacks = answer.as_ref().map_or(&[][..], Answer::lacks);
            if !lacks.is_empty() {
                if nearest.as_ref().is_none_or(|nearest| lacks.len() < nearest.len()) {
                    nearest = Some(lacks.to_vec());
                }
                continue;
            }
            let key = self.distinct.as_ref().and_then(|field| item.inquiry.fact(field));
            if key.is_some_and(|fact| !seen.insert(fold::fold(&fact.written))) {
                continue;
            }
            passed += 1;
            let shown = key.zip(self.distinct.as_deref()).map(|(fact, field)| Citation::fact(field, fact));
            citations.extend(shown.or_else(|| first_citation(answer)).or_else(|| {
                let note = Message::new("count.item").with("item", item.name.as_str());
                Some(Citation { place: item.place.clone(), ..Citation::note(note) })
            }));
        }
        if passed >= self.at_least {
            return Answer::Satisfied(citations);
        }
        let nearest = nearest.and_then(|lacks| lacks.into_iter().next());
        let what = Message::new(if nearest.is_some() { "count.nearest" } else { "count.too_few" })
            .with("list", inquiry.scope.label(&self.r#in))
            .with("n", passed)
            .with("needed", self.at_least);
        let lack = inquiry.lack_of_fact(&self.r#in, what.clone(), self.describe(&inquiry.scope), Cause::Missing);
        let Some(nearest) = nearest else { return Answer::Gap(vec![lack]) };
        let what = what.with("nearest", nearest.what);
        // Where one item is asked for, the one that is there is the one to mend.
        let (found, put) = if self.at_least == 1 { (nearest.found, nearest.put) } else { (lack.found, lack.put) };
        Answer::Gap(vec![Lack { what, found, put, ..lack }])
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let inner = scope.within(&self.r#in);
        let list = scope.label(&self.r#in);
        let mut clauses = Vec::new();
        if !self.only.is_empty() {
            clauses.push(self.only.describe(&inner).into());
        }
        clauses.extend(self.rule.iter().map(|rule| rule.describe(&inner).into()));
        if let Some(field) = &self.distinct {
            clauses.push(Message::new("count.distinct").with("field", inner.label(field)).into());
        }
        let message = if clauses.is_empty() {
            Message::new("count.describe")
        } else {
            Message::new("count.describe_where").with("clauses", crate::language::Arg::Clauses(clauses))
        };
        message.with("list", list).with("n", self.at_least)
    }

    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        let Some(rule) = &self.rule else { return Vec::new() };
        let items = inquiry.items(&self.r#in).unwrap_or_default();
        let meant = items.iter().filter(|item| self.only.matches(&item.inquiry) == Matched::Yes);
        meant.flat_map(|item| rule.terms(&item.inquiry)).collect()
    }

    fn inner(&self) -> Vec<(&Rule, Option<&str>)> {
        self.rule.iter().map(|rule| (&**rule, Some(self.r#in.as_str()))).collect()
    }

    fn fields(&self) -> Vec<&str> {
        if self.r#in == CASE_STUDIES { Vec::new() } else { vec![&self.r#in] }
    }

    fn item_fields(&self) -> Vec<(&str, Vec<&str>)> {
        vec![(&self.r#in, self.only.fields().chain(self.distinct.as_deref()).collect())]
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        let inner = scope.within(&self.r#in);
        flaw::nothing_asked(self.at_least).into_iter().chain(self.only.flaws(&inner)).collect()
    }
}

fn first_citation(answer: Option<Answer>) -> Option<Citation> {
    match answer {
        Some(Answer::Satisfied(citations)) => citations.into_iter().next(),
        _ => None,
    }
}
