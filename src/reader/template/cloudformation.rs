//! `CloudFormation` and SAM: what stands under `Resources`.

use super::deployment::Deployment;
use super::tree::{entries, items, literal, word};
use crate::evidence::Text;
use crate::source::{Node, Source};

/// Transforms of AWS that leave the resources as they are written, or that are known here.
const KNOWN: [&str; 4] =
    ["AWS::Serverless-", "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen", "AWS::SecretsManager-"];

/// What a template deploys; nothing where the tree is none.
pub fn read(source: &Source, tree: &Node) -> Text {
    let mut deployment = Deployment::new(source);
    resources(tree, &mut deployment);
    deployment.finish()
}

/// Adds the resources of a template. Those that a macro may change are not certain.
pub fn resources<'a>(tree: &'a Node, deployment: &mut Deployment<'a>) {
    let Some(resources) = tree.get("Resources") else { return };
    let transforms = tree.get("Transform").map(items).unwrap_or_default();
    let is_known =
        |transform: &Node| transform.as_text().is_some_and(|name| KNOWN.iter().any(|known| name.starts_with(known)));
    let is_literal = transforms.iter().all(is_known);
    for (key, node) in entries(resources) {
        if key.name.starts_with("Fn::ForEach::") {
            // `[Name, [values], {ResourceOf${Name}: …}]`
            for (key, node) in items(node).get(2).map(entries).unwrap_or_default() {
                resource((&key.name, key.span.start), node, false, deployment);
            }
        } else {
            resource((&key.name, key.span.start), node, is_literal, deployment);
        }
    }
}

fn resource<'a>((name, at): (&str, usize), node: &'a Node, is_literal: bool, deployment: &mut Deployment<'a>) {
    let Some(kind) = node.get("Type").and_then(literal).filter(|kind| kind.contains("::")) else { return };
    let body = node.get("Properties").unwrap_or(node);
    deployment.add(kind, name, at, body, is_literal && node.get("Condition").is_none());
    deployment.triggered(events(body));
}

/// The services that call a function of SAM.
fn events(body: &Node) -> impl Iterator<Item = String> {
    let events = body.get("Events").map(entries).unwrap_or_default();
    events.iter().filter_map(|(_, event)| word(event, "Type")).map(|kind| match kind {
        "Api" | "HttpApi" => "apigateway".to_owned(),
        "Schedule" | "CloudWatchEvent" | "EventBridgeRule" => "events".to_owned(),
        "ScheduleV2" => "scheduler".to_owned(),
        "MSK" | "SelfManagedKafka" => "kafka".to_owned(),
        "CloudWatchLogs" => "logs".to_owned(),
        "Cognito" => "cognito-idp".to_owned(),
        "IoTRule" => "iot".to_owned(),
        "AlexaSkill" => "alexa-appkit".to_owned(),
        "DocumentDB" => "rds".to_owned(),
        _ => kind.to_lowercase(),
    })
}
