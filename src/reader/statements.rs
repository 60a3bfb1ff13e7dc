//! `statements.md`: the partner's own words, one heading for each row.

use std::sync::Arc;

use super::markdown;
use crate::evidence::{BlockKind, Place, Statement};
use crate::source::Source;

/// The statements of the file, in its order. A heading that begins with no key opens none.
pub fn read(source: &Arc<Source>) -> Vec<Statement> {
    let text = markdown::read(&source.text, 0);
    let mut statements = Vec::new();
    let mut open: Option<Statement> = None;
    for block in &text.blocks {
        let words = text.of(block);
        if let BlockKind::Heading(_) = block.kind {
            statements.extend(open.take());
            open = key_of(words).map(|key| Statement {
                place: Place { file: source.name.as_str().into(), spot: block.spot.clone() },
                requirement: key.to_owned(),
                claim: None,
                text: String::new(),
            });
        } else if let Some(statement) = &mut open {
            if let Some(claim) = claim_of(words) {
                statement.claim = Some(claim);
            } else {
                if !statement.text.is_empty() {
                    statement.text.push_str("\n\n");
                }
                statement.text.push_str(words);
            }
        }
    }
    statements.extend(open);
    statements
}

/// The key that a heading begins with: `C-2.3 Targets`.
fn key_of(heading: &str) -> Option<&str> {
    let key = heading.split_whitespace().next()?.trim_end_matches([':', '：', '.']);
    let (half, number) = key.split_once('-')?;
    let letters = !half.is_empty() && half.bytes().all(|byte| byte.is_ascii_uppercase());
    (letters && number.starts_with(|c: char| c.is_ascii_digit())).then_some(key)
}

/// Whether a line claims the row: `Met: yes`, `Respecté : oui`, `是否满足：是`.
fn claim_of(words: &str) -> Option<bool> {
    let (name, claim) = words.split_once([':', '：'])?;
    let name = name.trim().to_lowercase();
    if !["met", "respecté", "是否满足", "满足"].contains(&name.as_str()) {
        return None;
    }
    match claim.trim().trim_end_matches(['.', '。']).to_lowercase().as_str() {
        "yes" | "y" | "oui" | "o" | "是" => Some(true),
        "no" | "n" | "non" | "否" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_opens_a_statement_and_a_line_claims_it() {
        let text =
            "# Statements\n\n## C-2.3 Targets\n\nMet: yes\n\nEvery component has both.\n\n## P-1.1\n\n是否满足：否\n";
        let statements = read(&Arc::new(Source::new("statements.md", text)));
        let found: Vec<_> =
            statements.iter().map(|one| (one.requirement.as_str(), one.claim, one.text.as_str())).collect();
        assert_eq!(found, [("C-2.3", Some(true), "Every component has both."), ("P-1.1", Some(false), "")]);
    }
}
