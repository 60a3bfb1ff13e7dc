//! Builds the tree from the parser's events.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_yaml::granit_parser::{self, ErrorKind, Event, ScalarStyle, ScanError};

use super::super::problem::settled;
use super::super::{Key, MAX_DEPTH, Node, Problem, Source, Span, Value, duplicate_key, too_deep};
use super::scalar;
use crate::language::Message;

/// The tree as far as it is read. A list or table is open until its end is read.
pub struct Composer<'a> {
    source: &'a Arc<Source>,
    /// Where the YAML begins in the whole text.
    start: usize,
    open: Vec<Open>,
    root: Option<Node>,
    problems: Vec<Problem>,
}

struct Open {
    span: Span,
    children: Children,
}

enum Children {
    List(Vec<Node>),
    Table(Table),
}

#[derive(Default)]
struct Table {
    entries: Vec<(Key, Node)>,
    names: HashSet<String>,
    /// The key whose value is read next.
    key: Option<Key>,
}

impl<'a> Composer<'a> {
    pub const fn new(source: &'a Arc<Source>, start: usize) -> Self {
        Self { source, start, open: Vec::new(), root: None, problems: Vec::new() }
    }

    /// The whole tree. Nothing at all is YAML too.
    pub fn finish(self) -> Result<Node, Vec<Problem>> {
        let nothing = Node { span: self.start..self.start, value: Value::Null };
        if self.problems.is_empty() { Ok(self.root.unwrap_or(nothing)) } else { Err(settled(self.problems)) }
    }

    /// Goes on with the next event, unless no more can be read.
    pub fn take(&mut self, event: Event<'_>, span: &granit_parser::Span) -> ControlFlow<()> {
        if let Some(tag) = span.tag_span() {
            self.problem(self.span(&tag), Message::new("source.tag"));
        }
        let span = self.span(span);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return self.stop(span, Message::new("source.one_document"));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() == MAX_DEPTH => {
                return self.stop(span, too_deep());
            }
            Event::SequenceStart(..) => self.open(span, Children::List(Vec::new())),
            Event::MappingStart(..) => self.open(span, Children::Table(Table::default())),
            Event::SequenceEnd | Event::MappingEnd => self.close(&span),
            Event::Scalar(text, ScalarStyle::Plain, ..) => self.put(span, scalar::plain(&text)),
            Event::Scalar(text, ..) => self.put(span, Value::Text(text.into_owned())),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problem(span.clone(), Message::new("source.alias"));
                self.put(span, Value::Null);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Ends with what the parser could not read, in its own words, which are English, where there is no sentence.
    pub fn fail(&mut self, error: &ScanError) -> ControlFlow<()> {
        let span = self.span(&granit_parser::Span::empty(*error.marker()));
        let detail = Message::new("source.yaml").with("detail", error.info());
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => self.problem(span, too_deep()),
            // Nearly always a text that holds a colon, or begins with `@`, `%` or a backtick.
            ErrorKind::MappingValueNotAllowed | ErrorKind::UnexpectedCharacter { character: '@' | '%' | '`' } => {
                let help = Message::new("source.quote");
                self.problems.push(Problem::new(self.source, span, detail).with_help(help));
            }
            _ => self.problem(span, detail),
        }
        ControlFlow::Break(())
    }

    fn stop(&mut self, span: Span, message: Message) -> ControlFlow<()> {
        self.problem(span, message);
        ControlFlow::Break(())
    }

    fn problem(&mut self, span: Span, message: Message) {
        self.problems.push(Problem::new(self.source, span, message));
    }

    fn open(&mut self, span: Span, children: Children) {
        self.open.push(Open { span, children });
    }

    /// A bracket ends a list or table; where there is none, its last value does.
    fn close(&mut self, bracket: &Span) {
        let Some(Open { span, children }) = self.open.pop() else {
            return;
        };
        let (last, value) = match children {
            Children::List(items) => (items.last().map(|item| item.span.end), Value::List(items)),
            Children::Table(Table { entries, .. }) => {
                let last = entries.last().map(|(_, value)| value.span.end);
                (last, Value::Table(entries))
            }
        };
        let end = last.filter(|_| bracket.is_empty()).unwrap_or(bracket.end);
        self.put(span.start..end, value);
    }

    /// A value that is whole belongs to what is open around it.
    fn put(&mut self, span: Span, value: Value) {
        let place = span.clone();
        let node = Node { span, value };
        let mistake = match self.open.last_mut().map(|open| &mut open.children) {
            None => {
                self.root = Some(node);
                None
            }
            Some(Children::List(items)) => {
                items.push(node);
                None
            }
            Some(Children::Table(table)) => table.put(node, &self.source.text),
        };
        if let Some(message) = mistake {
            self.problem(place, message);
        }
    }

    /// A place of the parser in the whole text, without the line break that ends a block of text.
    fn span(&self, span: &granit_parser::Span) -> Span {
        let text = &self.source.text;
        let bytes = span.byte_range().unwrap_or_default();
        let start = text.floor_char_boundary(self.start + bytes.start);
        let end = text.floor_char_boundary(self.start + bytes.end).max(start);
        start..start + text[start..end].trim_end().len()
    }
}

impl Table {
    /// Takes a key and its value in turn and answers what is wrong with a key.
    fn put(&mut self, node: Node, text: &str) -> Option<Message> {
        if let Some(key) = self.key.take() {
            self.entries.push((key, node));
            return None;
        }
        let name = match node.value {
            Value::Text(name) => Some(name),
            Value::Null | Value::Boolean(_) | Value::Number(_) => Some(text[node.span.clone()].to_owned()),
            Value::List(_) | Value::Table(_) => None,
        };
        let mistake = match &name {
            None => Some(Message::new("source.key_no_word")),
            Some(name) if !self.names.insert(name.clone()) => Some(duplicate_key()),
            Some(_) => None,
        };
        self.key = Some(Key { name: name.unwrap_or_default(), span: node.span });
        mistake
    }
}
