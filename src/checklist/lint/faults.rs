//! Names that lead nowhere, ids used twice, rules that cannot fail or that nothing satisfies.

use std::collections::BTreeSet;

use super::super::{Checklist, Criterion, HandIn, Milestone, Need, Of, Route, Start};
use super::place::{Fault, Place, Step};
use crate::evidence::{Lexicon, address};
use crate::language::Message;
use crate::rule::{Judge, Rule, Scope};
use crate::score::{Metric, Scorecard};
use crate::source::nearest;

use Step::{Item, Key};

impl Checklist {
    /// Every fault that its parts have between them.
    pub(super) fn faults(&self, lexicon: &Lexicon) -> Vec<Fault> {
        let mut faults = Vec::new();
        let ids: BTreeSet<_> = self.criteria().map(|(row, criterion)| row.id_of(criterion)).collect();
        let study = Scope::case_study(lexicon);
        let of_studies = |said| helped("case_studies", &[Key("case_studies")], said);
        let unknown_fields = self.case_studies.fields().filter_map(|field| unknown_field(&study, field));
        let flaws = self.case_studies.flaws(&study).into_iter().map(|message| (message, None));
        faults.extend(unknown_fields.chain(flaws).map(of_studies));
        let HandIn { route, to, .. } = &self.hand_in;
        if *route == Route::Email && !address::is_mailable(to) {
            let message = Message::new("lint.no_address").with("name", to.as_str());
            faults.push(fault("hand_in", &[Key("hand_in")], message));
        }
        for (number, topic) in self.topics.iter().enumerate() {
            if let Some(within) = topic.within.as_deref().filter(|topic| lexicon.topic(topic).is_none()) {
                let known = lexicon.topics.iter().map(|topic| topic.id.as_str());
                let unknown = unknown("lint.unknown_topic", within, known);
                faults.push(helped("topics", &[Key("topics"), Item(number)], unknown));
            }
        }
        let mut seen = BTreeSet::new();
        let keys = self.requirements.iter().map(|row| row.key.as_str());
        let notes =
            self.notes.iter().enumerate().map(|(number, note)| ([Key("notes"), Item(number)], note.id.as_str()));
        let readings = self.readings.iter().enumerate();
        let readings = readings.map(|(number, reading)| ([Key("readings"), Item(number)], reading.id.as_str()));
        for (path, id) in notes.chain(readings) {
            if keys.clone().any(|key| key.eq_ignore_ascii_case(id)) || !seen.insert(id.to_owned()) {
                faults.push(fault(id, &path, twice(id)));
            }
        }
        for (number, row) in self.requirements.iter().enumerate() {
            let path = [Key("requirements"), Item(number)];
            if !seen.insert(row.key.clone()) {
                faults.push(fault(&row.key, &path, twice(&row.key)));
            }
            for (number, criterion) in row.criteria.iter().enumerate() {
                let path = [path[0], path[1], Key("criteria"), Item(number)];
                let id = row.id_of(criterion);
                if !seen.insert(id.clone()) {
                    let mut fault = fault(&id, &path, twice(&id));
                    fault.place.word = None;
                    faults.push(fault);
                }
                let unread = criterion.readings.iter().filter(|reading| self.interpretation(reading).is_none());
                let known = || self.readings.iter().map(|reading| reading.id.as_str());
                let unread = unread.map(|reading| unknown("lint.unknown_reading", reading, known()));
                faults.extend(unread.map(|unknown| helped(&id, &path, unknown)));
                let asked = row.criteria[..number].iter().find(|earlier| asks_the_same(earlier, criterion));
                faults.extend(asked.map(|earlier| {
                    let message = Message::new("lint.same_criterion").with("name", criterion.id.as_str());
                    fault(&id, &path, message.with("other", row.id_of(earlier)))
                }));
                faults.extend(faults_of(criterion, &id, &path, lexicon, &ids));
                faults.extend(self.faults_of_score_rules(criterion, &id, &path));
            }
        }
        faults.extend(self.faults_of_timeline());
        if let Some(card) = &self.score {
            faults
                .extend(faults_of_score(card, lexicon).into_iter().map(|said| helped("score", &[Key("score")], said)));
        }
        faults
    }

    /// Rules about a score that is not there.
    fn faults_of_score_rules(&self, criterion: &Criterion, id: &str, path: &[Step]) -> Vec<Fault> {
        let mut faults = Vec::new();
        criterion.rule.walk(&mut |rule, _| {
            if let Rule::Score(score) = rule {
                faults.extend(score.fault(self.score.as_ref()).map(|message| fault(id, path, message)));
            }
        });
        faults
    }

    /// Milestones that are there twice, or are counted from nothing or from each other.
    fn faults_of_timeline(&self) -> Vec<Fault> {
        let starts = Start::ALL.map(Start::id);
        let known: Vec<&str> =
            starts.into_iter().chain(self.timeline.iter().map(|milestone| milestone.id.as_str())).collect();
        let mut faults = Vec::new();
        for (number, milestone) in self.timeline.iter().enumerate() {
            let Milestone { id, after, .. } = milestone;
            let (at, path) = (format!("timeline.{id}"), [Key("timeline"), Item(number)]);
            if known[..starts.len() + number].contains(&id.as_str()) {
                faults.push(fault(&at, &path, twice(id)));
            }
            if !known.contains(&after.as_str()) {
                faults.push(helped(&at, &path, unknown("lint.unknown_milestone", after, known.iter().copied())));
            } else if !self.leads_to_a_start(milestone) {
                faults.push(fault(&at, &path, Message::new("lint.circle").with("name", id.as_str())));
            }
        }
        faults
    }
}

