//! `granted: {field: policies, table: […]}` holds where a list has all that a table gives, and with `no_more` nothing
//! else.

use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Condition, Inquiry, Judge, Matched, Scope};
use crate::evidence::fold;
use crate::language::{Arg, Message};

/// A list of names and the table that says which of them are due: every line that matches adds its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Granted {
    /// The list.
    field: String,
    /// The lines of the table.
    table: Vec<Line>,
    /// Whether the list must hold nothing else, rather than all of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    no_more: bool,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        let lack = |field: &str, what: Message, passes: Message, cause: Cause| {
            Answer::Gap(vec![inquiry.lack_of_fact(field, what, passes, cause)])
        };
        let (mut due, mut silent) = (Vec::new(), Vec::new());
        for line in &self.table {
            match line.only.matches(inquiry) {
                Matched::Yes => due.extend(line.gives.iter().map(String::as_str)),
                Matched::No => {}
                Matched::Silent(fields) => silent.extend(fields),
            }
        }
        if let (true, Some(field)) = (due.is_empty(), silent.first()) {
            let what = Message::new("fact.missing").with("field", inquiry.label(field));
            return lack(field, what, self.describe(&inquiry.scope), Cause::Missing);
        }
        let passes = Message::new("granted.due")
            .with("field", inquiry.label(&self.field))
            .with("values", due.iter().copied().collect::<Arg>());
        let Some(fact) = inquiry.fact(&self.field) else {
            let what = Message::new("fact.missing").with("field", inquiry.label(&self.field));
            return lack(&self.field, what, passes, Cause::Missing);
        };
        // A policy may be given by its ARN, which ends with its name.
        let name = |written: &str| fold::fold(written.rsplit('/').next().unwrap_or(written));
        let given: Vec<_> = fact.items().iter().filter_map(|item| item.value.as_str()).collect();
        let has = |list: &[&str], one: &str| list.iter().any(|other| name(other) == name(one));
        let (key, differing): (_, Vec<_>) = if self.no_more {
            ("granted.more", given.iter().filter(|one| !has(&due, one)).collect())
        } else {
            ("granted.less", due.iter().filter(|one| !has(&given, one)).collect())
        };
        if differing.is_empty() {
            return Answer::Satisfied(vec![Citation::fact(&self.field, fact)]);
        }
        let what = Message::new(key)
            .with("field", inquiry.label(&self.field))
            .with("values", differing.into_iter().copied().collect::<Arg>());
        lack(&self.field, what, passes, Cause::Contradicted)
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
        std::iter::once(self.field.as_str()).chain(conditions).collect()
    }
}
