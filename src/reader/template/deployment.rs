//! What a template deploys, put together from its resources in whichever language it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{at, entries, literal, references, same, spot, truth};
use super::{kinds, policy, ports};
use crate::evidence::{BlockKind, Exposure, Protection, Resource, Safeguard, Text};
use crate::language::{Arg, Message};
use crate::source::{Node, Source};

/// The resources found so far.
pub struct Deployment<'a> {
    source: &'a Source,
    parts: Vec<Part<'a>>,
    exposures: Vec<Exposure>,
}

/// A resource and its properties.
struct Part<'a> {
    resource: Resource,
    body: &'a Node,
}

/// The four switches of a public access block. Each is off unless it is on, but only a written `false` says so.
const PUBLIC_ACCESS: [&str; 4] = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/// How many characters of a name are kept; AWS takes fewer.
const MAX_NAME: usize = 300;

/// How many functions one event source mapping may name, and how many sources; AWS takes one of each.
const MAX_RELATED: usize = 10;

/// How many modules are told by name.
const MAX_NAMES: usize = 12;

const BUCKET: &str = "AWS::S3::Bucket";

impl<'a> Deployment<'a> {
    pub const fn new(source: &'a Source) -> Self {
        Self { source, parts: Vec::new(), exposures: Vec::new() }
    }

    /// Adds a resource that is named at a byte and has these properties.
    pub fn add(&mut self, kind: &str, name: &str, at: usize, body: &'a Node, is_certain: bool) {
        self.parts.push(Part {
            resource: Resource {
                kind: short(kind),
                name: short(name),
                physical: physical(kind, body),
                spot: spot(self.source, at),
                is_certain,
                is_helper: false,
                triggers: Vec::new(),
                safeguards: self.safeguards(kind, body),
            },
            body,
        });
        self.expose(kind, name, body);
    }

    /// Looks for what a value allows to more than it should.
    pub fn expose(&mut self, kind: &str, name: &str, body: &'a Node) {
        for (what, node) in policy::of(body).into_iter().chain(ports::of(kind, body)) {
            self.exposures.push(Exposure {
                what,
                kind: short(kind),
                name: short(name),
                spot: spot(self.source, node.span.start),
            });
        }
    }

    /// Adds services that call the resource added last.
    pub fn triggered(&mut self, services: impl Iterator<Item = String>) {
        if let Some(part) = self.parts.last_mut() {
            part.resource.triggers.extend(services);
        }
    }

    /// Relates the resources to each other, and names each in a label.
    pub fn finish(mut self) -> Text {
        self.relate();
        let mut text = Text::default();
        let mut resources: Vec<Resource> = self.parts.into_iter().map(|part| part.resource).collect();
        resources.sort_by(|one, other| (&one.spot, &one.name).cmp(&(&other.spot, &other.name)));
        for resource in &mut resources {
            resource.triggers.sort();
            resource.triggers.dedup();
            let physical = resource.physical.as_ref().filter(|name| **name != resource.name);
            let words = [&resource.kind, &resource.name].into_iter().chain(physical);
            let label = words.map(String::as_str).collect::<Vec<_>>().join(" ");
            text.push(BlockKind::Label, &label, resource.spot.clone());
        }
        let modules: Vec<_> = resources.iter().filter(|resource| resource.kind == Resource::MODULE).collect();
        let names = modules.iter().take(MAX_NAMES).map(|module| module.name.as_str()).collect::<Arg>();
        text.incomplete = (!modules.is_empty()).then(|| Message::new("incomplete.modules").with("names", names));
        text.resources = resources;
        self.exposures.sort_by(|one, other| (&one.spot, &one.name).cmp(&(&other.spot, &other.name)));
        self.exposures.dedup();
        text.exposures = self.exposures;
        text
    }

    fn safeguards(&self, kind: &str, body: &Node) -> Vec<Safeguard> {
        // A queue with a key of its own has no use for the key of the service.
        let own_key = kind == "AWS::SQS::Queue" && !at(body, "KmsMasterKeyId").is_empty();
        let switched = kinds::switches(kind).filter(|_| !own_key).flat_map(|(path, protection)| {
            let values = at(body, path).into_iter();
            values.filter_map(move |value| Some((protection, truth(value)?, value)))
        });
        let mut said: Vec<_> = switched.collect();
        if kind == BUCKET {
            said.extend(at(body, "BucketEncryption").first().map(|value| (Protection::AtRest, true, *value)));
            said.extend(at(body, "PublicAccessBlockConfiguration").into_iter().filter_map(public_access_block));
        }
        said.sort_by_key(|(_, _, value)| value.span.start);
        said.into_iter().map(|said| self.safeguard(said)).collect()
    }

