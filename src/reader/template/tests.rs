use super::*;
use crate::evidence::{Exposed, Protection, Resource, Spot};

fn yaml(text: &str) -> Text {
    read(text.as_bytes()).expect("is a template")
}

fn tf(text: &str) -> Text {
    let Read::Bytes(read) = terraform::FORMAT.read else { panic!("reads bytes") };
    read(text.as_bytes()).expect("is Terraform")
}

fn resource<'a>(text: &'a Text, name: &str) -> &'a Resource {
    text.resources.iter().find(|resource| resource.name == name).unwrap_or_else(|| panic!("{name} in {text:?}"))
}

fn exposed(text: &Text) -> Vec<(Exposed, Spot)> {
    text.exposures.iter().map(|exposure| (exposure.what, exposure.spot.clone())).collect()
}

const SAM: &str = r#"
Transform: AWS::Serverless-2016-10-31
Conditions: {Wide: !Equals [a, b]}
Resources:
  Feed:
    Type: AWS::Kinesis::Stream
  Stock:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: hh-stock
      Role: !GetAtt Role.Arn
      Events:
        Moves: {Type: Kinesis, Properties: {Stream: !GetAtt Feed.Arn}}
        Night: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
  Media:
    Type: AWS::S3::Bucket
    Condition: Wide
    Properties:
      BucketName: !Sub "${AWS::AccountId}-media"
      PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: false}
  Orders:
    Type: AWS::RDS::DBCluster
    Properties:
      StorageEncrypted: false
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - {Effect: Allow, Action: "*", Resource: "*"}
              - {Effect: Deny, Action: "*", Resource: "*"}
              - {Effect: Allow, Action: "s3:*", Resource: "*"}
              - {Effect: Allow, NotAction: "iam:*", Resource: "*"}
"#;

#[test]
fn sam_says_what_it_deploys() {
    let text = yaml(SAM);
    let stock = resource(&text, "Stock");
    assert!(stock.is_function() && stock.is_certain);
    assert_eq!(stock.triggers, ["events", "kinesis"]);
    assert_eq!((stock.physical.as_deref(), &stock.spot), (Some("hh-stock"), &Spot::Line(7)));
    let media = resource(&text, "Media");
    assert!(!media.is_certain, "it has a condition");
    assert_eq!(media.physical, None, "its name is computed");
    let block = media.safeguard(Protection::PublicAccessBlock).expect("is said");
    assert_eq!((block.is_on, &block.spot), (false, &Spot::Line(20)));
    let orders = resource(&text, "Orders").safeguard(Protection::AtRest).expect("is said");
    assert_eq!((orders.is_on, &orders.spot), (false, &Spot::Line(24)));
    assert_eq!(exposed(&text), [(Exposed::Everything, Spot::Line(31)), (Exposed::EverythingBut, Spot::Line(34))]);
    assert_eq!(text.of(&text.blocks[1]), "AWS::Serverless::Function Stock hh-stock");
}

#[test]
fn json_says_the_same_as_yaml() {
    let text = "\t{\n\t\"Resources\":{\"A\":{\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"FunctionName\":\"a\\ud83d\\ude00\\/\"}},\n\
                \"M\":{\"Type\":\"AWS::Lambda::EventSourceMapping\",\"Properties\":{\"FunctionName\":{\"Ref\":\"A\"},\
                \"EventSourceArn\":\"arn:aws:sqs:eu-west-1:222233334444:q\"}},\n\
                \"H\":{\"Type\":\"AWS::Lambda::Function\"},\"C\":{\"Type\":\"Custom::Clean\",\"Properties\":\
                {\"ServiceToken\":{\"Fn::GetAtt\":[\"H\",\"Arn\"]}}}}}";
    let text = yaml(text);
    let one = resource(&text, "A");
    assert_eq!((one.spot.clone(), one.triggers.as_slice()), (Spot::Line(2), &["sqs".to_owned()][..]));
    assert!(one.is_certain && !one.is_helper && resource(&text, "H").is_helper);
}

#[test]
fn what_a_macro_or_a_loop_writes_is_not_certain() {
    let looped = yaml(
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::T:\n    - N\n    - [A, B]\n    - Topic${N}: {Type: AWS::SNS::Topic}\n  Q: {Type: AWS::SQS::Queue}\n",
    );
    assert!(!resource(&looped, "Topic${N}").is_certain && resource(&looped, "Q").is_certain);
    let changed = yaml("Transform: Own\nResources:\n  Q: {Type: AWS::SQS::Queue}\n");
    assert!(!resource(&changed, "Q").is_certain);
}

