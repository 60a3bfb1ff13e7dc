//! What a later version asks for that the earlier one did not, and what it asks for no more.

use std::collections::{BTreeMap, BTreeSet};

use super::Migration;
use super::meaning::Meaning;
use crate::checklist::{Checklist, Of};
use crate::config;
use crate::evidence::{ATTESTATIONS, Field, Lexicon, Topic};
use crate::language::Message;
use crate::scaffold::Needs;

/// Something that is asked for, and the file it belongs in.
pub struct Piece {
    /// A row, a fact, a topic, an attestation.
    pub what: Message,
    /// Where it is written, where that is one place.
    pub file: Option<String>,
}

/// Where what is asked of every case study is written.
const STUDY: &str = "case-studies/…";

impl Migration<'_> {
    /// What is asked for and was not.
    #[must_use]
    pub fn newly(&self) -> Vec<Piece> {
        let (before, after) = (self.lineage.before, self.lineage.after);
        let rows = after.requirements.iter().filter(|row| self.lineage.earlier(row).is_none()).map(|row| Piece {
            what: Message::new("migrate.row").with("row", row.key.as_str()).with("title", &row.title),
            file: None,
        });
        let meaning = Meaning::of(self.lineage);
        let known = fields(before, self.lexicon);
        let known: BTreeSet<_> = known.keys().map(|(file, path)| (*file, meaning.path(path))).collect();
        let facts = fields(after, self.lexicon).into_iter().filter(|(key, _)| !known.contains(key));
        let facts = facts.map(|((file, path), field)| Piece {
            what: Message::new("migrate.new_fact").with("name", path).with("label", &field.label),
            file: Some(file.to_owned()),
        });
        let known: BTreeSet<_> = before.topics_asked().into_iter().map(|topic| self.lineage.topic(topic)).collect();
        let topics = after.topics_asked().into_iter().filter(|topic| !known.contains(topic));
        let needs = Needs::of(after, self.lexicon);
        let topics = topics.filter_map(|topic| {
            let topic = self.lexicon.topic(topic)?;
            let what = Message::new("migrate.new_topic").with("name", topic.id.as_str()).with("title", &topic.title);
            Some(Piece { what, file: file(&needs, topic) })
        });
        let known: BTreeSet<_> = attested(before).filter_map(|row| Some(self.lineage.row(row)?.key.as_str())).collect();
        let attestations = attested(after).filter(|row| !known.contains(row)).map(|row| Piece {
            what: Message::new("migrate.new_attestation").with("row", row),
            file: Some(ATTESTATIONS.to_owned()),
        });
        rows.chain(facts).chain(topics).chain(attestations).collect()
    }

    /// What was asked for and is no more. It stays in the folder.
    #[must_use]
    pub fn no_longer(&self) -> Vec<Piece> {
        let (before, after) = (self.lineage.before, self.lineage.after);
        let piece = |what: Message| Piece { what, file: None };
        let rows = before.requirements.iter().filter(|row| self.lineage.row(&row.key).is_none());
        let rows = rows.map(|row| Message::new("migrate.row").with("row", row.key.as_str()).with("title", &row.title));
        let meaning = Meaning::of(self.lineage);
        let known = fields(after, self.lexicon);
        let gone = |(file, path): &(&'static str, String)| !known.contains_key(&(*file, meaning.path(path)));
        let facts = fields(before, self.lexicon).into_iter().filter(|(key, _)| gone(key));
        let facts = facts
            .map(|((_, path), field)| Message::new("migrate.new_fact").with("name", path).with("label", &field.label));
        let known = after.topics_asked();
        let topics = before.topics_asked().into_iter().filter(|topic| !known.contains(self.lineage.topic(topic)));
        let topics = topics
            .filter_map(|topic| self.lexicon.topic(topic))
            .map(|topic| Message::new("migrate.new_topic").with("name", topic.id.as_str()).with("title", &topic.title));
        rows.map(piece).chain(facts.map(piece)).chain(topics.map(piece)).collect()
    }
}

/// The fields that a checklist reads, by the file they are written in and their dotted path.
fn fields(checklist: &Checklist, lexicon: &Lexicon) -> BTreeMap<(&'static str, String), Field> {
    let needs = Needs::of(checklist, lexicon);
    let mut paths = BTreeMap::new();
    for (of, file, fields) in [
        (Of::Partner, config::FILE, &lexicon.vocabulary.partner),
        (Of::CaseStudies, CASE_STUDY, &lexicon.vocabulary.case_study),
    ] {
        leaves(&needs.fields_of(fields, of), "", &mut |path, field| {
            paths.insert((file, path), field.clone());
        });
    }
    paths
}

/// The file that the facts of every case study stand in.
const CASE_STUDY: &str = "case-studies/…/case-study.md";

/// The fields in which nothing else lies.
fn leaves(fields: &[Field], above: &str, visit: &mut dyn FnMut(String, &Field)) {
    for field in fields {
        let path = format!("{above}{}", field.name);
        if field.fields.is_empty() {
            visit(path, field);
        } else {
            leaves(&field.fields, &format!("{path}."), visit);
        }
    }
}

/// The file that a topic is written in.
fn file(needs: &Needs<'_>, topic: &Topic) -> Option<String> {
    let file = topic.file.as_ref()?;
    let is_of = |of| needs.is_written(topic, of) || needs.is_drawn(topic, of);
    Some(if is_of(Of::CaseStudies) { format!("{STUDY}/{file}") } else { file.clone() })
}

/// The rows that ask for a person's word.
fn attested(checklist: &Checklist) -> impl Iterator<Item = &str> {
    let takes = |row: &&crate::checklist::Requirement| row.criteria.iter().any(|one| one.takes_attestation(true));
    checklist.requirements.iter().filter(takes).map(|row| row.key.as_str())
}
