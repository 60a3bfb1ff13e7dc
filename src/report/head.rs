//! What stands at the head of every report, as sentences: whether it is ready, the counts, what was judged, and what is
//! claimed without being shown.

use super::ahead;
use crate::assessment::{Assessment, Changed, Verdict};
use crate::evidence::Waiver;
use crate::gate::{self, Policy, Standing};
use crate::language::{Arg, Message};

/// “READY” or “NOT READY”.
pub fn ready(assessment: &Assessment<'_>) -> Message {
    Message::new(if gate::is_ready(assessment) { "human.ready" } else { "human.not_ready" })
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

/// How many files have changed, and how many rows stand on them.
pub fn change(assessment: &Assessment<'_>, change: &Changed) -> Message {
    let rows = assessment.rows.iter().filter(|row| change.touches(row)).count();
    Message::new("changed.head").with("since", change.since.as_str()).with("n", change.files.len()).with("rows", rows)
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

/// What is to be said beforehand: of the checklist's life, of every waiver, and until when the result holds.
pub fn notices(assessment: &Assessment<'_>, policy: &Policy) -> Vec<Message> {
    let waivers = gate::decide(assessment, policy).waivers;
    let waivers = waivers.into_iter().map(|(waiver, standing)| waiver_told(waiver, standing));
    let ahead = ahead::validity(assessment).into_iter().chain(ahead::falling(assessment, policy));
    assessment.life.iter().cloned().chain(waivers).chain(ahead).collect()
}

/// “Gate: passes; 2 gaps let pass by waivers”, where the policy is not the plain one.
pub fn gate(assessment: &Assessment<'_>, policy: &Policy) -> Option<Message> {
    if policy.is_plain() {
        return None;
    }
    let decision = gate::decide(assessment, policy);
    let message = match decision.closing.len() {
        _ if decision.passes => Message::new("gate.passes"),
        0 => Message::new("gate.falling").with("n", decision.falling.len()),
        closing => Message::new("gate.closed").with("n", closing),
    };
    let let_pass = [
        ("gate.waived", decision.waived),
        ("gate.known", decision.known),
        ("gate.later", decision.later),
        ("gate.gone", decision.closed),
    ];
    let told = let_pass.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| Message::new(key).with("n", n).into());
    let told: Vec<Arg> = std::iter::once(message.into()).chain(told).collect();
    Some(Message::new("gate.told").with("what", Arg::Clauses(told)))
}

/// What a waiver lets pass, by whom, why and until when.
fn waiver_told(waiver: &Waiver, standing: Standing) -> Message {
    let message = match standing {
        Standing::Covers(gaps) => Message::new("waiver.covers").with("n", gaps),
        Standing::Lapsed(gaps) => Message::new("waiver.lapsed").with("n", gaps),
        Standing::Idle => Message::new("waiver.idle"),
    };
    let meant = match waiver.subject.as_deref() {
        None => waiver.requirement.clone(),
        Some("") => format!("{} [partner]", waiver.requirement),
        Some(subject) => format!("{} [{subject}]", waiver.requirement),
    };
    message
        .with("requirement", meant)
        .with("approver", waiver.approver.as_str())
        .with("reason", waiver.reason.as_str())
        .with("until", waiver.until)
}
