//! The words behind every Met, and how each place was found.

use std::io;

use super::{Human, STRONG};
use crate::language::Message;
use crate::rule::{Citation, How, Words};
use crate::source::printable;

impl Human<'_> {
    /// The words behind every Met, and how each place was found.
    pub fn citations(&mut self) -> io::Result<()> {
        self.heading("human.heading_citations")?;
        for row in &self.assessment.rows {
            let mut titled = false;
            for result in &row.criteria {
                let citations: Vec<&Citation> = result.citations().collect();
                if citations.is_empty() {
                    continue;
                }
                if !titled {
                    let title = format!("{}  {}", row.key, row.title.get(self.view.language));
                    let title = self.styled(STRONG, &title);
                    writeln!(self.out, "{title}")?;
                    titled = true;
                }
                let statement = result.criterion.statement.get(self.view.language).to_owned();
                self.line(&format!("✓ {statement}"), 2)?;
                for citation in citations {
                    let text = self.cited(citation);
                    self.line_at(&text, 4, 6)?;
                }
            }
        }
        Ok(())
    }

    fn cited(&self, citation: &Citation) -> String {
        let words = match &citation.words {
            Words::Quote(words) => self.say(&Message::new("human.quote").with("words", printable(words))),
            Words::Note(message) => self.say(message),
        };
        let Some(place) = &citation.place else { return words };
        let mut place = place.to_string();
        if let Some(how) = citation.how {
            let aside = Message::new(how_key(how));
            place = self.say(&Message::new("human.aside").with("text", place).with("aside", aside));
        }
        self.say(&Message::new("human.colon").with("before", place).with("after", words))
    }
}

const fn how_key(how: How) -> &'static str {
    match how {
        How::Fact => "how.fact",
        How::Declared => "how.declared",
        How::Heading => "how.heading",
        How::FileName => "how.file_name",
        How::Terms => "how.terms",
    }
}
