//! `statements.md`: the partner's own words follow their rows.

use std::sync::Arc;

use super::draft::Draft;
use super::meaning::Meaning;
use super::{Migration, Told};
use crate::checklist::Checklist;
use crate::evidence::{Spot, Statement};
use crate::language::Message;
use crate::reader;
use crate::source::Source;

/// What counts of a statement.
type Said = (Option<String>, String, Option<bool>, String);

impl Migration<'_> {
    /// The whole file.
    pub(super) fn statements(&self, draft: &mut Draft, meaning: &Meaning<'_>) {
        let (before, after) = (self.lineage.before, self.lineage.after);
        let (source, mut expected) = (Arc::clone(&draft.source), Vec::new());
        for statement in reader::statements(&source) {
            let is_ours = statement.program.as_ref().is_none_or(|program| *program == before.program);
            let row = before.requirement(&statement.requirement).filter(|_| is_ours);
            let (Some(row), Some((start, heading))) = (row, heading(&source, &statement)) else {
                expected.push(said(statement));
                continue;
            };
            let what = Message::new("migrate.statement").with("row", row.key.as_str());
            let told = draft.told(start, what);
            let now = self.lineage.row(&row.key);
            let is_shared = |other: &&&Checklist| other.requirement(&row.key).is_some();
            let other = self.others.iter().find(is_shared).filter(|_| statement.program.is_none());
            if let Some(other) = other.filter(|_| now.is_none_or(|now| now.key != row.key)) {
                let why = Some(Message::new("migrate.why.elsewhere").with("program", other.id()));
                let state = Some(Message::new("migrate.state.stays"));
                let cure = Some(Message::new("migrate.cure.heading").with("program", after.program.as_str()));
                draft.left.push(Told { why, state, cure, ..told });
                expected.push(said(statement));
                continue;
            }
            let Some(now) = now else {
                let word = Message::new("migrate.formerly").render(self.language);
                let first = statement.program.as_deref().unwrap_or(&statement.requirement);
                let at = start + heading.find(first).unwrap_or_default();
                draft.put(at..at, format!("{word} "));
                let why = Some(Message::new("migrate.why.gone").with("checklist", after.id()));
                let (state, cure) = (Message::new("migrate.state.heading"), Message::new("migrate.cure.gone"));
                draft.left.push(Told { why, state: Some(state), cure: Some(cure), ..told });
                continue;
            };
            if let Some(program) = &statement.program {
                let pinned = format!("{program}@{}", before.version);
                if let Some(at) = heading.find(&pinned) {
                    draft.put(start + at..start + at + pinned.len(), after.id());
                }
            }
            let after_program = statement.program.as_ref().and_then(|program| heading.find(program.as_str()));
            let from = after_program.unwrap_or_default();
            let at = start + from + heading[from..].find(&statement.requirement).unwrap_or_default();
            let otherwise = (!meaning.is_same(&row.key)).then(|| {
                let why = Message::new("migrate.why.otherwise").with("row", now.key.as_str());
                why.with("checklist", after.id())
            });
            if now.key != statement.requirement {
                draft.put(at..at + statement.requirement.len(), now.key.as_str());
            }
            let cure = otherwise.is_some().then(|| Message::new("migrate.cure.statement"));
            if now.key == statement.requirement && otherwise.is_none() {
                draft.standing += 1;
            } else {
                let state = (now.key != row.key).then(|| Message::new("migrate.now").with("now", now.key.as_str()));
                let list = if otherwise.is_some() { &mut draft.again } else { &mut draft.carried };
                list.push(Told { why: otherwise, state, cure, ..told });
            }
            expected.push(said(Statement { requirement: now.key.clone(), ..statement }));
        }
        draft.expect(move |source| reader::statements(source).into_iter().map(said).eq(expected.iter().cloned()));
    }
}

/// What is read of a statement, wherever it stands.
fn said(statement: Statement) -> Said {
    (statement.program, statement.requirement, statement.claim, statement.text)
}

/// The line of a heading, and where it begins.
fn heading<'s>(source: &'s Arc<Source>, statement: &Statement) -> Option<(usize, &'s str)> {
    let Spot::Line(line) = statement.place.spot else { return None };
    let mut start = 0;
    for (number, text) in (1..).zip(source.text.split_inclusive('\n')) {
        if number == line {
            return text.contains(&statement.requirement).then_some((start, text));
        }
        start += text.len();
    }
    None
}
