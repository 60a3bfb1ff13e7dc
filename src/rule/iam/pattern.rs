//! Patterns of IAM: `*` stands for any text, none included, `?` for exactly one character.
//!
//! A statement and what is asked of it are both patterns, so the question is not whether a text matches: one pattern
//! *covers* another if it matches every text that the other one matches, and *meets* it if it matches any of them.

/// One part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// This character.
    Char(char),
    /// One character: `?`.
    One,
    /// Any text: `*`.
    Any,
    /// Any text without a colon or a slash: `*` in an ARN that is asked about.
    Inside,
    /// A policy variable such as `${aws:username}`: some text, but nobody here knows which.
    Variable,
}

/// A pattern, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

impl Pattern {
    /// A text with wildcards and policy variables; `${*}`, `${?}` and `${$}` stand for the characters themselves.
    pub fn of(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let variable = rest.strip_prefix("${").and_then(|inside| inside.split_once('}'));
            if let Some((name, after)) = variable {
                let mut characters = name.chars();
                parts.push(match (characters.next(), characters.next()) {
                    (Some(c @ ('*' | '?' | '$')), None) => Part::Char(c),
                    _ => Part::Variable,
                });
                rest = after;
                continue;
            }
            parts.push(match c {
                '*' => Part::Any,
                '?' => Part::One,
                c => Part::Char(c),
            });
            rest = &rest[c.len_utf8()..];
        }
        Self(parts)
    }

    /// An ARN that is asked about. In a statement a `*` goes on beyond a colon; in what is asked it stands for an account
    /// or the rest of a name, which hold neither colon nor slash.
    pub fn of_arn(text: &str) -> Self {
        let mut pattern = Self::of(text);
        if pattern.components().is_some() {
            for part in pattern.0.iter_mut().filter(|part| **part == Part::Any) {
                *part = Part::Inside;
            }
        }
        pattern
    }

    /// The name of an action, whose case makes no difference.
    pub fn of_action(text: &str) -> Self {
        Self::of(&text.to_ascii_lowercase())
    }

    /// A text without wildcards: every character is itself.
    pub fn exactly(text: &str) -> Self {
        Self(text.chars().map(Part::Char).collect())
    }

    /// Whether it matches every text that the other pattern matches. A policy variable may be any text in `other`, and
    /// matches nothing for certain here.
    ///
    /// A run of wildcards here takes a stretch of the other pattern with at least as many characters as it has `?`, and
    /// with exactly as many where it has no `*`.
    pub fn covers(&self, other: &Self) -> bool {
        let other = &other.0;
        let least = |part: &Part| usize::from(matches!(part, Part::Char(_) | Part::One));
        // The fewest characters, and the number of parts of any length, before each place.
        let (mut fewest, mut open) = (vec![0], vec![0]);
        for part in other {
            fewest.push(fewest[fewest.len() - 1] + least(part));
            open.push(open[open.len() - 1] + 1 - least(part));
        }
        let mut reached = vec![false; other.len() + 1];
        reached[0] = true;
        let mut parts = self.0.as_slice();
        while let Some(first) = parts.first() {
            let mut next = vec![false; other.len() + 1];
            match first {
                Part::Variable | Part::Inside => return false,
                Part::Char(_) => {
                    for at in (0..other.len()).filter(|at| reached[*at] && other[*at] == *first) {
                        next[at + 1] = true;
                    }
                    parts = &parts[1..];
                }
                Part::One | Part::Any => {
                    let is_wild = |part: &&Part| matches!(part, Part::One | Part::Any);
                    let (run, rest) = parts.split_at(parts.iter().take_while(is_wild).count());
                    let ones = run.iter().filter(|part| **part == Part::One).count();
                    if ones < run.len() {
                        let Some(from) = reached.iter().position(|reached| *reached) else { return false };
                        for to in from..=other.len() {
                            next[to] = fewest[to] - fewest[from] >= ones;
                        }
                    } else {
                        for to in ones..=other.len() {
                            next[to] = reached[to - ones] && open[to] == open[to - ones];
                        }
                    }
                    parts = rest;
                }
            }
            reached = next;
        }
        reached[other.len()]
    }

    /// Whether some text matches both. A policy variable may be any text.
    pub fn meets(&self, other: &Self) -> bool {
        let is_open = |part: &Part| matches!(part, Part::Any | Part::Inside | Part::Variable);
        let takes = |open: &Part, part: &Part| {
            is_open(open) && (*open != Part::Inside || !matches!(part, Part::Char(':' | '/')))
        };
        let (one, other) = (&self.0, &other.0);
        // Whether what is left of `other` from each place meets what is left of `one`, from its end to its beginning.
        let mut below = vec![false; other.len() + 1];
        for at in (0..=one.len()).rev() {
            let mut row = vec![false; other.len() + 1];
            for place in (0..=other.len()).rev() {
                let mine = one.get(at);
                let theirs = other.get(place);
                row[place] = match (mine, theirs) {
                    (None, None) => true,
                    (Some(mine), _) if is_open(mine) && below[place] => true,
                    (_, Some(theirs)) if is_open(theirs) && row[place + 1] => true,
                    (Some(mine), Some(theirs)) if is_open(mine) || is_open(theirs) => {
                        takes(mine, theirs) && row[place + 1] || takes(theirs, mine) && below[place]
                    }
                    (Some(mine), Some(theirs)) => {
                        let same = mine == theirs || *mine == Part::One || *theirs == Part::One;
                        same && below[place + 1]
                    }
                    _ => false,
                };
            }
            below = row;
        }
        below[0]
    }

    /// The six parts of an ARN; the last one may hold colons.
    fn components(&self) -> Option<Vec<Self>> {
        let parts: Vec<_> = self.0.splitn(6, |part| *part == Part::Char(':')).collect();
        (parts.len() == 6).then(|| parts.into_iter().map(|part| Self(part.to_vec())).collect())
    }

    /// Whether it matches every ARN that the other pattern matches, as `ArnLike` compares them: part by part.
    pub fn covers_arn(&self, other: &Self) -> bool {
        let (Some(mine), Some(theirs)) = (self.components(), other.components()) else { return false };
        mine.iter().zip(&theirs).all(|(mine, theirs)| mine.covers(theirs))
    }
}

#[cfg(test)]
mod tests {
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
            (
                "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin",
                "arn:aws:iam::*:role/PartnerCentralRoleForCloudAdmin*",
            ),
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
        let asked = Pattern::of_arn("arn:aws:iam::*:role/PartnerCentralRoleForAce*");
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
        assert!(Pattern::of("*").covers(&Pattern::of_arn("*")));
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
}
