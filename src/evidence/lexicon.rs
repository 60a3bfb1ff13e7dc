//! The lexicon: everything the shipped data and a user's own say about words, for all programs at once.

use super::{Services, Substance, Topic, Vocabulary};

/// Fields, topics and phrases without substance.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// The fields of facts.
    pub vocabulary: Vocabulary,
    /// The topics, in the order of their files.
    pub topics: Vec<Topic>,
    /// Phrases that never count as an answer.
    pub substance: Substance,
    /// The services of AWS.
    pub services: Services,
}

impl Lexicon {
    /// The topic called `id`.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}
