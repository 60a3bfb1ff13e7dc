//! A number with its decimals, thousands, percent sign and currency.

use super::digits::Digits;
use super::scan::Token;

/// What a section shows of a number.
pub struct Figure {
    tokens: Vec<Token>,
    /// Places for digits before the point.
    integers: usize,
    /// Places for digits after it.
    decimals: usize,
    /// Whether one of those is filled in any case.
    always_has_decimals: bool,
    /// Places for digits of the exponent, where one is shown.
    exponent: Option<usize>,
    grouped: bool,
    /// The power of ten that the number is shown times.
    shift: i32,
}

impl Figure {
    /// Reads the tokens of a section that has places for digits.
    pub fn of(tokens: Vec<Token>) -> Self {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let end = tokens.iter().position(|token| matches!(token, Token::Exponent(_)));
        let (mantissa, exponent) = tokens.split_at(end.unwrap_or(tokens.len()));
        let point = mantissa.iter().position(|token| *token == Token::Point).unwrap_or(mantissa.len());
        let (before, after) = mantissa.split_at(point);
        let count = |tokens: &[Token]| tokens.iter().filter(|token| is_digit(token)).count();
        // A comma right behind the last place for a digit divides by a thousand; one between two places groups.
        let commas = |tokens: &[Token]| {
            let behind = tokens.iter().rev().take_while(|token| !is_digit(token));
            if count(tokens) == 0 { 0 } else { behind.filter(|token| **token == Token::Comma).count() }
        };
        let thousands = commas(before) + commas(after);
        let first = before.iter().position(is_digit).unwrap_or(0);
        let last = before.iter().rposition(is_digit).unwrap_or(0);
        let grouped = before[first..last].contains(&Token::Comma);
        let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
        let shift = |count: usize| i32::try_from(count).unwrap_or(0);
        Self {
            integers: count(before),
            decimals: count(after),
            always_has_decimals: after.contains(&Token::Digit('0')),
            exponent: end.map(|_| count(exponent)),
            grouped,
            shift: 2 * shift(percents) - 3 * shift(thousands),
            tokens,
        }
    }

    /// The number without its sign, and whether it is zero as it is shown.
    pub fn shown(&self, value: f64) -> (String, bool) {
        let mut digits = Digits::of(value).shifted(self.shift);
        let mut power = 0;
        if self.exponent.is_some() {
            // As many digits stand before the point as have places, so that the exponents are as far apart.
            let step = i32::try_from(self.integers.max(1)).unwrap_or(1);
            let stepped = |exponent: i32| exponent.div_euclid(step) * step;
            power = stepped(digits.exponent());
            digits = digits.shifted(-power).rounded(self.decimals);
            // 9.99 may have become 10.0.
            let carried = stepped(digits.exponent());
            digits = digits.shifted(-carried);
            power += carried;
        } else {
            digits = digits.rounded(self.decimals);
        }
        let integer = Places::before_the_point(&digits, self);
        (self.filled(integer, &digits.fraction(), power), digits.is_zero())
    }

    fn filled(&self, mut integer: Places, fraction: &str, power: i32) -> String {
        let mut shown = String::new();
        let mut decimals = 0;
        let mut is_fraction = false;
        let mut in_exponent = false;
        for token in &self.tokens {
            match token {
                Token::Literal(words) => shown.push_str(words),
                Token::Percent => shown.push('%'),
                Token::Exponent(plus) => {
                    in_exponent = true;
                    let width = self.exponent.unwrap_or(0);
                    let sign = if power < 0 {
                        "-"
                    } else if *plus {
                        "+"
                    } else {
                        ""
                    };
                    shown.push('E');
                    shown.push_str(sign);
                    shown.extend(format!("{:0width$}", power.abs()).chars());
                }
                Token::Digit(_) if in_exponent => {}
                Token::Digit(place) if is_fraction => {
                    match fraction.as_bytes().get(decimals) {
                        Some(digit) => shown.push(char::from(*digit)),
                        None if *place == '0' => shown.push('0'),
                        None => {}
                    }
                    decimals += 1;
                }
                Token::Digit(place) => integer.fill(*place, &mut shown),
                Token::Point if !is_fraction => {
                    is_fraction = true;
                    integer.rest(&mut shown);
                    if self.always_has_decimals || !fraction.is_empty() {
                        shown.push('.');
                    }
                }
                _ => {}
            }
        }
        shown
    }
}

/// The digits before the point, and the places they go to.
struct Places {
    digits: String,
    /// Places that are still to come.
    left: usize,
    /// How many digits have been shown.
    done: usize,
    grouped: bool,
    /// Whether a place that must be filled has come, so that all that follow are.
    begun: bool,
}

impl Places {
    fn before_the_point(digits: &Digits, figure: &Figure) -> Self {
        Self { digits: digits.integer(), left: figure.integers, done: 0, grouped: figure.grouped, begun: false }
    }

    /// Fills a place; the first one takes all the digits that have none of their own.
    fn fill(&mut self, place: char, shown: &mut String) {
        while self.digits.len() - self.done > self.left {
            self.push(shown);
        }
        self.begun |= place == '0';
        if self.digits.len() - self.done == self.left {
            self.push(shown);
        } else if self.begun {
            shown.push('0');
            self.group(self.left - 1, shown);
        }
        self.left -= 1;
    }

    /// Shows the digits of a format without any place for them.
    fn rest(&mut self, shown: &mut String) {
        while self.done < self.digits.len() {
            self.push(shown);
        }
    }

    fn push(&mut self, shown: &mut String) {
        shown.push_str(&self.digits[self.done..=self.done]);
        self.done += 1;
        self.group(self.digits.len() - self.done, shown);
    }

    fn group(&self, to_come: usize, shown: &mut String) {
        if self.grouped && to_come > 0 && to_come.is_multiple_of(3) {
            shown.push(',');
        }
    }
}
