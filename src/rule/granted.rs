//! `granted: {field: policies, table: […]}` holds where a list has all that a table gives, and with `no_more` nothing
//! else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::iam::is_of_role;
use super::{Answer, Basis, Cause, Citation, Condition, Inquiry, Judge, Lack, Matched, Put, Scope, Words};
use crate::evidence::Attachment;
use crate::language::{Arg, Message};
use crate::source::printable;

/// A list of names and the table that says which of them are due: every line that matches adds its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Granted {
    /// The list.
    field: String,
    /// The lines of the table.
    table: Vec<Line>,
    /// The field with the IAM role that must have the same, where a file of the folder lists what it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// Whether the list must hold nothing else, rather than all of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    no_more: bool,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Whom it is for.
    #[serde(rename = "where")]
    only: Condition,
    /// What it gives.
    gives: Vec<String>,
}

impl Judge for Granted {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let (mut due, mut silent) = (Vec::new(), Vec::new());
        for line in &self.table {
            match line.only.matches(inquiry) {
                Matched::Yes => due.extend(line.gives.iter().map(String::as_str)),
                Matched::No => {}
                Matched::Silent(fields) => silent.extend(fields),
            }
        }
        let missing = |field: &str, passes: Message| {
            let what = Message::new("fact.missing").with("field", inquiry.label(field));
            Answer::Gap(vec![inquiry.lack_of_fact(field, what, passes, Cause::Missing)])
        };
        if let (true, Some(field)) = (due.is_empty(), silent.first()) {
            return missing(field, self.describe(&inquiry.scope));
        }
        let passes = Message::new("granted.due")
            .with("field", inquiry.label(&self.field))
            .with("values", due.iter().copied().collect::<Arg>());
        let Some(fact) = inquiry.fact(&self.field) else { return missing(&self.field, passes) };
        let given: Vec<_> = fact.items().iter().filter_map(|item| item.value.as_str()).collect();
        let told = match self.differing(&due, &given) {
            None => Answer::Satisfied(vec![Citation::fact(&self.field, fact)]),
            Some(values) => {
                let key = if self.no_more { "granted.more" } else { "granted.less" };
                let what = Message::new(key).with("field", inquiry.label(&self.field)).with("values", values);
                Answer::Gap(vec![inquiry.lack_of_fact(&self.field, what, passes.clone(), Cause::Contradicted)])
            }
        };
        Answer::all(std::iter::once(told).chain(self.attached(inquiry, &due, &passes)))
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let line = |line: &Line| {
            Message::new("granted.line")
                .with("condition", line.only.describe(scope))
                .with("values", line.gives.iter().map(String::as_str).collect::<Arg>())
                .into()
        };
        Message::new(if self.no_more { "granted.describe_no_more" } else { "granted.describe" })
            .with("field", scope.label(&self.field))
            .with("lines", Arg::Clauses(self.table.iter().map(line).collect()))
    }

    fn fields(&self) -> Vec<&str> {
        let conditions = self.table.iter().flat_map(|line| line.only.fields());
        std::iter::once(self.field.as_str()).chain(self.role.as_deref()).chain(conditions).collect()
    }
}

impl Granted {
    /// What a list lacks, or has too much.
    fn differing(&self, due: &[&str], given: &[&str]) -> Option<Arg> {
        // A policy may be given by its ARN, which ends with its name.
        let name = |written: &str| written.rsplit('/').next().unwrap_or(written).trim().to_lowercase();
        let (wanted, there) = if self.no_more { (given, due) } else { (due, given) };
        let is_there = |one: &&&str| there.iter().any(|other| name(other) == name(one));
        let differing: Vec<_> = wanted.iter().filter(|one| !is_there(one)).map(|one| printable(one)).collect();
        (!differing.is_empty()).then(|| differing.into_iter().collect())
    }

    /// What the files of the folder say that the role has.
    fn attached(&self, inquiry: &Inquiry<'_>, due: &[&str], passes: &Message) -> Vec<Answer> {
        let role = self.role.as_ref().and_then(|field| inquiry.fact(field)?.value.as_str());
        let Some(role) = role else { return Vec::new() };
        let mut answers = Vec::new();
        for document in &inquiry.subject.documents {
            let of_role = |attachment: &&Attachment| is_of_role(document, attachment.role.as_ref(), role);
            for Attachment { at, policies, .. } in document.attachments().iter().filter(of_role) {
                let given: Vec<_> = policies.iter().map(String::as_str).collect();
                let place = document.place(&at.spot);
                answers.push(match self.differing(due, &given) {
                    None => Answer::Satisfied(vec![Citation {
                        place: Some(place),
                        words: Words::Quote(format!("{}: {}", at.path, given.join(", "))),
                        basis: Basis::Computed,
                        how: None,
                    }]),
                    Some(values) => Answer::Gap(vec![Lack {
                        what: Message::new(if self.no_more { "granted.role_more" } else { "granted.role_less" })
                            .with("role", printable(role))
                            .with("path", printable(&at.path))
                            .with("values", values),
                        found: Some(place),
                        claim: None,
                        put: Put { file: document.path.to_string(), field: Some(at.path.clone()) },
                        passes: passes.clone(),
                        cause: Cause::Contradicted,
                    }]),
                });
            }
        }
        answers
    }
}
