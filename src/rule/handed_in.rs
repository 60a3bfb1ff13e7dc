//! `handed_in: {}` holds where the self-assessment can be addressed, or a person attests that it was sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attested::{attested, names_criterion};
use super::{Answer, Cause, Citation, Inquiry, Judge, Row, Scope};
use crate::language::{Localised, Message};

/// Until it is sent, the row says “ready to send” with the address and, where one is prescribed, the subject line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {}

/// The partner's name, which the subject line begins with.
const NAME: &str = "name";

impl Judge for HandedIn {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let (to, subject) = inquiry.audit.hand_in;
        let sent = attested(inquiry, |attestation| names_criterion(inquiry, attestation));
        if sent.is_satisfied() {
            return sent;
        }
        let others_lack = inquiry.audit.rows.criteria.iter().any(|(_, row)| *row == Row::Gap);
        let Some(subject) = subject else {
            let key = if others_lack { "handed_in.addressed_to" } else { "handed_in.ready_to" };
            return Answer::Satisfied(vec![Citation::note(Message::new(key).with("to", to))]);
        };
        let own = |name: &&str| inquiry.audit.lexicon.substance.residue(name).is_none();
        let Some(name) = inquiry.fact(NAME).and_then(|fact| fact.value.as_str()).filter(own) else {
            let what = Message::new("handed_in.nameless");
            return Answer::Gap(vec![inquiry.lack_of_fact(NAME, what, self.describe(&inquiry.scope), Cause::Missing)]);
        };
        let filled = |text: &str| text.replace("{partner}", name);
        let subject = Localised { en: filled(&subject.en), fr: filled(&subject.fr), zh: filled(&subject.zh) };
        let key = if others_lack { "handed_in.addressed" } else { "handed_in.ready" };
        let ready = Message::new(key).with("to", to).with("subject", &subject);
        Answer::Satisfied(vec![Citation::note(ready)])
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new("handed_in.describe")
    }

    fn is_about_rows(&self) -> bool {
        true
    }

    fn fields(&self) -> Vec<&str> {
        vec![NAME]
    }
}
