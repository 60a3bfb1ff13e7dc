//! `competency.toml`: the version that is pinned, the profile, and what named people answer for.

use super::draft::Draft;
use super::entries::{Given, value_mut};
use super::meaning::Meaning;
use super::{Migration, Told};
use crate::checklist::Of;
use crate::language::Message;
use crate::source::{Format, Node, Value};

impl Migration<'_> {
    /// The whole file.
    pub(super) fn settings(&self, draft: &mut Draft, meaning: &Meaning<'_>) {
        let whole = 0..draft.source.text.len();
        let Some(mut tree) = draft.tree(Format::Toml, whole) else { return };
        self.pin(draft, &mut tree);
        if let Some(partner) = value_mut(&mut tree, "partner") {
            let levels: Vec<_> = self.lineage.steps().iter().map(|step| step.facts.partner.as_slice()).collect();
            self.facts(draft, partner, &levels, &["partner"], Of::Partner);
        }
        self.given(draft, &mut tree, Given::Waiver, meaning);
        self.given(draft, &mut tree, Given::Exclusion, meaning);
        if let Some(node) = tree.get("gate").and_then(|gate| gate.get("baseline")) {
            let what = Message::new("migrate.baseline").with("file", node.as_text().unwrap_or_default());
            let why = Message::new("migrate.why.baseline").with("checklist", self.lineage.before.id());
            let cure = Message::new("migrate.cure.baseline");
            let told = draft.told(node.span.start, what);
            draft.left.push(Told { why: Some(why), cure: Some(cure), ..told });
        }
        draft.expect_tree(Format::Toml, tree, |source| Some(0..source.text.len()));
    }

    /// The version, and the reading that it may not know.
    fn pin(&self, draft: &mut Draft, tree: &mut Node) {
        let after = self.lineage.after;
        let pinned = value_mut(tree, "program").and_then(|programs| value_mut(programs, &after.program));
        let Some(pin) = pinned else { return self.unpinned(draft, 0) };
        match value_mut(pin, "version") {
            Some(node) => {
                draft.set(node, &after.version);
                let what = Message::new("migrate.pin").with("program", after.program.as_str());
                let state = Some(Message::new("migrate.now").with("now", after.version.as_str()));
                let told = draft.told(node.span.start, what);
                draft.carried.push(Told { state, ..told });
            }
            None => self.unpinned(draft, pin.span.start),
        }
        let Value::Table(entries) = &mut pin.value else { return };
        let unknown = |node: &Node| node.as_text().is_some_and(|reading| after.interpretation(reading).is_none());
        let Some(at) = entries.iter().position(|(key, node)| key.name == "reading" && unknown(node)) else { return };
        let (key, node) = &entries[at];
        let what = Message::new("migrate.reading").with("reading", node.as_text().unwrap_or_default());
        let why = Message::new("migrate.why.reading").with("checklist", after.id());
        let line = draft.source.line_at(key.span.start);
        let is_apart = draft.source.text[line.start..key.span.start].trim().is_empty();
        let state = Message::new(if is_apart { "migrate.state.comment" } else { "migrate.state.by_hand" });
        let told = draft.told(node.span.start, what);
        if is_apart {
            let said = Message::new("migrate.note").with("why", why.clone());
            draft.comment_out(&(key.span.start..node.span.end), &said.render(self.language));
            entries.remove(at);
        }
        let known: Vec<_> = after.readings.iter().map(|reading| reading.id.as_str()).collect();
        let cure = (!known.is_empty()).then(|| {
            let known = known.into_iter().collect::<crate::language::Arg>();
            Message::new("hint.one_of").with("values", known)
        });
        draft.left.push(Told { why: Some(why), state: Some(state), cure, ..told });
    }

    /// A folder without a pin is judged by the newest version.
    fn unpinned(&self, draft: &mut Draft, at: usize) {
        if self.is_newest {
            return;
        }
        let after = self.lineage.after;
        let told = draft.told(at, Message::new("migrate.pin").with("program", after.program.as_str()));
        let why = Some(Message::new("migrate.why.unpinned").with("program", after.program.as_str()));
        let cure = Message::new("migrate.cure.pin").with("program", after.program.as_str());
        let cure = Some(cure.with("version", after.version.as_str()));
        draft.left.push(Told { why, cure, ..told });
    }
}