#[test]
fn the_serverless_framework_says_what_it_deploys() {
    let text = yaml(
        "service: shop\nprovider:\n  name: aws\n  iam: {role: {statements: [{Effect: Allow, Action: ['*'], Resource: '*'}]}}\n\
         functions:\n  load-orders:\n    handler: a.b\n    events:\n      - sqs: arn:aws:sqs:eu-west-1:1:q\n      - httpApi: '*'\n\
         resources:\n  - ${file(more.yml)}\n  - Resources:\n      B: {Type: AWS::S3::Bucket, Properties: {BucketName: shop-b}}\n",
    );
    let load = resource(&text, "LoadDashordersLambdaFunction");
    assert_eq!((load.kind.as_str(), load.triggers.join(" ")), ("AWS::Lambda::Function", "apigateway sqs".to_owned()));
    assert!(resource(&text, "resources").is_template());
    assert_eq!(resource(&text, "B").physical.as_deref(), Some("shop-b"));
    assert_eq!(exposed(&text), [(Exposed::Everything, Spot::Line(4))]);
}

const HCL: &str = r#"
resource "aws_s3_bucket" "raw" {
  bucket = "yunhe-raw"
}
resource "aws_s3_bucket_public_access_block" "raw" {
  bucket                  = aws_s3_bucket.raw.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_lambda_function" "load" {
  count         = 3
  function_name = "${var.stage}-load"
}
resource "aws_lambda_event_source_mapping" "load" {
  function_name    = aws_lambda_function.load[0].arn
  event_source_arn = aws_kinesis_stream.moves.arn
}
resource "aws_kinesis_stream" "moves" {}
resource "aws_opensearch_domain" "search" {
  encrypt_at_rest { enabled = false }
}
module "network" { source = "./network" }
data "aws_iam_policy_document" "all" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
resource "aws_iam_role_policy" "json" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*:*", Resource = "*" }] })
}
resource "aws_iam_role_policy" "text" {
  policy = <<-EOF
    {"Statement": {"Effect": "Allow",
      "Action": "*", "NotResource": "${var.x}"}}
  EOF
}
resource "aws_security_group" "web" {
  ingress {
    from_port = 443
    to_port = 443
    protocol = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port = 22
    to_port = 22
    protocol = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }
}
"#;

#[test]
fn terraform_says_what_it_deploys() {
    let text = tf(HCL);
    let raw = resource(&text, "aws_s3_bucket.raw");
    assert_eq!((raw.kind.as_str(), raw.physical.as_deref()), ("AWS::S3::Bucket", Some("yunhe-raw")));
    assert!(raw.safeguard(Protection::PublicAccessBlock).is_some_and(|block| block.is_on));
    let load = resource(&text, "aws_lambda_function.load");
    assert_eq!((load.is_certain, load.triggers.join(" "), load.physical.clone()), (false, "kinesis".to_owned(), None));
    let search = resource(&text, "aws_opensearch_domain.search");
    assert_eq!(search.safeguard(Protection::AtRest).map(|said| said.spot.clone()), Some(Spot::Line(22)));
    assert!(resource(&text, "module.network").is_template());
    assert_eq!(
        exposed(&text),
        [
            (Exposed::Everything, Spot::Line(26)),
            (Exposed::Everything, Spot::Line(32)),
            (Exposed::EverythingBut, Spot::Line(36)),
            (Exposed::Ports(22, 22), Spot::Line(47)),
        ]
    );
}

#[test]
fn terraform_in_json_says_the_same() {
    let text = yaml("{\"resource\": {\"aws_db_instance\": {\"orders\": {\"storage_encrypted\": false}}}}");
    let orders = resource(&text, "aws_db_instance.orders");
    assert_eq!(orders.kind, "AWS::RDS::DBInstance");
    assert!(orders.safeguard(Protection::AtRest).is_some_and(|said| !said.is_on));
}

