//! IAM policy documents in JSON, as the console shows them and as the AWS CLI prints them.
//!
//! A document is a table with a `Statement`, wherever it stands: alone, in a list, or inside what `aws iam
//! get-policy-version`, `get-role`, `list-roles` or `get-account-authorization-details` print, which say beside a trust
//! policy of which role it is. The same commands, and `list-attached-role-policies`, list the managed policies of a role.
//! Whatever IAM itself would refuse is a mistake with its line, so that no statement is left
//! out in silence.

use super::tree::{entries, items, spot, walk};
use crate::config;
use crate::evidence::{
    Among, At, Attachment, BlockKind, Effect, Named, Policies, Policy, PolicyStatement as Statement, Principal, Test,
    Text,
};
use crate::language::Message;
use crate::source::{Node, Source, Value};

/// What is wrong with a document, and with which bytes.
pub type Fault = (Message, usize);

/// Whether a tree holds a policy document or the managed policies of a role anywhere.
pub fn is_one(tree: &Node) -> bool {
    let mut found = false;
    walk(tree, &mut |node| found |= is_document(node) || attached(node).is_some());
    found
}

/// What `AttachedManagedPolicies` of `get-account-authorization-details` and `AttachedPolicies` of
/// `list-attached-role-policies` list.
fn attached(node: &Node) -> Option<(&'static str, &Node)> {
    let is_other = ["UserName", "GroupName"].iter().any(|name| node.get(name).is_some());
    let list = ["AttachedManagedPolicies", "AttachedPolicies"].into_iter().find_map(|key| Some((key, node.get(key)?)));
    list.filter(|(_, list)| !is_other && list.as_list().is_some())
}

/// Every policy document of a tree, with one label for each statement.
pub fn read(source: &Source, tree: &Node) -> Result<Text, Fault> {
    let mut reading =
        Reading { source, text: Text::default(), policies: Policies::default(), trail: vec!["$".to_owned()], read: 0 };
    reading.find(tree, None)?;
    reading.text.policies = Some(Box::new(reading.policies));
    Ok(reading.text)
}

fn is_document(node: &Node) -> bool {
    let statements = node.get("Statement").map(items).unwrap_or_default();
    statements.iter().any(|statement| statement.get("Effect").is_some())
}

struct Reading<'a> {
    source: &'a Source,
    text: Text,
    policies: Policies,
    /// The steps of the JSON path to the value at hand.
    trail: Vec<String>,
    /// How many statements and lines of conditions were read.
    read: usize,
}

/// A longer key is shortened in a JSON path.
const MAX_STEP: usize = 64;

