//! IAM policies that allow every action on every resource.
//!
//! Looked at are the policies of roles, users and groups. A policy on a resource itself (a key, a bucket, an endpoint)
//! names a principal, and `*` there means that one resource.

use super::tree::{entries, items, same, walk};
use crate::evidence::Exposed;
use crate::source::{Node, Value};

/// The managed policy that allows everything.
const ADMINISTRATOR: &str = "policy/AdministratorAccess";

/// Statements of a resource that allow everything, each with what it allows.
pub fn of(body: &Node) -> Vec<(Exposed, &Node)> {
    let mut found = Vec::new();
    walk(body, &mut |node| {
        if let Value::Text(text) = &node.value
            && text.trim_end_matches(['}', '"']).ends_with(ADMINISTRATOR)
        {
            found.push((Exposed::Everything, node));
        }
        for (_, value) in entries(node).iter().filter(|(key, _)| is_statement(&key.name)) {
            found.extend(items(value).iter().filter_map(|statement| Some((allows(statement)?, statement))));
        }
    });
    found
}

/// How `CloudFormation` and JSON, Terraform's data source, and the Serverless Framework call their statements.
fn is_statement(key: &str) -> bool {
    ["statement", "statements", "iamRoleStatements"].iter().any(|name| same(key, name))
}

fn allows(statement: &Node) -> Option<Exposed> {
    let part = |names: [&str; 2]| {
        let entry = entries(statement).iter().find(|(key, _)| names.iter().any(|name| same(&key.name, name)));
        entry.map(|(_, value)| value)
    };
    // Terraform's data source leaves `Allow` away.
    let effect = part(["Effect", "Effect"]).map_or(Some("Allow"), Node::as_text)?;
    let principal = part(["Principal", "Principals"]).or(part(["NotPrincipal", "not_principals"]));
    if !effect.eq_ignore_ascii_case("Allow") || principal.is_some() {
        return None;
    }
    let holds = |node: Option<&Node>, all: &[&str]| {
        node.is_some_and(|node| items(node).iter().filter_map(Node::as_text).any(|text| all.contains(&text)))
    };
    let (actions, resources) = (part(["Action", "Actions"]), part(["Resource", "Resources"]));
    let (but_actions, but_resources) = (part(["NotAction", "not_actions"]), part(["NotResource", "not_resources"]));
    let (every_action, every_resource) = (holds(actions, &["*", "*:*"]), holds(resources, &["*"]));
    match (every_action, every_resource) {
        (true, true) => Some(Exposed::Everything),
        (true, false) if but_resources.is_some() => Some(Exposed::EverythingBut),
        (false, true) if but_actions.is_some() => Some(Exposed::EverythingBut),
        _ => None,
    }
}
