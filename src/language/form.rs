//! How each language writes what is counted and dated: days, figures, amounts, lengths of time, and the space between Latin
//! and Chinese letters. A figure is not parted from its unit at the end of a line.
//!
//! English writes a day as `2026-11-16`: its readers on both sides of the Atlantic read that alike, and nothing else.

use chrono::{Datelike, NaiveDate};

use super::Language;

const MONTHS: [[&str; 2]; 12] = [
    ["January", "janvier"],
    ["February", "février"],
    ["March", "mars"],
    ["April", "avril"],
    ["May", "mai"],
    ["June", "juin"],
    ["July", "juillet"],
    ["August", "août"],
    ["September", "septembre"],
    ["October", "octobre"],
    ["November", "novembre"],
    ["December", "décembre"],
];

/// A day: `2026-11-16`, `16 novembre 2026`, `2026 年 11 月 16 日`.
pub fn day(day: NaiveDate, language: Language) -> String {
    match language {
        Language::En => day.to_string(),
        Language::Fr => format!("{}\u{a0}{}", day_of_year(day.month(), day.day(), language), day.year()),
        Language::Zh => format!("{}\u{a0}年\u{a0}{}", day.year(), day_of_year(day.month(), day.day(), language)),
    }
}

/// A day of every year: `1 January`, `1er janvier`, `1 月 1 日`.
pub fn day_of_year(month: u32, day: u32, language: Language) -> String {
    let [en, fr] = MONTHS.get(month.wrapping_sub(1) as usize).copied().unwrap_or_default();
    match (language, day) {
        (Language::En, _) => format!("{day} {en}"),
        (Language::Fr, 1) => format!("1er\u{a0}{fr}"),
        (Language::Fr, _) => format!("{day}\u{a0}{fr}"),
        (Language::Zh, _) => format!("{month}\u{a0}月\u{a0}{day}\u{a0}日"),
    }
}

/// A figure given as `-12345.67`, with its thousands set apart where the whole part has five digits or more.
pub fn figure(figure: &str, language: Language) -> String {
    let unsigned = figure.strip_prefix('-').unwrap_or(figure);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let sign = if unsigned.len() < figure.len() { "-" } else { "" };
    let whole = if whole.len() > 4 { in_thousands(whole, language) } else { whole.to_owned() };
    let point = if decimals.is_empty() { "" } else { point(language) };
    format!("{sign}{whole}{point}{decimals}")
}

/// An amount with its thousands set apart, and with its cents where there are some.
pub fn dollars(cents: i64, language: Language) -> String {
    let mut amount = in_thousands(&(cents / 100).to_string(), language);
    if cents % 100 != 0 {
        amount = format!("{amount}{}{:02}", point(language), cents % 100);
    }
    match language {
        Language::En => format!("${amount}"),
        Language::Fr => format!("{amount}\u{a0}$"),
        Language::Zh => format!("{amount} 美元"),
    }
}

/// A length of time in its shortest exact form: `1 h 30 min`, `2 j`, `1 小时 30 分钟`.
pub fn duration(seconds: u64, language: Language) -> String {
    let units = match language {
        Language::En => ["d", "h", "min", "s"],
        Language::Fr => ["j", "h", "min", "s"],
        Language::Zh => ["天", "小时", "分钟", "秒"],
    };
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (length, unit) in [86400, 3600, 60, 1].into_iter().zip(units) {
        if rest >= length {
            let space = if language == Language::En { ' ' } else { '\u{a0}' };
            parts.push(format!("{}{space}{unit}", rest / length));
            rest %= length;
        }
    }
    if parts.is_empty() { "0".to_owned() } else { parts.join(" ") }
}

fn in_thousands(digits: &str, language: Language) -> String {
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(if language == Language::Fr { "\u{202f}" } else { "," })
}

const fn point(language: Language) -> &'static str {
    match language {
        Language::Fr => ",",
        Language::En | Language::Zh => ".",
    }
}

/// Sets `next` behind `text`: between a Chinese and a Latin letter stands a space, between two Chinese ones none.
pub fn join(text: &mut String, next: &str) {
    let (before, after) = (text.chars().next_back(), next.chars().next());
    match (before, after) {
        (Some(' '), Some(after)) if is_han(after) && text.trim_end_matches(' ').len() + 1 == text.len() => {
            if text[..text.len() - 1].chars().next_back().is_some_and(is_han) {
                text.pop();
            }
            text.push_str(next);
        }
        (Some(before), Some(' ')) if is_han(before) && next[1..].chars().next().is_some_and(is_han) => {
            text.push_str(&next[1..]);
        }
        (Some(before), Some(after)) if is_han(before) && is_latin(after) || is_latin(before) && is_han(after) => {
            text.push(' ');
            text.push_str(next);
        }
        _ => text.push_str(next),
    }
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2000}'
}

#[cfg(test)]
mod tests {
    use super::*;

    const EACH: [Language; 3] = Language::ALL;

    #[test]
    fn a_day_is_written_as_its_language_writes_it() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(
            EACH.map(|language| day(date("2026-11-16"), language)),
            ["2026-11-16", "16~novembre~2026", "2026~年~11~月~16~日"].map(|day| day.replace('~', "\u{a0}"))
        );
        assert_eq!(day(date("2026-02-01"), Language::Fr), "1er\u{a0}février\u{a0}2026");
        assert_eq!(
            EACH.map(|language| day_of_year(1, 1, language)),
            ["1 January", "1er\u{a0}janvier", "1\u{a0}月\u{a0}1\u{a0}日"]
        );
    }

    #[test]
    fn thousands_are_set_apart_from_five_digits_on() {
        assert_eq!(EACH.map(|language| figure("9999", language)), ["9999", "9999", "9999"]);
        assert_eq!(EACH.map(|language| figure("12345", language)), ["12,345", "12\u{202f}345", "12,345"]);
        assert_eq!(
            EACH.map(|language| figure("-1234567.5", language)),
            ["-1,234,567.5", "-1\u{202f}234\u{202f}567,5", "-1,234,567.5"]
        );
        assert_eq!(EACH.map(|language| figure("99.95", language)), ["99.95", "99,95", "99.95"]);
    }

    #[test]
    fn an_amount_is_written_as_its_language_writes_it() {
        assert_eq!(dollars(123_456_700, Language::En), "$1,234,567");
        assert_eq!(dollars(123_450, Language::Fr), "1\u{202f}234,50\u{a0}$");
        assert_eq!(dollars(5, Language::Zh), "0.05 美元");
    }

    #[test]
    fn a_length_of_time_is_written_as_its_language_writes_it() {
        assert_eq!(
            EACH.map(|language| duration(91800, language)),
            ["1 d 1 h 30 min", "1\u{a0}j 1\u{a0}h 30\u{a0}min", "1\u{a0}天 1\u{a0}小时 30\u{a0}分钟"]
        );
        assert_eq!(duration(0, Language::Zh), "0");
    }

    #[test]
    fn a_space_stands_between_latin_and_chinese_letters_alone() {
        for (text, next, whole) in [
            ("文件 ", "路径", "文件路径"),
            ("文件 ", "a.md", "文件 a.md"),
            ("文件", "a.md", "文件 a.md"),
            ("16 日", " 晚于", "16 日晚于"),
            ("a.md", " 晚于", "a.md 晚于"),
            ("3", "个", "3 个"),
            ("编号  ", "标题", "编号  标题"),
            ("“", "a", "“a"),
            ("file ", "a", "file a"),
            ("", "", ""),
        ] {
            let mut text = text.to_owned();
            join(&mut text, next);
            assert_eq!(text, whole);
        }
    }
}
