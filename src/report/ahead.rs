//! What lies ahead of a result, as sentences that every format shares: until when it holds, and what changes then.

use crate::assessment::{Assessment, Change, Turn, Verdict, Why};
use crate::gate::{Policy, decide};
use crate::language::{Arg, Message};
use crate::report::verdict_key;

/// So many rows are told with what makes them fall.
const FEW: usize = 2;

/// “Every Met holds until 2026-12-31; from 2027-01-01 on: C-2.5 turns Not met”; nothing where nothing holds.
pub fn validity(assessment: &Assessment<'_>) -> Option<Message> {
    let falls = assessment.forecast.first_falls();
    if let Some(first) = falls.first() {
        let message = Message::new("forecast.valid_until").with("until", first.last_day()).with("day", first.day);
        return Some(message.with("changes", together(&falls)));
    }
    let holds = assessment.rows.iter().any(|row| row.verdict == Verdict::Met);
    holds.then(|| Message::new("forecast.no_end"))
}

/// What falls on one day. Of many rows the keys are enough: why each of them does stands in the forecast.
fn together(falls: &[&Change<'_>]) -> Arg {
    let rows: Vec<_> = falls.iter().filter_map(|change| change.key()).collect();
    if rows.len() <= FEW {
        return clauses(falls.iter().map(|change| told(change)));
    }
    let turn = Message::new("forecast.turn").with("rows", rows.into_iter().collect::<Arg>());
    let turn = turn.with("verdict", Message::new("verdict.not_met"));
    let others = falls.iter().filter(|change| change.key().is_none());
    clauses(std::iter::once(turn).chain(others.map(|change| told(change))))
}

/// What does not hold as long as the gate asks for; nothing where all does.
pub fn falling(assessment: &Assessment<'_>, policy: &Policy) -> Option<Message> {
    let until = policy.last_day(assessment.as_of)?;
    let falls = decide(assessment, policy).falling;
    if falls.is_empty() {
        return Some(Message::new("forecast.lasts").with("until", until));
    }
    let changes = clauses(falls.into_iter().map(dated));
    Some(Message::new("forecast.falls_short").with("until", until).with("changes", changes))
}

/// “2027-01-01: C-2.5 turns Not met”.
pub fn dated(change: &Change<'_>) -> Message {
    Message::new("human.colon").with("before", change.day).with("after", told(change))
}

/// “C-2.5 turns Not met (harbour-and-hale: completion date + 18 months)”.
pub fn told(change: &Change<'_>) -> Message {
    let turned = turned(change);
    if change.why.is_empty() {
        return turned;
    }
    Message::new("human.aside").with("text", turned).with("aside", clauses(change.why.iter().map(why)))
}

/// “C-2.5 turns Not met”.
pub fn turned(change: &Change<'_>) -> Message {
    match &change.what {
        Turn::Row { key, to, .. } => {
            Message::new("forecast.turns").with("row", *key).with("verdict", Message::new(verdict_key(to)))
        }
        Turn::Life(id) => Message::new("forecast.life").with("id", id.as_str()),
        Turn::Waiver { requirement, approver } => Message::new("forecast.waiver")
            .with("requirement", requirement.as_str())
            .with("approver", approver.as_str()),
    }
}

/// “harbour-and-hale: completion date + 18 months”.
pub fn why(why: &Why) -> Message {
    if why.subject.is_empty() {
        return Message::new("forecast.why").with("why", why.of.clone());
    }
    Message::new("human.colon").with("before", why.subject.as_str()).with("after", why.of.clone())
}

fn clauses(messages: impl Iterator<Item = Message>) -> Arg {
    Arg::Clauses(messages.map(Arg::from).collect())
}
