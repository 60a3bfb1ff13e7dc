//! What waivers and exclusions name: programs, rows, criteria and case studies that are there.

use std::sync::Arc;

use crate::checklist::{Checklist, Library, Requirement};
use crate::config::Config;
use crate::evidence::Evidence;
use crate::language::{Arg, Message};
use crate::source::{Node, Problem, Source, nearest_or_all};

/// What they name and is not there, and rows that cannot be excluded. A program that is not judged in this run is looked
/// at as well: what is written down wrong is found before it is relied on. Case studies are looked for where the folder
/// could be read.
pub fn mistakes(config: &Config, library: &Library, evidence: Option<&Evidence>) -> Vec<Problem> {
    let Some(source) = &config.source else { return Vec::new() };
    let mut looking = Looking { config, library, source, problems: Vec::new() };
    for entry in entries(config.waivers.as_ref()) {
        if let Some(checklist) = looking.checklist(entry) {
            looking.row_or_criterion(entry, checklist);
        }
        if let Some(evidence) = evidence {
            looking.subject(entry, evidence);
        }
    }
    for entry in entries(config.not_applicable.as_ref()) {
        if let Some(checklist) = looking.checklist(entry) {
            looking.excluded(entry, checklist);
        }
    }
    looking.problems
}

fn entries(list: Option<&Node>) -> &[Node] {
    list.map_or(&[], |list| list.as_list().unwrap_or(std::slice::from_ref(list)))
}

struct Looking<'a> {
    config: &'a Config,
    library: &'a Library,
    source: &'a Arc<Source>,
    problems: Vec<Problem>,
}

impl<'a> Looking<'a> {
    /// The checklist that an entry is for, in the version that is pinned.
    fn checklist(&mut self, entry: &Node) -> Option<&'a Checklist> {
        let (node, program) = named(entry, "program")?;
        let version = self.config.programs.get(program).and_then(|pin| pin.version.as_ref());
        let pinned = version.and_then(|version| self.library.find(&format!("{program}@{version}")).ok());
        if let Some(checklist) = pinned.or_else(|| self.library.find(program).ok()) {
            return Some(checklist);
        }
        let message = Message::new("failure.unknown_program").with("asked", program);
        let programs: Vec<_> = self.library.programs().collect();
        let help = nearest_or_all(program, programs.iter().copied());
        self.mistake(node, message, help);
        None
    }

    fn row_or_criterion(&mut self, entry: &Node, checklist: &Checklist) {
        let Some((node, key)) = named(entry, "requirement") else { return };
        let ids: Vec<_> = checklist.criteria().map(|(row, criterion)| row.id_of(criterion)).collect();
        if checklist.requirement(key).is_some() || ids.iter().any(|id| id.eq_ignore_ascii_case(key)) {
            return;
        }
        let keys = checklist.requirements.iter().map(|row| row.key.as_str());
        let message = Message::new("failure.unknown_key").with("key", key);
        let help = nearest_or_all(key, keys.chain(ids.iter().map(String::as_str)));
        self.mistake(node, message, help);
    }

    fn subject(&mut self, entry: &Node, evidence: &Evidence) {
        let Some((node, slug)) = named(entry, "subject") else { return };
        let studies = evidence.case_studies.iter().map(|study| study.name.as_str());
        let known = std::iter::once("partner").chain(studies);
        if !known.clone().any(|known| known == slug) {
            let help = nearest_or_all(slug, known);
            self.mistake(node, Message::new("failure.unknown_case_study").with("slug", slug), help);
        }
    }

    fn excluded(&mut self, entry: &Node, checklist: &Checklist) {
        let Some((node, key)) = named(entry, "requirement") else { return };
        let Some(row) = checklist.requirement(key) else {
            let keys = checklist.requirements.iter().map(|row| row.key.as_str());
            let message = Message::new("failure.unknown_key").with("key", key);
            return self.mistake(node, message, nearest_or_all(key, keys));
        };
        if row.may_not_apply() {
            return;
        }
        let allowed: Vec<_> = checklist.requirements.iter().filter(|row| row.may_not_apply()).collect();
        let help = if allowed.is_empty() {
            Message::new("not_applicable.none").with("program", checklist.id())
        } else {
            Message::new("not_applicable.allowed").with("rows", keys(&allowed))
        };
        self.mistake(node, Message::new("not_applicable.refused").with("row", row.key.as_str()), help);
    }

    fn mistake(&mut self, node: &Node, message: Message, help: Message) {
        self.problems.push(Problem::new(self.source, node.span.clone(), message).with_help(help));
    }
}

fn keys(rows: &[&Requirement]) -> Arg {
    rows.iter().map(|row| row.key.as_str()).collect()
}

/// What an entry says under a key, where it says something.
fn named<'n>(entry: &'n Node, key: &str) -> Option<(&'n Node, &'n str)> {
    let node = entry.get(key)?;
    Some((node, node.as_text().filter(|text| !text.trim().is_empty())?))
}
