//! An IAM policy document: who may do what to which resource, under which conditions. Data only; what it comes to is the
//! rules' to say.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Spot;

/// What a file holds of IAM.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policies {
    /// The policy documents.
    pub documents: Vec<Policy>,
    /// The managed policies of roles.
    pub attachments: Vec<Attachment>,
}

/// A policy document that a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The role that it belongs to, where the file says so.
    pub role: Option<Named>,
    /// Its statements, in the order of the file.
    pub statements: Vec<Statement>,
}

/// The managed policies of a role, where a file lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The role, where the file says so.
    pub role: Option<Named>,
    /// Where the list stands.
    pub at: At,
    /// The names of the policies, in the order of the file.
    pub policies: Vec<String>,
}

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub at: At,
}

/// A place in a tree of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Its JSON path, such as `$.Statement[2].Condition`.
    pub path: String,
    /// Its line.
    pub spot: Spot,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Where it stands.
    pub at: At,
    /// What it does with what it matches.
    pub effect: Effect,
    /// The actions that it matches, with wildcards, as in `iam:Attach*`.
    pub actions: Among<String>,
    /// The resources that it matches, with wildcards; a trust policy names none.
    pub resources: Option<Among<String>>,
    /// Whom it matches; the policy of a user or a role names nobody.
    pub principals: Option<Among<Principal>>,
    /// What must hold besides, all of it.
    pub conditions: Vec<Test>,
}

/// What a statement does with what it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// It is allowed, unless it is denied.
    Allow,
    /// It is denied, whatever allows it.
    Deny,
}

/// What an element and its opposite (`Action` and `NotAction`) match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Among<T> {
    /// What is listed.
    These(Vec<T>),
    /// Everything but what is listed.
    AllBut(Vec<T>),
}

/// Somebody or something that may call AWS.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Principal {
    /// `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` where the policy has a bare `"Principal": "*"`.
    pub kind: String,
    /// An ARN, an account, the host of a service, or `*` for everybody.
    pub name: String,
}

/// One line of a condition: an operator, a key, and values of which one must match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Where it stands.
    pub at: At,
    /// Such as `ArnLike` or `ForAnyValue:StringEquals`.
    pub operator: String,
    /// Such as `iam:PolicyARN`.
    pub key: String,
    /// What the key is compared with.
    pub values: Vec<String>,
}

impl Policy {
    /// Whether it says who may use what it belongs to, as the trust policy of a role does.
    #[must_use]
    pub fn names_principals(&self) -> bool {
        self.statements.iter().any(|statement| statement.principals.is_some())
    }
}

/// On one line, as in `Allow iam:CreateRole: arn:aws:iam::*:role/Ace*` or `Allow x.amazonaws.com → sts:AssumeRole`.
impl fmt::Display for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.effect {
            Effect::Allow => "Allow ",
            Effect::Deny => "Deny ",
        })?;
        if let Some(principals) = &self.principals {
            write!(formatter, "{principals} → ")?;
        }
        self.actions.fmt(formatter)?;
        if let Some(resources) = &self.resources {
            write!(formatter, ": {resources}")?;
        }
        for Test { operator, key, values, .. } in &self.conditions {
            write!(formatter, "; {operator} {key}: {}", values.join(", "))?;
        }
        Ok(())
    }
}

impl<T: fmt::Display> fmt::Display for Among<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, listed) = match self {
            Self::These(listed) => ("", listed),
            Self::AllBut(listed) => ("* - ", listed),
        };
        formatter.write_str(before)?;
        for (number, one) in listed.iter().enumerate() {
            write!(formatter, "{}{one}", if number > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

impl Principal {
    /// Whether everybody is meant.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.name == "*"
    }
}