#[test]
fn what_is_no_template_stays_what_it_is() {
    for other in [
        "on: push\njobs:\n  build: {runs-on: ubuntu-latest}\n",
        "{\"name\": \"shop\", \"dependencies\": {}}",
        "service: a\nprovider: {name: google}\nfunctions: {b: {handler: c}}\n",
        "{\"Parameters\": {\"A\": \"AWS::NoValue\"}}",
        "",
        "---\na: 1\n---\nb: 2\n",
    ] {
        assert!(yaml(other).blocks.is_empty(), "{other}");
    }
    assert!(tf("variable \"a\" {}\n").blocks.is_empty());
}

#[test]
fn a_broken_template_says_where() {
    let broken = read(b"Resources:\n  A:\n    Type: AWS::S3::Bucket\n   Properties: {\n").expect_err("is broken");
    assert!(broken.render(crate::language::Language::En).contains("line 4"), "{broken:?}");
    let Read::Bytes(read) = terraform::FORMAT.read else { panic!("reads bytes") };
    assert_eq!(read(b"resource \"a\" {\n").expect_err("is broken").key(), "unreadable.template");
}

/// Bytes with a fixed seed.
fn noise(mut state: u64) -> impl FnMut() -> usize {
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default()
    }
}

#[test]
fn hostile_templates_end() {
    let Read::Bytes(terraform) = terraform::FORMAT.read else { panic!("reads bytes") };
    let mut hostile: Vec<Vec<u8>> = vec![vec![], vec![0xff; 4096], vec![0; 4096]];
    let mut random = noise(7);
    for whole in [SAM, HCL] {
        for part in 0..=16 {
            hostile.push(whole.as_bytes()[..whole.len() * part / 16].to_vec());
        }
        for _ in 0..64 {
            let mut bytes = whole.as_bytes().to_vec();
            for _ in 0..4 {
                let at = random() % bytes.len();
                bytes[at] ^= 1 << (random() % 8);
            }
            hostile.push(bytes);
        }
    }
    let marks = "Resources: AWS::\n";
    for nested in ["[", "{a: ", "- ", "a = [", "a { ", "a = \"${", "a = (", "a = !", "a = 1 + ", "a = x ? y : "] {
        hostile.push((marks.to_owned() + &nested.repeat(20_000)).into_bytes());
        hostile.push(nested.repeat(20_000).into_bytes());
        hostile.push(("a = ".to_owned() + &nested.replace("a = ", "").repeat(50_000)).into_bytes());
    }
    for bytes in hostile {
        let _ = (read(&bytes), terraform(&bytes));
    }
}

#[test]
fn what_a_template_says_does_not_outgrow_it() {
    let name = "N".repeat(100_000);
    let statements = "{Effect: Allow, Action: '*', Resource: '*'},\n      ".repeat(10_000);
    let functions =
        (0..1_000).map(|number| format!("  F{number}: {{Type: AWS::Lambda::Function}}\n")).collect::<Vec<_>>();
    let named = (0..1_000).map(|number| format!("!Ref F{number}")).collect::<Vec<_>>().join(", ");
    let text = yaml(&format!(
        "Resources:\n  ? {name}\n  :\n    Type: AWS::IAM::Role\n    Properties: {{Statement: [{statements}]}}\n{}  M:\n    \
         Type: AWS::Lambda::EventSourceMapping\n    Properties: {{FunctionName: [{named}], EventSourceArn: [{named}]}}\n",
        functions.concat()
    ));
    assert_eq!(text.exposures.len(), 10_000);
    assert!(text.exposures.iter().all(|exposure| exposure.name.len() <= 300));
    assert!(text.resources.iter().map(|resource| resource.triggers.len()).sum::<usize>() <= 100);
    assert!(text.body.len() < 100_000);
}

#[test]
fn so_many_entries_are_read_and_not_one_more() {
    let Read::Bytes(terraform) = terraform::FORMAT.read else { panic!("reads bytes") };
    let entries = |count: usize| (0..count).map(|number| format!("k{number}=1")).collect::<Vec<_>>().join(",");
    assert!(terraform(format!("a = {{{}}}", entries(config::MAX_ENTRIES_OF_TERRAFORM - 1)).as_bytes()).is_ok());
    let refused = terraform(format!("a = {{{}}}", entries(config::MAX_ENTRIES_OF_TERRAFORM)).as_bytes());
    assert_eq!(refused.expect_err("are too many").key(), "unreadable.many_entries");
}
