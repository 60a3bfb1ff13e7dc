//! One tree for YAML and TOML, in which everything knows where it is written.

use super::Span;
use crate::language::Message;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The bytes that say it; of a table or list at least those where it begins.
    pub span: Span,
    /// What is said.
    pub value: Value,
}

/// The name of an entry in a table and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The name without quotes; a key that YAML takes for a number or a truth value is the text it was written as.
    pub name: String,
    /// The bytes that say it.
    pub span: Span,
}

/// What both formats can say.
///
/// Only what is unmistakable in both has a type of its own. Dates and durations are texts, which whoever knows that a
/// date is meant reads as one; `no`, `yes`, `on` and `off` are texts too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `key:` in YAML. TOML has no such value.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number as it was written: `2.10` is not `2.1`, and `012345678901` keeps its zero.
    Number(String),
    /// A text, or a date of TOML as it was written.
    Text(String),
    /// Values in the order in which they were written.
    List(Vec<Node>),
    /// Entries in the order in which they were written; no name comes twice.
    Table(Vec<(Key, Node)>),
}

impl Node {
    /// What kind of value this is, for "expected …, found …".
    #[must_use]
    pub const fn kind(&self) -> Message {
        match self.value {
            Value::Null => Message::new("source.kind.null"),
            Value::Boolean(_) => Message::new("source.kind.boolean"),
            Value::Number(_) => Message::new("source.kind.number"),
            Value::Text(_) => Message::new("source.kind.text"),
            Value::List(_) => Message::new("source.kind.list"),
            Value::Table(_) => Message::new("source.kind.table"),
        }
    }

    /// The words of a text. A number counts as the text it was written as: `version: 2.10` and an account of twelve
    /// digits need no quotes.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The values of a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a table.
    #[must_use]
    pub fn as_table(&self) -> Option<&[(Key, Self)]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of an entry, if this is a table that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let (_, value) = self.as_table()?.iter().find(|(key, _)| key.name == name)?;
        Some(value)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::super::{Problem, Source};
    use super::*;

    /// Whatever is read or refused, its places lie within the part that was to be read.
    pub fn holds(parse: fn(&Arc<Source>, Span) -> Result<Node, Vec<Problem>>, text: &str) {
        let whole = Arc::new(Source::new("a.md", format!("前{text}后")));
        let range = 3..whole.text.len() - 3;
        let spans = match parse(&whole, range.clone()) {
            Ok(node) => spans(&node),
            Err(problems) => {
                assert!(!problems.is_empty());
                problems.into_iter().map(|problem| problem.span).collect()
            }
        };
        for span in spans {
            assert!(range.start <= span.start && span.end <= range.end, "{span:?} of {text:?}");
            assert!(whole.text.get(span.clone()).is_some(), "{span:?} of {text:?}");
        }
    }

    fn spans(node: &Node) -> Vec<Span> {
        let mut spans = vec![node.span.clone()];
        for item in node.as_list().unwrap_or_default() {
            spans.extend(self::spans(item));
        }
        for (key, value) in node.as_table().unwrap_or_default() {
            spans.push(key.span.clone());
            spans.extend(self::spans(value));
        }
        spans
    }

    fn node(value: Value) -> Node {
        Node { span: 0..1, value }
    }

    #[test]
    fn a_number_is_also_the_text_it_was_written_as() {
        assert_eq!(node(Value::Number("2.10".to_owned())).as_text(), Some("2.10"));
        assert_eq!(node(Value::Boolean(true)).as_text(), None);
    }

    #[test]
    fn only_a_table_has_entries() {
        let key = Key { name: "rto".to_owned(), span: 0..3 };
        let table = node(Value::Table(vec![(key, node(Value::Null))]));
        assert_eq!(table.get("rto"), Some(&node(Value::Null)));
        assert_eq!(table.get("rpo"), None);
        assert_eq!(node(Value::Null).get("rto"), None);
    }
}
