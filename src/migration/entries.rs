//! What named people answer for: attestations, waivers, and rows that do not apply.

use super::draft::Draft;
use super::meaning::{Fate, Meaning};
use super::{Migration, Told};
use crate::checklist::{Criterion, Level};
use crate::language::Message;
use crate::source::{Format, Node, Span, Value};

/// A list of entries, each made for a row or a criterion of a program.
#[derive(Clone, Copy, PartialEq)]
pub enum Given {
    /// `[[attestation]]`.
    Attestation,
    /// `[[waiver]]`.
    Waiver,
    /// `[[not_applicable]]`.
    Exclusion,
}

impl Given {
    /// The key of the list.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Attestation => "attestation",
            Self::Waiver => "waiver",
            Self::Exclusion => "not_applicable",
        }
    }

    /// Whether a person answered for a criterion by naming its whole row, `is_of_row`, or the criterion itself.
    fn counts(self, criterion: &Criterion, is_of_row: bool) -> bool {
        match self {
            Self::Attestation => criterion.takes_attestation(is_of_row),
            Self::Waiver | Self::Exclusion => criterion.level == Level::Must,
        }
    }

    /// Such an entry, by who made it.
    fn what(self, entry: &Node, requirement: &str) -> Message {
        let said = |key: &str| entry.get(key).and_then(Node::as_text).unwrap_or_default().to_owned();
        let message = match self {
            Self::Attestation => Message::new("migrate.attestation").with("who", said("who")),
            Self::Waiver => Message::new("migrate.waiver").with("who", said("approver")),
            Self::Exclusion => Message::new("migrate.exclusion"),
        };
        message.with("row", requirement)
    }

    fn cure(self, row: Option<&str>) -> Message {
        let Some(row) = row else { return Message::new("migrate.cure.gone") };
        let key = match self {
            Self::Attestation => "migrate.cure.attest",
            Self::Waiver => "migrate.cure.waive",
            Self::Exclusion => "migrate.cure.exclude",
        };
        Message::new(key).with("row", row)
    }
}

impl Migration<'_> {
    /// `attestations.toml`.
    pub(super) fn attestations(&self, draft: &mut Draft, meaning: &Meaning<'_>) {
        let whole = 0..draft.source.text.len();
        let Some(mut tree) = draft.tree(Format::Toml, whole) else { return };
        self.given(draft, &mut tree, Given::Attestation, meaning);
        draft.expect_tree(Format::Toml, tree, |source| Some(0..source.text.len()));
    }

    /// The entries of one list.
    pub(super) fn given(&self, draft: &mut Draft, tree: &mut Node, given: Given, meaning: &Meaning<'_>) {
        let Value::Table(lists) = &mut tree.value else { return };
        let Some((_, list)) = lists.iter_mut().find(|(key, _)| key.name == given.key()) else { return };
        let mut gone = Vec::new();
        let entries: Vec<&mut Node> = match &mut list.value {
            Value::List(entries) => entries.iter_mut().collect(),
            _ => vec![list],
        };
        for (number, entry) in entries.into_iter().enumerate() {
            if self.entry(draft, entry, given, meaning) {
                gone.push(number);
            }
        }
        if let Value::List(entries) = &mut list.value {
            let mut number = 0..;
            entries.retain(|_| number.next().is_none_or(|number| !gone.contains(&number)));
        }
        if list.as_list().map_or(!gone.is_empty(), <[_]>::is_empty) {
            lists.retain(|(key, _)| key.name != given.key());
        }
    }

    /// One entry; whether it is commented out.
    fn entry(&self, draft: &mut Draft, entry: &mut Node, given: Given, meaning: &Meaning<'_>) -> bool {
        let said = |key: &str| entry.get(key).and_then(Node::as_text).map(str::to_owned);
        let (program, requirement) = (said("program").unwrap_or_default(), said("requirement").unwrap_or_default());
        if program != self.lineage.before.program || requirement.is_empty() {
            return false;
        }
        let is_of_row = !requirement.contains('.') || self.lineage.before.requirement(&requirement).is_some();
        let fate = meaning.fate(&requirement, |criterion| given.counts(criterion, is_of_row));
        let span = whole(entry);
        let what = given.what(entry, &requirement);
        let told = draft.told(entry.get("requirement").map_or(span.start, |node| node.span.start), what);
        let row = match fate {
            Fate::Same(now) if now.eq_ignore_ascii_case(&requirement) => {
                draft.standing += 1;
                return false;
            }
            Fate::Same(now) => {
                if let Some(node) = value_mut(entry, "requirement") {
                    draft.set(node, &now);
                }
                let state = Some(Message::new("migrate.now").with("now", now));
                draft.carried.push(Told { state, ..told });
                return false;
            }
            Fate::Otherwise(row) => Some(row),
            Fate::Gone => None,
        };
        let why = match &row {
            Some(row) => Message::new("migrate.why.otherwise").with("row", row.as_str()),
            None => Message::new("migrate.why.gone"),
        };
        let why = why.with("checklist", self.lineage.after.id());
        let header = format!("[[{}]]", given.key());
        let is_apart = draft.source.text[draft.source.line_at(span.start)].trim_start().starts_with(&header);
        let state = Message::new(if is_apart { "migrate.state.comment" } else { "migrate.state.by_hand" });
        let cure = Some(given.cure(row.as_deref()));
        if is_apart {
            let note = Message::new("migrate.note").with("why", why.clone());
            draft.comment_out(&span, &crate::source::printable(&note.render(self.language)));
        }
        draft.left.push(Told { why: Some(why), state: Some(state), cure, ..told });
        is_apart
    }
}

/// The value of an entry, to be changed.
pub fn value_mut<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let Value::Table(entries) = &mut node.value else { return None };
    entries.iter_mut().find(|(key, _)| key.name == name).map(|(_, value)| value)
}

/// From the beginning of an entry to the end of the last thing in it.
fn whole(entry: &Node) -> Span {
    let end = match &entry.value {
        Value::List(items) => items.iter().map(|item| whole(item).end).max(),
        Value::Table(entries) => entries.iter().map(|(_, value)| whole(value).end).max(),
        _ => None,
    };
    entry.span.start..end.unwrap_or_default().max(entry.span.end)
}
