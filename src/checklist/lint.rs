//! What is wrong with a checklist although it can be read: names that lead nowhere, ids used twice.

use std::collections::BTreeSet;

use super::{Checklist, Criterion, HandIn, Of, Route, Start};
use crate::evidence::{Lexicon, address};
use crate::language::Message;
use crate::rule::{Judge, Rule, Scope};
use crate::score::{Metric, Scorecard};
use crate::source::nearest;

/// One fault of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row or the criterion, such as `P-2.1.count`.
    pub at: String,
    /// What is wrong, with the nearest right spelling.
    pub message: Message,
}

impl Checklist {
    /// Every fault, in the order of the file.
    #[must_use]
    pub fn faults(&self, lexicon: &Lexicon) -> Vec<Fault> {
        let mut faults = Vec::new();
        let ids: BTreeSet<_> = self.criteria().map(|(row, criterion)| row.id_of(criterion)).collect();
        let study = Scope::case_study(lexicon);
        let unheard = self.case_studies.fields().filter(|field| study.field(field).is_none());
        faults.extend(unheard.map(|field| fault("case_studies", unknown_field(field))));
        let HandIn { route, to, .. } = &self.hand_in;
        if *route == Route::Email && !address::is_mailable(to) {
            faults.push(fault("hand_in", Message::new("lint.no_address").with("name", to.as_str())));
        }
        let within = lexicon.topics.iter().filter_map(|topic| topic.within.as_deref());
        for topic in within.filter(|topic| lexicon.topic(topic).is_none()) {
            let known = lexicon.topics.iter().map(|topic| topic.id.as_str());
            faults.push(fault("topics", unknown("lint.unknown_topic", topic, known)));
        }
        let mut seen = BTreeSet::new();
        let keys = self.requirements.iter().map(|row| row.key.as_str());
        let named = self.readings.iter().map(|reading| reading.id.as_str());
        for id in self.notes.iter().map(|note| note.id.as_str()).chain(named) {
            if keys.clone().any(|key| key.eq_ignore_ascii_case(id)) || !seen.insert(id.to_owned()) {
                faults.push(fault(id, Message::new("lint.twice").with("name", id)));
            }
        }
        for row in &self.requirements {
            if !seen.insert(row.key.clone()) {
                faults.push(fault(&row.key, Message::new("lint.twice").with("name", row.key.as_str())));
            }
            for criterion in &row.criteria {
                let id = row.id_of(criterion);
                if !seen.insert(id.clone()) {
                    faults.push(fault(&id, Message::new("lint.twice").with("name", id.as_str())));
                }
                let unread = criterion.readings.iter().filter(|reading| self.interpretation(reading).is_none());
                let known = || self.readings.iter().map(|reading| reading.id.as_str());
                faults.extend(unread.map(|reading| fault(&id, unknown("lint.unknown_reading", reading, known()))));
                faults.extend(faults_of(criterion, lexicon, &ids).into_iter().map(|message| fault(&id, message)));
            }
        }
        faults.extend(self.faults_of_timeline());
        if let Some(card) = &self.score {
            faults.extend(faults_of_score(card, lexicon).into_iter().map(|message| fault("score", message)));
        }
        for (row, criterion) in self.criteria() {
            criterion.rule.walk(&mut |rule, _| {
                if let Rule::Score(score) = rule
                    && let Some(message) = score.fault(self.score.as_ref())
                {
                    faults.push(fault(&row.id_of(criterion), message));
                }
            });
        }
        faults
    }
}

impl Checklist {
    /// Milestones that are there twice, or are counted from nothing or from each other.
    fn faults_of_timeline(&self) -> Vec<Fault> {
        let starts = Start::ALL.map(Start::id);
        let known: Vec<&str> =
            starts.into_iter().chain(self.timeline.iter().map(|milestone| milestone.id.as_str())).collect();
        let mut faults = Vec::new();
        for (number, milestone) in self.timeline.iter().enumerate() {
            let (id, at) = (milestone.id.as_str(), format!("timeline.{}", milestone.id));
            if known[..starts.len() + number].contains(&id) {
                faults.push(fault(&at, Message::new("lint.twice").with("name", id)));
            }
            let after = milestone.after.as_str();
            if !known.contains(&after) {
                faults.push(fault(&at, unknown("lint.unknown_milestone", after, known.iter().copied())));
            } else if !self.leads_to_a_start(milestone) {
                faults.push(fault(&at, Message::new("lint.circle").with("name", id)));
            }
        }
        faults
    }
}

