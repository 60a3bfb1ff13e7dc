//! Amounts of US dollars as people write them, in whole cents: `$1,234.50`, `1 234,50 $US`, `1.234,50 USD`, `1,234.50美元`.

use unicode_normalization::UnicodeNormalization;

/// Why words are no amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// They are none at all.
    NoAmount,
    /// A single point before three digits may set off thousands or decimals.
    Ambiguous,
    /// It is less than nothing.
    Negative,
    /// It is in another currency.
    Currency,
    /// It is a trillion dollars or more.
    TooLarge,
}

/// Amounts have fewer digits than this before the cents, so that sums of many and their products stay exact.
const DIGITS: usize = 13;

/// What marks an amount as one of US dollars, without spaces and in lower case.
const DOLLARS: [&str; 9] = ["", "$", "us$", "$us", "usd", "usd$", "$usd", "美元", "美金"];

/// Reads an amount as people write it, in cents. Thousands may be set off by a comma, a space, an apostrophe or a point;
/// what follows the last separator is decimals unless it is one of several of its kind. A single comma before three digits
/// sets off thousands, for nobody writes a tenth of a cent. More than two decimals are rounded to the nearest cent, half a
/// cent upwards.
///
/// # Errors
///
/// Why it is no amount.
pub fn parse(text: &str) -> Result<i64, Fault> {
    let text: String = text.nfkc().map(|c| if c == '’' { '\'' } else { c }).collect();
    let digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(digit), text.rfind(digit)) else { return Err(Fault::NoAmount) };
    let (before, after) = (text[..first].trim(), text[last + 1..].trim());
    let number = &text[first..=last];
    let mark: String = before.chars().chain(after.chars()).flat_map(char::to_lowercase).collect();
    let is_sign = |c: char| matches!(c, '-' | '−' | '(' | ')');
    let currency: String = mark.chars().filter(|c| !is_sign(*c) && !c.is_whitespace()).collect();
    if !DOLLARS.contains(&currency.as_str()) {
        return Err(if is_currency(&currency) { Fault::Currency } else { Fault::NoAmount });
    }
    let (whole, decimals) = split(number)?;
    let cents = cents(&whole, decimals)?;
    if mark.contains(is_sign) && cents > 0 { Err(Fault::Negative) } else { Ok(cents) }
}

/// Reads a number as programs write it, such as `1234.5` or `1.2345E3`, in cents, half a cent upwards.
///
/// # Errors
///
/// Why it is no amount.
pub fn exact(text: &str) -> Result<i64, Fault> {
    let text = text.trim().replace('_', "").to_ascii_lowercase();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().map_err(|_| Fault::NoAmount)?;
    let unsigned = mantissa.trim_start_matches(['-', '+']);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole}{decimals}");
    if digits.is_empty() || digits.len() > 400 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NoAmount);
    }
    let point = i64::from(exponent) + i64::try_from(whole.len()).unwrap_or(i64::MAX);
    let cents = match usize::try_from(point) {
        _ if digits.bytes().all(|byte| byte == b'0') => 0,
        // Behind three noughts there is not even half a cent.
        Err(_) if point < -2 => 0,
        Err(_) => cents("", &format!("{}{digits}", &"00"[..usize::try_from(-point).unwrap_or_default()]))?,
        Ok(point) if point > digits.len() + DIGITS => return Err(Fault::TooLarge),
        Ok(point) if point >= digits.len() => cents(&format!("{digits:0<point$}"), "")?,
        Ok(point) => cents(&digits[..point], &digits[point..])?,
    };
    if mantissa.starts_with('-') && cents > 0 { Err(Fault::Negative) } else { Ok(cents) }
}

/// The digits before and after the decimal mark.
fn split(number: &str) -> Result<(String, &str), Fault> {
    let is_separator = |c: char| matches!(c, ',' | '.' | '\'') || c.is_whitespace();
    let Some(at) = number.rfind(is_separator) else { return Ok((number.to_owned(), "")) };
    let mark = number[at..].chars().next().unwrap_or_default();
    let (before, after) = (&number[..at], &number[at + mark.len_utf8()..]);
    let is_alone = !before.contains(is_separator);
    let in_thousands = after.len() == 3 && before.len() <= 3 && !before.starts_with('0');
    let (whole, decimals) = match mark {
        '.' if is_alone && in_thousands => return Err(Fault::Ambiguous),
        ',' if is_alone && in_thousands => (number, ""),
        ',' | '.' if !before.contains(mark) => (before, after),
        _ => (number, ""),
    };
    let group = whole.chars().find(|c| is_separator(*c));
    let mut groups = whole.split(|c| Some(c) == group);
    let first = groups.next().unwrap_or_default();
    let are_thousands = group.is_none() || first.len() <= 3 && groups.all(|group| group.len() == 3);
    if !are_thousands || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::NoAmount);
    }
    Ok((whole.chars().filter(|c| Some(*c) != group).collect(), decimals))
}