impl Reading<'_> {
    /// Looks for documents below a value. `role` is the nearest role that is named around it.
    fn find(&mut self, node: &Node, role: Option<&Named>) -> Result<(), Fault> {
        if is_document(node) {
            return self.document(node, role);
        }
        let named = match node.get("RoleName") {
            Some(name) => name
                .as_text()
                .map(|text| Named { name: text.to_owned(), at: self.within("RoleName", |at| at.at(name)) }),
            None => None,
        };
        let role = named.as_ref().or(role);
        if let Some((key, list)) = attached(node) {
            let attachment = self.within(key, |reading| reading.attachment(list, role))?;
            self.text.push(BlockKind::Label, &attachment.policies.join(", "), attachment.at.spot.clone());
            self.policies.attachments.push(attachment);
        }
        for (key, value) in entries(node) {
            self.within(&key.name, |reading| reading.find(value, role))?;
        }
        for (number, item) in node.as_list().unwrap_or_default().iter().enumerate() {
            self.nth(number, |reading| reading.find(item, role))?;
        }
        Ok(())
    }

    fn attachment(&mut self, list: &Node, role: Option<&Named>) -> Result<Attachment, Fault> {
        self.count(list)?;
        let name = |policy: &Node| {
            let name = policy.get("PolicyName").and_then(Node::as_text).map(str::to_owned);
            name.ok_or_else(|| fault("policy.lacks", "PolicyName", policy.span.start))
        };
        let policies = items(list).iter().map(name).collect::<Result<_, _>>()?;
        Ok(Attachment { role: role.cloned(), at: self.at(list), policies })
    }

    fn document(&mut self, node: &Node, role: Option<&Named>) -> Result<(), Fault> {
        let mut statements = Vec::new();
        for (key, value) in entries(node) {
            match key.name.as_str() {
                "Version" | "Id" => {}
                "Statement" => statements = self.within("Statement", |reading| reading.statements(value))?,
                other => return Err(fault("policy.unknown", other, key.span.start)),
            }
        }
        for statement in &statements {
            self.text.push(BlockKind::Label, &statement.to_string(), statement.at.spot.clone());
        }
        self.policies.documents.push(Policy { role: role.cloned(), statements });
        Ok(())
    }

    fn statements(&mut self, node: &Node) -> Result<Vec<Statement>, Fault> {
        match node.as_list() {
            None => Ok(vec![self.statement(node)?]),
            Some(list) => {
                let one = |(number, item)| self.nth(number, |reading: &mut Self| reading.statement(item));
                list.iter().enumerate().map(one).collect()
            }
        }
    }

    fn statement(&mut self, node: &Node) -> Result<Statement, Fault> {
        self.count(node)?;
        let (mut effect, mut actions, mut resources, mut principals) = (None, None, None, None);
        let mut conditions = Vec::new();
        for (key, value) in table(node, "Statement")? {
            let (name, at) = (key.name.as_str(), key.span.start);
            let is_twice = match name {
                "Sid" => false,
                "Effect" => effect.replace(effect_of(value)?).is_some(),
                "Action" | "NotAction" => actions.replace(among(name, texts(value, name)?)).is_some(),
                "Resource" | "NotResource" => resources.replace(among(name, texts(value, name)?)).is_some(),
                "Principal" | "NotPrincipal" => principals.replace(among(name, principals_of(value, name)?)).is_some(),
                "Condition" => {
                    conditions = self.within("Condition", |reading| reading.conditions(value))?;
                    false
                }
                other => return Err(fault("policy.unknown", other, at)),
            };
            if is_twice {
                return Err(fault("policy.both", name, at));
            }
        }
        let lacking = |name: &str| fault("policy.lacks", name, node.span.start);
        if resources.is_none() && principals.is_none() {
            return Err(lacking("Resource"));
        }
        Ok(Statement {
            at: self.at(node),
            effect: effect.ok_or_else(|| lacking("Effect"))?,
            actions: actions.ok_or_else(|| lacking("Action"))?,
            resources,
            principals,
            conditions,
        })
    }

    /// `{"ArnLike": {"iam:PolicyARN": […]}}`: operators, then keys, then values.
    fn conditions(&mut self, node: &Node) -> Result<Vec<Test>, Fault> {
        let mut tests = Vec::new();
        for (operator, keys) in table(node, "Condition")? {
            for (key, values) in table(keys, &operator.name)? {
                self.count(values)?;
                tests.push(Test {
                    at: self.within(&operator.name, |reading| reading.within(&key.name, |reading| reading.at(values))),
                    operator: operator.name.clone(),
                    key: key.name.clone(),
                    values: texts(values, &key.name)?,
                });
            }
        }
        Ok(tests)
    }

    fn count(&mut self, node: &Node) -> Result<(), Fault> {
        self.read += 1;
        let limit = Message::new("policy.many").with("n", config::MAX_STATEMENTS);
        if self.read > config::MAX_STATEMENTS { Err((limit, node.span.start)) } else { Ok(()) }
    }

    /// Does something one step further down, at a key.
    fn within<T>(&mut self, key: &str, act: impl FnOnce(&mut Self) -> T) -> T {
        let short: String = key.chars().take(MAX_STEP).collect();
        self.step(format!(".{short}{}", if short.len() < key.len() { "…" } else { "" }), act)
    }

    /// Does something one step further down, at an item of a list.
    fn nth<T>(&mut self, number: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        self.step(format!("[{number}]"), act)
    }

    fn step<T>(&mut self, step: String, act: impl FnOnce(&mut Self) -> T) -> T {
        self.trail.push(step);
        let done = act(self);
        self.trail.pop();
        done
    }

    fn at(&self, node: &Node) -> At {
        At { path: self.trail.concat(), spot: spot(self.source, node.span.start) }
    }
}

fn fault(key: &'static str, name: &str, at: usize) -> Fault {
    (Message::new(key).with("name", name), at)
}

fn effect_of(node: &Node) -> Result<Effect, Fault> {
    match node.as_text() {
        Some("Allow") => Ok(Effect::Allow),
        Some("Deny") => Ok(Effect::Deny),
        _ => Err((Message::new("policy.effect"), node.span.start)),
    }
}

fn among<T>(name: &str, listed: Vec<T>) -> Among<T> {
    if name.starts_with("Not") { Among::AllBut(listed) } else { Among::These(listed) }
}

/// A text, or a list of them; a condition may also compare with true, false or a number.
fn texts(node: &Node, name: &str) -> Result<Vec<String>, Fault> {
    let of = |item: &Node| match &item.value {
        Value::Boolean(truth) => Ok(truth.to_string()),
        _ => item.as_text().map(str::to_owned).ok_or_else(|| fault("policy.texts", name, item.span.start)),
    };
    items(node).iter().map(of).collect()
}

/// `"*"`, or the names of each kind: `{"Service": "x.amazonaws.com", "AWS": […]}`.
fn principals_of(node: &Node, name: &str) -> Result<Vec<Principal>, Fault> {
    if node.as_text() == Some("*") {
        return Ok(vec![Principal { kind: "*".to_owned(), name: "*".to_owned() }]);
    }
    let mut found = Vec::new();
    for (kind, names) in table(node, name)? {
        let of = |name| Principal { kind: kind.name.clone(), name };
        found.extend(texts(names, &kind.name)?.into_iter().map(of));
    }
    Ok(found)
}

fn table<'a>(node: &'a Node, name: &str) -> Result<&'a [(crate::source::Key, Node)], Fault> {
    node.as_table().ok_or_else(|| fault("policy.table", name, node.span.start))
}

#[cfg(test)]
mod tests;
