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
            open = row_of(words).map(|(program, key)| Statement {
                place: Place { file: source.name.as_str().into(), spot: block.spot.clone() },
                program: program.map(str::to_owned),
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

/// The program and the key that a heading begins with: `C-2.3 Targets`, `retail C-2.3 Targets`.
fn row_of(heading: &str) -> Option<(Option<&str>, &str)> {
    let mut words = heading.split_whitespace().map(|word| word.trim_end_matches([':', '：', '.']));
    let first = words.next()?;
    if is_key(first) {
        return Some((None, first));
    }
    let program = first.split('@').next()?;
    let is_program = program.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let key = words.next().filter(|key| is_program && is_key(key))?;
    Some((Some(program), key))
}

/// Whether a word is a key of a row: `C-2.3`, `PPI-T`.
fn is_key(word: &str) -> bool {
    let Some((half, number)) = word.split_once('-') else { return false };
    let is_half = !half.is_empty() && half.bytes().all(|byte| byte.is_ascii_uppercase());
    is_half && number.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
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

    #[test]
    fn a_heading_may_name_the_program() {
        let rows = [
            ("C-2.3 Targets", Some((None, "C-2.3"))),
            ("PPI-T", Some((None, "PPI-T"))),
            ("retail P-2.1: case studies", Some((Some("retail"), "P-2.1"))),
            ("public-case-study@2025-11: PC-3", Some((Some("public-case-study"), "PC-3"))),
            ("About C-2.3", None),
            ("Statements", None),
            ("lambda", None),
        ];
        for (heading, row) in rows {
            assert_eq!(row_of(heading), row, "{heading}");
        }
    }
}
