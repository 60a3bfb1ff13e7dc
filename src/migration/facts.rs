//! Facts and the topics that a file says it covers: their names follow, their values stay.

use super::draft::Draft;
use super::entries::value_mut;
use super::{Migration, Told, name};
use crate::checklist::{Checklist, Of, became};
use crate::config;
use crate::evidence::{Field, FieldType, Place};
use crate::language::{Arg, Message};
use crate::reader;
use crate::scaffold::Needs;
use crate::source::{self, Format, Node, Source, Span, Value};

impl Migration<'_> {
    /// The facts of a case study, apart or in front of its narrative, and the topics in front of any text.
    pub(super) fn head(&self, draft: &mut Draft) {
        let path = draft.source.name.clone();
        let Some((format, range)) = head_of(&draft.source) else { return };
        let Some(mut tree) = draft.tree(format, range) else { return };
        if self.evidence.case_studies.iter().any(|study| study.facts_file == path) {
            let levels: Vec<_> = self.lineage.steps().iter().map(|step| step.facts.case_study.as_slice()).collect();
            self.facts(draft, &mut tree, &levels, &[], Of::CaseStudies);
        }
        if let Some(covers) = value_mut(&mut tree, "covers") {
            self.covers(draft, covers);
        }
        draft.expect_tree(format, tree, move |source| {
            let (now, range) = head_of(source)?;
            (now == format).then_some(range)
        });
    }

    /// `evidence.toml`.
    pub(super) fn declarations(&self, draft: &mut Draft) {
        let whole = 0..draft.source.text.len();
        let Some(mut tree) = draft.tree(Format::Toml, whole) else { return };
        if let Some(Value::Table(files)) = value_mut(&mut tree, "covers").map(|covers| &mut covers.value) {
            for (_, topics) in files {
                self.covers(draft, topics);
            }
        }
        draft.expect_tree(Format::Toml, tree, |source| Some(0..source.text.len()));
    }

    /// The topics of a list.
    fn covers(&self, draft: &mut Draft, list: &mut Node) {
        let items = match &mut list.value {
            Value::List(items) => items.as_mut_slice(),
            _ => std::slice::from_mut(list),
        };
        for item in items {
            let Some(topic) = item.as_text().map(str::to_owned) else { continue };
            let now = self.lineage.topic(&topic).to_owned();
            if now == topic {
                continue;
            }
            let told = draft.told(item.span.start, Message::new("migrate.topic").with("name", topic.as_str()));
            if let Some(other) = self.others.iter().find(|other| other.topics_asked().contains(topic.as_str())) {
                draft.left.push(asked_elsewhere(told, &now, other.id()));
                continue;
            }
            draft.set(item, &now);
            draft.carried.push(Told { state: Some(Message::new("migrate.now").with("now", now)), ..told });
        }
    }

    /// The fields of a table, and those of the tables in it. `levels` are the fields that the versions on the way declare
    /// there, `above` the keys that lead there.
    pub(super) fn facts(&self, draft: &mut Draft, table: &mut Node, levels: &[&[Field]], above: &[&str], of: Of) {
        let Value::Table(entries) = &mut table.value else { return };
        let names: Vec<String> = entries.iter().map(|(key, _)| key.name.clone()).collect();
        for (key, node) in entries {
            let old = key.name.clone();
            let (mut declared, mut inner) = (None, Vec::new());
            for fields in levels {
                if let Some(field) = became(fields, declared.map_or(old.as_str(), |field: &Field| &field.name)) {
                    declared = Some(field);
                    inner.push(field.fields.as_slice());
                }
            }
            let Some(field) = declared else { continue };
            let way: Vec<&str> = above.iter().copied().chain([old.as_str()]).collect();
            let path = shown(&way, of);
            let told = draft.told(key.span.start, Message::new("migrate.fact").with("name", path.as_str()));
            if let Some(told) = spoken_against(draft, node, field, &told) {
                draft.left.push(told);
            } else if field.name == old {
                // It is what it was.
            } else if names.contains(&field.name) {
                let why = Some(Message::new("migrate.why.beside").with("name", field.name.as_str()));
                draft.left.push(Told { why, state: Some(Message::new("migrate.state.stays")), ..told });
            } else if let Some(other) = self.asking(of, &path) {
                draft.left.push(asked_elsewhere(told, &field.name, other));
            } else {
                for span in headers(&draft.source, &way).into_iter().filter(|span| *span != key.span) {
                    draft.put(span, field.name.as_str());
                }
                draft.rename(key, &field.name);
                let state = Some(Message::new("migrate.now").with("now", field.name.as_str()));
                draft.carried.push(Told { state, ..told });
            }
            let tables = match &mut node.value {
                Value::List(items) => items.as_mut_slice(),
                _ => std::slice::from_mut(node),
            };
            for table in tables {
                self.facts(draft, table, &inner, &way, of);
            }
        }
    }

    /// Another program that reads the field at a dotted path.
    fn asking(&self, of: Of, path: &str) -> Option<String> {
        let asks = |other: &&&Checklist| Needs::of(other, self.lexicon).reads(of, path);
        self.others.iter().find(asks).map(|other| other.id())
    }

    /// Fields of tables, such as Excel files, in which nothing is rewritten.
    pub(super) fn tables(&self, moved: &mut super::Moved) {
        let facts = &self.evidence.partner.facts;
        for field in self.lineage.steps().iter().flat_map(|step| &step.facts.partner) {
            // A table whose columns the new field has as well is read as both.
            let fact = field.was.as_ref().and_then(|was| facts.get(was)).filter(|_| facts.get(&field.name).is_none());
            let Some(fact) = fact else { continue };
            let items = fact.items().iter().map(|item| &item.place).chain([&fact.place]);
            let Some(place) = items.filter(|place| &*place.file != config::FILE).min() else { continue };
            let what = Message::new("migrate.fact").with("name", field.was.clone().unwrap_or_default());
            let why = Some(Message::new("migrate.why.table"));
            let cure = Some(Message::new("migrate.cure.fact").with("name", field.name.as_str()));
            let place = Place::clone(place);
            moved.left.push(Told {
                why,
                cure,
                state: Some(Message::new("migrate.state.stays")),
                ..Told::at(place, what)
            });
        }
    }
}

