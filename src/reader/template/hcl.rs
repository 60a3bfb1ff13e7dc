//! HCL as a tree: what is written out as values, what is computed as the text of its expression, `${…}`.

use std::collections::HashMap;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Block, Body, Structure};

use crate::source::{Key, Node, Source, Span, Value, parse_template};

/// Functions whose value is that of their first argument, for our purposes.
const TRANSPARENT: [&str; 4] = ["jsonencode", "tolist", "toset", "tomap"];

/// A body as a table. Blocks of one name become one list.
pub fn table(source: &Arc<Source>, body: &Body) -> Node {
    let mut entries: Vec<(Key, Node)> = Vec::new();
    let mut lists: HashMap<String, usize> = HashMap::new();
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => {
                let name = attribute.key.as_str().to_owned();
                let span = attribute.key.span().unwrap_or_default();
                entries.push((Key { name, span }, value(source, &attribute.value)));
            }
            Structure::Block(block) => {
                let (name, inner) = meant(block);
                let span = block.ident.span().unwrap_or_default();
                let node = Node { span: span.clone(), ..table(source, inner) };
                let list = *lists.entry(name.to_owned()).or_insert_with(|| {
                    let empty = Node { span: span.clone(), value: Value::List(Vec::new()) };
                    entries.push((Key { name: name.to_owned(), span }, empty));
                    entries.len() - 1
                });
                if let Value::List(items) = &mut entries[list].1.value {
                    items.push(node);
                }
            }
        }
    }
    Node { span: body.span().unwrap_or_default(), value: Value::Table(entries) }
}

/// The name and the content of a block; `dynamic "ingress" { content { … } }` is an `ingress`.
fn meant(block: &Block) -> (&str, &Body) {
    let content = block.body.get_blocks("content").next();
    match (block.ident.as_str(), block.labels.first(), content) {
        ("dynamic", Some(label), Some(content)) => (label.as_str(), &content.body),
        (name, ..) => (name, &block.body),
    }
}

fn value(source: &Arc<Source>, expression: &Expression) -> Node {
    let span = expression.span().unwrap_or_default();
    let value = match expression {
        Expression::Null(_) => Value::Null,
        Expression::Bool(truth) => Value::Boolean(**truth),
        Expression::Number(number) => Value::Number(number.value().to_string()),
        Expression::String(text) => Value::Text(text.to_string()),
        Expression::Array(items) => Value::List(items.iter().map(|item| self::value(source, item)).collect()),
        Expression::Object(object) => {
            let entry = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| {
                let (name, span) = match key {
                    ObjectKey::Ident(name) => (name.as_str(), name.span()),
                    ObjectKey::Expression(expression) => (expression.as_str()?, expression.span()),
                };
                let key = Key { name: name.to_owned(), span: span.unwrap_or_default() };
                Some((key, self::value(source, value.expr())))
            };
            Value::Table(object.iter().filter_map(entry).collect())
        }
        Expression::Parenthesis(inner) => return self::value(source, inner.inner()),
        Expression::FuncCall(call) if TRANSPARENT.contains(&call.name.name.as_str()) => {
            return call.args.iter().next().map_or(computed(source, span), |argument| self::value(source, argument));
        }
        Expression::HeredocTemplate(_) => return document(source, &span).unwrap_or_else(|| computed(source, span)),
        Expression::StringTemplate(_) => Value::Text(written(source, &span).trim_matches('"').to_owned()),
        _ => return computed(source, span),
    };
    Node { span, value }
}

fn written<'a>(source: &'a Source, span: &Span) -> &'a str {
    source.text.get(span.clone()).unwrap_or_default()
}

fn computed(source: &Source, span: Span) -> Node {
    let text = format!("${{{}}}", written(source, &span));
    Node { span, value: Value::Text(text) }
}

/// A document in JSON between `<<EOF` and `EOF`.
fn document(source: &Arc<Source>, span: &Span) -> Option<Node> {
    let text = written(source, span);
    let start = text.find('\n')? + 1;
    let end = text.trim_end().rfind('\n').filter(|end| *end > start)?;
    text[start..end].trim_start().starts_with('{').then_some(())?;
    parse_template(source, span.start + start..span.start + end).ok()
}
