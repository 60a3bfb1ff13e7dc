//! What stands at the head of every report, as sentences: whether the gate passes, the counts, what was judged, and what is
//! claimed without being shown.

use crate::assessment::{Assessment, Verdict};
use crate::gate;
use crate::language::{Arg, Message};

/// “READY” or “NOT READY”.
pub fn ready(assessment: &Assessment<'_>) -> Message {
    Message::new(if gate::passes(assessment) { "human.ready" } else { "human.not_ready" })
}

/// “17 of 24 met, 5 not met, 2 not applicable”.
pub fn result(assessment: &Assessment<'_>) -> Message {
    let count = |key: &'static str, is: fn(&Verdict) -> bool| Message::new(key).with("n", assessment.count(is));
    Message::new("human.result")
        .with("met", count("human.met", |verdict| *verdict == Verdict::Met).with("all", assessment.rows.len()))
        .with("not_met", count("human.not_met", |verdict| *verdict == Verdict::NotMet))
        .with("na", count("human.na", |verdict| matches!(verdict, Verdict::NotApplicable(_))))
}

/// The program, its version, the partner and the day.
pub fn subject(assessment: &Assessment<'_>) -> Message {
    let nameless = || Message::new("human.nameless").into();
    Message::new("human.subject")
        .with("program", &assessment.checklist.title)
        .with("version", assessment.checklist.version.as_str())
        .with("partner", assessment.partner.as_deref().map_or_else(nameless, Arg::from))
        .with("date", assessment.as_of)
}

/// What the score comes to, where the program gives one.
pub fn score(assessment: &Assessment<'_>) -> Option<Message> {
    let score = assessment.score.as_ref()?;
    Some(score.total?.told(score.card.most()))
}

/// The rows that the partner claims and the folder does not show, in the sentence of `key`; nothing where there is none.
pub fn claims(assessment: &Assessment<'_>, key: &'static str) -> Option<Message> {
    let keys: Vec<_> = assessment.false_claims().map(|row| row.key).collect();
    let message = Message::new(key).with("n", keys.len());
    (!keys.is_empty()).then(|| message.with("rows", keys.into_iter().collect::<Arg>()))
}
