//! `score: {metric: velocity}` holds where a metric is up to the tier that the partner wants, or the score as a whole
//! is, so that nothing more is asked of the metric; `score: {}` where the score is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Lack, Put, Scope, Words};
use crate::evidence::{Content, Fact, Field, Kind, Place};
use crate::language::Message;
use crate::score::{Fraction, Measured, Score, Scorecard, decimal, percent};

/// A metric of the checklist's score, or all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreRule {
    /// The id of the metric; the score as a whole without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
}

impl ScoreRule {
    /// What keeps it from being judged: there is no score, or no such metric in it.
    #[must_use]
    pub fn fault(&self, card: Option<&Scorecard>) -> Option<Message> {
        let Some(card) = card else { return Some(Message::new("lint.no_score")) };
        let metric = self.metric.as_ref()?;
        let is_there = card.metrics.iter().any(|known| known.id == *metric);
        (!is_there).then(|| Message::new("lint.unknown_metric").with("name", metric.as_str()))
    }
}

impl Judge for ScoreRule {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let Some(score) = inquiry.audit.score else { return Answer::NotApplicable(Message::new("score.none")) };
        let Some(total) = score.total else { return without_data(inquiry, score) };
        let whole = total.told(score.card.most());
        let Some(metric) = &self.metric else {
            if score.reaches_target() {
                return Answer::Satisfied(vec![cited(inquiry, score, whole)]);
            }
            let what = Message::new("score.tier_below")
                .with("total", whole)
                .with("target", &score.target.title)
                .with("from", percent(score.target.from.into()));
            let more = score.points_to(score.target).unwrap_or_default() as usize;
            return gap(inquiry, score, what, Message::new("score.points_more").with("n", more));
        };
        let Some(measured) = score.measured.iter().find(|measured| measured.metric.id == *metric) else {
            return Answer::NotApplicable(Message::new("score.none"));
        };
        let Some(result) = measured.result else {
            let mean = score.share_of(measured).map(decimal).unwrap_or_default();
            return Answer::NotApplicable(Message::new("score.mean").with("points", mean));
        };
        let told = Message::new("score.measured")
            .with("value", measured.metric.value(result.value))
            .with("points", result.points(measured.metric));
        match result.next {
            Some(next) if result.points < score.target.points && !score.reaches_target() => {
                let what = Message::new("score.below")
                    .with("measured", told)
                    .with("next", next.band.points as usize)
                    .with("from", percent(next.band.from.into()));
                gap(inquiry, score, what, measured.metric.way(&next))
            }
            _ => {
                let mut citations = vec![cited(inquiry, score, told)];
                citations.extend(items(inquiry, score, measured));
                Answer::Satisfied(citations)
            }
        }
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new(if self.metric.is_some() { "score.describe_metric" } else { "score.describe" })
    }
}

/// The list that the score is computed from.
fn list<'a>(inquiry: &Inquiry<'a>, score: &Score<'_>) -> Option<&'a Fact> {
    inquiry.audit.evidence.partner.facts.get(&score.card.of)
}

/// The table to write the list in: the one that is there, or the one that should be.
fn file(inquiry: &Inquiry<'_>, score: &Score<'_>) -> String {
    let declared = || inquiry.field(&score.card.of).and_then(|field| field.table.clone());
    list(inquiry, score).map(|fact| fact.place.file.to_string()).or_else(declared).unwrap_or_default()
}

fn cited(inquiry: &Inquiry<'_>, score: &Score<'_>, what: Message) -> Citation {
    let place = list(inquiry, score).map(|fact| fact.place.clone());
    Citation { place, words: Words::Note(what), basis: Basis::Computed, how: None }
}

/// The items that count, each with its place.
fn items<'a>(inquiry: &Inquiry<'a>, score: &Score<'a>, measured: &Measured<'a>) -> impl Iterator<Item = Citation> {
    let items = list(inquiry, score).map(Fact::items).unwrap_or_default();
    measured.counted.iter().filter_map(move |counted| {
        let item = items.get(counted.item)?;
        let value = Fraction { part: counted.part, whole: counted.whole };
        let words = if measured.metric.is_of_items() {
            Message::new(if counted.part > 0 { "score.item_passes" } else { "score.item_fails" })
        } else {
            Message::new("score.item").with("value", measured.metric.value(value))
        };
        let words = words.with("name", score.card.name_of(item));
        Some(Citation { place: Some(item.place.clone()), words: Words::Note(words), basis: Basis::Computed, how: None })
    })
}

fn gap(inquiry: &Inquiry<'_>, score: &Score<'_>, what: Message, passes: Message) -> Answer {
    let found = list(inquiry, score).map(|fact| fact.place.clone());
    let put = Put { file: file(inquiry, score), field: None };
    Answer::Gap(vec![Lack { what, found, claim: None, put, passes, cause: Cause::Contradicted }])
}

/// No item counts: there is no table, it could not be read, or nothing in it lies in any window.
fn without_data(inquiry: &Inquiry<'_>, score: &Score<'_>) -> Answer {
    let titles = inquiry.field(&score.card.of).map_or_else(|| "".into(), Field::titles);
    let lack = |what: Message, file: String, found: Option<Place>, cause: Cause| Lack {
        what,
        found,
        claim: None,
        put: Put { file, field: None },
        passes: Message::new("score.table").with("titles", titles.clone()),
        cause,
    };
    if score.items > 0 {
        let found = list(inquiry, score).map(|fact| fact.place.clone());
        let what = Message::new("score.nothing_counts").with("n", score.items).with("day", score.as_of);
        return Answer::Gap(vec![lack(what, file(inquiry, score), found, Cause::Missing)]);
    }
    let sheets = inquiry.audit.evidence.partner.documents.iter().filter(|document| document.kind == Kind::Sheet);
    let unread = sheets.filter_map(|document| match &document.content {
        Content::Unreadable(why) => {
            let found = Some(Place::whole(&document.path));
            Some(lack(why.clone(), document.path.to_string(), found, Cause::Unreadable))
        }
        Content::Text(_) | Content::Opaque => None,
    });
    let unread: Vec<_> = unread.collect();
    if !unread.is_empty() {
        return Answer::lacking(unread);
    }
    let what = Message::new("score.no_table").with("items", &score.card.items);
    Answer::Gap(vec![lack(what, file(inquiry, score), None, Cause::Missing)])
}
