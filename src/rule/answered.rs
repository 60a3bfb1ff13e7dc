//! `answered: all-rows` holds where every other row has evidence, a statement or a reason.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Inquiry, Judge, Lack, Put, Scope};
use crate::language::{Arg, Message};

/// Which rows must have something to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answered {
    /// All but the one that asks.
    AllRows,
}

impl Judge for Answered {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let rows = inquiry.audit.rows;
        if rows.unanswered.is_empty() {
            return Answer::Satisfied(vec![Citation::note(Message::new("answered.all").with("n", rows.looked_at))]);
        }
        let keys: Arg = rows.unanswered.iter().copied().collect();
        Answer::Gap(vec![Lack {
            what: Message::new("answered.missing").with("n", rows.unanswered.len()).with("rows", keys),
            found: None,
            claim: None,
            put: Put { file: "statements.md".to_owned(), field: None },
            passes: self.describe(&inquiry.scope),
            cause: Cause::Missing,
        }])
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new("answered.describe")
    }

    fn is_about_rows(&self) -> bool {
        true
    }
}
