//! IAM policy documents in JSON, as the console shows them and as the AWS CLI prints them.
//!
//! A document is a table with a `Statement`, wherever it stands: alone, in a list, or inside what `aws iam
//! get-policy-version`, `get-role`, `list-roles` or `get-account-authorization-details` print, which say beside a trust
//! policy of which role it is. Whatever IAM itself would refuse is a mistake with its line, so that no statement is left
//! out in silence.

use super::tree::{entries, items, spot, walk};
use crate::config;
use crate::evidence::{
    Among, At, BlockKind, Effect, Named, Policy, PolicyStatement as Statement, Principal, Test, Text,
};
use crate::language::Message;
use crate::source::{Node, Source, Value};

/// What is wrong with a document, and with which bytes.
pub type Fault = (Message, usize);

/// Whether a tree holds a policy document anywhere.
pub fn is_one(tree: &Node) -> bool {
    let mut found = false;
    walk(tree, &mut |node| found |= is_document(node));
    found
}

/// Every policy document of a tree, with one label for each statement.
pub fn read(source: &Source, tree: &Node) -> Result<Text, Fault> {
    let mut reading = Reading { source, text: Text::default(), trail: vec!["$".to_owned()], read: 0 };
    reading.find(tree, None)?;
    Ok(reading.text)
}

fn is_document(node: &Node) -> bool {
    let statements = node.get("Statement").map(items).unwrap_or_default();
    statements.iter().any(|statement| statement.get("Effect").is_some())
}

struct Reading<'a> {
    source: &'a Source,
    text: Text,
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
        for (key, value) in entries(node) {
            self.within(&key.name, |reading| reading.find(value, role))?;
        }
        for (number, item) in node.as_list().unwrap_or_default().iter().enumerate() {
            self.nth(number, |reading| reading.find(item, role))?;
        }
        Ok(())
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
        self.text.policies.push(Policy { role: role.cloned(), statements });
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
mod tests {
    use super::super::super::format::Read;
    use super::super::FORMAT;
    use super::*;
    use crate::evidence::Spot;

    fn read(json: &str) -> Result<Text, Message> {
        match FORMAT.read {
            Read::Bytes(read) => read(json.as_bytes()),
            Read::Text(_) => unreachable!("templates are read from bytes"),
        }
    }

    const TRUST: &str =
        r#"{"Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;

    #[test]
    fn a_policy_is_read_as_the_console_shows_it() {
        let text = read(
            "{\n\t\"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\"Sid\": \"One\", \"Effect\": \"Allow\", \"Action\": \"iam:Get*\", \"Resource\": \"*\"},\n    {\n      \"Effect\": \"Deny\",\n      \"NotAction\": [\"iam:*\", \"sts:*\"],\n      \"NotResource\": \"arn:aws:s3:::a\",\n      \"Condition\": {\"ArnLike\": {\"iam:PolicyARN\": [\"b\"]},\n                    \"Bool\": {\"c\": true}}\n    }\n  ]\n}",
        )
        .expect("it is a policy");
        let [policy] = text.policies.as_slice() else { panic!("one policy: {text:?}") };
        let [one, other] = policy.statements.as_slice() else { panic!("two statements: {policy:?}") };
        assert_eq!((one.at.path.as_str(), &one.at.spot), ("$.Statement[0]", &Spot::Line(4)));
        assert_eq!(one.to_string(), "Allow iam:Get*: *");
        assert_eq!((other.at.path.as_str(), &other.at.spot), ("$.Statement[1]", &Spot::Line(5)));
        assert_eq!(other.to_string(), "Deny * - iam:*, sts:*: * - arn:aws:s3:::a");
        let [arn, truth] = other.conditions.as_slice() else { panic!("two lines: {other:?}") };
        assert_eq!(arn.at.path, "$.Statement[1].Condition.ArnLike.iam:PolicyARN");
        assert_eq!((truth.values.as_slice(), &truth.at.spot), (&["true".to_owned()][..], &Spot::Line(10)));
        assert_eq!(text.blocks.len(), 2);
    }