/// A value that the field does not take, and which it takes.
fn spoken_against(draft: &Draft, node: &Node, field: &Field, told: &Told) -> Option<Told> {
    // What lies in a table has fields of its own.
    if matches!(field.kind, FieldType::Record | FieldType::Records) {
        return None;
    }
    let wrong = reader::mistakes(&draft.source, node, field).into_iter().next()?;
    let cure = Message::new("migrate.cure.fact").with("name", field.name.as_str());
    let cure = match wrong.help {
        Some(help) => Message::new("migrate.cure.of").with("cure", cure).with("allowed", help),
        None => cure,
    };
    let state = Some(Message::new("migrate.state.stays"));
    Some(Told { why: Some(wrong.message), state, cure: Some(cure), ..told.clone() })
}

/// What another program goes on asking for by its old name.
fn asked_elsewhere(told: Told, now: &str, other: impl Into<Arg>) -> Told {
    let why = Some(Message::new("migrate.why.elsewhere").with("program", other));
    let cure = Some(Message::new("migrate.cure.beside").with("name", now));
    Told { why, cure, state: Some(Message::new("migrate.state.stays")), ..told }
}

/// A field by the way to it, as rules name it.
fn shown(way: &[&str], of: Of) -> String {
    let fields = if of == Of::Partner { way.get(1..).unwrap_or_default() } else { way };
    fields.join(".")
}

/// The part of a file that holds its facts or its topics.
fn head_of(source: &std::sync::Arc<Source>) -> Option<(Format, Span)> {
    match name(&source.name) {
        "case-study.toml" => Some((Format::Toml, 0..source.text.len())),
        "case-study.yaml" | "case-study.yml" => Some((Format::Yaml, 0..source.text.len())),
        _ => source::split(source).ok().flatten().map(|head| (head.format, head.range)),
    }
}

/// The last of these names in every `[…]` and `[[…]]` of TOML that begins with them. In what only looks like one nothing
/// must change, and would be noticed when the whole is read back.
fn headers(source: &Source, way: &[&str]) -> Vec<Span> {
    let (mut spans, mut start) = (Vec::new(), 0);
    for line in source.text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let open = line.trim_start();
        let inside = open.trim_start_matches('[');
        if inside.len() == open.len() {
            continue;
        }
        let mut part_at = at + line.len() - inside.len();
        let inside = inside.split(']').next().unwrap_or_default();
        let parts = inside.split('.').map(|part| {
            let span = part_at + part.len() - part.trim_start().len();
            part_at += part.len() + 1;
            (part.trim(), span)
        });
        let parts: Vec<_> = parts.collect();
        let leads_there = parts.len() >= way.len() && parts.iter().zip(way).all(|((part, _), name)| part == name);
        if let Some((part, span)) = parts.get(way.len() - 1).filter(|_| leads_there) {
            spans.push(*span..*span + part.len());
        }
    }
    spans
}
