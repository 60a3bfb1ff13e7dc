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

const TRUST: &str = r#"{"Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}, "Action": "sts:AssumeRole"}"#;

#[test]
fn a_policy_is_read_as_the_console_shows_it() {
    let text = read(
        "{\n\t\"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\"Sid\": \"One\", \"Effect\": \"Allow\", \"Action\": \"iam:Get*\", \"Resource\": \"*\"},\n    {\n      \"Effect\": \"Deny\",\n      \"NotAction\": [\"iam:*\", \"sts:*\"],\n      \"NotResource\": \"arn:aws:s3:::a\",\n      \"Condition\": {\"ArnLike\": {\"iam:PolicyARN\": [\"b\"]},\n                    \"Bool\": {\"c\": true}}\n    }\n  ]\n}",
    )
    .expect("it is a policy");
    let policies = text.policies.as_ref().expect("it holds some");
    let [policy] = policies.documents.as_slice() else { panic!("one policy: {policies:?}") };
    let [one, other] = policy.statements.as_slice() else { panic!("two statements: {policy:?}") };
    assert_eq!((one.at.path.as_str(), &one.at.spot), ("$.Statement[0]", &Spot::Line(4)));
    assert_eq!(one.to_string(), "Allow iam:Get*: *");
    assert_eq!((other.at.path.as_str(), &other.at.spot), ("$.Statement[1]", &Spot::Line(5)));
    assert_eq!(other.to_string(), "Deny * - iam:*, sts:*: * - arn:aws:s3:::a; ArnLike iam:PolicyARN: b; Bool c: true");
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
        let policies = text.policies.expect("it holds some").documents;
        let first = &policies[0].statements[0];
        assert_eq!(
            (first.at.path.as_str(), first.to_string().as_str()),
            (path, "Allow x.amazonaws.com → sts:AssumeRole")
        );
        let found: Vec<_> = policies.iter().map(|policy| policy.role.as_ref().map(|role| role.name.as_str())).collect();
        assert_eq!(found, names);
    }
}

#[test]
fn the_managed_policies_of_a_role_are_read() {
    let list = r#"[{"PolicyName": "A", "PolicyArn": "arn:aws:iam::aws:policy/A"}, {"PolicyName": "B"}]"#;
    for (json, role, path) in [
        (format!(r#"{{"AttachedPolicies": {list}}}"#), None, "$.AttachedPolicies"),
        (
            format!(r#"{{"RoleDetailList": [{{"RoleName": "R", "AttachedManagedPolicies": {list}}}]}}"#),
            Some("R"),
            "$.RoleDetailList[0].AttachedManagedPolicies",
        ),
    ] {
        let text = read(&json).expect("it is a list");
        let policies = text.policies.expect("it holds some");
        let [attachment] = policies.attachments.as_slice() else { panic!("one list: {policies:?}") };
        assert_eq!(attachment.policies, ["A", "B"]);
        assert_eq!(attachment.role.as_ref().map(|role| role.name.as_str()), role);
        assert_eq!(attachment.at.path, path);
    }
    let user = format!(r#"{{"UserName": "U", "AttachedPolicies": {list}}}"#);
    assert!(read(&user).expect("it is nothing").policies.is_none());
    assert!(read(r#"{"AttachedPolicies": [{"PolicyArn": 1}]}"#).is_err());
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
    for json in [r#"{"Statement": "Effect"}"#, r#"{"Statement": [{"effect": 1}]}"#, r#"["Statement", {"Effect": 2}]"#] {
        assert!(read(json).expect("it is nothing").policies.is_none(), "{json}");
    }
}

#[test]
fn hostile_policies_cost_no_more_than_themselves() {
    let key = format!("{{\"{}\":", "k".repeat(1_000));
    let statements = vec![TRUST; 2_000].join(",");
    let below = format!(r#"{}{{"Statement": [{statements}]}}{}"#, key.repeat(30), "}".repeat(30));
    let text = read(&below).expect("it is a policy");
    let policies = text.policies.expect("it holds some").documents;
    assert_eq!(policies[0].statements.len(), 2_000);
    assert!(policies[0].statements.iter().all(|statement| statement.at.path.len() < 30 * 80));
    let many = vec![TRUST; config::MAX_STATEMENTS + 1].join(",");
    assert!(read(&format!(r#"{{"Statement": [{many}]}}"#)).is_err());
    let deep = format!(r#"{}{{"Statement": [{TRUST}]}}{}"#, "[".repeat(10_000), "]".repeat(10_000));
    assert!(read(&deep).is_err());
}
