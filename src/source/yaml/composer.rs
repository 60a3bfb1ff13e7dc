//! Builds the tree from the parser's events.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_yaml::granit_parser::{self, ErrorKind, Event, ScalarStyle, ScanError};

use super::super::problem::settled;
use super::super::{Key, MAX_DEPTH, Node, Problem, Source, Span, Value, duplicate_key, too_deep};
use super::alias::Anchors;
use super::{Dialect, scalar};
use crate::language::Message;

/// The tree as far as it is read. A list or table is open until its end is read.
pub struct Composer<'a> {
    source: &'a Arc<Source>,
    /// Where the YAML begins in the whole text.
    start: usize,
    dialect: Dialect,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: Anchors,
    problems: Vec<Problem>,
}

struct Open {
    span: Span,
    mark: Mark,
    children: Children,
}

/// What stands before a value.
#[derive(Default)]
struct Mark {
    /// The function of a template that a tag calls.
    function: Option<String>,
    /// The number of its anchor; 0 without one.
    anchor: usize,
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
    pub fn new(source: &'a Arc<Source>, start: usize, dialect: Dialect) -> Self {
        let (open, anchors, problems) = (Vec::new(), Anchors::default(), Vec::new());
        Self { source, start, dialect, open, root: None, anchors, problems }
    }

    /// The whole tree. Nothing at all is YAML too.
    pub fn finish(self) -> Result<Node, Vec<Problem>> {
        let nothing = Node { span: self.start..self.start, value: Value::Null };
        if self.problems.is_empty() { Ok(self.root.unwrap_or(nothing)) } else { Err(settled(self.problems)) }
    }

    /// Goes on with the next event, unless no more can be read.
    pub fn take(&mut self, event: Event<'_>, span: &granit_parser::Span) -> ControlFlow<()> {
        let function = span.tag_span().and_then(|tag| self.function(&tag));
        let marked = |anchor: usize| Mark { function, anchor };
        let span = self.span(span);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return self.stop(span, Message::new("source.one_document"));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() == MAX_DEPTH => {
                return self.stop(span, too_deep());
            }
            Event::SequenceStart(_, anchor, _) => self.open(span, marked(anchor), Children::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => self.open(span, marked(anchor), Children::Table(Table::default())),
            Event::SequenceEnd | Event::MappingEnd => self.close(&span),
            Event::Scalar(text, ScalarStyle::Plain, anchor, _) => self.put(span, scalar::plain(&text), marked(anchor)),
            Event::Scalar(text, _, anchor, _) => self.put(span, Value::Text(text.into_owned()), marked(anchor)),
            Event::Alias(anchor) if self.dialect == Dialect::Template => {
                return match self.anchors.repeat(anchor, self.open.len()) {
                    Ok(value) => {
                        self.put(span, value, Mark::default());
                        ControlFlow::Continue(())
                    }
                    Err(message) => self.stop(span, message),
                };
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problem(span.clone(), Message::new("source.alias"));
                self.put(span, Value::Null, Mark::default());
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Ends with what the parser could not read.
    pub fn fail(&mut self, error: &ScanError) -> ControlFlow<()> {
        let span = self.span(&granit_parser::Span::empty(*error.marker()));
        let detail = sentence(error);
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

    fn open(&mut self, span: Span, mark: Mark, children: Children) {
        self.open.push(Open { span, mark, children });
    }

    /// The function that a tag calls: `!Sub` is short for `Fn::Sub`. Tags of YAML itself, `!!str`, call none.
    fn function(&mut self, tag: &granit_parser::Span) -> Option<String> {
        let span = self.span(tag);
        if self.dialect == Dialect::Facts {
            self.problem(span, Message::new("source.tag"));
            return None;
        }
        match self.source.text[span].strip_prefix('!')? {
            name @ ("Ref" | "Condition") => Some(name.to_owned()),
            name if name.is_empty() || name.starts_with(['!', '<']) => None,
            name => Some(format!("Fn::{name}")),
        }
    }

    /// A bracket ends a list or table; where there is none, its last value does.
    fn close(&mut self, bracket: &Span) {
        let Some(Open { span, mark, children }) = self.open.pop() else {
            return;
        };
        let (last, value) = match children {
            Children::List(items) => (items.last().map(|item| item.span.end), Value::List(items)),
            Children::Table(table) => {
                let last = table.entries.last().map(|(_, value)| value.span.end);
                (last, Value::Table(table.merged(self.dialect)))
            }
        };
        let end = last.filter(|_| bracket.is_empty()).unwrap_or(bracket.end);
        self.put(span.start..end, value, mark);
    }

    /// A value that is whole belongs to what is open around it.
    fn put(&mut self, span: Span, value: Value, mark: Mark) {
        let place = span.clone();
        let value = match mark.function {
            Some(name) => {
                let key = Key { name, span: span.start..span.start };
                Value::Table(vec![(key, Node { span: span.clone(), value })])
            }
            None => value,
        };
        let node = Node { span, value };
        if mark.anchor != 0 && self.dialect == Dialect::Template {
            self.anchors.keep(mark.anchor, &node);
        }
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
    /// The entries, with those of `<<:` where a template has it: they are there unless the table says otherwise.
    fn merged(mut self, dialect: Dialect) -> Vec<(Key, Node)> {
        let is_merge = |(key, _): &(Key, Node)| key.name == "<<";
        if dialect == Dialect::Facts || !self.entries.iter().any(is_merge) {
            return self.entries;
        }
        let (merges, mut entries): (Vec<_>, Vec<_>) = self.entries.into_iter().partition(is_merge);
        for (_, node) in merges {
            let tables = match node.value {
                Value::List(tables) => tables,
                value => vec![Node { span: node.span, value }],
            };
            for table in tables {
                let Value::Table(inherited) = table.value else { continue };
                entries.extend(inherited.into_iter().filter(|(key, _)| self.names.insert(key.name.clone())));
            }
        }
        entries
    }

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
/// The sentence for what the parser could not read; its own words, which are English, are quoted where there is none.
fn sentence(error: &ScanError) -> Message {
    Message::new(match error.kind() {
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. } => "source.bracket",
        // A line that begins further to the left is nearly always the one after a quotation that was not closed.
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => "source.quotation",
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => "source.tab",
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry => "source.indentation",
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => "source.comma",
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => "source.colon",
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => "source.no_colon",
        ErrorKind::UnexpectedCharacter { .. } => "source.character",
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => "source.escape",
        _ => return Message::new("source.yaml").with("detail", error.info()),
    })
}
