//! Turns: the days on which the points of some metric become others, while the table stays as it is.
//!
//! An item begins to count, does well, and ceases to count on days of its own. They are gone through in their order with
//! running sums, so that no day is measured anew.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Fraction, Metric, Scorecard, Test, Value};
use crate::evidence::{Fact, Record};

/// What a day adds above and below the line of each metric.
type Added = BTreeMap<NaiveDate, Vec<(usize, i128, i128)>>;

impl Scorecard {
    /// The days after `day` on which some metric has other points than on the day before.
    #[must_use]
    pub fn turns(&self, partner: &Record, day: NaiveDate) -> Vec<NaiveDate> {
        let items = partner.get(&self.of).map(Fact::items).unwrap_or_default();
        let mut added = Added::new();
        for (place, metric) in self.metrics.iter().enumerate() {
            for record in items.iter().filter_map(Fact::record) {
                metric.turns_of(record, place, &mut added);
            }
        }
        let mut sums = vec![(0, 0); self.metrics.len()];
        let points = |sums: &[(i128, i128)]| -> Vec<Option<u32>> {
            let of = |(metric, &(part, whole)): (&Metric, &(i128, i128))| {
                (whole > 0).then(|| metric.points_of(Fraction { part, whole }))
            };
            self.metrics.iter().zip(sums).map(of).collect()
        };
        let (mut turns, mut before) = (Vec::new(), points(&sums));
        for (on, changes) in added {
            for (place, part, whole) in changes {
                sums[place].0 += part;
                sums[place].1 += whole;
            }
            let now = points(&sums);
            if now != before && on > day {
                turns.push(on);
            }
            before = now;
        }
        turns
    }
}

impl Metric {
    /// The days on which one item begins to count, does well, and ceases to count.
    fn turns_of(&self, record: &Record, place: usize, added: &mut Added) {
        let date = |field: &str| record.get(field)?.date();
        let counted = self.added(record, 0, NaiveDate::MAX);
        let (Some(counted), Some(of)) = (counted, date(&self.window.field)) else { return };
        let settled = self.window.settled.map(|settled| next(settled.last(of.pred_opt().unwrap_or(of))));
        let (from, to) = (settled.map_or(of, |settled| settled.max(of)), next(self.window.within.last(of)));
        if from >= to {
            return;
        }
        let mut add = |day, part, whole| added.entry(day).or_default().push((place, part, whole));
        let well = match &self.value {
            Value::Share(Test::Soon { field, .. }) => date(field).map_or(from, |day| day.clamp(from, to)),
            _ => from,
        };
        add(from, 0, counted.whole);
        add(well, counted.part, 0);
        add(to, -counted.part, -counted.whole);
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
}