    fn safeguard(&self, (protection, is_on, value): (Protection, bool, &Node)) -> Safeguard {
        Safeguard { protection, is_on, spot: spot(self.source, value.span.start) }
    }

    /// Resources that say something about others: what calls a function, what protects a bucket, what serves the
    /// deployment alone.
    fn relate(&mut self) {
        let named: BTreeMap<String, usize> =
            self.parts.iter().enumerate().map(|(index, part)| (part.resource.name.clone(), index)).collect();
        let meant = |node: &Node| -> Vec<usize> {
            references(node)
                .iter()
                .filter_map(|name| named.get(name).copied())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect()
        };
        for index in 0..self.parts.len() {
            let Part { resource, body } = &self.parts[index];
            let (kind, body) = (resource.kind.as_str(), *body);
            let is_function = |index: &usize| self.parts[*index].resource.is_function();
            match kind {
                "AWS::Lambda::EventSourceMapping" | "AWS::Lambda::Permission" => {
                    let named = at(body, "FunctionName").into_iter().flat_map(&meant);
                    let functions: Vec<_> = named.filter(is_function).take(MAX_RELATED).collect();
                    let services = self.callers(body, &meant);
                    for function in functions {
                        self.parts[function].resource.triggers.extend(services.iter().cloned());
                    }
                }
                "AWS::StepFunctions::StateMachine" | "AWS::Serverless::StateMachine" => {
                    for function in meant(body).into_iter().filter(is_function).collect::<Vec<_>>() {
                        self.parts[function].resource.triggers.push("states".to_owned());
                    }
                }
                "aws_s3_bucket_public_access_block" | "aws_s3_bucket_server_side_encryption_configuration" => {
                    let said = if kind.ends_with("block") {
                        public_access_block(body)
                    } else {
                        Some((Protection::AtRest, true, body))
                    };
                    let Some(safeguard) = said.map(|said| self.safeguard(said)) else { continue };
                    for bucket in at(body, "bucket").into_iter().flat_map(&meant) {
                        self.parts[bucket].resource.safeguards.push(safeguard.clone());
                    }
                }
                _ => {
                    for helper in at(body, "ServiceToken").into_iter().flat_map(&meant) {
                        self.parts[helper].resource.is_helper = true;
                    }
                }
            }
        }
    }

    /// The services that an event source mapping or a permission names.
    fn callers(&self, body: &Node, meant: &dyn Fn(&Node) -> Vec<usize>) -> Vec<String> {
        let principal = at(body, "Principal").into_iter().filter_map(literal);
        let principals = principal.filter_map(|name| name.strip_suffix(".amazonaws.com")).map(str::to_owned);
        let mut services: Vec<String> = principals.collect();
        for source in at(body, "EventSourceArn") {
            services.extend(source.as_text().and_then(|arn| arn.split(':').nth(2)).map(str::to_owned));
            services.extend(meant(source).into_iter().map(|index| kinds::service(&self.parts[index].resource.kind)));
        }
        services.truncate(MAX_RELATED);
        services.retain(|service| {
            (1..MAX_NAME).contains(&service.len())
                && service.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        services
    }
}

/// A name as far as it is kept: what repeats it does not outgrow its source.
fn short(name: &str) -> String {
    name.chars().take(MAX_NAME).collect()
}

/// The name of a resource in the account, where it is written out: `BucketName`, `function_name`, `Name`.
fn physical(kind: &str, body: &Node) -> Option<String> {
    let own = format!("{}Name", kind.rsplit("::").next().unwrap_or(kind));
    let names = [own.as_str(), "Name", "bucket"];
    let names = if kind == BUCKET { &names[..] } else { &names[..2] };
    let own = |name: &&str| entries(body).iter().find(|(key, _)| same(&key.name, name));
    names.iter().find_map(own).and_then(|(_, value)| literal(value)).map(short)
}

/// Whether a public access block is on: all four of it. It is off as soon as one of them is switched off.
fn public_access_block(body: &Node) -> Option<(Protection, bool, &Node)> {
    let said: Vec<_> =
        PUBLIC_ACCESS.iter().flat_map(|name| at(body, name)).filter_map(|node| Some((truth(node)?, node))).collect();
    let off = said.iter().find(|(is_on, _)| !is_on);
    let is_whole = said.len() == PUBLIC_ACCESS.len();
    let (is_on, node) = off.or(said.first().filter(|_| is_whole))?;
    Some((Protection::PublicAccessBlock, *is_on, node))
}
