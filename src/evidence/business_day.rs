//! Business days: every day but Saturdays, Sundays and the holidays that somebody gives.

use chrono::{Datelike, NaiveDate, Weekday};

/// Days on which nobody works, beside the weekends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays(Vec<(NaiveDate, NaiveDate)>);

/// So many days in a row are looked at for a business day; a list of holidays that leaves none in them is a mistake.
const SIGHT: usize = 3660;

impl Holidays {
    /// Holidays from a first day to a last each, in any order.
    #[must_use]
    pub const fn new(spans: Vec<(NaiveDate, NaiveDate)>) -> Self {
        Self(spans)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    /// Whether somebody works on a day.
    #[must_use]
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        !is_weekend(day) && !self.holds(day)
    }

    /// The last of so many business days after a day, which is not counted itself; none where the holidays leave none.
    #[must_use]
    pub fn after(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut last = day;
        for _ in 0..count {
            last = last.iter_days().skip(1).take(SIGHT).find(|day| self.is_business_day(*day))?;
        }
        Some(last)
    }
}

/// Whether a day is a Saturday or a Sunday.
#[must_use]
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let none = Holidays::default();
        let after =
            |holidays: &Holidays, from: &str, count| holidays.after(day(from), count).map(|day| day.to_string());
        assert_eq!(after(&none, "2026-12-01", 2).as_deref(), Some("2026-12-03"));
        assert_eq!(after(&none, "2026-12-04", 1).as_deref(), Some("2026-12-07"));
        assert_eq!(after(&none, "2026-12-05", 1).as_deref(), Some("2026-12-07"));
        assert_eq!(after(&none, "2026-12-31", 1).as_deref(), Some("2027-01-01"));
        assert_eq!(after(&none, "2028-02-28", 1).as_deref(), Some("2028-02-29"));
        assert_eq!(after(&none, "2026-12-01", 0).as_deref(), Some("2026-12-01"));
        let christmas =
            Holidays::new(vec![(day("2026-12-25"), day("2026-12-28")), (day("2027-01-01"), day("2027-01-01"))]);
        assert_eq!(after(&christmas, "2026-12-24", 1).as_deref(), Some("2026-12-29"));
        assert_eq!(after(&christmas, "2026-12-24", 4).as_deref(), Some("2027-01-04"));
        assert_eq!(Holidays::new(vec![(day("2000-01-01"), day("2100-01-01"))]).after(day("2026-12-01"), 1), None);
        assert_eq!(none.after(NaiveDate::MAX, 1), None);
    }
}
