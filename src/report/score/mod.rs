//! A score as a picture: an SVG image, or an HTML page that holds everything it needs.

mod html;
mod plot;
mod svg;

use std::io::{self, Write};

use super::markup::escaped;
use crate::language::{Arg, Language, Message};
use crate::score::Score;

/// How a score is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Picture {
    /// A page of its own, with a plot for each metric and the numbers beside it.
    #[default]
    Html,
    /// The plots alone.
    Svg,
}

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The score.
    pub score: &'a Score<'a>,
    /// What the program is called, with its version.
    pub title: &'a str,
    /// The partner's name, where it is given.
    pub partner: Option<&'a str>,
    /// The language of every word.
    pub language: Language,
    /// Whether the last twelve months are drawn as well.
    pub history: bool,
}

impl Picture {
    /// Draws a score.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(self, sheet: Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Html => html::write(sheet, out),
            Self::Svg => svg::write(sheet, out),
        }
    }
}

impl Sheet<'_> {
    /// A sentence that is safe within HTML and SVG, whatever the evidence put into it.
    fn say(&self, message: &Message) -> String {
        escaped(&message.render(self.language))
    }

    /// A day as the language writes it.
    fn day(&self, day: chrono::NaiveDate) -> String {
        Arg::from(day).render(self.language)
    }

    /// Whose score it is, and of which day.
    fn subject(&self) -> String {
        let partner = self.partner.map_or_else(|| Message::new("human.nameless").render(self.language), str::to_owned);
        escaped(&format!("{partner} · {}", self.day(self.score.as_of)))
    }

    /// “8 of 12 points = 67%: High Performance”.
    fn total(&self) -> String {
        match self.score.total {
            Some(total) => self.say(&total.told(self.score.card.most())),
            None => self.say(&Message::new("score.no_score")),
        }
    }
}
