//! What IAM policies come to: patterns, and the evaluation of statements.

mod decision;
mod pattern;

use crate::evidence::{Document, Named};

pub use decision::{Ask, Refusal, Stated, decide, limit};
pub use pattern::Pattern;

/// What a file that is named after a role may be about: its trust policy, its managed policies.
const ABOUT_A_ROLE: [&str; 3] = ["trust", "polic", "attach"];

/// Whether what a file holds is a role's: it says so beside it, or the file is named after the role.
pub fn is_of_role(document: &Document, named: Option<&Named>, role: &str) -> bool {
    if let Some(named) = named {
        return named.name.eq_ignore_ascii_case(role);
    }
    let stem = document.name().rsplit_once('.').map_or(document.name(), |(stem, _)| stem);
    let (Some(beginning), Some(rest)) = (stem.get(..role.len()), stem.get(role.len()..)) else { return false };
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    beginning.eq_ignore_ascii_case(role) && (rest.is_empty() || ABOUT_A_ROLE.iter().any(|word| rest.starts_with(word)))
}
