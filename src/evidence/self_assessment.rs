//! What a self-assessment written by this program is known by, so that it never becomes evidence for itself.

use std::sync::LazyLock;

use super::Text;
use crate::language::{Language, Message};

/// How a mail begins that carries a self-assessment of this program and waits to be sent: mail programs open what says
/// `X-Unsent` for writing.
pub const MAIL_HEAD: &str = "X-Unsent: 1\r\nX-Mailer: competency\r\n";

/// The ending of its file.
pub const MAIL_ENDING: &str = "eml";

/// How much of the beginning of a text is looked at, in bytes: every form of it says the sentence in its head.
const BEGINNING: usize = 4096;

/// The sentence in each language, without its spaces.
static SENTENCES: LazyLock<Vec<String>> =
    LazyLock::new(|| Language::ALL.into_iter().map(|language| solid(&Text::no_evidence().render(language))).collect());

impl Text {
    /// The sentence that every form of a self-assessment says of itself.
    #[must_use]
    pub const fn no_evidence() -> Message {
        Message::new("filled.no_evidence")
    }

    /// Whether this is a self-assessment, in any language. A PDF or a page may break the sentence anywhere: spaces do not
    /// count.
    #[must_use]
    pub fn is_self_assessment(&self) -> bool {
        let beginning = solid(&self.body[..self.body.floor_char_boundary(BEGINNING)]);
        SENTENCES.iter().any(|sentence| beginning.contains(sentence))
    }
}

fn solid(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{BlockKind, Spot};

    /// Self-assessments that were sent are known by these words: other words must not take their place but stand beside them.
    #[test]
    fn it_is_known_by_its_sentence() {
        for sentence in [
            "This self-assessment quotes the evidence and is not evidence itself.",
            "Cette auto-évaluation cite les éléments de preuve\u{a0}et n’en constitue pas un.",
            "本自我评估引用证明材料，\n其本身不构成证明材料。",
        ] {
            let mut text = Text::default();
            text.push(BlockKind::Heading(1), "AWS Retail Competency", Spot::Whole);
            assert!(!text.is_self_assessment());
            text.push(BlockKind::Paragraph, sentence, Spot::Whole);
            assert!(text.is_self_assessment(), "{sentence}");
        }
    }
}
