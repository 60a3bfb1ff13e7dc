//! Every rule finds its cases and passes over the others, and no text makes it fail.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::table::TABLE;
use super::{find, masked, may_hold, without};

#[derive(Deserialize)]
struct Cases {
    finds: Vec<(String, String)>,
    passes_over: Vec<String>,
}

/// The cases of every rule; the mark that splits them is left out.
fn cases() -> BTreeMap<String, Cases> {
    serde_yaml::from_str(&include_str!("cases.yaml").replace('¦', "")).expect("YAML")
}

#[test]
fn every_rule_finds_its_cases_and_shows_little_of_them() {
    let (cases, mut wrong) = (cases(), Vec::new());
    for rule in &TABLE.rules {
        rule.patterns();
        let cases = cases.get(&rule.id).unwrap_or_else(|| panic!("{} has no cases", rule.id));
        let ours = |text: &str| find(text).into_iter().filter(|found| found.secret.rule == rule.id).collect::<Vec<_>>();
        for (text, shown) in &cases.finds {
            let found = ours(text);
            let [one] = found.as_slice() else {
                wrong.push(format!("{} in {text:?}: {:?}", rule.id, find(text)));
                continue;
            };
            let (value, masked) = (&text[one.range.clone()], masked(text, &find(text)));
            let is_hidden = !one.secret.masked.contains(value) && !masked.contains(value) && find(&masked).is_empty();
            if one.secret.masked != *shown || !is_hidden || masked.lines().count() != text.lines().count() {
                wrong.push(format!("{} in {text:?}: shown as {:?}, masked {masked:?}", rule.id, one.secret.masked));
            }
        }
        let taken = cases.passes_over.iter().filter(|text| !ours(text).is_empty());
        wrong.extend(taken.map(|text| format!("{} passes over {text:?}: {:?}", rule.id, ours(text))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_one_rule_passes_over_none_of_the_passwords_takes() {
    for (rule, cases) in cases() {
        for text in cases.passes_over.iter().filter(|_| rule.contains("password") || rule.starts_with("key")) {
            assert_eq!(find(text), [], "{text:?}");
        }
    }
}

#[test]
fn every_word_is_looked_for() {
    for word in TABLE.rules.iter().flat_map(|rule| &rule.words) {
        assert!(may_hold(word), "{word}");
    }
}

fn proofs(text: &str) -> Vec<String> {
    find(text).into_iter().map(|found| found.secret.proof).collect()
}

#[test]
fn a_proof_is_of_the_secret_and_of_one_that_can_be_guessed_only_of_what_stands_before_it() {
    let key = ["AKIA", "ZQ3DRTYU5HN7Q2XK"].concat();
    assert_eq!(proofs(&key), proofs(&format!("the key {key}.\n")));
    assert_ne!(proofs(&key), proofs(&["AKIA", "ZQ3DRTYU5HN7Q2XA"].concat()));
    let of = |password: &str| proofs(&format!("password: \"{password}\""));
    assert_eq!(of("hunter22"), of("Tr0ub4dor&3"));
    assert_ne!(of("hunter22"), proofs("db:\n  passwd: \"hunter22\""));
    let [first, second, again] = &proofs("password=hunter22\npassword=quayside24\npassword=hunter22\n")[..] else {
        panic!("three of them");
    };
    assert!(first != second && first == again);
}

#[test]
fn a_key_of_many_lines_leaves_them_where_they_were() {
    let line = "MIIEowIBAAKCAQEAy8Dbv8prpJ0kKhlGeJYozo2t60EG8L0561g13R29LvMR5hy";
    let text = format!("a\n-----BEGIN {}-----\n{line}\n{line}\n-----END x-----\nb\n", "PRIVATE KEY");
    assert_eq!(without(text), "a\n-----BEGIN PRIVATE KEY-----\n…\n…\n-----END x-----\nb\n");
}

#[test]
fn a_line_of_many_secrets_is_read_once() {
    let text = "password=hunter22 and secret ".repeat(2_000);
    assert_eq!(find(&text).len(), 2_000);
    assert_eq!(find(&"password ".repeat(20_000)), []);
    assert_eq!(find(&"-----BEGIN PRIVATE KEY-----".repeat(2_000)), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_taken(text in "(password|密码|token|AKIA|://|[:=|\"'\\\\ \n@,…é公a-zA-Z0-9/+-]){0,80}") {
        let found = find(&text);
        let masked = masked(&text, &found);
        prop_assert_eq!(masked.matches('\n').count(), text.matches('\n').count());
        for one in found {
            prop_assert!(text.get(one.range).is_some());
        }
    }
}
