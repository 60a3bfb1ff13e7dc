//! A file while it is rewritten: only the bytes that change are touched, and the whole is read back before it counts.

use std::sync::Arc;

use super::{Moved, Told};
use crate::evidence::{Place, Spot};
use crate::language::Message;
use crate::source::{Format, Key, Node, Source, Span, Value};

/// Whether a changed text is read as what it should be.
type Proof = Box<dyn Fn(&Arc<Source>) -> bool>;

/// A file and what becomes of it.
pub struct Draft {
    /// As it is.
    pub source: Arc<Source>,
    /// What is rewritten.
    pub carried: Vec<Told>,
    /// What is carried, and to be read again.
    pub again: Vec<Told>,
    /// What is not carried.
    pub left: Vec<Told>,
    /// How much counts as it stands.
    pub standing: usize,
    /// Whether its bytes are those of the text.
    is_utf8: bool,
    edits: Vec<(Span, String)>,
    proof: Option<Proof>,
}

impl Draft {
    /// A file with these bytes.
    pub fn of(path: &str, bytes: Vec<u8>) -> Self {
        let (text, is_utf8) = match String::from_utf8(bytes) {
            Ok(text) => (text, true),
            Err(error) => (crate::reader::decode(error.as_bytes()), false),
        };
        Self {
            source: Arc::new(Source::new(path, text)),
            carried: Vec::new(),
            again: Vec::new(),
            left: Vec::new(),
            standing: 0,
            is_utf8,
            edits: Vec::new(),
            proof: None,
        }
    }

    /// A part of it as a tree; nothing where it is none, which whoever reads the folder tells.
    pub fn tree(&self, format: Format, range: Span) -> Option<Node> {
        format.parse(&self.source, range).ok()
    }

    /// What stands at a byte.
    pub fn told(&self, at: usize, what: Message) -> Told {
        let line = u32::try_from(self.source.position(at).line).unwrap_or(u32::MAX);
        Told::at(Place { file: self.source.name.as_str().into(), spot: Spot::Line(line) }, what)
    }

    /// Puts other words at a place.
    pub fn put(&mut self, span: Span, words: impl Into<String>) {
        self.edits.push((span, words.into()));
    }

    /// Gives a key another name, in the quotes that it has.
    pub fn rename(&mut self, key: &mut Key, name: &str) {
        let words = self.quoted(&key.span, name);
        self.put(key.span.clone(), words);
        name.clone_into(&mut key.name);
    }

    /// Gives a text another value, in the quotes that it has.
    pub fn set(&mut self, node: &mut Node, text: &str) {
        let words = self.quoted(&node.span, text);
        self.put(node.span.clone(), words);
        node.value = match node.value {
            Value::Number(_) if !words_are_quoted(&self.source.text[node.span.clone()]) => {
                Value::Number(text.to_owned())
            }
            _ => Value::Text(text.to_owned()),
        };
    }

    /// Makes comments of the lines of an entry, below one that says why.
    pub fn comment_out(&mut self, span: &Span, why: &str) {
        let first = self.source.line_at(span.start).start;
        let line_break = if self.source.text.contains("\r\n") { "\r\n" } else { "\n" };
        self.put(first..first, format!("# {why}{line_break}"));
        let mut at = first;
        while at < span.end {
            self.put(at..at, "# ");
            at = self.source.text[at..].find('\n').map_or(usize::MAX, |end| at + end + 1);
        }
    }

    /// What the changed text must be read as.
    pub fn expect(&mut self, proof: impl Fn(&Arc<Source>) -> bool + 'static) {
        self.proof = Some(Box::new(proof));
    }

    /// What the part of the changed text that `range` finds must be read as.
    pub fn expect_tree(
        &mut self,
        format: Format,
        expected: Node,
        range: impl Fn(&Arc<Source>) -> Option<Span> + 'static,
    ) {
        self.expect(move |source| {
            let read = range(source).and_then(|range| format.parse(source, range).ok());
            read.is_some_and(|read| is_alike(&read, &expected))
        });
    }

    /// Adds what came of it. Where the changed text would not be read as it should, nothing of it is changed.
    pub fn finish(mut self, moved: &mut Moved) {
        moved.standing += self.standing;
        if self.edits.is_empty() {
            self.count(moved);
            return;
        }
        // Where several are put at the same place, they stand in the order in which they were put there.
        self.edits.sort_by_key(|(span, _)| span.start);
        let (mut text, mut at) = (String::new(), 0);
        let mut is_sound = self.is_utf8;
        for (span, words) in &self.edits {
            is_sound &= span.start >= at;
            text.push_str(self.source.text.get(at..span.start).unwrap_or_default());
            text.push_str(words);
            at = span.end;
        }
        text.push_str(self.source.text.get(at..).unwrap_or_default());
        let changed = Arc::new(Source::new(self.source.name.as_str(), text));
        is_sound &= self.proof.as_ref().is_none_or(|proof| proof(&changed));
        if is_sound {
            moved.files.insert(self.source.name.clone(), changed.text.clone());
            self.count(moved);
            return;
        }
        let why = Message::new(if self.is_utf8 { "migrate.why.form" } else { "migrate.why.encoding" });
        let by_hand = |told: Told| Told {
            why: Some(told.why.unwrap_or_else(|| why.clone())),
            state: Some(Message::new("migrate.state.by_hand")),
            ..told
        };
        moved.left.extend(self.carried.into_iter().chain(self.again).chain(self.left).map(by_hand));
    }

    fn count(self, moved: &mut Moved) {
        moved.carried.extend(self.carried);
        moved.again.extend(self.again);
        moved.left.extend(self.left);
    }

    fn quoted(&self, span: &Span, words: &str) -> String {
        let quote = self.source.text[span.clone()].chars().next().filter(|first| matches!(first, '"' | '\''));
        let quote = quote.map(String::from).unwrap_or_default();
        format!("{quote}{words}{quote}")
    }
}

fn words_are_quoted(written: &str) -> bool {
    written.starts_with(['"', '\''])
}

/// Whether two trees say the same, wherever it stands.
fn is_alike(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_alike(one, other))
        }
        (Value::Table(one), Value::Table(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|((key, one), (name, other))| key.name == name.name && is_alike(one, other))
        }
        (one, other) => one == other,
    }
}
