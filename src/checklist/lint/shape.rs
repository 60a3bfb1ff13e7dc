//! Whether a file has the shape that its schema says: every key that nobody knows, every one that is missing, every value
//! of another kind, in one run.

use std::sync::Arc;

use serde_json::Value as Schema;

use crate::language::Message;
use crate::source::{Key, Node, Problem, Source, Span, Value, nearest_or_all};

/// What is wrong with the shape.
pub fn mistakes(source: &Arc<Source>, node: &Node, schema: &Schema) -> Vec<Problem> {
    let mut shape = Shape { source, root: schema, problems: Vec::new() };
    shape.check(node, schema, &node.span);
    shape.problems
}

struct Shape<'a> {
    source: &'a Arc<Source>,
    root: &'a Schema,
    problems: Vec<Problem>,
}

impl<'a> Shape<'a> {
    /// Checks a value; `named` is where its key stands.
    fn check(&mut self, node: &Node, schema: &'a Schema, named: &Span) {
        let schema = self.resolved(schema);
        if let Some(variants) = schema["oneOf"].as_array() {
            self.one_of(node, variants);
        } else if let Some(variants) = schema["anyOf"].as_array() {
            self.any_of(node, variants, named);
        } else if let Some(words) = schema["enum"].as_array() {
            self.word(node, words.iter().filter_map(Schema::as_str).collect());
        } else if !self.takes(node, schema) {
            let wanted = kinds(schema).into_iter().find(|kind| *kind != "null").unwrap_or("object");
            self.wrong_kind(node, wanted);
        } else if let Some(entries) = node.as_table() {
            self.table(node, entries, schema, named);
        } else if let Some(items) = node.as_list() {
            for item in items {
                self.check(item, &schema["items"], &item.span);
            }
        }
    }

    /// Keys that nobody knows, and keys that are missing.
    fn table(&mut self, node: &Node, entries: &[(Key, Node)], schema: &'a Schema, named: &Span) {
        let properties = schema["properties"].as_object();
        for (key, value) in entries {
            if let Some(property) = properties.and_then(|properties| properties.get(&key.name)) {
                self.check(value, property, &key.span);
            } else if schema["additionalProperties"].is_object() {
                self.check(value, &schema["additionalProperties"], &key.span);
            } else if let Some(properties) = properties {
                self.unknown(key, properties.keys().map(String::as_str).collect());
            }
        }
        let is_localised = properties.is_some_and(|properties| properties.keys().eq(["en", "fr", "zh"]));
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str) {
            if node.get(name).is_none() {
                let key = if is_localised { "lint.missing_language" } else { "lint.missing_key" };
                let place = entries.first().map_or(named, |(key, _)| if is_localised { named } else { &key.span });
                let message = Message::new(key).with("name", name);
                self.problems.push(Problem::new(self.source, place.clone(), message));
            }
        }
    }

    /// A word of a list, or a table with one key of a list.
    fn one_of(&mut self, node: &Node, variants: &'a [Schema]) {
        let words = variants.iter().flat_map(|variant| {
            variant["const"]
                .as_str()
                .into_iter()
                .chain(variant["enum"].as_array().into_iter().flatten().filter_map(Schema::as_str))
        });
        let property = |name: &str| variants.iter().find_map(|variant| variant["properties"].as_object()?.get(name));
        let names = || variants.iter().filter_map(|variant| variant["properties"].as_object()?.keys().next());
        match &node.value {
            Value::Table(entries) => match entries.as_slice() {
                [(key, value)] => match property(&key.name) {
                    Some(schema) => self.check(value, schema, &key.span),
                    None => self.unknown(key, names().map(String::as_str).collect()),
                },
                [] => self.wrong_kind(node, "object"),
                // A list item that is not indented runs into the rule before it.
                [_, (second, _), ..] => {
                    let message = Message::new("lint.one_key").with("name", second.name.as_str());
                    self.problems.push(Problem::new(self.source, second.span.clone(), message));
                }
            },
            _ if node.as_text().is_some() && names().next().is_none() || words.clone().next().is_some() => {
                self.word(node, words.chain(names().map(String::as_str)).collect());
            }
            _ => self.wrong_kind(node, "object"),
        }
    }

    /// The first form that takes this kind of value; of several kinds of table, the one that knows most of its keys.
    fn any_of(&mut self, node: &Node, variants: &'a [Schema], named: &Span) {
        let variants: Vec<&Schema> = variants.iter().map(|variant| self.resolved(variant)).collect();
        let found = variants.iter().find(|variant| self.takes(node, variant)).copied();
        if let Some(variant) = found {
            return self.check(node, variant, named);
        }
        let wanted = variants.iter().flat_map(|variant| kinds(variant)).find(|kind| *kind != "null");
        self.wrong_kind(node, wanted.unwrap_or("object"));
    }

    fn word(&mut self, node: &Node, words: Vec<&str>) {
        let Some(text) = node.as_text() else { return self.wrong_kind(node, "string") };
        if !words.contains(&text) {
            let message = Message::new("lint.wrong_word").with("name", text);
            let help = nearest_or_all(text, words.into_iter());
            self.problems.push(Problem::new(self.source, node.span.clone(), message).with_help(help));
        }
    }

    fn unknown(&mut self, key: &Key, known: Vec<&str>) {
        let message = Message::new("lint.unknown_key").with("name", key.name.as_str());
        let help = nearest_or_all(&key.name, known.into_iter());
        self.problems.push(Problem::new(self.source, key.span.clone(), message).with_help(help));
    }

    fn wrong_kind(&mut self, node: &Node, wanted: &str) {
        let wanted = Message::new(match wanted {
            "array" => "source.kind.list",
            "boolean" => "source.kind.boolean",
            "integer" | "number" => "source.kind.number",
            "string" => "source.kind.text",
            _ => "source.kind.table",
        });
        let message = Message::new("lint.wrong_kind").with("wanted", wanted).with("found", node.kind());
        self.problems.push(Problem::new(self.source, node.span.clone(), message));
    }

    /// Whether a value is of a kind that a form takes.
    fn takes(&self, node: &Node, schema: &Schema) -> bool {
        let schema = self.resolved(schema);
        if let Some(variants) = schema["anyOf"].as_array() {
            return variants.iter().any(|variant| self.takes(node, variant));
        }
        let kinds = kinds(schema);
        let has = |names: &[&str]| kinds.iter().any(|kind| names.contains(kind));
        kinds.is_empty()
            || match &node.value {
                Value::Null => has(&["null"]),
                Value::Boolean(_) => has(&["boolean"]),
                Value::Number(text) if text.parse::<u64>().is_ok() => has(&["integer", "number", "string"]),
                Value::Number(_) => has(&["number", "string"]),
                Value::Text(_) => has(&["string"]),
                Value::List(_) => has(&["array"]),
                Value::Table(_) => has(&["object"]),
            }
    }

    fn resolved(&self, schema: &'a Schema) -> &'a Schema {
        let mut schema = schema;
        while let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            schema = &self.root["$defs"][name];
        }
        schema
    }
}

fn kinds(schema: &Schema) -> Vec<&str> {
    match &schema["type"] {
        Schema::String(kind) => vec![kind],
        Schema::Array(kinds) => kinds.iter().filter_map(Schema::as_str).collect(),
        _ => Vec::new(),
    }
}
