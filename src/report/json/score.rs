//! The score, for programs: exact numbers beside the sentences. Amounts are cents of a US dollar.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::Place;
use crate::language::Language;
use crate::score::{self, Fraction, Measured, Past};

/// A score made of metrics. Amounts are cents of a US dollar.
#[derive(Serialize, JsonSchema)]
pub struct Score<'a> {
    /// How many items the evidence lists, counted or not.
    items: usize,
    /// The total; null where no metric has data.
    total: Option<Total<'a>>,
    /// The id of the tier that is wanted.
    target: &'a str,
    /// Whether the total reaches it.
    reaches_target: bool,
    /// The points still missing for the next tier; null at the highest, and without a total.
    points_to_next_tier: Option<u32>,
    /// The metrics, in the order of the program.
    metrics: Vec<Metric<'a>>,
    /// The item whose passing would add most; null without one.
    gain: Option<Flip<'a>>,
    /// The item whose failing would cost most; null without one.
    risk: Option<Flip<'a>>,
    /// The last months, oldest first; absent without `--history`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<Month<'a>>,
}

/// What the metrics add up to.
#[derive(Serialize, JsonSchema)]
struct Total<'a> {
    /// The exact points, as a decimal fraction where they are not whole.
    points: String,
    /// The most there could be.
    most: u32,
    /// The share of the most, in per cent, as the program rounds it.
    percent: i64,
    /// The id of the tier that it reaches.
    tier: &'a str,
}

/// One part of the score.
#[derive(Serialize, JsonSchema)]
struct Metric<'a> {
    /// Its name in the program, the same in every language.
    id: &'a str,
    /// What it is called.
    title: &'a str,
    /// Its own points, or the mean of the others; null where no metric has data.
    points: Option<String>,
    /// Whether anything counts for it; if not, its points are the mean of the others.
    has_data: bool,
    /// What `numerator`, `denominator`, `more` and `further` count.
    unit: Unit,
    /// The part that passes, in `unit`; null without data.
    numerator: Option<i64>,
    /// The whole, in `unit`; null without data.
    denominator: Option<i64>,
    /// The way to the next band of points; null in the highest, and without data.
    next: Option<Next>,
    /// How many items count.
    counted: usize,
    /// How many lie outside its period.
    outside: usize,
    /// How many are not yet settled.
    unsettled: usize,
    /// How many do not say what it asks.
    silent: usize,
}

/// What a metric counts.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Unit {
    /// Items.
    Items,
    /// Cents of a US dollar.
    Cents,
}

/// The way to the next band of points.
#[derive(Serialize, JsonSchema)]
struct Next {
    /// The points of that band.
    points: u32,
    /// Where it begins, in per cent.
    from_percent: u32,
    /// How much more of what already counts would have to pass, in the unit of the metric.
    more: i64,
    /// How much more that is added and passes would do as well, in the unit of the metric; null where none would.
    further: Option<i64>,
    /// The same as a sentence.
    sentence: String,
}

/// An item that would change the score if it turned round.
#[derive(Serialize, JsonSchema)]
struct Flip<'a> {
    /// The item.
    name: &'a str,
    /// Where it stands, to be shown to a person.
    place: String,
    /// The same place for a program.
    place_at: Place<'a>,
    /// The total that there would be, in per cent.
    percent: i64,
    /// Whether that is another total.
    moves: bool,
    /// The ids of the metrics that would change.
    metrics: Vec<&'a str>,
    /// The same as a sentence.
    sentence: String,
}

/// The score as of the end of a past month.
#[derive(Serialize, JsonSchema)]
struct Month<'a> {
    /// The day.
    as_of: String,
    /// The total in per cent; null without one.
    percent: Option<i64>,
    /// The id of the tier; null without a total.
    tier: Option<&'a str>,
    /// The points of each of `metrics`, in their order; null where a metric has no data.
    points: Vec<Option<u32>>,
}

impl<'a> Score<'a> {
    /// The view of a score, with its history where that is asked for.
    pub fn of(score: &'a score::Score<'_>, history: bool, language: Language) -> Self {
        let flip = |flip: &'a score::Flip, well| Flip {
            name: &flip.name,
            place: flip.place.to_string(),
            place_at: (&flip.place).into(),
            percent: number(flip.points.percent()),
            moves: flip.moves,
            metrics: flip.changes.iter().map(|(metric, _)| score.card.metrics[*metric].id.as_str()).collect(),
            sentence: score.flip(flip, well).render(language),
        };
        Self {
            items: score.items,
            total: score.total.map(|total| Total {
                points: score::decimal(out_of(total.points, score.card.most())),
                most: score.card.most(),
                percent: number(total.points.percent()),
                tier: &total.tier.id,
            }),
            target: &score.target.id,
            reaches_target: score.reaches_target(),
            points_to_next_tier: score.next_tier().map(|(_, points)| points),
            metrics: score.measured.iter().map(|measured| metric(score, measured, language)).collect(),
            gain: score.gain.as_ref().map(|it| flip(it, true)),
            risk: score.risk.as_ref().map(|it| flip(it, false)),
            history: if history { score.history.iter().map(month).collect() } else { Vec::new() },
        }
    }
}

fn metric<'a>(score: &score::Score<'_>, measured: &'a Measured<'_>, language: Language) -> Metric<'a> {
    let value = measured.result.map(|result| result.value);
    Metric {
        id: &measured.metric.id,
        title: measured.metric.title.get(language),
        points: score.share_of(measured).map(score::decimal),
        has_data: measured.result.is_some(),
        unit: if measured.metric.is_of_items() { Unit::Items } else { Unit::Cents },
        numerator: value.map(|value| number(value.part)),
        denominator: value.map(|value| number(value.whole)),
        next: measured.result.and_then(|result| result.next).map(|next| Next {
            points: next.band.points,
            from_percent: next.band.from,
            more: number(next.same),
            further: next.further.map(number),
            sentence: measured.metric.way(&next).render(language),
        }),
        counted: measured.counted.len(),
        outside: measured.outside,
        unsettled: measured.unsettled,
        silent: measured.silent,
    }
}

fn month<'a>(past: &'a Past<'_>) -> Month<'a> {
    Month {
        as_of: past.as_of.to_string(),
        percent: past.total.map(|total| number(total.points.percent())),
        tier: past.total.map(|total| total.tier.id.as_str()),
        points: past.measured.iter().map(|measured| Some(measured.result?.points)).collect(),
    }
}

fn out_of(share: Fraction, most: u32) -> Fraction {
    Fraction { part: share.part * i128::from(most), whole: share.whole }
}

/// Sums of ten thousand amounts below a trillion dollars have their place in it.
fn number(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
