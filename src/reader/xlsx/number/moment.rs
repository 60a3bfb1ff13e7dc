//! Days and times: 2026-03-14 14:30, whatever order the format has them in.

use chrono::{Datelike, Days, NaiveDate};

use super::scan::Token;

/// What day 0 is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Epoch {
    /// 1899-12-31, with a 29th of February 1900 that never was.
    #[default]
    Of1900,
    /// 1904-01-01, as on old Macs.
    Of1904,
}

/// The first day that is none any more: 10000-01-01, counted from 1900.
const END: f64 = 2_958_466.0;

const DAY: i64 = 24 * 60 * 60;

/// What a format shows of a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // A format may show each of them, or not.
pub struct Moment {
    year: bool,
    month: bool,
    day: bool,
    hour: bool,
    minute: bool,
    second: bool,
    /// How many decimals the seconds have.
    decimals: u32,
    /// The unit that counts on beyond its usual end: `h`, `m` or `s`.
    elapsed: Option<char>,
}

impl Moment {
    /// What the letters of a format show; nothing for a format without such letters.
    pub fn of(tokens: &[Token]) -> Option<Self> {
        let letters: Vec<char> = tokens.iter().filter_map(Token::letter).collect();
        let mut moment = Self::default();
        for (index, letter) in letters.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| letters[before]);
            match letter {
                'y' | 'e' | 'g' | 'b' => moment.year = true,
                'm' if before == Some('h') || letters.get(index + 1) == Some(&'s') => moment.minute = true,
                'm' => moment.month = true,
                'h' | 'p' => moment.hour = true,
                's' => moment.second = true,
                _ => moment.day = true,
            }
        }
        moment.elapsed = tokens.iter().find_map(Token::elapsed);
        match moment.elapsed {
            Some('h') => moment.hour = true,
            Some('m') => (moment.minute, moment.month) = (true, false),
            Some(_) => moment.second = true,
            None => {}
        }
        if moment == Self::default() {
            return None;
        }
        let after_point = tokens.iter().skip_while(|token| **token != Token::Point);
        let decimals = after_point.filter(|token| matches!(token, Token::Digit(_))).count();
        moment.decimals = u32::try_from(decimals.min(3)).unwrap_or(0);
        Some(moment)
    }

    /// The moment; nothing for a number that is none.
    pub fn shown(self, value: f64, epoch: Epoch) -> Option<String> {
        let first = if self.elapsed.is_some() { -END } else { 0.0 };
        if !(first..END).contains(&value) {
            return None;
        }
        let scale = 10_i64.pow(self.decimals);
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // Both are below 2^53.
        let ticks = (value.abs() * (DAY * scale) as f64).round() as i64;
        if self.elapsed.is_some() {
            let sign = if value < 0.0 { "-" } else { "" };
            return Some(format!("{sign}{}", self.time(ticks, scale)));
        }
        let (days, rest) = (ticks / (DAY * scale), ticks % (DAY * scale));
        let mut shown = Vec::new();
        if self.year || self.month || self.day {
            shown.push(self.date(days, epoch)?);
        }
        if self.hour || self.minute || self.second {
            shown.push(self.time(rest, scale));
        }
        Some(shown.join(" "))
    }

    /// A date to the day; to the month or the year, where the format shows no more.
    fn date(self, days: i64, epoch: Epoch) -> Option<String> {
        let (year, month, day) = date(days, epoch)?;
        Some(match self {
            Self { day: false, month: true, .. } => format!("{year:04}-{month:02}"),
            Self { day: false, .. } => format!("{year:04}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        })
    }

    fn time(self, ticks: i64, scale: i64) -> String {
        let seconds = ticks / scale;
        let (hours, minutes) = (seconds / 3600, seconds / 60);
        let mut parts = Vec::new();
        if self.hour {
            parts.push(format!("{hours:02}"));
        }
        if self.minute || self.hour && self.elapsed.is_none() {
            let minutes = if self.elapsed == Some('m') { minutes } else { minutes % 60 };
            parts.push(format!("{minutes:02}"));
        }
        if self.second {
            let seconds = if self.elapsed == Some('s') { seconds } else { seconds % 60 };
            let width = self.decimals as usize;
            let decimals = if width > 0 { format!(".{:0width$}", ticks % scale) } else { String::new() };
            parts.push(format!("{seconds:02}{decimals}"));
        }
        parts.join(":")
    }
}

/// Year, month and day of a day.
fn date(days: i64, epoch: Epoch) -> Option<(i32, u32, u32)> {
    let (year, month, day) = match (epoch, days) {
        // Days as Excel shows them that never were.
        (Epoch::Of1900, 0) => return Some((1900, 1, 0)),
        (Epoch::Of1900, 60) => return Some((1900, 2, 29)),
        (Epoch::Of1900, ..60) => (1899, 12, 31),
        (Epoch::Of1900, _) => (1899, 12, 30),
        (Epoch::Of1904, _) => (1904, 1, 1),
    };
    let first = NaiveDate::from_ymd_opt(year, month, day)?;
    let date = first.checked_add_days(Days::new(u64::try_from(days).ok()?))?;
    (date.year() < 10_000).then(|| (date.year(), date.month(), date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        let of = |days| date(days, Epoch::Of1900);
        assert_eq!(of(1), Some((1900, 1, 1)));
        assert_eq!(of(59), Some((1900, 2, 28)));
        assert_eq!(of(60), Some((1900, 2, 29)));
        assert_eq!(of(61), Some((1900, 3, 1)));
        assert_eq!(of(46_095), Some((2026, 3, 14)));
        assert_eq!(of(2_958_465), Some((9999, 12, 31)));
        assert_eq!(of(2_958_466), None);
        assert_eq!(date(0, Epoch::Of1904), Some((1904, 1, 1)));
        assert_eq!(date(44_633, Epoch::Of1904), Some((2026, 3, 14)));
    }
}
