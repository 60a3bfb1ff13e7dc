//! `follows: P-2.2.count` holds where that criterion holds; what is missing is told there only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Inquiry, Judge, Lack, Put, Row, Scope};
use crate::language::Message;

/// The full id of the criterion that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Follows(String);

impl Follows {
    /// The full id of the criterion that is followed.
    #[must_use]
    pub fn criterion(&self) -> &str {
        &self.0
    }
}

impl Judge for Follows {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let message = Message::new("follows.see").with("criterion", self.0.as_str());
        match inquiry.audit.rows.criterion(&self.0) {
            Some(Row::Satisfied) => Answer::Satisfied(vec![Citation::note(message)]),
            Some(Row::NotApplicable) => Answer::NotApplicable(message),
            Some(Row::Gap) | None => Answer::Gap(vec![Lack {
                what: message,
                found: None,
                claim: None,
                put: Put { file: inquiry.subject.facts_file.clone(), field: None },
                passes: self.describe(&inquiry.scope),
                cause: Cause::Follows(self.0.clone()),
            }]),
        }
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new("follows.describe").with("criterion", self.0.as_str())
    }

    fn is_about_rows(&self) -> bool {
        true
    }
}