    #[test]
    fn a_policy_is_found_in_what_the_cli_prints() {
        let document = format!(r#"{{"Version": "2012-10-17", "Statement": {TRUST}}}"#);
        let role = |name: &str| format!(r#"{{"RoleName": "{name}", "AssumeRolePolicyDocument": {document}}}"#);
        for (json, path, names) in [
            (document.clone(), "$.Statement", vec![None]),
            (format!("[{document}]"), "$[0].Statement", vec![None]),
            (format!(r#"{{"Role": {}}}"#, role("A")), "$.Role.AssumeRolePolicyDocument.Statement", vec![Some("A")]),
            (
                format!(r#"{{"Roles": [{}, {}]}}"#, role("A"), role("B")),
                "$.Roles[0].AssumeRolePolicyDocument.Statement",
                vec![Some("A"), Some("B")],
            ),
            (
                format!(r#"{{"PolicyVersion": {{"Document": {document}, "VersionId": "v1"}}}}"#),
                "$.PolicyVersion.Document.Statement",
                vec![None],
            ),
        ] {
            let text = read(&json).expect("it is a policy");
            assert_eq!(text.policies[0].statements[0].at.path, path);
            let found: Vec<_> =
                text.policies.iter().map(|policy| policy.role.as_ref().map(|role| role.name.as_str())).collect();
            assert_eq!(found, names);
        }
    }

    #[test]
    fn what_iam_would_refuse_is_a_mistake_with_its_line() {
        for (statement, line) in [
            (r#"{"Effect": "allow", "Action": "a:b", "Resource": "*"}"#, "line 2"),
            ("{\"Effect\": \"Allow\",\n \"Action\": [1, {}],\n \"Resource\": \"*\"}", "line 3"),
            (r#"{"Effect": "Allow", "Action": "a:b"}"#, "line 2"),
            (r#"{"Effect": "Allow", "Resource": "*"}"#, "line 2"),
            (r#"{"Effect": "Allow", "Action": "a:b", "NotAction": "a:c", "Resource": "*"}"#, "line 2"),
            (r#"{"Effect": "Allow", "Action": "a:b", "Resource": "*", "Conditions": {}}"#, "line 2"),
            (r#"{"Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": []}"#, "line 2"),
            (r#"{"Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {"Bool": "x"}}"#, "line 2"),
            (r#"{"Effect": "Allow", "Principal": "root", "Action": "a:b"}"#, "line 2"),
            (r#"{"Effect": "Allow", "Effect": "Deny", "Action": "a:b", "Resource": "*"}"#, "line 2"),
            ("{\"Effect\": \"Allow\",\n \"Action\": \"a:b\"", "line 2"),
        ] {
            let why = read(&format!("{{\"Statement\":\n[{statement}]}}")).expect_err(statement);
            assert_eq!(why.key(), "unreadable.template");
            let told = why.render(crate::language::Language::En);
            assert!(told.contains(line), "{statement}: {told}");
        }
    }

    #[test]
    fn other_json_is_no_policy() {
        for json in
            [r#"{"Statement": "Effect"}"#, r#"{"Statement": [{"effect": 1}]}"#, r#"["Statement", {"Effect": 2}]"#]
        {
            assert!(read(json).expect("it is nothing").policies.is_empty(), "{json}");
        }
    }

    #[test]
    fn hostile_policies_cost_no_more_than_themselves() {
        let key = format!("{{\"{}\":", "k".repeat(1_000));
        let statements = vec![TRUST; 2_000].join(",");
        let below = format!(r#"{}{{"Statement": [{statements}]}}{}"#, key.repeat(30), "}".repeat(30));
        let text = read(&below).expect("it is a policy");
        assert_eq!(text.policies[0].statements.len(), 2_000);
        assert!(text.policies[0].statements.iter().all(|statement| statement.at.path.len() < 30 * 80));
        let many = vec![TRUST; config::MAX_STATEMENTS + 1].join(",");
        assert!(read(&format!(r#"{{"Statement": [{many}]}}"#)).is_err());
        let deep = format!(r#"{}{{"Statement": [{TRUST}]}}{}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert!(read(&deep).is_err());
    }
}