/// Names of the scorecard that lead nowhere, and bands or tiers out of their order.
fn faults_of_score(card: &Scorecard, lexicon: &Lexicon) -> Vec<Message> {
    let partner = crate::rule::Scope::partner(lexicon);
    let item = partner.within(&card.of);
    let mut faults = Vec::new();
    let of_partner = [&card.of, &card.target].into_iter().map(|name| (&partner, name.as_str()));
    let of_items = [&card.named, &card.called].into_iter().map(String::as_str);
    let of_items = of_items.chain(card.metrics.iter().flat_map(Metric::fields)).map(|name| (&item, name));
    let unknown = of_partner.chain(of_items).filter(|(scope, name)| scope.field(name).is_none());
    faults.extend(unknown.map(|(_, name)| unknown_field(name)));
    for tier in &card.tiers {
        if partner.field(&card.target).is_none_or(|field| field.choice(&tier.id).is_none()) {
            faults.push(Message::new("lint.no_choice").with("name", tier.id.as_str()));
        }
    }
    let descends = |from: Vec<u32>| from.is_sorted_by(|one, other| one > other);
    for metric in &card.metrics {
        let from: Vec<_> = metric.bands.iter().map(|band| band.from).collect();
        if from.last() != Some(&0) || !descends(from) {
            faults.push(Message::new("lint.order").with("name", metric.id.as_str()));
        }
    }
    if card.tiers.is_empty() || !descends(card.tiers.iter().map(|tier| tier.from).collect()) {
        faults.push(Message::new("lint.order").with("name", "tiers"));
    }
    faults
}

fn fault(at: &str, message: Message) -> Fault {
    Fault { at: at.to_owned(), message }
}

fn faults_of(criterion: &Criterion, lexicon: &Lexicon, ids: &BTreeSet<String>) -> Vec<Message> {
    let mut faults = Vec::new();
    let scope = criterion.scope(lexicon);
    let case_study = Scope::case_study(lexicon);
    let misplaced = match criterion.of {
        Of::Partner => !criterion.only.is_empty(),
        Of::CaseStudies => !criterion.when_any.is_empty(),
    };
    if misplaced {
        faults.push(Message::new("lint.misplaced_condition"));
    }
    let conditions = criterion.only.fields().chain(criterion.when_any.fields());
    faults.extend(conditions.filter(|field| case_study.field(field).is_none()).map(unknown_field));
    criterion.rule.walk(&mut |rule, lists| {
        let scope = lists.iter().fold(scope.clone(), |scope, list| scope.within(list));
        faults.extend(rule.fields().into_iter().filter(|field| scope.field(field).is_none()).map(unknown_field));
        for (list, fields) in rule.item_fields() {
            let items = scope.within(list);
            faults.extend(fields.into_iter().filter(|field| items.field(field).is_none()).map(unknown_field));
        }
        for topic in rule.topics().into_iter().filter(|topic| lexicon.topic(topic).is_none()) {
            let known = lexicon.topics.iter().map(|topic| topic.id.as_str());
            faults.push(unknown("lint.unknown_topic", topic, known));
        }
        for service in rule.services().into_iter().filter(|service| lexicon.services.get(service).is_none()) {
            let known = lexicon.services.services.iter().map(|service| service.id.as_str());
            faults.push(unknown("lint.unknown_service", service, known));
        }
        if let Rule::Follows(follows) = rule
            && !ids.contains(follows.criterion())
        {
            let known = ids.iter().map(String::as_str);
            faults.push(unknown("lint.unknown_criterion", follows.criterion(), known));
        }
    });
    faults
}

fn unknown_field(field: &str) -> Message {
    Message::new("lint.unknown_field").with("name", field)
}

fn unknown<'a>(key: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Message {
    let message = Message::new(key).with("name", name);
    match nearest(name, known) {
        Some(near) => Message::new("hint.nearest").with("message", message).with("near", near),
        None => message,
    }
}
