//! Scores: what a checklist computes from a table of the partner's facts. All of it is exact: shares are fractions of
//! whole numbers, amounts are cents, and nothing is rounded before it is compared, but the percentage that tiers go by.

mod flip;
mod fraction;
mod measure;
#[cfg(test)]
mod tests;
mod turns;
mod words;

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{Fact, Period, Record};
use crate::language::Localised;

pub use flip::Flip;
pub use fraction::Fraction;
pub use measure::{Counted, Distance, Measured, Measurement};
pub use words::{decimal, percent};

/// How a program computes its score: the section `score` of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// The partner's list that it is computed from, such as `projects`.
    pub of: String,
    /// What the items of the list are called, in the plural.
    pub items: Localised,
    /// The field that names an item.
    pub named: String,
    /// A field that says more of it, such as its customer.
    pub called: String,
    /// The partner's field that says which tier it wants; the lowest one without it.
    pub target: String,
    /// What is measured.
    pub metrics: Vec<Metric>,
    /// The tiers, highest first.
    pub tiers: Vec<Tier>,
}

/// One metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// What it is called.
    pub title: Localised,
    /// What there should be more of, such as “migrations won”.
    pub success: Localised,
    /// Which items count, by a date of theirs.
    pub window: Window,
    /// Choices that an item must have made to count.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<String, Vec<String>>,
    /// What is computed of them.
    pub value: Value,
    /// The points, most first; the last band begins at nought.
    pub bands: Vec<Band>,
}

/// The period that ends on the as-of date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The date of an item that must lie in it.
    pub field: String,
    /// How long it is.
    pub within: Period,
    /// How long ago that date must be for the outcome to be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Period>,
}

/// What is computed of the items that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// The share of those that pass a test.
    Share(Test),
    /// The sum of one amount over the sum of another.
    Ratio(Ratio),
}

/// A test of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Test {
    /// A choice is one of these.
    Is {
        /// The field.
        field: String,
        /// The values.
        r#in: Vec<String>,
    },
    /// One date lies no more than so many days after another.
    Soon {
        /// The field of the later date; where it says nothing the test fails.
        field: String,
        /// The field of the earlier date.
        after: String,
        /// The days between them.
        days: u32,
    },
    /// One amount is at least so many percent of another.
    Reaches {
        /// The field of the amount.
        field: String,
        /// Percent.
        percent: u32,
        /// The field of the other amount.
        of: String,
    },
}

/// Two amounts that are summed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// The field above the line.
    pub sum: String,
    /// The field below it.
    pub over: String,
}

/// Points for a value from so many percent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The points.
    pub points: u32,
    /// The least value in percent.
    pub from: u32,
}

/// A tier of the score as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// As the partner's target names it.
    pub id: String,
    /// What it is called.
    pub title: Localised,
    /// The least score, in whole percent after rounding.
    pub from: u32,
    /// The points of a metric that is up to this tier.
    pub points: u32,
}

/// What a scorecard came to on one day.
#[derive(Debug, Clone)]
pub struct Score<'a> {
    /// How it is computed.
    pub card: &'a Scorecard,
    /// The day.
    pub as_of: NaiveDate,
    /// How many items the list has.
    pub items: usize,
    /// What each metric came to, in the order of the scorecard.
    pub measured: Vec<Measured<'a>>,
    /// The score; none where no metric has data.
    pub total: Option<Total<'a>>,
    /// The tier that is wanted.
    pub target: &'a Tier,
    /// The item that would raise it most, had it done well.
    pub gain: Option<Flip>,
    /// The item that would lower it most, had it not.
    pub risk: Option<Flip>,
    /// The same on the first day of each of the last twelve months, oldest first.
    pub history: Vec<Past<'a>>,
}

/// The score as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total<'a> {
    /// The points of all metrics, out of all there are.
    pub points: Fraction,
    /// The tier.
    pub tier: &'a Tier,
}

/// The score of an earlier day, from what the list says today.
#[derive(Debug, Clone)]
pub struct Past<'a> {
    /// The day.
    pub as_of: NaiveDate,
    /// What each metric came to.
    pub measured: Vec<Measured<'a>>,
    /// The score.
    pub total: Option<Total<'a>>,
}

/// How many months the history goes back.
const MONTHS: u32 = 12;

