use super::*;
use crate::evidence::{At, Content, Kind as FileKind, Spot, Text};

const ROLE: &str = "arn:aws:iam::*:role/PartnerCentralRoleForAce*";
const ATTACH: &str = "iam:AttachRolePolicy";
const KEY: &str = "iam:PolicyARN";
const SALES: &str = "arn:aws:iam::aws:policy/AWSPartnerCentralOpportunityManagement";
const SALES_OF_ANY: &str = "arn:aws:iam::*:policy/AWSPartnerCentralOpportunityManagement";
const ADMIN: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

fn these(listed: &[&str]) -> Among<String> {
    Among::These(listed.iter().map(|one| (*one).to_owned()).collect())
}

fn all_but(listed: &[&str]) -> Among<String> {
    Among::AllBut(listed.iter().map(|one| (*one).to_owned()).collect())
}

fn statement(effect: Effect, actions: Among<String>, resources: Among<String>) -> PolicyStatement {
    let at = At { path: "$".to_owned(), spot: Spot::Whole };
    PolicyStatement { at, effect, actions, resources: Some(resources), principals: None, conditions: Vec::new() }
}

fn allow(action: &str, resource: &str) -> PolicyStatement {
    statement(Effect::Allow, these(&[action]), these(&[resource]))
}

fn deny(action: &str, resource: &str) -> PolicyStatement {
    statement(Effect::Deny, these(&[action]), these(&[resource]))
}

fn when(mut statement: PolicyStatement, operator: &str, key: &str, values: &[&str]) -> PolicyStatement {
    statement.conditions.push(Test {
        at: statement.at.clone(),
        operator: operator.to_owned(),
        key: key.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    });
    statement
}

fn document() -> Document {
    let content = Content::Text(Text::default());
    Document { path: "policy.json".into(), kind: FileKind::Template, size: 1, covers: Vec::new(), content }
}

