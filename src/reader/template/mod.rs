//! Templates that deploy: `CloudFormation`, SAM and what the CDK writes, the Serverless Framework, Terraform; and IAM
//! policy documents.
//!
//! Each becomes resources and exposures, and one label for each resource; a policy becomes statements, and one label for
//! each. Other YAML and JSON, such as a workflow, is known by name and kind only. What a template says in words (descriptions, comments) is left out, so that it cannot
//! pass for a document.

mod cloudformation;
mod deployment;
mod hcl;
mod iam;
mod kinds;
mod policy;
mod ports;
mod serverless;
pub mod terraform;
mod tree;

use std::sync::Arc;

use super::encoding;
use super::format::{Format, Read};
use crate::config;
use crate::evidence::{Kind, Text};
use crate::language::Message;
use crate::source::{Source, parse_template};

pub static FORMAT: Format =
    Format { endings: &["yaml", "yml", "json", "template"], kind: Kind::Template, read: Read::Bytes(read) };

/// Reads what a template deploys; a text without blocks is no template.
fn read(bytes: &[u8]) -> Result<Text, Message> {
    let mut text = encoding::decode(bytes);
    let has = |word: &str| text.contains(word);
    let is_cloudformation = has("Resources") && has("AWS::");
    let may_be_other = has("provider") && has("service") || has("\"resource\"") || has("\"module\"");
    let is_json = text.trim_start().starts_with(['{', '[']);
    let lists_policies = has("\"AttachedPolicies\"") || has("\"AttachedManagedPolicies\"");
    let may_be_policy = is_json && (has("\"Statement\"") && has("\"Effect\"") || lists_policies);
    if !is_cloudformation && !may_be_other && !may_be_policy {
        return Ok(Text::default());
    }
    if text.len() > config::MAX_TEMPLATE {
        let limit = Message::new("unreadable.large_template").with("n", config::MAX_TEMPLATE / 1024);
        return if is_cloudformation || may_be_policy { Err(limit) } else { Ok(Text::default()) };
    }
    if is_json {
        text = json_as_yaml(&text);
    }
    let source = Arc::new(Source::new("", text));
    let tree = match parse_template(&source, 0..source.text.len()) {
        Ok(tree) => tree,
        Err(problems) if is_cloudformation || may_be_policy => {
            let first = problems.into_iter().next();
            let line = first.as_ref().map_or(1, |problem| source.position(problem.span.start).line);
            return Err(unreadable(line, first.map_or(Message::new("unreadable.empty"), |problem| problem.message)));
        }
        Err(_) => return Ok(Text::default()),
    };
    Ok(if serverless::is_one(&tree) {
        serverless::read(&source, &tree)
    } else if terraform::is_one(&tree) {
        terraform::from_json(&source, &tree)
    } else if may_be_policy && !is_cloudformation && iam::is_one(&tree) {
        iam::read(&source, &tree).map_err(|(why, at)| unreadable(source.position(at).line, why))?
    } else {
        cloudformation::read(&source, &tree)
    })
}

/// The line and the mistake that keep a template from being read.
fn unreadable(line: usize, why: impl Into<crate::language::Arg>) -> Message {
    Message::new("unreadable.template").with("line", line).with("why", why)
}

/// JSON is YAML but for two things, which are put right without moving a byte: tabs between values, and characters that
/// are escaped in two halves.
fn json_as_yaml(text: &str) -> String {
    let mut json = text.replace('\t', " ");
    let is_half = |at: &usize| {
        let digits = json.as_bytes().get(at + 2..at + 4).unwrap_or_default();
        matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F']) && json.is_char_boundary(at + 6)
    };
    let halves: Vec<usize> = json.match_indices("\\u").map(|(at, _)| at).filter(is_half).collect();
    for at in halves {
        json.replace_range(at..at + 6, "\\ufffd");
    }
    json
}

#[cfg(test)]
mod tests;
