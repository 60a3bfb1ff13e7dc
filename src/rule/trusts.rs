//! `trusts: {role: iam_role, principals: […], actions: […]}` holds where the trust policy of a role lets exactly these
//! principals call exactly these actions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::covers::unread;
use super::iam::{Pattern, Stated, is_of_role};
use super::permits::{cited, shown};
use super::{Answer, Cause, Inquiry, Judge, Lack, Put, Scope};
use crate::evidence::{Among, At, Content, Document, Effect, Named, Policy, PolicyStatement, Principal};
use crate::language::{Arg, Message};
use crate::source::printable;

/// A role, and whom it may trust with what. A trust policy belongs to the role that its file names beside it
/// (`RoleName`), or that the file itself is named after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trusts {
    /// The topic of files that hold trust policies.
    topic: String,
    /// The field with the role's name.
    role: String,
    /// What the name of the role begins with.
    prefix: String,
    /// Those who may call the actions.
    principals: Vec<Principal>,
    /// The actions that they may call.
    actions: Vec<String>,
}

impl Judge for Trusts {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = self.describe(&inquiry.scope);
        let Some(role) = inquiry.fact(&self.role).and_then(|fact| fact.value.as_str()) else {
            let what = Message::new("fact.missing").with("field", inquiry.label(&self.role));
            return Answer::Gap(vec![inquiry.lack_of_fact(&self.role, what, passes, Cause::Missing)]);
        };
        let of_role =
            |document| policies(document).filter(move |policy| is_of_role(document, policy.role.as_ref(), role));
        let found: Vec<_> = inquiry
            .subject
            .documents
            .iter()
            .flat_map(|document| of_role(document).map(move |policy| (document, policy)))
            .collect();
        if found.is_empty() {
            return Answer::lacking(vec![self.absent(inquiry, role)]);
        }
        let told = |what: Message, document: &Document, at: &At| Lack {
            what: what.with("role", printable(role)).with("path", shown(at)),
            found: Some(document.place(&at.spot)),
            claim: None,
            put: Put { file: document.path.to_string(), field: Some(at.path.clone()) },
            passes: passes.clone(),
            cause: Cause::Contradicted,
        };
        let mut lacks = Vec::new();
        for (document, policy) in &found {
            if let Some(Named { name, at }) = &policy.role
                && !name.starts_with(&self.prefix)
            {
                lacks.push(told(Message::new("trusts.misnamed").with("prefix", self.prefix.as_str()), document, at));
            }
            for statement in &policy.statements {
                lacks.extend(self.faults(statement).into_iter().map(|what| told(what, document, &statement.at)));
            }
        }
        let mut citations = Vec::new();
        let statements = || {
            found.iter().flat_map(|(document, policy)| {
                policy.statements.iter().map(move |statement| Stated { document, statement })
            })
        };
        for principal in &self.principals {
            for action in &self.actions {
                match statements().find(|stated| lets(stated.statement, principal, action)) {
                    Some(stated) => citations.push(cited(stated)),
                    None if lacks.is_empty() => {
                        let (document, policy) = found[0];
                        let Some(first) = policy.statements.first() else { continue };
                        let what = Message::new("trusts.missing");
                        let what = what.with("principal", principal.name.as_str()).with("action", action.as_str());
                        lacks.push(told(what, document, &first.at));
                    }
                    None => {}
                }
            }
        }
        if lacks.is_empty() { Answer::Satisfied(citations) } else { Answer::Gap(lacks) }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        Message::new("trusts.describe")
            .with("role", scope.label(&self.role))
            .with("prefix", self.prefix.as_str())
            .with("principals", self.principals.iter().map(|principal| principal.name.as_str()).collect::<Arg>())
            .with("actions", self.actions.iter().map(String::as_str).collect::<Arg>())
    }

    fn fields(&self) -> Vec<&str> {
        vec![&self.role]
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.topic]
    }
}

impl Trusts {
    /// The lack where no file holds the trust policy of a role.
    fn absent(&self, inquiry: &Inquiry<'_>, role: &str) -> Lack {
        let passes = self.describe(&inquiry.scope);
        for (document, _) in inquiry.audit.coverage.documents(inquiry.subject, &self.topic) {
            if let Content::Unreadable(_) = &document.content {
                return unread(inquiry, &self.topic, document, passes);
            }
        }
        let what = Message::new("trusts.none").with("role", printable(role));
        let lack = inquiry.lack_of_topic(&self.topic, what, passes, Cause::Missing);
        let folder = lack.put.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = [folder, if folder.is_empty() { "" } else { "/" }, role, ".json"].concat();
        Lack { put: Put { file, field: None }, ..lack }
    }

    /// What one statement allows too much, or denies.
    fn faults(&self, statement: &PolicyStatement) -> Vec<Message> {
        let mut faults = Vec::new();
        let Some(principals) = &statement.principals else { return faults };
        if statement.effect == Effect::Deny {
            let meant = self.principals.iter().any(|principal| names(principals, principal));
            let asked = self.actions.iter().any(|action| matches_action(&statement.actions, action));
            if meant && asked {
                faults.push(Message::new("trusts.denied"));
            }
            return faults;
        }
        match principals {
            Among::AllBut(_) => faults.push(Message::new("trusts.everybody_but")),
            Among::These(listed) if listed.iter().any(Principal::is_everybody) => {
                faults.push(Message::new("trusts.everybody"));
            }
            Among::These(listed) => {
                let others: Vec<_> = listed.iter().filter(|principal| !self.principals.contains(principal)).collect();
                if !others.is_empty() {
                    let names = others.iter().map(|principal| printable(&principal.name)).collect::<Arg>();
                    faults.push(Message::new("trusts.others").with("principals", names));
                }
            }
        }
        let wanted = |action: &&String| self.actions.iter().any(|wanted| wanted.eq_ignore_ascii_case(action));
        match &statement.actions {
            Among::AllBut(_) => faults.push(Message::new("trusts.more").with("actions", "NotAction")),
            Among::These(listed) => {
                let more: Vec<_> = listed.iter().filter(|action| !wanted(action)).collect();
                if !more.is_empty() {
                    let names = more.into_iter().map(|action| printable(action)).collect::<Arg>();
                    faults.push(Message::new("trusts.more").with("actions", names));
                }
            }
        }
        if let Some(test) = statement.conditions.first() {
            let key = Message::new("trusts.conditional").with("key", printable(&test.key));
            faults.push(key);
        }
        faults
    }
}

/// The trust policies of a document.
fn policies(document: &Document) -> impl Iterator<Item = &Policy> {
    document.policies().iter().filter(|policy| policy.names_principals())
}

/// Whether a statement lets a principal call an action, whatever else is the case.
fn lets(statement: &PolicyStatement, principal: &Principal, action: &str) -> bool {
    statement.effect == Effect::Allow
        && statement.conditions.is_empty()
        && statement.principals.as_ref().is_some_and(|principals| names(principals, principal))
        && matches_action(&statement.actions, action)
}

fn names(principals: &Among<Principal>, principal: &Principal) -> bool {
    match principals {
        Among::These(listed) => listed.iter().any(|listed| listed == principal || listed.is_everybody()),
        Among::AllBut(listed) => !listed.contains(principal),
    }
}

fn matches_action(actions: &Among<String>, action: &str) -> bool {
    let covers = |pattern: &String| Pattern::of_action(pattern).covers(&Pattern::of_action(action));
    match actions {
        Among::These(listed) => listed.iter().any(covers),
        Among::AllBut(listed) => !listed.iter().any(covers),
    }
}
