//! Services of AWS: how they are named, and what deploys them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Phrases;

/// `services.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Services {
    /// The services, by id.
    pub services: Vec<Service>,
    /// Phrases that, close before a name, say that the service is not used.
    pub denials: Phrases,
}

/// One service of AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// `[a-z0-9-]+`, as rules name it.
    pub id: String,
    /// Its name, the same in every language.
    pub name: String,
    /// The spellings that name it.
    pub terms: Vec<String>,
    /// The types of resource that deploy it, or the namespaces they lie in: `AWS::S3`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<String>,
    /// The prefix of its IAM actions, where it can call a function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<String>,
}

impl Services {
    /// The service called `id`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// Adds others; a service that is already there keeps its first meaning.
    pub fn extend(&mut self, other: Self) {
        for service in other.services {
            if self.get(&service.id).is_none() {
                self.services.push(service);
            }
        }
        let (mine, theirs) = (&mut self.denials, other.denials);
        mine.en.extend(theirs.en);
        mine.fr.extend(theirs.fr);
        mine.zh.extend(theirs.zh);
    }
}

impl Service {
    /// Whether a resource of this type belongs to it.
    #[must_use]
    pub fn has(&self, kind: &str) -> bool {
        let lies_in = |namespace: &String| {
            let rest = kind.strip_prefix(namespace.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        self.resources.iter().any(lies_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_ends_where_its_name_does() {
        let kinesis: Service = serde_json::from_value(serde_json::json!({
            "id": "kinesis", "name": "Amazon Kinesis", "terms": ["Kinesis"], "resources": ["AWS::Kinesis"]
        }))
        .expect("a service");
        assert!(kinesis.has("AWS::Kinesis::Stream"));
        assert!(!kinesis.has("AWS::KinesisVideo::Stream"));
    }
}
