//! What a deployment template deploys, and what it allows: facts that a claim can be compared with.

use serde::{Deserialize, Serialize};

use super::Spot;

/// Something that a template deploys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its type by `CloudFormation`'s names, `AWS::S3::Bucket`; a type of Terraform for which none is known keeps its own.
    pub kind: String,
    /// What the template calls it: a logical id, or an address of Terraform such as `aws_s3_bucket.raw`.
    pub name: String,
    /// What it is called in the account, where that is written out and not computed.
    pub physical: Option<String>,
    /// Where it stands.
    pub spot: Spot,
    /// Whether it is certainly there, and once: not under a condition, in a loop, or with a count.
    pub is_certain: bool,
    /// Whether it only serves the deployment itself: a function behind a custom resource.
    pub is_helper: bool,
    /// The services that call it where it is a function, such as `kinesis`, by the prefix of their IAM actions; sorted.
    pub triggers: Vec<String>,
    /// What the template says of its protection, in the order of the file.
    pub safeguards: Vec<Safeguard>,
}

/// A protection that a template switches on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safeguard {
    /// What it protects from.
    pub protection: Protection,
    /// Whether it is switched on.
    pub is_on: bool,
    /// Where that is said.
    pub spot: Spot,
}

/// What a safeguard protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Protection {
    /// Stored data is encrypted.
    AtRest,
    /// Data on its way is encrypted.
    InTransit,
    /// Nobody can make a bucket public.
    PublicAccessBlock,
}

/// Something that a template allows to more than it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// What is allowed.
    pub what: Exposed,
    /// The type of the resource that allows it.
    pub kind: String,
    /// What the template calls the resource.
    pub name: String,
    /// Where the statement or the rule begins.
    pub spot: Spot,
}

/// What is allowed to more than it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exposed {
    /// A policy allows every action on every resource.
    Everything,
    /// A policy allows every action on every resource but those it names (`NotAction`, `NotResource`).
    EverythingBut,
    /// A security group lets the whole internet reach these ports, from the first to the last.
    Ports(u16, u16),
}

impl Resource {
    /// Whether it is a Lambda function.
    #[must_use]
    pub fn is_function(&self) -> bool {
        matches!(self.kind.as_str(), "AWS::Lambda::Function" | "AWS::Serverless::Function")
    }

    /// Whether it stands for another template, which is not read with this one.
    #[must_use]
    pub fn is_template(&self) -> bool {
        matches!(self.kind.as_str(), Self::MODULE | "AWS::CloudFormation::Stack" | "AWS::Serverless::Application")
    }

    /// The kind of what brings in another template: a module of Terraform, a file that the Serverless Framework includes.
    pub const MODULE: &str = "module";

    /// What the template says of one protection: off, where anything says off.
    #[must_use]
    pub fn safeguard(&self, protection: Protection) -> Option<&Safeguard> {
        let said = || self.safeguards.iter().filter(move |safeguard| safeguard.protection == protection);
        said().find(|safeguard| !safeguard.is_on).or_else(|| said().next())
    }
}
