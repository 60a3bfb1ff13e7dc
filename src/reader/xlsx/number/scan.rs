//! The code of a number format, such as `[Red]#,##0.00;"none"`, cut into its sections and their tokens.

/// The longest code that office programs accept, in characters.
const LONGEST: usize = 255;

/// The most sections that a code has.
const SECTIONS: usize = 4;

/// A piece of a format.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// Shown as it is.
    Literal(String),
    /// A place for a digit: `0` always, `#` where there is one, `?` with a space instead.
    Digit(char),
    /// The decimal point.
    Point,
    /// The comma that groups thousands, or divides by a thousand.
    Comma,
    /// A percent sign.
    Percent,
    /// `E+` or `E-`, and whether a plus is shown.
    Exponent(bool),
    /// The text of the cell.
    Text,
    /// The number as it is.
    General,
    /// A run of one letter of a date or a time.
    Date(String),
    /// A unit in brackets, such as `[h]`.
    Elapsed(char),
}

/// When a section holds, such as `[>=100]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    than: f64,
}

/// A section of a code.
#[derive(Debug, Default, PartialEq)]
pub struct Scanned {
    /// Its condition, where it is written.
    pub condition: Option<Condition>,
    /// Its tokens.
    pub tokens: Vec<Token>,
}

impl Token {
    /// The letter of a date or a time, `p` for the half of a day.
    pub fn letter(&self) -> Option<char> {
        match self {
            Self::Date(letters) if letters.contains('/') => Some('p'),
            Self::Date(letters) => letters.chars().next().map(|letter| letter.to_ascii_lowercase()),
            Self::Elapsed(letter) => Some(*letter),
            _ => None,
        }
    }

    /// The unit that counts on, where this is one.
    pub fn elapsed(&self) -> Option<char> {
        if let Self::Elapsed(letter) = self { Some(*letter) } else { None }
    }
}

impl Condition {
    fn read(words: &str) -> Option<Self> {
        let at = words.find(|sign| !"<>=".contains(sign))?;
        let (sign, than) = words.split_at(at);
        let than = than.trim().parse().ok()?;
        let (less, equal, greater) = (sign.contains('<'), sign.contains('='), sign.contains('>'));
        (less || equal || greater).then_some(Self { less, equal, greater, than })
    }

    /// Whether it holds for a number.
    pub fn holds(self, value: f64) -> bool {
        match value.partial_cmp(&self.than) {
            Some(std::cmp::Ordering::Less) => self.less,
            Some(std::cmp::Ordering::Equal) => self.equal,
            Some(std::cmp::Ordering::Greater) => self.greater,
            None => false,
        }
    }
}

/// The sections of a code; one with nothing in it shows nothing. A code that is empty or too long has none.
pub fn sections(code: &str) -> Vec<Scanned> {
    let signs: Vec<char> = code.chars().take(LONGEST + 1).collect();
    if signs.is_empty() || signs.len() > LONGEST {
        return Vec::new();
    }
    let mut sections = vec![Scanned::default()];
    let mut rest = &signs[..];
    while let Some(section) = sections.last_mut() {
        let Some(first) = rest.first() else { break };
        if *first == ';' {
            if sections.len() == SECTIONS {
                break;
            }
            sections.push(Scanned::default());
            rest = &rest[1..];
        } else {
            let length = section.token(rest);
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    sections
}

impl Scanned {
    /// Takes one token, and says how many characters it has.
    fn token(&mut self, rest: &[char]) -> usize {
        let second = rest.get(1);
        let has_digit = self.tokens.iter().any(|token| matches!(token, Token::Digit(_)));
        let (token, length) = match rest[0] {
            '"' => {
                let words: String = rest[1..].iter().take_while(|sign| **sign != '"').collect();
                let length = words.chars().count() + 2;
                (Token::Literal(words), length)
            }
            '\\' => (Token::Literal(second.into_iter().collect()), 2),
            // As wide as the next sign, which only keeps columns straight.
            '_' => (Token::Literal(" ".to_owned()), 2),
            // The next sign fills the cell.
            '*' => return 2,
            '[' => return self.bracket(rest),
            sign @ ('0' | '#' | '?') => (Token::Digit(sign), 1),
            '.' => (Token::Point, 1),
            ',' => (Token::Comma, 1),
            '%' => (Token::Percent, 1),
            '@' => (Token::Text, 1),
            'E' | 'e' if has_digit && matches!(second, Some('+' | '-')) => (Token::Exponent(second == Some(&'+')), 2),
            _ if begins(rest, "General") => (Token::General, "General".len()),
            _ if begins(rest, "AM/PM") => (Token::Date("AM/PM".to_owned()), "AM/PM".len()),
            _ if begins(rest, "A/P") => (Token::Date("A/P".to_owned()), "A/P".len()),
            letter if is_of_date(letter) => {
                let run: String = rest.iter().take_while(|next| next.eq_ignore_ascii_case(&letter)).collect();
                let length = run.len();
                (Token::Date(run), length)
            }
            other => (Token::Literal(other.to_string()), 1),
        };
        self.tokens.push(token);
        length
    }

    /// `[h]` counts on, `[>1]` is a condition, `[$€-40C]` a currency; colours and the rest are not words.
    fn bracket(&mut self, rest: &[char]) -> usize {
        let words: String = rest[1..].iter().take_while(|sign| **sign != ']').collect();
        let length = words.chars().count() + 2;
        let unit = words.chars().next().unwrap_or_default().to_ascii_lowercase();
        if let Some(currency) = words.strip_prefix('$') {
            let currency = currency.split('-').next().unwrap_or_default();
            self.tokens.push(Token::Literal(currency.to_owned()));
        } else if "hms".contains(unit) && words.chars().all(|letter| letter.to_ascii_lowercase() == unit) {
            self.tokens.push(Token::Elapsed(unit));
        } else if let Some(condition) = Condition::read(&words) {
            self.condition = Some(condition);
        }
        length
    }
}

/// Letters of days and times; `e`, `g`, `a` and `b` are years, eras and weekdays of the East.
fn is_of_date(letter: char) -> bool {
    "ymdhsegab".contains(letter.to_ascii_lowercase())
}

fn begins(signs: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, letter)| signs.get(at).is_some_and(|sign| sign.eq_ignore_ascii_case(&letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_quotes_brackets_and_escapes_are_no_date() {
        for code in [r#"0 "days""#, r"0\d", "[Red]0", "0_d", "0*d", "[$USD-409]0", "[>=5]0", "0.0E+00"] {
            let dates = |section: &Scanned| section.tokens.iter().filter_map(Token::letter).count();
            assert_eq!(sections(code).iter().map(dates).sum::<usize>(), 0, "{code}");
        }
    }

    #[test]
    fn broken_codes_end() {
        for code in ["\"", "\\", "_", "*", "[", "[]", ";;;;;;", "[h", "0\"", "e", "E+"] {
            assert!(!sections(code).is_empty());
        }
        assert!(sections("").is_empty());
        assert!(sections(&"0".repeat(1000)).is_empty());
    }
}
