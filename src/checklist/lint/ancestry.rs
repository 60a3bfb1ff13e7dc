//! What things are said to have been in the version before, and were not.

use std::collections::BTreeSet;

use super::place::{Fault, Place, Step};
use crate::checklist::lineage::Named;
use crate::checklist::{Checklist, Library};
use crate::evidence::Field;
use crate::language::Message;
use crate::source::nearest_or_all;

use Step::{Item, Key};

/// Names of the version before that it has not, where it is at hand, and those that two take for their own.
pub fn faults(checklist: &Checklist, library: &Library) -> Vec<Fault> {
    let before = checklist.supersedes.as_ref();
    let before = before.and_then(|version| library.find(&format!("{}@{version}", checklist.program)).ok());
    let mut faults = Vec::new();
    let rows = before.map(|before| before.requirements.iter().map(|row| row.key.as_str()).collect::<Vec<_>>());
    faults.extend(unknown(&checklist.requirements, rows.as_deref(), &[Key("requirements")]));
    for (number, row) in checklist.requirements.iter().enumerate() {
        let earlier = before.and_then(|before| before.requirement(row.was.as_ref().unwrap_or(&row.key)));
        let known = earlier.map(|row| row.criteria.iter().map(|criterion| criterion.id.as_str()).collect::<Vec<_>>());
        faults.extend(unknown(&row.criteria, known.as_deref(), &[Key("requirements"), Item(number), Key("criteria")]));
    }
    let topics: Vec<_> = library.lexicon.topics.iter().map(|topic| topic.id.as_str()).collect();
    faults.extend(unknown(&checklist.topics, Some(&topics), &[Key("topics")]));
    let (own, all) = (&checklist.facts, &library.lexicon.vocabulary);
    for (key, own, all) in [("partner", &own.partner, &all.partner), ("case_study", &own.case_study, &all.case_study)] {
        fields(own, all, &[Key("facts"), Key(key)], &mut faults);
    }
    faults
}

/// The same of fields, and of those within them.
fn fields(own: &[Field], all: &[Field], path: &[Step], faults: &mut Vec<Fault>) {
    let known: Vec<_> = all.iter().map(|field| field.name.as_str()).collect();
    faults.extend(unknown(own, Some(&known), path));
    for (number, field) in own.iter().enumerate() {
        let known = all.iter().find(|known| known.name == field.name);
        let path: Vec<_> = path.iter().copied().chain([Item(number), Key("fields")]).collect();
        fields(&field.fields, known.map_or(&[], |known| &known.fields), &path, faults);
    }
}

/// Those of a list that were something that is not there, or that another one was as well. Nothing is known of a version
/// that is not at hand.
fn unknown<T: Named>(list: &[T], known: Option<&[&str]>, path: &[Step]) -> Vec<Fault> {
    let (mut faults, mut taken) = (Vec::new(), BTreeSet::new());
    for (number, one) in list.iter().enumerate() {
        let Some(was) = one.was() else { continue };
        let mut say = |key: &'static str, help: Option<Message>| {
            let path = path.iter().copied().chain([Item(number), Key("was")]).collect();
            let place = Place { path, rule: None, word: Some(was.to_owned()) };
            faults.push(Fault { at: one.name().to_owned(), message: Message::new(key).with("name", was), help, place });
        };
        match known {
            Some(known) if !known.contains(&was) => {
                say("lint.unknown_was", Some(nearest_or_all(was, known.iter().copied())));
            }
            _ if !taken.insert(was) => say("lint.twice", None),
            _ => {}
        }
    }
    faults
}
