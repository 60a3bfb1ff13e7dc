//! Flips: what the score would be, had one item done well or badly in everything that it counts for.

use super::{Fraction, Measured, Scorecard};
use crate::evidence::{Fact, Place};

/// One item turned round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// What names it.
    pub name: String,
    /// What else it is called, such as its customer.
    pub called: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// The score then.
    pub points: Fraction,
    /// The metrics whose value changes, by their place in the scorecard, each with its points then.
    pub changes: Vec<(usize, u32)>,
    /// Whether the score is another one then; otherwise only values are.
    pub moves: bool,
}

/// What an item counts for: for each metric, what it would add to the value, had it done well, and had it not.
#[derive(Clone, Default)]
struct Stake {
    metrics: Vec<(usize, i128, i128)>,
}

/// A stake turned round.
struct Turned {
    item: usize,
    points: Fraction,
    changes: Vec<(usize, u32)>,
    /// How far the score moves, and how far the value of the metric that moves most.
    moved: (Fraction, Fraction),
}

/// The item that would raise the score most, had it done well, and the one that would lower it most, had it not. Of those
/// that move it alike, the one that moves the value of some metric most, then the first.
pub fn most(card: &Scorecard, measured: &[Measured<'_>], items: &[Fact]) -> (Option<Flip>, Option<Flip>) {
    let mut stakes = vec![Stake::default(); items.len()];
    for (metric, measured) in measured.iter().enumerate() {
        for counted in &measured.counted {
            stakes[counted.item].metrics.push((metric, counted.best - counted.part, -counted.part));
        }
    }
    let most = |well: bool| {
        let turned = stakes.iter().enumerate().filter_map(|(item, stake)| turn(card, measured, item, stake, well));
        let most = turned.reduce(|most, other| if other.moved > most.moved { other } else { most })?;
        let item = &items[most.item];
        Some(Flip {
            name: card.name_of(item),
            called: item.record().and_then(|record| Some(record.get(&card.called)?.written.clone())),
            place: item.place.clone(),
            points: most.points,
            changes: most.changes,
            moves: most.moved.0.part > 0,
        })
    };
    (most(true), most(false))
}

/// One item turned round; nothing where no value would change.
fn turn(card: &Scorecard, measured: &[Measured<'_>], item: usize, stake: &Stake, well: bool) -> Option<Turned> {
    let mut points: Vec<_> = measured.iter().map(|measured| Some(measured.result?.points)).collect();
    let now = card.points(&points)?;
    let mut changes = Vec::new();
    let mut widest = Fraction { part: 0, whole: 1 };
    for (metric, up, down) in &stake.metrics {
        let add = if well { *up } else { *down };
        let (Some(result), true) = (measured[*metric].result, add != 0) else { continue };
        let value = Fraction { part: result.value.part + add, ..result.value };
        let then = measured[*metric].metric.points_of(value);
        points[*metric] = Some(then);
        changes.push((*metric, then));
        widest = widest.max(value.apart(result.value));
    }
    let then = card.points(&points).filter(|_| !changes.is_empty())?;
    Some(Turned { item, points: then, changes, moved: (then.apart(now), widest) })
}