/// `allowed`, or why not.
fn decided(statements: &[PolicyStatement], ask: Ask<'_>) -> &'static str {
    let document = document();
    let stated: Vec<_> = statements.iter().map(|statement| Stated { document: &document, statement }).collect();
    match decide(&stated, &ask) {
        Ok(_) => "allowed",
        Err(Refusal::Unstated) => "unstated",
        Err(Refusal::Narrow(_)) => "narrow",
        Err(Refusal::Unlisted(..)) => "unlisted",
        Err(Refusal::Conditional(..)) => "conditional",
        Err(Refusal::Denied(_)) => "denied",
    }
}

#[test]
fn what_is_asked_is_allowed_by_one_statement_and_denied_by_any() {
    let everything = || allow("*", "*");
    for (statements, expected) in [
        (vec![], "unstated"),
        (vec![allow("iam:CreateRole", ROLE)], "allowed"),
        (vec![allow("IAM:createrole", ROLE)], "allowed"),
        (vec![allow("iam:Create*", "arn:aws:iam::*:role/PartnerCentralRoleFor*")], "allowed"),
        (vec![allow("iam:Create????", ROLE)], "allowed"),
        (vec![everything()], "allowed"),
        (vec![allow("iam:CreateRole", "arn:aws:iam::*:role/PartnerCentralRoleForAce")], "narrow"),
        (vec![allow("iam:CreateRole", "arn:aws:iam::*:role/partnercentralroleforace*")], "narrow"),
        (vec![allow("iam:CreateUser", "*")], "unstated"),
        (vec![statement(Effect::Allow, all_but(&["iam:Delete*"]), these(&["*"]))], "allowed"),
        (vec![statement(Effect::Allow, all_but(&["iam:*"]), these(&["*"]))], "unstated"),
        (vec![statement(Effect::Allow, these(&["*"]), all_but(&["arn:aws:s3:::*"]))], "allowed"),
        (vec![statement(Effect::Allow, these(&["*"]), all_but(&["arn:aws:iam::*:role/*"]))], "narrow"),
        (vec![everything(), deny("iam:CreateRole", ROLE)], "denied"),
        (vec![deny("iam:*", "*"), everything()], "denied"),
        (vec![everything(), deny("iam:CreateRole", "arn:aws:iam::*:role/PartnerCentralRoleForAceX")], "denied"),
        (vec![everything(), deny("iam:CreateRole", "arn:aws:iam::*:role/Billing*")], "allowed"),
        (vec![everything(), deny("iam:CreateUser", "*")], "allowed"),
        (vec![everything(), statement(Effect::Deny, all_but(&["aws-marketplace:*"]), these(&["*"]))], "denied"),
        (vec![everything(), statement(Effect::Deny, all_but(&["iam:*"]), these(&["*"]))], "allowed"),
        (vec![everything(), statement(Effect::Deny, these(&["iam:*"]), all_but(&[ROLE]))], "allowed"),
        (vec![everything(), statement(Effect::Deny, these(&["iam:*"]), all_but(&["arn:aws:iam::*:role/X"]))], "denied"),
        (vec![when(everything(), "Bool", "aws:MultiFactorAuthPresent", &["true"])], "conditional"),
        (vec![when(everything(), "Bool", "aws:MultiFactorAuthPresent", &["true"]), everything()], "allowed"),
    ] {
        let ask = Ask { action: "iam:CreateRole", resource: ROLE, key: None };
        assert_eq!(decided(&statements, ask), expected, "{statements:?}");
    }
}

#[test]
fn a_condition_on_the_key_that_is_asked_about_is_decided() {
    let attach = |operator: &str, key: &str, value: &str| when(allow(ATTACH, ROLE), operator, key, &[value]);
    for (statement, expected) in [
        (allow(ATTACH, ROLE), "allowed"),
        (attach("ArnLike", KEY, SALES_OF_ANY), "allowed"),
        (attach("ArnEquals", "IAM:policyarn", SALES), "allowed"),
        (attach("ForAnyValue:ArnLikeIfExists", KEY, SALES), "allowed"),
        (attach("StringLike", KEY, "arn:*Opportunity*"), "allowed"),
        (attach("StringEquals", KEY, SALES), "allowed"),
        (attach("StringEquals", KEY, SALES_OF_ANY), "unlisted"),
        (attach("StringEqualsIgnoreCase", KEY, &SALES.to_uppercase()), "allowed"),
        (attach("ArnLike", KEY, &SALES.to_uppercase()), "unlisted"),
        (attach("ArnLike", KEY, "arn:*Opportunity*"), "unlisted"),
        (attach("ArnLike", KEY, ADMIN), "unlisted"),
        (attach("ArnNotLike", KEY, ADMIN), "allowed"),
        (attach("ArnNotLike", KEY, SALES), "unlisted"),
        (attach("Null", KEY, "false"), "allowed"),
        (attach("Null", KEY, "true"), "unlisted"),
        (attach("ArnLike", "aws:PrincipalArn", SALES), "conditional"),
        (attach("DateLessThan", KEY, SALES), "conditional"),
    ] {
        let ask = Ask { action: ATTACH, resource: ROLE, key: Some((KEY, SALES)) };
        assert_eq!(decided(std::slice::from_ref(&statement), ask), expected, "{statement:?}");
    }
}

#[test]
fn a_denial_under_a_condition_counts_where_the_condition_may_hold() {
    for (operator, key, value, expected) in [
        ("ArnLike", KEY, ADMIN, "allowed"),
        ("ArnLike", KEY, SALES_OF_ANY, "denied"),
        ("ArnNotLike", KEY, SALES_OF_ANY, "allowed"),
        ("ArnNotLike", KEY, ADMIN, "denied"),
        ("BoolIfExists", "aws:MultiFactorAuthPresent", "false", "denied"),
    ] {
        let statements = [allow("*", "*"), when(deny("iam:*", "*"), operator, key, &[value])];
        let ask = Ask { action: ATTACH, resource: ROLE, key: Some((KEY, SALES)) };
        assert_eq!(decided(&statements, ask), expected, "{operator} {key} {value}");
    }
}

#[test]
fn what_a_key_does_not_limit_is_told_with_the_values_beyond() {
    let attach = |operator: &str, values: &[&str]| when(allow(ATTACH, ROLE), operator, KEY, values);
    let none: Vec<Vec<&str>> = Vec::new();
    for (statements, expected) in [
        (vec![attach("ArnLike", &[SALES])], none.clone()),
        (vec![attach("ArnLike", &[SALES_OF_ANY])], none.clone()),
        (vec![attach("ForAnyValue:StringEquals", &[SALES])], none.clone()),
        (vec![attach("ArnLike", &[SALES, ADMIN])], vec![vec![ADMIN]]),
        (
            vec![attach("ArnLike", &["arn:aws:iam::aws:policy/AWSPartnerCentral*"])],
            vec![vec!["arn:aws:iam::aws:policy/AWSPartnerCentral*"]],
        ),
        (vec![attach("ArnNotLike", &[ADMIN])], vec![vec![]]),
        (vec![allow(ATTACH, ROLE)], vec![vec![]]),
        (vec![when(attach("ArnLike", &["*"]), "ArnLike", KEY, &[SALES])], none.clone()),
        (vec![attach("ArnLike", &[SALES]), allow("iam:*", "*")], vec![vec![]]),
        (vec![attach("ArnLike", &[SALES]), allow("iam:*", "arn:aws:iam::*:role/Billing*")], none.clone()),
        (vec![allow("*", "*"), when(deny("iam:*", "*"), "ArnNotLike", KEY, &[SALES_OF_ANY])], none.clone()),
        (vec![allow("*", "*"), when(deny("iam:*", "*"), "ArnNotLike", KEY, &[SALES, ADMIN])], vec![vec![]]),
        (
            vec![allow("*", "*"), when(deny("iam:*", "arn:aws:iam::*:role/X"), "ArnNotLike", KEY, &[SALES])],
            vec![vec![]],
        ),
    ] {
        let document = document();
        let stated: Vec<_> = statements.iter().map(|statement| Stated { document: &document, statement }).collect();
        let ask = Ask { action: ATTACH, resource: ROLE, key: None };
        let excesses = limit(&stated, &ask, KEY, &[Pattern::of(SALES_OF_ANY)]);
        let values = excesses.into_iter().map(|excess| excess.beyond.map(|(_, values)| values).unwrap_or_default());
        let values: Vec<_> = values.collect();
        assert_eq!(values, expected, "{statements:?}");
    }
}
