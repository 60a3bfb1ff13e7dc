//! A period before or after a day: `18 months`, `90 days`.

use chrono::{Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::{Arg, Message};

/// A length of time in whole months or whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = "^[0-9]+ (day|month)s?$"))]
pub enum Period {
    /// Calendar months: 18 months before 31 August is 28 February.
    Months(u32),
    /// Days.
    Days(u32),
}

impl Period {
    /// The first day of the period that ends on `day`.
    #[must_use]
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        let start = match self {
            Self::Months(months) => day.checked_sub_months(Months::new(months)),
            Self::Days(days) => day.checked_sub_days(Days::new(days.into())),
        };
        start.unwrap_or(NaiveDate::MIN)
    }

    /// The day that lies the period after `day`.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let end = match self {
            Self::Months(months) => day.checked_add_months(Months::new(months)),
            Self::Days(days) => day.checked_add_days(Days::new(days.into())),
        };
        end.unwrap_or(NaiveDate::MAX)
    }

    /// The last day whose period before it still holds `day`: from 28 February 2025, eighteen months last until
    /// 31 August 2026.
    #[must_use]
    pub fn last(self, day: NaiveDate) -> NaiveDate {
        let mut last = self.after(day);
        while let Some(next) = last.succ_opt().filter(|next| self.before(*next) <= day) {
            last = next;
        }
        last
    }
}

impl From<Period> for Arg {
    fn from(period: Period) -> Self {
        let (message, count) = match period {
            Period::Months(count) => (Message::new("period.months"), count),
            Period::Days(count) => (Message::new("period.days"), count),
        };
        message.with("n", count as usize).into()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        match period {
            Period::Months(count) => format!("{count} months"),
            Period::Days(count) => format!("{count} days"),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no period: write it as `18 months` or `90 days`");
        let (count, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let count = count.parse().map_err(|_| wrong())?;
        match unit {
            "months" | "month" => Ok(Self::Months(count)),
            "days" | "day" => Ok(Self::Days(count)),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_calendar_months() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 31).expect("a day");
        assert_eq!(Period::Months(18).before(day).to_string(), "2025-02-28");
        assert_eq!(Period::Days(31).before(day).to_string(), "2026-07-31");
        assert_eq!(Period::Months(18).after(day).to_string(), "2028-02-29");
        assert_eq!(Period::Days(30).after(day).to_string(), "2026-09-30");
    }

    #[test]
    fn the_last_day_still_looks_back_far_enough() {
        for (day, last) in [("2025-02-28", "2026-08-31"), ("2025-08-31", "2027-02-28"), ("2025-08-14", "2027-02-14")] {
            let day = day.parse().expect("a day");
            let found = Period::Months(18).last(day);
            assert_eq!(found.to_string(), last);
            assert!(Period::Months(18).before(found) <= day);
            assert!(Period::Months(18).before(found.succ_opt().expect("a day")) > day);
        }
        assert_eq!(Period::Days(30).last("2026-08-31".parse().expect("a day")).to_string(), "2026-09-30");
    }

    #[test]
    fn a_period_needs_a_unit() {
        assert_eq!(Period::try_from("18 months".to_owned()), Ok(Period::Months(18)));
        assert!(Period::try_from("18".to_owned()).is_err());
        assert!(Period::try_from("18 moons".to_owned()).is_err());
    }
}
