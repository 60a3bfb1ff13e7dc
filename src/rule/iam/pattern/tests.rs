use proptest::prelude::*;

use super::*;

fn covers(one: &str, other: &str) -> bool {
    Pattern::of(one).covers(&Pattern::of(other))
}

fn meets(one: &str, other: &str) -> bool {
    let (one, other) = (Pattern::of(one), Pattern::of(other));
    assert_eq!(one.meets(&other), other.meets(&one), "{one:?} {other:?}");
    one.meets(&other)
}

#[test]
fn a_pattern_covers_what_it_matches_in_every_case() {
    for (one, other) in [
        ("*", "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin*"),
        ("arn:aws:iam::*:role/PartnerCentralRoleFor*", "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin*"),
        ("arn:aws:iam::*:role/*", "arn:aws:iam::222233334444:role/PartnerCentralRoleForAce*"),
        ("arn:aws:iam::????????????:role/Ace", "arn:aws:iam::222233334444:role/Ace"),
        ("iam:*RolePolicy", "iam:AttachRolePolicy"),
        ("a*", "a*"),
        ("a*", "a?*"),
        ("*?", "*a"),
        ("?*", "*a"),
        ("**", "*"),
        ("*a*", "*ba?*"),
        ("", ""),
        ("*", ""),
        ("${*}a", "${*}a"),
        ("*", "${aws:username}"),
    ] {
        assert!(covers(one, other), "{one} covers {other}");
    }
}

#[test]
fn a_narrower_pattern_covers_no_wider_one() {
    for (one, other) in [
        ("arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin", "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin*"),
        (
            "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin?*",
            "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin*",
        ),
        ("arn:aws:iam::222233334444:role/*", "arn:aws:iam::*:role/PartnerCentralRoleForAce*"),
        ("arn:aws:iam::????????????:role/*", "arn:aws:iam::*:role/*"),
        ("a*", "*"),
        ("?", "*"),
        ("?", ""),
        ("?*", "*"),
        ("a?b", "a*b"),
        ("${aws:username}", "anna"),
        ("anna", "${aws:username}"),
        ("${*}", "a"),
    ] {
        assert!(!covers(one, other), "{one} does not cover {other}");
    }
}

#[test]
fn patterns_meet_where_one_text_matches_both() {
    for (one, other) in [
        ("*:role/A*", "arn:*"),
        ("a*c", "*bc"),
        ("a?", "?b"),
        ("*", ""),
        ("arn:aws:iam::*:role/${aws:username}", "arn:aws:iam::*:role/PartnerCentralRoleForAce*"),
    ] {
        assert!(meets(one, other), "{one} meets {other}");
    }
    for (one, other) in [("a*", "b*"), ("a?", "a"), ("*a", "*b"), ("", "?"), ("iam:Get*", "iam:CreateRole")] {
        assert!(!meets(one, other), "{one} does not meet {other}");
    }
}

#[test]
fn a_name_in_an_arn_that_is_asked_about_ends_at_a_colon() {
    let asked = Pattern::of_asked("arn:aws:iam::*:role/PartnerCentralRoleForAce*");
    for (stated, expected) in [
        ("arn:aws:iam::*:role/Billing*", false),
        ("arn:aws:iam::*:role/*", true),
        ("arn:aws:iam::*Ace*", true),
        ("arn:aws:iam::222233334444:*", true),
        ("*:role/Billing*", false),
        ("*", true),
    ] {
        assert_eq!(Pattern::of(stated).meets(&asked), expected, "{stated}");
    }
    assert!(Pattern::of("arn:aws:iam::*:role/*").covers(&asked));
    assert!(Pattern::of("*").covers(&Pattern::of_asked("*")));
}

#[test]
fn a_star_goes_on_beyond_a_colon_only_at_the_end_of_a_part() {
    let asked = Pattern::of_asked("arn:aws:iam::*:role/PartnerCentralRoleForAce*");
    for (stated, expected) in [
        ("arn:aws:iam:*:role/*", true),
        ("arn:aws:iam::*", true),
        ("*", true),
        ("arn:aws:iam::*:role/Partner*For*", true),
        ("arn:*:iam::*:role/*", true),
        ("arn:aws:iam::*role/PartnerCentralRoleForAce*", false),
        ("arn:*For*", false),
        ("arn:a*Ace*", false),
    ] {
        assert_eq!(Pattern::of_resource(stated).covers(&asked), expected, "{stated}");
        assert_eq!(Pattern::of_resource(stated).meets(&asked), expected, "{stated}");
    }
}

#[test]
fn variables_that_never_end_cost_nothing() {
    let text = "${".repeat(500_000);
    assert_eq!(Pattern::of(&text).0.len(), text.len());
}

#[test]
fn arns_are_compared_part_by_part() {
    let covers = |one: &str, other: &str| Pattern::of(one).covers_arn(&Pattern::of(other));
    let policy = "arn:aws:iam::aws:policy/AWSPartnerCentralFullAccess";
    assert!(covers("arn:aws:iam::*:policy/AWSPartnerCentralFullAccess", policy));
    assert!(covers("arn:*:iam::aws:policy/*", policy));
    assert!(!covers("arn:*:policy/AWSPartnerCentralFullAccess", policy), "a star ends at a colon");
    assert!(!covers("*", policy), "no ARN");
    assert!(covers("arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-3:222233334444:log-group:a:b"));
}

#[test]
fn long_patterns_take_no_time() {
    let stars = Pattern::of(&"*a".repeat(5_000));
    let text = Pattern::exactly(&"a".repeat(500));
    assert!(!stars.covers(&text));
    assert!(!stars.meets(&text));
}

/// Whether a pattern matches a text, told as plainly as it can be.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => (0..=text.len()).any(|taken| matches(rest, &text[taken..])),
        Some((first, rest)) => {
            text.split_first().is_some_and(|(c, text)| (*first == b'?' || first == c) && matches(rest, text))
        }
    }
}

/// Every text of up to so many letters a, b and c; c stands for every letter that no pattern names.
fn texts(length: usize) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..length {
        last = last.iter().flat_map(|text| b"abc".map(|c| [text.as_slice(), &[c]].concat())).collect();
        all.extend(last.iter().cloned());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn covering_and_meeting_are_what_they_say(one in "[ab*?]{0,5}", other in "[ab*?]{0,4}") {
        let texts = texts(6);
        let of_one: Vec<_> = texts.iter().map(|text| matches(one.as_bytes(), text)).collect();
        let of_other: Vec<_> = texts.iter().map(|text| matches(other.as_bytes(), text)).collect();
        let both = of_one.iter().zip(&of_other).any(|(one, other)| *one && *other);
        let all = of_one.iter().zip(&of_other).all(|(one, other)| *one || !*other);
        prop_assert_eq!(meets(&one, &other), both);
        prop_assert_eq!(covers(&one, &other), all);
    }
}
