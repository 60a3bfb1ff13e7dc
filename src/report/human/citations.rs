//! The words behind every Met, and how each place was found.

use std::io;

use super::{GOOD, Human, STRONG};
use crate::language::Message;
use crate::report::wrap::{whole, wrap};
use crate::rule::{Citation, How, Words};
use crate::source::printable;

impl Human<'_> {
    /// The words behind every Met, and how each place was found.
    pub fn citations(&mut self) -> io::Result<()> {
        self.heading(&Message::new("human.heading_citations"))?;
        for row in &self.assessment.rows {
            let mut titled = false;
            for result in &row.criteria {
                let citations: Vec<&Citation> = result.citations().collect();
                if citations.is_empty() {
                    continue;
                }
                if !titled {
                    let title = format!("{}  {}", row.key, row.title.get(self.view.language));
                    let title = self.styled(STRONG, &wrap(&title, self.width(), 0, 2));
                    writeln!(self.out, "\n{title}")?;
                    titled = true;
                }
                let statement = result.criterion.statement.get(self.view.language).to_owned();
                let mark = self.styled(GOOD, "✓");
                self.line_at(&format!("{mark} {statement}"), 2, 4)?;
                for citation in citations {
                    self.cited(citation)?;
                }
            }
        }
        Ok(())
    }

    /// The place and how it was found, then the words.
    fn cited(&mut self, citation: &Citation) -> io::Result<()> {
        let Citation { place, how, words, .. } = citation;
        let words = match words {
            Words::Quote(words) => Message::new("human.quote").with("words", printable(words)),
            Words::Note(message) => message.clone(),
        };
        let Some(place) = place else { return self.line_at(&self.told(&words), 4, 4) };
        let place = whole(&place.shown(self.view.language));
        let place = match how {
            Some(how) => {
                self.told(&Message::new("human.aside").with("text", place).with("aside", Message::new(how_key(*how))))
            }
            None => place,
        };
        self.line_at(&place, 4, 6)?;
        self.line_at(&self.told(&words), 6, 6)
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
