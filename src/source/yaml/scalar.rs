//! What a word without quotes means.

use super::super::Value;

/// The value of a plain scalar by the core schema of YAML 1.2, where `no` is a word and `0123` a number.
pub fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

fn is_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return is_all(digits, |digit| digit.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return is_all(digits, |digit| matches!(digit, '0'..='7'));
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_infinite = matches!(unsigned, ".inf" | ".Inf" | ".INF");
    let is_no_number = matches!(text, ".nan" | ".NaN" | ".NAN");
    // Rust reads decimals as YAML does, but words such as `infinity` besides.
    let is_decimal =
        unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') && unsigned.parse::<f64>().is_ok();
    is_decimal || is_infinite || is_no_number
}

fn is_all(digits: &str, is_digit: impl Fn(char) -> bool) -> bool {
    !digits.is_empty() && digits.chars().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_as_it_was_written() {
        let numbers = "0 -5 +5 2.10 0123 012345678901 1. .5 1e3 1E-3 1e999 0x1F 0o17 -.inf .NaN";
        for number in numbers.split(' ') {
            assert_eq!(plain(number), Value::Number(number.to_owned()));
        }
    }

    #[test]
    fn dates_durations_and_short_words_are_texts() {
        let texts = "2026-03-14 4h no yes on off y 中文 infinity nan 1_000 --5 . - 0x 0o8 e3 1e 1.2.3 ٣";
        for text in texts.split(' ') {
            assert_eq!(plain(text), Value::Text(text.to_owned()));
        }
    }

    #[test]
    fn true_false_and_nothing_are_themselves() {
        assert_eq!(plain("true"), Value::Boolean(true));
        assert_eq!(plain("False"), Value::Boolean(false));
        for nothing in ["", "~", "null"] {
            assert_eq!(plain(nothing), Value::Null);
        }
    }
}
