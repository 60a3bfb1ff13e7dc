//! Aliases of templates: what an anchor marks is repeated, within limits.

use std::collections::HashMap;

use super::super::{MAX_DEPTH, Node, Value, too_deep};
use crate::language::Message;

/// How many values of one text may be kept or written for aliases; more are a mistake or an attack. A long text counts
/// as several values.
const MAX_COPIED: usize = 100_000;

/// What aliases can repeat.
#[derive(Default)]
pub struct Anchors {
    kept: HashMap<usize, Node>,
    copied: usize,
}

impl Anchors {
    /// Keeps what an anchor marks, unless too much is kept already.
    pub fn keep(&mut self, anchor: usize, node: &Node) {
        self.copied += extent(node).0;
        if self.copied <= MAX_COPIED {
            self.kept.insert(anchor, node.clone());
        }
    }

    /// What an anchor marks, for an alias that lies at a depth.
    pub fn repeat(&mut self, anchor: usize, depth: usize) -> Result<Value, Message> {
        let too_many = || Message::new("source.too_many_copies").with("n", MAX_COPIED);
        let node = self.kept.get(&anchor).ok_or_else(too_many)?;
        let (values, below) = extent(node);
        self.copied += values;
        if self.copied > MAX_COPIED {
            return Err(too_many());
        }
        if depth + below > MAX_DEPTH { Err(too_deep()) } else { Ok(node.value.clone()) }
    }
}

/// A text counts as one value for each of its parts of this many bytes.
const VALUE: usize = 32;

/// How many values a value consists of, and how deep they lie.
fn extent(node: &Node) -> (usize, usize) {
    let items = node.as_list().unwrap_or_default().iter();
    let entries = node.as_table().unwrap_or_default();
    let values = entries.iter().map(|(_, value)| value);
    let names: usize = entries.iter().map(|(key, _)| key.name.len()).sum();
    let (mut count, mut depth) = (1 + (node.as_text().map_or(0, str::len) + names) / VALUE, 0);
    for inner in items.chain(values) {
        let (values, below) = extent(inner);
        count += values;
        depth = depth.max(below + 1);
    }
    (count, depth)
}
