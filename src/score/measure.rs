//! Measuring: what one metric comes to on a list of items.

use chrono::{Days, NaiveDate};

use super::{Band, Fraction, Metric, Test, Value};
use crate::evidence::{Fact, Record};

/// What a metric came to. Every item of the list counts, or is in one of the other sums.
#[derive(Debug, Clone)]
pub struct Measured<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// What the items that count came to; none where no item does.
    pub result: Option<Measurement>,
    /// The items that count, in the order of the list.
    pub counted: Vec<Counted>,
    /// How many items have their date before the window or after its end.
    pub outside: usize,
    /// How many have it so late in the window that their outcome is not known yet.
    pub unsettled: usize,
    /// How many say nothing that the metric asks for.
    pub silent: usize,
}

/// What the items that count came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measurement {
    /// The value: items of items, or cents of cents.
    pub value: Fraction,
    /// The points it gives.
    pub points: u32,
    /// How far the next band is; none in the first.
    pub next: Option<Distance>,
}

/// How far the next band is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// The band.
    pub band: Band,
    /// How many more of the items counted, or how many more cents, lead there.
    pub same: i128,
    /// How many further items, all of which do well, lead there; for cents, and for all of it, there is no such number.
    pub further: Option<i128>,
}

/// What one item adds to a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Its place in the list, from 0.
    pub item: usize,
    /// What it adds above and below the line.
    pub part: i128,
    /// What it adds below the line.
    pub whole: i128,
    /// What it would add above the line, had it done well.
    pub best: i128,
}

impl<'a> Measured<'a> {
    /// Measures a list on a day.
    #[must_use]
    pub fn of(metric: &'a Metric, items: &[Fact], as_of: NaiveDate) -> Self {
        let mut measured = Self { metric, result: None, counted: Vec::new(), outside: 0, unsettled: 0, silent: 0 };
        for (item, fact) in items.iter().enumerate() {
            let counted = fact.record().and_then(|record| Some((record, metric.added(record, item, as_of)?)));
            match counted.and_then(|(record, counted)| Some((record.get(&metric.window.field)?.date()?, counted))) {
                None => measured.silent += 1,
                Some((date, _)) if date > as_of || date < metric.window.within.before(as_of) => measured.outside += 1,
                Some((date, _)) if metric.window.settled.is_some_and(|settled| date > settled.before(as_of)) => {
                    measured.unsettled += 1;
                }
                Some((_, counted)) => measured.counted.push(counted),
            }
        }
        let part = measured.counted.iter().map(|counted| counted.part).sum();
        let whole = measured.counted.iter().map(|counted| counted.whole).sum();
        measured.result = (whole > 0).then(|| metric.measurement(Fraction { part, whole }));
        measured
    }
}

impl Metric {
    /// What a value comes to.
    #[must_use]
    pub fn measurement(&self, value: Fraction) -> Measurement {
        let next = self.bands.iter().rev().find(|band| !value.reaches(band.from)).map(|band| Distance {
            band: *band,
            same: value.short_of(band.from),
            further: if self.is_of_items() { value.further_to(band.from) } else { None },
        });
        Measurement { value, points: self.points_of(value), next }
    }

    /// The points that a value gives.
    #[must_use]
    pub fn points_of(&self, value: Fraction) -> u32 {
        let band = self.bands.iter().find(|band| value.reaches(band.from)).or(self.bands.last());
        band.map_or(0, |band| band.points)
    }

    /// Whether its value is one of items; it is one of cents otherwise.
    #[must_use]
    pub const fn is_of_items(&self) -> bool {
        matches!(self.value, Value::Share(_))
    }

    /// The names of all fields that it reads, its choices aside.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let read = match &self.value {
            Value::Share(Test::Is { field, .. }) => [Some(field), None],
            Value::Share(Test::Soon { field, after, .. }) => [Some(field), Some(after)],
            Value::Share(Test::Reaches { field, of, .. }) => [Some(field), Some(of)],
            Value::Ratio(ratio) => [Some(&ratio.sum), Some(&ratio.over)],
        };
        let read = read.into_iter().flatten().chain([&self.window.field]).chain(self.only.keys());
        read.map(String::as_str)
    }

    /// What an item adds; nothing where it does not say what is asked for, or is none of those asked about.
    pub(super) fn added(&self, record: &Record, item: usize, as_of: NaiveDate) -> Option<Counted> {
        let is_one = |field: &str, values: &[String]| {
            let choice = record.get(field).and_then(|fact| fact.value.as_str());
            choice.is_some_and(|choice| values.iter().any(|value| value == choice))
        };
        let date = |field: &str| record.get(field)?.date();
        let cents = |field: &str| record.get(field)?.cents().map(i128::from);
        if !self.only.iter().all(|(field, values)| is_one(field, values)) {
            return None;
        }
        let passes = match &self.value {
            Value::Ratio(ratio) => {
                let (part, whole) = (cents(&ratio.sum)?, cents(&ratio.over)?);
                return Some(Counted { item, part, whole, best: part.max(whole) });
            }
            Value::Share(Test::Is { field, r#in }) => is_one(field, r#in),
            Value::Share(Test::Soon { field, after, days }) => {
                let last = date(after)?.checked_add_days(Days::new((*days).into()))?;
                date(field).is_some_and(|date| date <= last && date <= as_of)
            }
            Value::Share(Test::Reaches { field, percent, of }) => {
                Fraction { part: cents(field)?, whole: cents(of)? }.reaches(*percent)
            }
        };
        Some(Counted { item, part: passes.into(), whole: 1, best: 1 })
    }
}
