//! `any: [rule, …]` holds where one rule in it holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flaw;
use super::{Answer, Inquiry, Judge, Lack, Rule, Scope, Term};
use crate::language::{Arg, Message};

/// Several ways to satisfy one thing. Where none does, the nearest tells what it lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Any(Vec<Rule>);

impl Judge for Any {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let mut nearest: Option<Answer> = None;
        for rule in &self.0 {
            let answer = rule.judge(inquiry);
            if answer.is_satisfied() {
                return answer;
            }
            let nearer = match (&nearest, &answer) {
                (None | Some(Answer::NotApplicable(_)), _) => true,
                (_, Answer::NotApplicable(_)) => false,
                (Some(before), _) => answer.lacks().len() < before.lacks().len(),
            };
            if nearer {
                nearest = Some(answer);
            }
        }
        let passes = self.describe(&inquiry.scope);
        let told = |lacks: Vec<Lack>| lacks.into_iter().map(|lack| Lack { passes: passes.clone(), ..lack }).collect();
        match nearest {
            Some(Answer::Gap(lacks)) => Answer::Gap(told(lacks)),
            Some(Answer::Unknown(lacks)) => Answer::Unknown(told(lacks)),
            other => other.unwrap_or(Answer::Gap(Vec::new())),
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let clause = |rule: &Rule| match rule {
            Rule::All(_) => Message::new("any.joined").with("clauses", rule.describe(scope)),
            _ => rule.describe(scope),
        };
        let clauses = self.0.iter().map(|rule| clause(rule).into()).collect();
        Message::new("any.describe").with("clauses", Arg::Clauses(clauses))
    }

    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        self.0.iter().flat_map(|rule| rule.terms(inquiry)).collect()
    }

    fn inner(&self) -> Vec<(&Rule, Option<&str>)> {
        self.0.iter().map(|rule| (rule, None)).collect()
    }

    fn flaws(&self, _: &Scope<'_>) -> Vec<Message> {
        flaw::opposites(&self.0, "lint.tautology").into_iter().collect()
    }
}
