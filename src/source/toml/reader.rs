//! Turns the tables of the `toml` crate into the tree.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::super::problem::settled;
use super::super::{Key, MAX_DEPTH, Node, Problem, Source, Span, Value, duplicate_key, too_deep};
use crate::language::Message;

/// Reads on whatever stack there is.
pub fn read(source: &Arc<Source>, range: Span) -> Result<Node, Vec<Problem>> {
    let text = &source.text[range.clone()];
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { source, text, start: range.start, problems: Vec::new() };
    let node = reader.root(table.get_ref());
    if !errors.is_empty() {
        // What was read besides is a guess.
        reader.problems.clear();
    }
    for error in &errors {
        let span = error.span().unwrap_or_else(|| longest_key(text));
        reader.problem(&span, message(error));
    }
    if reader.problems.is_empty() { Ok(node) } else { Err(settled(reader.problems)) }
}

/// The parser does not say where a key of more than 80 parts stands.
fn longest_key(text: &str) -> Span {
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        end += line.len();
        end - line.len()..end
    });
    lines.max_by_key(|line| text[line.clone()].matches('.').count()).unwrap_or_default()
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    /// Where the TOML begins in the whole text.
    start: usize,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, span: &Span, message: Message) {
        let span = self.span(span);
        self.problems.push(Problem::new(self.source, span, message));
    }

    /// The outermost table, to which the parser gives no place, reaches from its first key to its last value.
    fn root(&mut self, table: &DeTable<'_>) -> Node {
        let entries = self.entries(table, 1);
        let start = entries.first().map_or(self.start, |(key, _)| key.span.start);
        let end = entries.iter().map(|(_, value)| value.span.end).max().unwrap_or(start);
        Node { span: start..end.max(start), value: Value::Table(entries) }
    }

    /// A value that lies within `depth` tables and lists.
    fn node(&mut self, value: &Spanned<DeValue<'_>>, depth: usize) -> Node {
        let span = self.span(&value.span());
        let written = || self.source.text[span.clone()].to_owned();
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Datetime(_) => Value::Text(written()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written()),
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Array(_) | DeValue::Table(_) if depth == MAX_DEPTH => {
                self.problem(&value.span(), too_deep());
                Value::Null
            }
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item, depth + 1)).collect()),
            DeValue::Table(table) => Value::Table(self.entries(table, depth + 1)),
        };
        Node { span, value }
    }

    /// The parser sorts entries by name; a user reads them as they are written.
    fn entries(&mut self, table: &DeTable<'_>, depth: usize) -> Vec<(Key, Node)> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let name = key.get_ref().to_string();
                let span = self.span(&key.span());
                (Key { name, span }, self.node(value, depth))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    /// A place of the parser in the whole text, never one beyond it or within a character.
    fn span(&self, span: &Span) -> Span {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end).max(start);
        self.start + start..self.start + end
    }
}

/// The sentence for a mistake; the parser's own words, which are English, are quoted where there is none.
fn message(error: &Error) -> Message {
    match error.message() {
        "duplicate key" => duplicate_key(),
        "recursion limit" | "cannot recurse further; max recursion depth met" => too_deep(),
        detail => match sentence(detail) {
            Some(key) => Message::new(key),
            None => Message::new("source.toml").with("detail", detail),
        },
    }
}

/// What the parser says at the beginning of a mistake, by the sentence that says it in each language.
fn sentence(detail: &str) -> Option<&'static str> {
    let known = [
        ("string values must be quoted", "source.unquoted"),
        ("unclosed", "source.bracket"),
        ("missing comma", "source.comma"),
        ("missing value", "source.no_value"),
        ("key with no value", "source.no_value"),
        ("missing assignment", "source.no_equals"),
        ("missing opening quote", "source.quotation"),
        ("missing closing quote", "source.quotation"),
        ("invalid unquoted key", "source.key_letters"),
        ("missing escaped value", "source.escape"),
        ("unexpected content", "source.character"),
        ("unexpected key or value", "source.character"),
    ];
    known.into_iter().find(|(beginning, _)| detail.starts_with(beginning)).map(|(_, key)| key)
}
