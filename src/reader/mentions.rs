//! Files that a text names without linking them: “see runbook.pdf”.

use super::kind;
use crate::evidence::{Reference, Spot, Substance};

/// The files named in a block whose words point elsewhere. A file name alone may be anything, such as what a program
/// writes, and is no reference.
pub fn of(text: &str, spot: &Spot, substance: &Substance) -> Vec<Reference> {
    let after_dots = text.split('.').skip(1).map(|rest| {
        let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        &rest[..end]
    });
    if !after_dots.into_iter().any(kind::is_of_a_document) {
        return Vec::new();
    }
    let words = text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')'
                    | '"'
                    | '`'
                    | '«'
                    | '»'
                    | '“'
                    | '”'
                    | '，'
                    | '。'
                    | '、'
                    | ','
                    | ';'
                    | '《'
                    | '》'
                    | '：'
                    | '|'
            )
    });
    let names: Vec<&str> = words
        .map(|word| word.trim_matches(['.', ':', '!', '?', '\'', '*', '[', ']']))
        .filter(|word| {
            kind::is_document_name(word) && !word.contains("://") && !word.contains(['*', '<', '{', '$', '@'])
        })
        .collect();
    if names.is_empty() || !substance.points_elsewhere(text) {
        return Vec::new();
    }
    names.into_iter().map(|name| Reference { target: name.to_owned(), spot: spot.clone(), link: false }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pointer_makes_a_file_name_a_reference() {
        let substance = Substance { elsewhere: vec!["see".into(), "参见".into()], ..Substance::default() };
        let names = |text: &str| -> Vec<String> {
            of(text, &Spot::Line(1), &substance).into_iter().map(|reference| reference.target).collect()
        };
        assert_eq!(names("The steps: see `runbook.pdf`, page 4."), ["runbook.pdf"]);
        assert_eq!(names("参见《运维手册.docx》。"), ["运维手册.docx"]);
        assert_eq!(names("Each night it writes invoice.pdf to the bucket."), [""; 0]);
        assert_eq!(names("See https://a.example/plan.pdf and v1.2."), [""; 0]);
    }
}