/// Digits before and after the decimal mark as cents.
fn cents(whole: &str, decimals: &str) -> Result<i64, Fault> {
    let whole = whole.trim_start_matches('0');
    if whole.len() >= DIGITS {
        return Err(Fault::TooLarge);
    }
    let digit = |place: usize| decimals.as_bytes().get(place).map_or(0, |byte| i64::from(byte - b'0'));
    let dollars: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| Fault::NoAmount)? };
    Ok(dollars * 100 + digit(0) * 10 + digit(1) + i64::from(digit(2) >= 5))
}

/// Whether a mark stands for a currency of its own: a sign, a code of three letters, or a name.
fn is_currency(mark: &str) -> bool {
    let is_code = mark.len() == 3 && mark.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code || mark.contains(['€', '£', '¥', '$', '₹', '₩', '元', '円'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_with_the_separators_of_all_languages() {
        for text in [
            "1234.5",
            "1,234.50",
            "1 234,50",
            "1\u{202f}234,50",
            "1\u{a0}234,5",
            "1.234,50",
            "1'234.50",
            "1’234.50",
            "$1,234.50",
            "US$ 1,234.50",
            "1 234,50 $US",
            "1\u{a0}234,50\u{a0}$",
            "USD 1,234.50",
            "1,234.50美元",
            "１,２３４.５０",
            "1,234.495",
        ] {
            assert_eq!(parse(text), Ok(123_450), "{text}");
        }
        for text in ["1234567", "1,234,567", "1.234.567", "1 234 567", "1,234,567.00"] {
            assert_eq!(parse(text), Ok(123_456_700), "{text}");
        }
        assert_eq!(parse("250,000"), Ok(25_000_000));
        assert_eq!(parse("0.125"), Ok(13));
        assert_eq!(parse("0"), Ok(0));
    }

    #[test]
    fn a_single_point_before_three_digits_may_mean_either() {
        assert_eq!(parse("250.000"), Err(Fault::Ambiguous));
        assert_eq!(parse("$1.234"), Err(Fault::Ambiguous));
        assert_eq!(parse("12345.678"), Ok(1_234_568));
        assert_eq!(exact("250.000"), Ok(25_000));
    }

    #[test]
    fn what_is_no_amount_of_dollars_is_refused() {
        for text in ["", "n/a", "9.2M", "12,34,567", "1,2,3", "1 23", "1.234.56", "1e6", "12%", "1..5", ".5"] {
            assert_eq!(parse(text), Err(Fault::NoAmount), "{text}");
        }
        for text in ["€1,000", "1 000 EUR", "￥1000", "1000元", "C$5", "CAD 5"] {
            assert_eq!(parse(text), Err(Fault::Currency), "{text}");
        }
        for text in ["-5", "(1,234.50)", "$-5", "−5"] {
            assert_eq!(parse(text), Err(Fault::Negative), "{text}");
        }
        assert_eq!(parse("1,000,000,000,000"), Err(Fault::TooLarge));
        assert_eq!(parse(&"9".repeat(100_000)), Err(Fault::TooLarge));
    }

    #[test]
    fn a_number_of_a_program_is_exact_to_the_cent() {
        assert_eq!(exact("98234.116999999998"), Ok(9_823_412));
        assert_eq!(exact("1.5E6"), Ok(150_000_000));
        assert_eq!(exact("1.2345e3"), Ok(123_450));
        assert_eq!(exact("5E-3"), Ok(1));
        assert_eq!(exact("49.9E-4"), Ok(0));
        assert_eq!(exact("1E-300"), Ok(0));
        assert_eq!(exact("0"), Ok(0));
        assert_eq!(exact("-1"), Err(Fault::Negative));
        assert_eq!(exact("1e300"), Err(Fault::TooLarge));
        assert_eq!(exact("one"), Err(Fault::NoAmount));
    }
}