impl Scorecard {
    /// Computes the score on a day from the partner's facts, and what moves it; nothing where the scorecard has no tier.
    #[must_use]
    pub fn score(&self, partner: &Record, as_of: NaiveDate) -> Option<Score<'_>> {
        let items = partner.get(&self.of).map(Fact::items).unwrap_or_default();
        let score = self.score_alone(partner, as_of)?;
        let (gain, risk) = flip::most(self, &score.measured, items);
        Some(Score { gain, risk, history: months(as_of).map(|day| self.past(items, day)).collect(), ..score })
    }

    /// The same without what moves it, and without its history.
    #[must_use]
    pub fn score_alone(&self, partner: &Record, as_of: NaiveDate) -> Option<Score<'_>> {
        let items = partner.get(&self.of).map(Fact::items).unwrap_or_default();
        let wanted = partner.get(&self.target).and_then(|fact| fact.value.as_str());
        let target = self.tiers.iter().find(|tier| Some(tier.id.as_str()) == wanted).or(self.tiers.last())?;
        let Past { measured, total, .. } = self.past(items, as_of);
        let (items, gain, risk, history) = (items.len(), None, None, Vec::new());
        Some(Score { card: self, as_of, items, measured, total, target, gain, risk, history })
    }

    fn past(&self, items: &[Fact], as_of: NaiveDate) -> Past<'_> {
        let measured: Vec<_> = self.metrics.iter().map(|metric| Measured::of(metric, items, as_of)).collect();
        let points = measured.iter().map(|measured| measured.result.as_ref().map(|result| result.points));
        let total = self.total(&points.collect::<Vec<_>>());
        Past { as_of, measured, total }
    }

    /// The points of all metrics together. One without data takes the mean of the others.
    fn points(&self, points: &[Option<u32>]) -> Option<Fraction> {
        let known: Vec<_> = points.iter().flatten().map(|points| i128::from(*points)).collect();
        let most: u32 = self.metrics.iter().map(Metric::most).sum();
        if known.is_empty() {
            return None;
        }
        let all = i128::try_from(points.len()).ok()?;
        let part = known.iter().sum::<i128>() * all;
        Some(Fraction { part, whole: i128::from(most) * i128::try_from(known.len()).ok()? })
    }

    fn total(&self, points: &[Option<u32>]) -> Option<Total<'_>> {
        let points = self.points(points)?;
        let tier = self.tiers.iter().find(|tier| points.percent() >= i128::from(tier.from)).or(self.tiers.last())?;
        Some(Total { points, tier })
    }

    /// What names an item.
    #[must_use]
    pub fn name_of(&self, item: &Fact) -> String {
        item.record().and_then(|record| record.get(&self.named)).map(|fact| fact.written.clone()).unwrap_or_default()
    }

    /// Where the bands of each metric and the tiers begin, in percent: `velocity 85 50 0; tiers 67 50 33`.
    #[must_use]
    pub fn bands(&self) -> String {
        let list = |from: Vec<u32>| from.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        let metrics = self.metrics.iter().map(|metric| (metric.id.as_str(), &metric.bands));
        let mut bands: Vec<_> =
            metrics.map(|(id, bands)| format!("{id} {}", list(bands.iter().map(|band| band.from).collect()))).collect();
        bands.push(format!("tiers {}", list(self.tiers.iter().map(|tier| tier.from).collect())));
        bands.join("; ")
    }

    /// The most points there are.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.metrics.iter().map(Metric::most).sum()
    }
}

impl Metric {
    /// The most points it gives.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.bands.first().map_or(0, |band| band.points)
    }
}

impl<'a> Score<'a> {
    /// Whether the score is up to the tier that is wanted.
    #[must_use]
    pub fn reaches_target(&self) -> bool {
        self.total.is_some_and(|total| total.points.percent() >= i128::from(self.target.from))
    }

    /// The next tier, and how many more points of single metrics lead there.
    #[must_use]
    pub fn next_tier(&self) -> Option<(&'a Tier, u32)> {
        let total = self.total?;
        let next = self.card.tiers.iter().rev().find(|tier| tier.from > total.tier.from)?;
        let more = self.points_to(next)?;
        Some((next, more))
    }

    /// How many more points of single metrics lead to a tier.
    #[must_use]
    pub fn points_to(&self, tier: &Tier) -> Option<u32> {
        let points: Vec<_> = self.measured.iter().map(|measured| Some(measured.result.as_ref()?.points)).collect();
        let first = points.iter().position(Option::is_some)?;
        (0..=self.card.most()).find(|more| {
            let mut raised = points.clone();
            raised[first] = raised[first].map(|points| points + more);
            self.card.points(&raised).is_some_and(|points| points.percent() >= i128::from(tier.from))
        })
    }

    /// The points that a metric adds to the score, out of those it could: its own, or the mean of the others.
    #[must_use]
    pub fn share_of(&self, measured: &Measured<'_>) -> Option<Fraction> {
        if let Some(result) = &measured.result {
            return Some(Fraction { part: i128::from(result.points), whole: 1 });
        }
        let known: Vec<_> = self.measured.iter().filter_map(|measured| measured.result.as_ref()).collect();
        let sum = known.iter().map(|result| i128::from(result.points)).sum();
        let whole = i128::try_from(known.len()).ok()?;
        (whole > 0).then_some(Fraction { part: sum, whole })
    }
}

/// The first days of the last twelve months up to a day, oldest first.
fn months(as_of: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = as_of.with_day(1).unwrap_or(as_of);
    (0..MONTHS).rev().filter_map(move |back| first.checked_sub_months(Months::new(back)))
}
