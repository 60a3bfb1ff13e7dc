//! Metrics: which words of a text are a measurement.
//!
//! A number with a unit, a percentage, an amount of money, a rate, a multiple, a before and after. A year, a date, a time of
//! day, a version, a name such as S3 and a plain count are none.

mod lex;
mod words;

use std::ops::Range;

use lex::{Kind, Token, lex};
use words::Words;

use crate::evidence::fold;

/// The measurements of a text, in order, as its bytes. A before and after is one.
pub fn metrics(text: &str) -> Vec<Range<usize>> {
    let line = Line { text, tokens: lex(text) };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while index < line.tokens.len() {
        let Some(metric) = line.metric(index) else {
            index += 1;
            continue;
        };
        index = line.index_at(metric.end).max(index + 1);
        match found.last_mut() {
            Some(last) if line.joins(last.end..metric.start) => last.end = metric.end,
            _ => found.push(metric),
        }
    }
    let told = changes(text, &found);
    found.extend(told);
    found.sort_by_key(|metric| metric.start);
    found
}

struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl Line<'_> {
    /// The measurement that begins with a token.
    fn metric(&self, index: usize) -> Option<Range<usize>> {
        let start = self.tokens[index].bytes.start;
        let end = self.money_before(index).or_else(|| self.multiple(index)).or_else(|| self.amount(index))?;
        Some(start..end)
    }

    /// `$1.2 million`, `EUR 40,000`.
    fn money_before(&self, index: usize) -> Option<usize> {
        let is_currency = matches!(self.kind(index), Some(Kind::Mark('$' | '€' | '£' | '¥' | '₹')))
            || self.is(index, &words::CURRENCIES);
        let number = is_currency.then(|| index + 1).filter(|next| self.is_number(*next))?;
        Some(self.tokens[self.past_multiplier(number + 1) - 1].bytes.end)
    }

    /// `divisé par 3`, `a factor of 4`, `×3`, `百分之三十`.
    fn multiple(&self, index: usize) -> Option<usize> {
        let start = self.tokens[index].bytes.start;
        if self.text[start..].starts_with("百分之") {
            let end = self.past_number(index + 3)?;
            return Some(self.tokens[end - 1].bytes.end);
        }
        let is_times = self.kind(index) == Some(&Kind::Mark('×'))
            && !index.checked_sub(1).is_some_and(|before| self.is_number(before));
        let number = if is_times {
            index + 1
        } else if self.is(index, &words::FACTORS) {
            index + 2
        } else {
            return None;
        };
        self.is_number(number).then(|| self.tokens[number].bytes.end)
    }

    /// A number with what makes a measurement of it.
    fn amount(&self, index: usize) -> Option<usize> {
        let before = index.checked_sub(1).and_then(|before| self.kind(before));
        // `第 3 周` is the third week; `7×24` and 两 within a longer numeral are no amounts of their own.
        if matches!(before, Some(Kind::Han('第') | Kind::Mark('×' | '*'))) || before.is_some_and(is_han_numeral) {
            return None;
        }
        let next = self.past_number(index)?;
        let scaled = self.past_multiplier(next);
        if self.is_round_the_clock(index, scaled) {
            return None;
        }
        let is_digits = self.is_number(index);
        self.unit(index, scaled)
            .or_else(|| self.money(scaled))
            .or_else(|| if is_digits { self.rate(index, scaled).or_else(|| self.after(index, scaled)) } else { None })
    }

    /// The end of a unit.
    fn unit(&self, number: usize, index: usize) -> Option<usize> {
        let at = if self.kind(index) == Some(&Kind::Mark('-')) { index + 1 } else { index };
        match self.kind(at)? {
            Kind::Mark('%' | '‰' | '°') => return Some(self.tokens[at].bytes.end),
            Kind::Word(word) if matches!(word.as_str(), "per" | "pour") => {
                let is_cent = matches!(self.kind(at + 1), Some(Kind::Word(next)) if next == "cent");
                return is_cent.then(|| self.tokens[at + 1].bytes.end);
            }
            _ => {}
        }
        if self.is(at, &words::UNITS) {
            return Some(self.tokens[at].bytes.end);
        }
        let unit = self.han(at, &words::HAN_UNITS)?;
        let is_year = unit == "年" && self.number(number).is_some_and(is_year);
        (!is_year).then(|| self.tokens[at].bytes.start + unit.len())
    }

    /// `24 hours a day` is a promise and no measurement.
    fn is_round_the_clock(&self, number: usize, unit: usize) -> bool {
        let follows =
            matches!(self.kind(unit + 1), Some(Kind::Word(word)) if matches!(word.as_str(), "a" | "per" | "sur"));
        follows && matches!(self.number(number), Some("24" | "7"))
    }

    /// The end of a currency: `40,000 euros`, `1,2 million d’euros`, `12 万元`.
    fn money(&self, index: usize) -> Option<usize> {
        if matches!(self.kind(index)?, Kind::Mark('$' | '€' | '£' | '¥')) {
            return Some(self.tokens[index].bytes.end);
        }
        let linked = matches!(self.kind(index)?, Kind::Word(word) if matches!(word.as_str(), "d" | "de" | "of"));
        let apostrophe = matches!(self.kind(index + 1), Some(Kind::Mark('\'' | '’')));
        let at = index + usize::from(linked) + usize::from(linked && apostrophe);
        if self.is(at, &words::CURRENCIES) {
            return Some(self.tokens[at].bytes.end);
        }
        let currency = self.han(at, &words::HAN_CURRENCIES)?;
        Some(self.tokens[at].bytes.start + currency.len())
    }

    /// The end of a rate: `1,140 orders a minute`, `420 commandes/min`, `每分钟 1,140 笔`.
    fn rate(&self, number: usize, index: usize) -> Option<usize> {
        for at in index..(index + 5).min(self.tokens.len()) {
            let is_per = self.is(at, &words::PER) || matches!(self.kind(at), Some(Kind::Mark('/') | Kind::Han('每')));
            if is_per && self.is(at + 1, &words::TIMES) {
                return Some(self.tokens[at + 1].bytes.end);
            }
            if is_per && let Some(time) = self.han(at + 1, &words::HAN_TIMES) {
                return Some(self.tokens[at + 1].bytes.start + time.len());
            }
            if matches!(self.kind(at), Some(Kind::Mark(mark)) if *mark != '/') || self.is_number(at) {
                break;
            }
        }
        let before = number.saturating_sub(8)..number;
        let is_clause = |range: Range<usize>| {
            self.tokens[range].iter().all(|token| !matches!(token.kind, Kind::Mark(_) | Kind::Number))
        };
        let each = before
            .rev()
            .find(|at| self.kind(*at) == Some(&Kind::Han('每')) && self.han(at + 1, &words::HAN_TIMES).is_some());
        each.filter(|at| is_clause(*at..number)).map(|_| self.tokens[index - 1].bytes.end)
    }

    /// The end of an after: `from 420 to 1,140`, `从 420 提升到 1,140`, `420 → 1,140`.
    fn after(&self, number: usize, index: usize) -> Option<usize> {
        let is_arrow = matches!(self.kind(index), Some(Kind::Mark('→')));
        let from = number.checked_sub(1).is_some_and(|before| self.is(before, &words::FROM));
        let close = index..(index + 6).min(self.tokens.len());
        let to = if is_arrow {
            Some(index)
        } else {
            close.into_iter().find(|at| self.is(*at, &words::TO)).filter(|_| from)
        }?;
        let after = to + 1;
        let is_calendar = self.number(number).is_some_and(is_year)
            || self.is(after + 1, &words::MONTHS)
            || self.is(index, &words::MONTHS);
        let plain = |at: usize| !matches!(self.kind(at), Some(Kind::Mark(_)));
        (self.is_number(after) && !is_calendar && (index..to).all(plain)).then(|| self.tokens[after].bytes.end)
    }

    /// Whether two measurements with only this between them are one: a before and after, hours and minutes.
    fn joins(&self, between: Range<usize>) -> bool {
        let (from, to) = (self.index_at(between.start), self.index_at(between.end));
        let joins = |index: usize| match self.kind(index) {
            Some(Kind::Han(c)) => "从由降到至为缩短减少提升增加了升下".contains(*c),
            Some(Kind::Mark('→' | '-' | '>')) => true,
            _ => self.is(index, &words::TO),
        };
        (from..to).all(joins)
    }

    /// The token behind a number: digits, a numeral, or Chinese numerals; 一 alone is none.
    fn past_number(&self, index: usize) -> Option<usize> {
        if self.is_number(index) || self.is(index, &words::NUMERALS) {
            return Some(index + 1);
        }
        let numerals =
            self.tokens[index.min(self.tokens.len())..].iter().take_while(|token| is_han_numeral(&token.kind)).count();
        let is_one = numerals == 1 && self.kind(index) == Some(&Kind::Han('一'));
        (numerals > 0 && !is_one).then_some(index + numerals)
    }

    fn past_multiplier(&self, index: usize) -> usize {
        let han = self.tokens[index.min(self.tokens.len())..].iter();
        let han =
            han.take_while(|token| matches!(token.kind, Kind::Han('百' | '千' | '万' | '亿' | '多' | '余'))).count();
        index + han + usize::from(han == 0 && self.is(index, &words::MULTIPLIERS))
    }

    /// Which of some Chinese words begins with a token.
    fn han<'w>(&self, index: usize, words: &[&'w str]) -> Option<&'w str> {
        let rest = &self.text[self.tokens.get(index)?.bytes.start..];
        words.iter().find(|word| rest.starts_with(**word)).copied()
    }

    fn is(&self, index: usize, words: &Words) -> bool {
        match self.kind(index) {
            Some(Kind::Word(word)) => words.contains(word),
            Some(Kind::Han(c)) => words.contains(c.encode_utf8(&mut [0; 4]) as &str),
            _ => false,
        }
    }

    fn is_number(&self, index: usize) -> bool {
        self.kind(index) == Some(&Kind::Number)
    }

    fn number(&self, index: usize) -> Option<&str> {
        self.tokens.get(index).filter(|token| token.kind == Kind::Number).map(|token| &self.text[token.bytes.clone()])
    }

    fn kind(&self, index: usize) -> Option<&Kind> {
        self.tokens.get(index).map(|token| &token.kind)
    }

    /// The first token at or behind a byte.
    fn index_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.bytes.start < byte)
    }
}

fn is_han_numeral(kind: &Kind) -> bool {
    matches!(kind, Kind::Han(c) if "一二两三四五六七八九十半".contains(*c))
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

/// Clauses that tell of a change by a multiple in words, and hold no measurement that was `found` already.
fn changes(text: &str, found: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut told = Vec::new();
    let mut start = 0;
    for clause in text.split_inclusive(['.', ',', ';', '，', '。', '；', '\n']) {
        let folded = fold::fold(clause);
        let is_change = |at: usize| words::HAN_CHANGES.iter().any(|verb| folded[..at].contains(verb));
        let says = |change: &&str| folded.find(*change).is_some_and(|at| *change != "一半" || is_change(at));
        let bytes = start + clause.len() - clause.trim_start().len()..start + clause.trim_end().len();
        let next = found.partition_point(|metric| metric.end <= bytes.start);
        let is_new = found.get(next).is_none_or(|metric| bytes.end <= metric.start);
        if is_new && words::CHANGES.iter().any(says) {
            told.push(bytes);
        }
        start += clause.len();
    }
    told
}

#[cfg(test)]
mod tests;
