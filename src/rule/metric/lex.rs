//! The words, numbers and marks of a text, each with its bytes.

use std::ops::Range;

use crate::evidence::fold;

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub bytes: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Digits with their separators: an amount.
    Number,
    /// Digits that are a date, a time, a version or part of a name.
    Name,
    /// Letters, folded.
    Word(String),
    /// One character written without spaces between words.
    Han(char),
    /// Anything else but white space.
    Mark(char),
}

/// Cuts a text into tokens.
pub fn lex(text: &str) -> Vec<Token> {
    let characters: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, ascii(c))).collect();
    let mut lexer = Lexer { text, characters, at: 0, tokens: Vec::new() };
    while lexer.at < lexer.characters.len() {
        lexer.token();
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    characters: Vec<(usize, char)>,
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn token(&mut self) {
        let from = self.at;
        let first = self.peek(0);
        if first.is_whitespace() {
            self.at += 1;
        } else if first.is_ascii_digit() {
            let kind = self.number();
            self.push(kind, from);
        } else if fold::is_cjk(first) {
            self.at += 1;
            self.push(Kind::Han(first), from);
        } else if first.is_alphanumeric() {
            self.word();
            let word = fold::fold(&self.text[self.bytes(from)]);
            self.push(Kind::Word(word.trim().to_owned()), from);
        } else {
            self.at += 1;
            self.push(Kind::Mark(first), from);
        }
    }

    /// Letters, and the digits of a name such as `c5.4xlarge`.
    fn word(&mut self) {
        let mut has_digit = false;
        loop {
            let c = self.peek(0);
            has_digit |= c.is_ascii_digit();
            let joins = has_digit && matches!(c, '.' | '-' | '_') && self.peek(1).is_ascii_alphanumeric();
            if !joins && (!c.is_alphanumeric() || fold::is_cjk(c)) {
                return;
            }
            self.at += 1;
        }
    }

    fn number(&mut self) -> Kind {
        // `AES-256` is a name, and so is its number.
        let mut is_name = matches!(self.tokens.as_slice(), [.., word, hyphen]
            if matches!(word.kind, Kind::Word(_)) && hyphen.kind == Kind::Mark('-')
                && word.bytes.end == hyphen.bytes.start && hyphen.bytes.end == self.characters[self.at].0);
        let first = self.digits();
        let (mut points, mut short) = (0, false);
        loop {
            let (mark, next) = (self.peek(0), self.peek(1));
            let three = (1..=3).all(|ahead| self.peek(ahead).is_ascii_digit()) && !self.peek(4).is_ascii_digit();
            let apart = mark.is_whitespace() || matches!(mark, '\'' | '’');
            match mark {
                '.' | ',' if next.is_ascii_digit() => {
                    self.at += 1;
                    points += 1;
                    short |= self.digits() != 3;
                }
                _ if apart && three && first <= 3 && !short => {
                    self.at += 1;
                    self.digits();
                }
                '/' | ':' if next.is_ascii_digit() => {
                    self.at += 1;
                    self.digits();
                    is_name = true;
                }
                // `10-15` is a range, `2026-03` a month.
                '-' if next.is_ascii_digit() => {
                    self.at += 1;
                    is_name |= first == 4 || self.peek(0) == '0';
                    self.digits();
                }
                _ => break,
            }
        }
        if is_name || short && points > 1 && !self.is_range() { Kind::Name } else { Kind::Number }
    }

    /// Whether the number that was just read holds a hyphen, so that its points belong to two numbers.
    fn is_range(&self) -> bool {
        self.characters[..self.at].iter().rev().take(12).any(|(_, c)| *c == '-')
    }

    fn digits(&mut self) -> usize {
        let from = self.at;
        while self.peek(0).is_ascii_digit() {
            self.at += 1;
        }
        self.at - from
    }

    /// A character further on; a space behind the end.
    fn peek(&self, ahead: usize) -> char {
        self.characters.get(self.at + ahead).map_or(' ', |(_, c)| *c)
    }

    fn push(&mut self, kind: Kind, from: usize) {
        let bytes = self.bytes(from);
        self.tokens.push(Token { kind, bytes });
    }

    fn bytes(&self, from: usize) -> Range<usize> {
        let end = self.characters.get(self.at).map_or(self.text.len(), |(byte, _)| *byte);
        self.characters[from].0..end
    }
}

/// Full-width digits and marks as the ASCII ones they stand for.
fn ascii(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '‑' | '–' | '−' => '-',
        '￥' => '¥',
        _ => c,
    }
}
