//! Where a fault is written: the way to it through the file, and the word that is wrong there.

use std::sync::Arc;

use super::Kind;
use crate::language::Message;
use crate::source::{Node, Problem, Source, Span, Value};

/// A fault of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row or the criterion, such as `P-2.1.count`, or the section.
    pub at: String,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// Where it is written.
    pub place: Place,
}

/// A step into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(&'static str),
    /// An item of a list, from 0.
    Item(usize),
}

/// The way to a value, and what to look for in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The way, as far as it leads.
    pub path: Vec<Step>,
    /// The number of a rule in there, in the order in which they are written.
    pub rule: Option<usize>,
    /// The word that is wrong.
    pub word: Option<String>,
}

/// A file as it is written.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// Its text.
    pub source: &'a Arc<Source>,
    /// The whole of it.
    pub root: &'a Node,
}

impl Written<'_> {
    /// A fault at its place, with its code.
    pub fn problem(&self, fault: Fault) -> Problem {
        let span = self.span(&fault.place);
        let code = &Kind::of(fault.message.key()).code;
        let message = Message::new("human.colon").with("before", fault.at).with("after", fault.message);
        let problem = Problem::new(self.source, span, message).with_code(code);
        match fault.help {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    }

    /// The value that a way leads to; the last there is, where it leads no further.
    pub fn node(&self, path: &[Step]) -> &Node {
        let mut node = self.root;
        for step in path {
            let next = match step {
                Step::Key(key) => node.get(key),
                Step::Item(number) => node.as_list().and_then(|items| items.get(*number)),
            };
            let Some(next) = next else { break };
            node = next;
        }
        node
    }

    fn span(&self, place: &Place) -> Span {
        let mut node = self.node(&place.path);
        if let Some(rule) = place.rule.and_then(|number| rules_of(node.get("rule")?).get(number).copied()) {
            node = rule;
        }
        let word = place.word.as_deref().and_then(|word| find(node, word));
        let names_itself = || ["id", "key", "field"].into_iter().find_map(|key| node.get(key));
        let first_key = || node.as_table().and_then(|entries| entries.first()).map(|(key, _)| key.span.clone());
        word.or_else(|| Some(names_itself()?.span.clone())).or_else(first_key).unwrap_or_else(|| node.span.clone())
    }
}

/// A rule and every rule inside it, in the order of `Rule::walk`.
pub fn rules_of(node: &Node) -> Vec<&Node> {
    let mut rules = vec![node];
    let Some([(kind, body)]) = node.as_table() else { return rules };
    let inner = match kind.name.as_str() {
        "all" | "any" => body.as_list().unwrap_or_default().iter().collect(),
        "not" => vec![body],
        "each" | "count" => body.get("rule").into_iter().collect(),
        _ => Vec::new(),
    };
    rules.extend(inner.into_iter().flat_map(rules_of));
    rules
}

/// The bytes of the first value or key that is a word.
fn find(node: &Node, word: &str) -> Option<Span> {
    match &node.value {
        Value::List(items) => items.iter().find_map(|item| find(item, word)),
        Value::Table(entries) => entries.iter().find_map(|(key, value)| {
            let is_key = (key.name == word).then(|| key.span.clone());
            find(value, word).or(is_key)
        }),
        _ => (node.as_text() == Some(word)).then(|| node.span.clone()),
    }
}
