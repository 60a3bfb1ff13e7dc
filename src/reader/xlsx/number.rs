//! Number formats: how the number looks that a cell holds. Days and times are written as 2026-03-14 14:30 whatever the
//! format; everything else as a person sees it.

mod digits;
mod figure;
mod moment;
mod scan;
#[cfg(test)]
mod tests;

use digits::Digits;
use figure::Figure;
use moment::Moment;
use scan::{Condition, Token};

pub use moment::Epoch;

/// A text longer than a cell can hold, in bytes, is left as it is, so that no format can multiply it.
const LONGEST_TEXT: usize = 32_767;

/// A number format.
pub struct NumberFormat(Vec<Section>);

struct Section {
    condition: Option<Condition>,
    look: Look,
}

/// How a section shows a number.
enum Look {
    Moment(Moment),
    Figure(Figure),
    /// Words, with the number or the text of the cell among them.
    Words(Vec<Token>),
}

impl NumberFormat {
    /// Reads the code of a format, such as `0.0%`.
    pub fn new(code: &str) -> Self {
        Self(scan::sections(code).into_iter().map(Section::of).collect())
    }

    /// The format that stands for a number of its own, without a code in the file. Those that differ by country show
    /// no currency, since nothing says which.
    pub fn built_in(id: u32) -> Self {
        Self::new(match id {
            1 => "0",
            2 => "0.00",
            4 | 7 | 8 | 43 | 44 => "#,##0.00",
            3 | 5 | 6 | 41 | 42 => "#,##0",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            14..=16 => "yyyy-mm-dd",
            17 => "yyyy-mm",
            18 | 20 => "h:mm",
            19 | 21 => "h:mm:ss",
            22 => "yyyy-mm-dd h:mm",
            // Dates and times of China, Japan and Korea, where one number means either.
            27..=36 | 50..=58 => "[<1]h:mm:ss;yyyy-mm-dd",
            37 | 38 => "#,##0;(#,##0)",
            39 | 40 => "#,##0.00;(#,##0.00)",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            _ => "General",
        })
    }

    /// A number as it looks.
    pub fn number(&self, value: f64, epoch: Epoch) -> String {
        let Some((section, minus)) = self.section(value) else { return general(value) };
        let sign = if minus { "-" } else { "" };
        match &section.look {
            Look::Moment(moment) => moment.shown(value, epoch).unwrap_or_else(|| general(value)),
            Look::Figure(figure) => {
                let (shown, is_zero) = figure.shown(value);
                if is_zero { shown } else { format!("{sign}{shown}") }
            }
            Look::Words(tokens) => {
                let number = format!("{sign}{}", Digits::of(value).general());
                words(tokens, &number)
            }
        }
    }

    /// Whether a number is shown as a day or a time.
    pub fn is_moment(&self, value: f64) -> bool {
        self.section(value).is_some_and(|(section, _)| matches!(section.look, Look::Moment(_)))
    }

    /// A text as it looks: the fourth section, or the only one that is for texts, may add words to it.
    pub fn text(&self, text: &str) -> String {
        if text.len() > LONGEST_TEXT {
            return text.to_owned();
        }
        let is_for_text = |section: &&Section| section.is_for_text();
        match self.0.get(3).or_else(|| self.0.last().filter(is_for_text)) {
            Some(Section { look: Look::Words(tokens), .. }) => words(tokens, text),
            _ => text.to_owned(),
        }
    }

    /// The section for a number, and whether a minus is shown before it.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let sections = &self.0[..self.0.len().min(3)];
        let sections = match sections {
            [before @ .., last] if !before.is_empty() && last.is_for_text() => before,
            all => all,
        };
        let is_plain = sections.first().is_some_and(|first| first.condition.is_none());
        let holds = |(index, section): &(usize, &Section)| match section.condition {
            Some(condition) => condition.holds(value),
            None => match (index, sections.len()) {
                (_, 1) | (2.., _) | (1, 2) => true,
                (0, 2) if sections[1].condition.is_none() => value >= 0.0,
                (0, _) => value > 0.0,
                _ => value < 0.0,
            },
        };
        let (index, section) = sections.iter().enumerate().find(holds)?;
        // The second section says itself how a negative number looks.
        Some((section, value < 0.0 && !(index == 1 && is_plain)))
    }
}

impl Section {
    fn of(scanned: scan::Scanned) -> Self {
        let tokens = scanned.tokens;
        // Places for digits that are not decimals of seconds: letters beside them are words.
        let before_point = tokens.iter().take_while(|token| **token != Token::Point);
        let is_place = |token: &Token| matches!(token, Token::Digit(_));
        let has_places = before_point.clone().any(is_place);
        let look = match Moment::of(&tokens) {
            Some(moment) if !has_places => Look::Moment(moment),
            _ if tokens.contains(&Token::General) => Look::Words(tokens),
            _ if tokens.iter().any(is_place) => figure(tokens),
            _ => Look::Words(tokens),
        };
        Self { condition: scanned.condition, look }
    }

    fn is_for_text(&self) -> bool {
        matches!(&self.look, Look::Words(tokens) if tokens.contains(&Token::Text))
    }
}

/// A number in figures; a fraction such as `# ?/?` is shown as the number that it is.
fn figure(tokens: Vec<Token>) -> Look {
    let is_place = |token: &Token| matches!(token, Token::Digit(_));
    let slash = tokens.iter().position(|token| *token == Token::Literal("/".to_owned()));
    let is_fraction = slash.is_some_and(|at| at > 0 && is_place(&tokens[at - 1]));
    if is_fraction {
        return Look::Words(vec![Token::General]);
    }
    let words = |token| if let Token::Date(letters) = token { Token::Literal(letters) } else { token };
    Look::Figure(Figure::of(tokens.into_iter().map(words).collect()))
}

fn words(tokens: &[Token], cell: &str) -> String {
    let shown = tokens.iter().map(|token| match token {
        Token::Literal(words) => words.as_str(),
        Token::Text | Token::General => cell,
        Token::Percent => "%",
        Token::Point => ".",
        Token::Comma => ",",
        _ => "",
    });
    shown.collect()
}

/// A number without a format.
pub fn general(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", Digits::of(value).general())
}
