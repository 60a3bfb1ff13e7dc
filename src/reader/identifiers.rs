//! Accounts, ARNs and Regions named in a text.

use crate::evidence::{Identifier, Spot};

/// Words beside which twelve digits are an AWS account, in lower case.
const ACCOUNT_WORDS: [&str; 5] = ["account", "compte", "账户", "账号", "帐户"];

/// The bytes of the shortest identifier, a Region code.
const SHORTEST: usize = 9;

/// The identifiers of one block.
pub fn of(text: &str, spot: &Spot) -> Vec<Identifier> {
    let mut found = Vec::new();
    let mut about_accounts = None;
    for token in text.as_bytes().split(|byte| !PARTS[usize::from(*byte)]).filter(|token| token.len() >= SHORTEST) {
        let Ok(token) = std::str::from_utf8(token) else { continue };
        let token = token.trim_end_matches(['.', ':', '-', '/']);
        if token.len() < SHORTEST {
            continue;
        }
        if token.starts_with("arn:aws") && token.split(':').count() >= 6 {
            found.push(Identifier::Arn(token.to_owned(), spot.clone()));
        } else if is_region(token) {
            found.push(Identifier::Region(token.to_owned(), spot.clone()));
        } else if let Some(account) = account(token) {
            let lower = || {
                let text = text.to_lowercase();
                ACCOUNT_WORDS.iter().any(|word| text.contains(word))
            };
            if *about_accounts.get_or_insert_with(lower) {
                found.push(Identifier::Account(account, spot.clone()));
            }
        }
    }
    found
}

/// Whether a byte may stand in an identifier.
const PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        parts[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(byte, b':' | b'-' | b'_' | b'/' | b'.' | b'*' | b'+' | b'=' | b'@');
        byte += 1;
    }
    parts
};

/// Twelve digits, plain or as the console groups them: `2222-3333-4444`.
fn account(token: &str) -> Option<String> {
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let grouped = token.len() == 14 && token.as_bytes()[4] == b'-' && token.as_bytes()[9] == b'-';
    let digits: String = if grouped { token.split('-').collect() } else { token.to_owned() };
    (digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// The shape of a Region code: `eu-west-3`, `us-gov-east-1`.
fn is_region(token: &str) -> bool {
    const DIRECTIONS: [&str; 9] =
        ["north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest"];
    if !token.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let parts: Vec<&str> = token.split('-').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    matches!(parts.len(), 3 | 4)
        && first.len() == 2
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && DIRECTIONS.contains(&parts[parts.len() - 2])
        && last.len() == 1
        && last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_told_apart() {
        let text =
            "In account 2222-3333-4444 (eu-west-3) the role arn:aws:iam::222233334444:role/Deploy. Order 100200300400.";
        let found = of(text, &Spot::Line(1));
        assert_eq!(
            found,
            [
                Identifier::Account("222233334444".into(), Spot::Line(1)),
                Identifier::Region("eu-west-3".into(), Spot::Line(1)),
                Identifier::Arn("arn:aws:iam::222233334444:role/Deploy".into(), Spot::Line(1)),
                Identifier::Account("100200300400".into(), Spot::Line(1)),
            ]
        );
        assert_eq!(of("Bestellung 100200300400", &Spot::Line(1)), []);
        assert_eq!(of("user-west-1 and top-north-2x", &Spot::Line(1)), []);
    }
}
