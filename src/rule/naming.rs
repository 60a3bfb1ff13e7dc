//! Which services of AWS a text names, and the words that do so.

use std::collections::BTreeSet;

use super::phrasebook::Phrasebook;
use crate::evidence::{Services, fold};

/// The names of all services, looked for at once.
pub struct Naming {
    book: Phrasebook,
    /// Folded phrases that, close before a name, say that the service is not used.
    denials: Vec<String>,
}

/// How many bytes of folded text before a name are close.
const CLOSE: usize = 12;

/// How many bytes a close denial may begin before a name.
const NEAR: usize = 80;

impl Naming {
    /// Gathers the spellings of every service.
    pub fn of(services: &Services) -> Self {
        let book = Phrasebook::of(services.services.iter().map(|service| service.terms.iter().map(String::as_str)));
        Self { book, denials: services.denials.iter().map(fold::pattern).collect() }
    }

    /// The services that a text names and does not deny, each once, by number.
    pub fn services(&self, text: &str) -> BTreeSet<usize> {
        let folded = fold::fold(text);
        let named = self.book.meant(&folded).into_iter();
        named.filter(|(_, span)| !self.is_denied(&folded[..span.start])).map(|(service, _)| service).collect()
    }

    fn is_denied(&self, before: &str) -> bool {
        let near = &before[before.floor_char_boundary(before.len().saturating_sub(NEAR))..];
        // The space that ends a denial may be the one that begins the name.
        let before = format!("{} ", near.trim_end());
        self.denials
            .iter()
            .any(|denial| before.rfind(denial.as_str()).is_some_and(|at| before.len() - (at + denial.len()) <= CLOSE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services() -> Services {
        serde_json::from_value(serde_json::json!({
            "services": [
                {"id": "s3", "name": "Amazon S3", "terms": ["S3", "Simple Storage Service"]},
                {"id": "kinesis", "name": "Amazon Kinesis", "terms": ["Kinesis"]},
            ],
            "denials": {"en": ["rather than"], "fr": ["au lieu de"], "zh": ["而不是"]},
        }))
        .expect("services")
    }

    #[test]
    fn a_service_is_named_in_any_language_and_once() {
        let naming = Naming::of(&services());
        for text in ["S3 and Amazon Simple Storage Service", "Déposé dans S3.", "上传到S3存储桶"] {
            assert_eq!(naming.services(text), BTreeSet::from([0]), "{text}");
        }
        assert!(naming.services("The S3X camera").is_empty());
    }

    #[test]
    fn a_service_that_was_decided_against_is_not_named() {
        let naming = Naming::of(&services());
        for text in ["S3 rather than Amazon Kinesis", "S3 au lieu de Kinesis", "使用 S3，而不是 Kinesis"] {
            assert_eq!(naming.services(text), BTreeSet::from([0]), "{text}");
        }
    }
}
