//! Days as tables show them: `2026-03-14`, `2026/3/14`, `2026年3月14日`, `14/03/2026`.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// Why words are no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// They are none at all.
    NoDay,
    /// Day and month could be the other way round: these two days.
    Ambiguous(NaiveDate, NaiveDate),
}

/// What comes first where the year comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `14/03/2026`.
    Day,
    /// `3/14/2026`.
    Month,
}

/// Reads a day; a time after it is passed over. With the year last, day and month must tell themselves apart, or the
/// order be known.
///
/// # Errors
///
/// Words that are no day, or two.
pub fn parse(text: &str, order: Option<Order>) -> Result<NaiveDate, Fault> {
    match readings(text) {
        (Some(day), None) | (None, Some(day)) => Ok(day),
        (Some(day), Some(other)) if day == other => Ok(day),
        (Some(day_first), Some(month_first)) => match order {
            Some(Order::Day) => Ok(day_first),
            Some(Order::Month) => Ok(month_first),
            None => Err(Fault::Ambiguous(day_first, month_first)),
        },
        (None, None) => Err(Fault::NoDay),
    }
}

/// The order that the days of one table are written in: that of all those which can be read in one order only.
pub fn order<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Order> {
    let mut known = None;
    for text in texts {
        let order = match readings(text) {
            (Some(_), None) if !is_year_first(text) => Order::Day,
            (None, Some(_)) => Order::Month,
            _ => continue,
        };
        if *known.get_or_insert(order) != order {
            return None;
        }
    }
    known
}

/// The day that is meant where the day comes first, and where the month does; with the year first there is but one.
fn readings(text: &str) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let date = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    match numbers(text).as_deref() {
        Some([year, month, day]) if *year > 999 => (date(*year, *month, *day), None),
        Some([one, other, year]) if *year > 999 => (date(*year, *other, *one), date(*year, *one, *other)),
        _ => (None, None),
    }
}

fn is_year_first(text: &str) -> bool {
    numbers(text).is_some_and(|numbers| numbers[0] > 999)
}

/// The numbers of a day, of at most four digits each.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let text: String = text.nfkc().collect();
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    let day = day.trim_end_matches('日').replace(['年', '月', '/', '.'], "-");
    let number = |text: &str| {
        let is_number = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok())?
    };
    day.split('-').map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Result<String, Fault> {
        parse(text, None).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_as_spreadsheets_of_all_languages_show_it() {
        for text in
            ["2026-03-14", "2026/3/14", "2026年3月14日", "14/03/2026", "3/14/2026", "14.03.2026", "２０２６-03-14"]
        {
            assert_eq!(day(text).as_deref(), Ok("2026-03-14"), "{text}");
        }
        assert_eq!(day(" 2026-03-14 00:00:00 ").as_deref(), Ok("2026-03-14"));
        assert_eq!(day("2026-03-14T09:30:00Z").as_deref(), Ok("2026-03-14"));
        assert_eq!(day("05/05/2026").as_deref(), Ok("2026-05-05"));
    }

    #[test]
    fn what_could_be_two_days_is_none_until_the_order_is_known() {
        let days = ["2026-04-03", "2026-03-04"].map(|day| day.parse().expect("a day"));
        assert_eq!(parse("03/04/2026", None), Err(Fault::Ambiguous(days[0], days[1])));
        assert_eq!(parse("03/04/2026", Some(Order::Day)), Ok(days[0]));
        assert_eq!(parse("03/04/2026", Some(Order::Month)), Ok(days[1]));
        assert_eq!(parse("3/14/2026", Some(Order::Day)).map(|day| day.to_string()).as_deref(), Ok("2026-03-14"));
    }

    #[test]
    fn the_order_is_that_of_all_days_that_show_one() {
        assert_eq!(
            order(["03/04/2026", "2026-01-31", "14/03/2026", "soon", "05/05/2026"].into_iter()),
            Some(Order::Day)
        );
        assert_eq!(order(["03/04/2026", "3/14/2026"].into_iter()), Some(Order::Month));
        assert_eq!(order(["14/03/2026", "3/14/2026"].into_iter()), None);
        assert_eq!(order(["03/04/2026", "2026-01-31"].into_iter()), None);
    }

    #[test]
    fn other_words_are_no_day() {
        for text in ["", "soon", "2026-02-30", "14/03/26", "46095", "2026-03", "2026-03-14-15", "1/2/99999"] {
            assert_eq!(parse(text, None), Err(Fault::NoDay), "{text}");
        }
    }
}