/// Whether two criteria bind the same and ask the same.
fn asks_the_same(one: &Criterion, other: &Criterion) -> bool {
    let Criterion { id, was, statement, level, .. } = other;
    let named = (id.clone(), was.clone(), statement.clone());
    *other == Criterion { id: named.0, was: named.1, statement: named.2, level: *level, ..one.clone() }
}

/// Names of the scorecard that lead nowhere, and bands or tiers out of their order.
fn faults_of_score(card: &Scorecard, lexicon: &Lexicon) -> Vec<Said> {
    let partner = Scope::partner(lexicon);
    let item = partner.within(&card.of);
    let mut faults = Vec::new();
    let of_partner = [&card.of, &card.target].into_iter().map(|name| (&partner, name.as_str()));
    let of_items = [&card.named, &card.called].into_iter().map(String::as_str);
    let of_items = of_items.chain(card.metrics.iter().flat_map(Metric::fields)).map(|name| (&item, name));
    faults.extend(of_partner.chain(of_items).filter_map(|(scope, name)| unknown_field(scope, name)));
    for tier in &card.tiers {
        if partner.field(&card.target).is_none_or(|field| field.choice(&tier.id).is_none()) {
            faults.push((Message::new("lint.no_choice").with("name", tier.id.as_str()), None));
        }
    }
    let descends = |from: Vec<u32>| from.is_sorted_by(|one, other| one > other);
    for metric in &card.metrics {
        let from: Vec<_> = metric.bands.iter().map(|band| band.from).collect();
        if from.last() != Some(&0) || !descends(from) {
            faults.push((Message::new("lint.order").with("name", metric.id.as_str()), None));
        }
    }
    if card.tiers.is_empty() || !descends(card.tiers.iter().map(|tier| tier.from).collect()) {
        faults.push((Message::new("lint.order").with("name", "tiers"), None));
    }
    faults
}

fn faults_of(criterion: &Criterion, id: &str, path: &[Step], lexicon: &Lexicon, ids: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let scope = criterion.scope(lexicon);
    let case_study = Scope::case_study(lexicon);
    let (misplaced, key) = match criterion.of {
        Of::Partner => (!criterion.only.is_empty(), "where"),
        Of::CaseStudies => (!criterion.when_any.is_empty(), "when_any"),
    };
    if misplaced {
        faults.push(fault(id, path, Message::new("lint.misplaced_condition").with("name", key)));
    }
    if criterion.need == Need::AtLeast(0) {
        faults.push(fault(id, path, Message::new("lint.nothing_asked").with("name", "need")));
    }
    for (key, condition) in [("where", &criterion.only), ("when_any", &criterion.when_any)] {
        let unknown = condition.fields().filter_map(|field| unknown_field(&case_study, field));
        let flaws = condition.flaws(&case_study).into_iter().map(|message| (message, None));
        let path: Vec<_> = path.iter().copied().chain([Key(key)]).collect();
        faults.extend(unknown.chain(flaws).map(|said| helped(id, &path, said)));
    }
    let mut number = 0;
    criterion.rule.walk(&mut |rule, lists| {
        let scope = lists.iter().fold(scope.clone(), |scope, list| scope.within(list));
        let mut say = |said: Said| {
            let mut fault = helped(id, path, said);
            fault.place.rule = Some(number);
            faults.push(fault);
        };
        rule.fields().into_iter().filter_map(|field| unknown_field(&scope, field)).for_each(&mut say);
        for (list, fields) in rule.item_fields() {
            let items = scope.within(list);
            fields.into_iter().filter_map(|field| unknown_field(&items, field)).for_each(&mut say);
            if scope.field(list).is_some() && !scope.is_list(list) {
                say((Message::new("lint.no_list").with("name", list), None));
            }
        }
        for topic in rule.topics().into_iter().filter(|topic| lexicon.topic(topic).is_none()) {
            say(unknown("lint.unknown_topic", topic, lexicon.topics.iter().map(|topic| topic.id.as_str())));
        }
        for service in rule.services().into_iter().filter(|service| lexicon.services.get(service).is_none()) {
            let known = lexicon.services.services.iter().map(|service| service.id.as_str());
            say(unknown("lint.unknown_service", service, known));
        }
        if let Rule::Follows(follows) = rule {
            let followed = follows.criterion();
            if followed == id {
                say((Message::new("lint.itself").with("name", followed), None));
            } else if !ids.contains(followed) {
                say(unknown("lint.unknown_criterion", followed, ids.iter().map(String::as_str)));
            }
        }
        for flaw in rule.flaws(&scope) {
            say((flaw, None));
        }
        number += 1;
    });
    faults
}

/// What is wrong, and what to do about it.
type Said = (Message, Option<Message>);

fn fault(at: &str, path: &[Step], message: Message) -> Fault {
    helped(at, path, (message, None))
}

/// A fault and what to do about it. What it names is the word that is wrong.
fn helped(at: &str, path: &[Step], (message, help): Said) -> Fault {
    let word = message.args().iter().find(|(name, _)| *name == "name");
    let word = word.map(|(_, word)| word.render(crate::language::Language::En));
    Fault { at: at.to_owned(), message, help, place: Place { path: path.to_vec(), rule: None, word } }
}

fn twice(name: &str) -> Message {
    Message::new("lint.twice").with("name", name)
}

/// What to say of a field that is not in sight.
fn unknown_field(scope: &Scope<'_>, field: &str) -> Option<Said> {
    let unknown = || unknown("lint.unknown_field", field, scope.paths().iter().map(String::as_str));
    scope.field(field).is_none().then(unknown)
}

fn unknown<'a>(key: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Said {
    let near = nearest(name, known).map(|near| Message::new("hint.did_you_mean").with("near", near));
    (Message::new(key).with("name", name), near)
}
