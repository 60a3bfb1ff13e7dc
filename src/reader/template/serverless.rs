//! The Serverless Framework: its functions, and the `CloudFormation` that it carries along.

use super::cloudformation;
use super::deployment::Deployment;
use super::tree::{entries, items, literal, walk, word};
use crate::evidence::{Resource, Text};
use crate::source::{Node, Source};

/// Whether a tree is a `serverless.yml` for AWS; the framework serves other clouds too.
pub fn is_one(tree: &Node) -> bool {
    let has = |name| tree.get(name).is_some();
    let provider = tree.get("provider").and_then(|provider| literal(provider).or_else(|| word(provider, "name")));
    has("service") && provider == Some("aws") && (has("functions") || has("resources"))
}

/// What it deploys. A part that lies in another file, `${file(functions.yml)}`, is named and not followed.
pub fn read(source: &Source, tree: &Node) -> Text {
    let mut deployment = Deployment::new(source);
    for part in tree.get("functions").map(items).unwrap_or_default() {
        included("functions", part, &mut deployment);
        for (key, function) in entries(part) {
            let is_certain = function.get("condition").is_none();
            let name = logical_id(&key.name);
            deployment.add("AWS::Lambda::Function", &name, key.span.start, function, is_certain);
            deployment.triggered(events(function));
        }
    }
    for part in tree.get("resources").map(items).unwrap_or_default() {
        included("resources", part, &mut deployment);
        cloudformation::resources(part, &mut deployment);
    }
    if let Some(provider) = tree.get("provider") {
        deployment.expose("AWS::IAM::Role", "IamRoleLambdaExecution", provider);
    }
    deployment.finish()
}

fn included<'a>(name: &str, part: &'a Node, deployment: &mut Deployment<'a>) {
    if part.as_text().is_some_and(|text| text.contains("${")) {
        deployment.add(Resource::MODULE, name, part.span.start, part, false);
    }
}

/// The logical id that the framework gives a function, under which a template that it wrote calls it as well.
fn logical_id(name: &str) -> String {
    let name = name.replace('-', "Dash").replace('_', "Underscore");
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain("LambdaFunction".chars()).collect()
}

/// The services that call a function: `events: [{sqs: …}, {http: …}, schedule: …]`.
fn events(function: &Node) -> impl Iterator<Item = String> {
    let events = function.get("events").map(items).unwrap_or_default();
    let named = events.iter().flat_map(entries).map(|(key, event)| match key.name.as_str() {
        "http" | "httpApi" | "websocket" => "apigateway".to_owned(),
        "schedule" | "eventBridge" | "cloudwatchEvent" => "events".to_owned(),
        "stream" => stream(event),
        "cloudwatchLog" => "logs".to_owned(),
        "cognitoUserPool" => "cognito-idp".to_owned(),
        "alb" => "elasticloadbalancing".to_owned(),
        "msk" => "kafka".to_owned(),
        name => name.to_lowercase(),
    });
    named.filter(|name| !name.is_empty())
}

/// Whether a stream is of Kinesis or of a table: it says so, or its ARN does.
fn stream(event: &Node) -> String {
    let mut service = word(event, "type").map(str::to_owned);
    walk(event, &mut |node| {
        let arn = node.as_text().and_then(|text| text.strip_prefix("arn:aws:"));
        service = service.take().or_else(|| arn.and_then(|rest| rest.split(':').next()).map(str::to_owned));
    });
    service.unwrap_or_default()
}
