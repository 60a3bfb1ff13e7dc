//! Terraform: resources, the policies of its data sources, and modules, which are named and not followed.

use std::sync::Arc;

use hcl_edit::structure::Structure;

use super::deployment::Deployment;
use super::tree::{entries, items, word};
use super::{hcl, kinds, unreadable};
use crate::config;
use crate::evidence::{Kind, Resource, Text};
use crate::language::Message;
use crate::reader::encoding;
use crate::reader::format::{Format, Read};
use crate::source::{Node, Source};

pub static FORMAT: Format = Format { endings: &["tf", "tofu"], kind: Kind::Template, read: Read::Bytes(read) };

/// A block on the top floor: `resource "aws_s3_bucket" "raw" { … }`.
struct Block {
    keyword: String,
    labels: Vec<String>,
    /// The byte at which it begins.
    at: usize,
    body: Node,
}

fn read(bytes: &[u8]) -> Result<Text, Message> {
    if bytes.len() > config::MAX_TERRAFORM {
        return Err(Message::new("unreadable.large_template").with("n", config::MAX_TERRAFORM / 1024));
    }
    if bytes.iter().filter(|byte| matches!(byte, b'=' | b':')).count() > config::MAX_ENTRIES_OF_TERRAFORM {
        return Err(Message::new("unreadable.many_entries").with("n", config::MAX_ENTRIES_OF_TERRAFORM));
    }
    let source = Arc::new(Source::new("", encoding::decode(bytes)));
    let body = hcl_edit::parser::parse_body(&source.text).map_err(|error| {
        unreadable(error.location().line(), Message::new("source.hcl").with("detail", error.message()))
    })?;
    let block = |structure: &Structure| {
        let block = structure.as_block()?;
        Some(Block {
            keyword: block.ident.as_str().to_owned(),
            labels: block.labels.iter().map(|label| label.as_str().to_owned()).collect(),
            at: hcl_edit::Span::span(&block.ident).unwrap_or_default().start,
            body: hcl::table(&source, &block.body),
        })
    };
    let blocks: Vec<_> = body.iter().filter_map(block).collect();
    Ok(deployment(&source, &blocks))
}

/// Whether a tree is Terraform in JSON.
pub fn is_one(tree: &Node) -> bool {
    let table = |name| tree.get(name).is_some_and(|node| !entries(node).is_empty());
    table("resource") || table("module") && tree.get("name").is_none()
}

/// What Terraform in JSON deploys.
pub fn from_json(source: &Source, tree: &Node) -> Text {
    let mut blocks = Vec::new();
    for (keyword, depth) in [("resource", 2), ("data", 2), ("module", 1)] {
        if let Some(node) = tree.get(keyword) {
            labelled(keyword, depth, &mut Vec::new(), (node.span.start, node), &mut blocks);
        }
    }
    deployment(source, &blocks)
}

/// Blocks in JSON: each label is a key of its own.
fn labelled(
    keyword: &str,
    depth: usize,
    labels: &mut Vec<String>,
    (at, node): (usize, &Node),
    blocks: &mut Vec<Block>,
) {
    for node in items(node) {
        if depth == 0 {
            blocks.push(Block { keyword: keyword.to_owned(), labels: labels.clone(), at, body: node.clone() });
            continue;
        }
        for (key, node) in entries(node) {
            labels.push(key.name.clone());
            labelled(keyword, depth - 1, labels, (key.span.start, node), blocks);
            labels.pop();
        }
    }
}

fn deployment(source: &Source, blocks: &[Block]) -> Text {
    let mut deployment = Deployment::new(source);
    for Block { keyword, labels, at, body } in blocks {
        match (keyword.as_str(), labels.as_slice()) {
            ("resource", [kind, name]) => {
                let is_certain = body.get("count").is_none() && body.get("for_each").is_none();
                let address = format!("{kind}.{name}");
                let lets_out = kind == "aws_security_group_rule" && word(body, "type") == Some("egress");
                let known = if lets_out { kind } else { kinds::of_terraform(kind) };
                deployment.add(known, &address, *at, body, is_certain);
            }
            ("data", [kind, name]) => deployment.expose(kind, &format!("data.{kind}.{name}"), body),
            ("module", [name]) => {
                deployment.add(Resource::MODULE, &format!("module.{name}"), *at, body, false);
            }
            _ => {}
        }
    }
    deployment.finish()
}
