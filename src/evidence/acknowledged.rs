//! An acknowledgement: somebody has seen what stands in the folder, and says why it may.

use super::Place;
use crate::language::{Language, Message};

/// One `[[acknowledged]]` of `competency.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// Where it stands.
    pub place: Place,
    /// Of what, as `check` says it.
    pub fingerprint: String,
    /// Why it may stand where it does.
    pub reason: String,
}

impl Acknowledged {
    /// What stands for the reason until somebody gives one, and is none itself.
    #[must_use]
    pub fn blank(language: Language) -> String {
        Message::new("hand_in.why").render(language)
    }
}
