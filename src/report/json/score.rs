//! The score, for programs: exact numbers beside the sentences. Amounts are cents of a US dollar.

use serde::Serialize;

use crate::language::Language;
use crate::score::{self, Fraction, Measured, Past};

#[derive(Serialize)]
pub struct Score<'a> {
    items: usize,
    total: Option<Total<'a>>,
    target: &'a str,
    reaches_target: bool,
    points_to_next_tier: Option<u32>,
    metrics: Vec<Metric<'a>>,
    gain: Option<Flip<'a>>,
    risk: Option<Flip<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<Month<'a>>,
}

#[derive(Serialize)]
struct Total<'a> {
    points: String,
    most: u32,
    percent: i64,
    tier: &'a str,
}

#[derive(Serialize)]
struct Metric<'a> {
    id: &'a str,
    title: &'a str,
    /// Its own points, or the mean of the others.
    points: Option<String>,
    has_data: bool,
    unit: &'static str,
    numerator: Option<i64>,
    denominator: Option<i64>,
    next: Option<Next>,
    counted: usize,
    outside: usize,
    unsettled: usize,
    silent: usize,
}

#[derive(Serialize)]
struct Next {
    points: u32,
    from_percent: u32,
    more: i64,
    further: Option<i64>,
    sentence: String,
}

#[derive(Serialize)]
struct Flip<'a> {
    name: &'a str,
    place: String,
    percent: i64,
    moves: bool,
    metrics: Vec<&'a str>,
    sentence: String,
}

#[derive(Serialize)]
struct Month<'a> {
    as_of: String,
    percent: Option<i64>,
    tier: Option<&'a str>,
    points: Vec<Option<u32>>,
}

impl<'a> Score<'a> {
    /// The view of a score, with its history where that is asked for.
    pub fn of(score: &'a score::Score<'_>, history: bool, language: Language) -> Self {
        let flip = |flip: &'a score::Flip, well| Flip {
            name: &flip.name,
            place: flip.place.to_string(),
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
        unit: if measured.metric.is_of_items() { "items" } else { "cents" },
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
