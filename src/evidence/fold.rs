//! Folding: one spelling for the many ways of writing the same words.
//!
//! Folded text is lower case without accents, with single spaces for everything that is neither letter nor digit, a
//! space on each side, latin and CJK runs apart, and the plural ending of latin words of four letters or more dropped:
//! `« Mécanismes de basculement (AZ) »` becomes ` mecanisme de basculement az `.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Whether a character is written without spaces between words.
#[must_use]
pub const fn is_cjk(c: char) -> bool {
    c >= '\u{3040}'
        && matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3040}'..='\u{30ff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{323af}')
}

/// The folded text, with a space on each side.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(&mut folded, text);
    folded
}

/// Writes the folded text in place of what `folded` held, so that many texts need one string.
pub fn fold_into(folded: &mut String, text: &str) {
    folded.clear();
    folded.reserve(text.len() + 2);
    folded.push(' ');
    let mut folded = Folded { text: folded, last: Run::Gap, word: 1 };
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        if first.is_ascii_alphanumeric() {
            let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
            folded.word(&rest[..end]);
            rest = &rest[end..];
        } else if first.is_ascii() {
            folded.gap();
            rest = &rest[1..];
        } else {
            let Some(c) = rest.chars().next() else { break };
            if is_cjk(c) {
                folded.push(c, Run::Cjk);
            } else {
                decompose_compatible(c, |part| part.to_lowercase().for_each(|lower| folded.take(lower)));
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    folded.gap();
}

/// What to look for in folded text to find a phrase as whole words (latin) or as characters (CJK).
#[must_use]
pub fn pattern(phrase: &str) -> String {
    let folded = fold(phrase);
    let mut found = folded.as_str();
    if found[1..].starts_with(is_cjk) {
        found = &found[1..];
    }
    if found.trim_end().ends_with(is_cjk) {
        found = found.trim_end();
    }
    found.to_owned()
}

/// Words of a text: latin words, and one for every two CJK characters.
#[must_use]
pub fn words(text: &str) -> usize {
    let (mut latin, mut cjk, mut inside) = (0, 0, false);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let mut part = PARTS[usize::from(*byte)];
        at += 1;
        if part == Part::Beyond
            && let Some(c) = text.get(at - 1..).and_then(|rest| rest.chars().next())
        {
            at += c.len_utf8() - 1;
            let is_cjk = is_cjk(c);
            cjk += usize::from(is_cjk);
            part = match c {
                '’' => Part::Joint,
                _ if is_cjk => Part::Gap,
                'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => Part::Letter,
                _ if c.is_alphanumeric() => Part::Letter,
                _ => Part::Gap,
            };
        }
        latin += usize::from(part == Part::Letter && !inside);
        inside = part == Part::Letter || inside && part == Part::Joint;
    }
    latin + usize::div_ceil(cjk, 2)
}

/// What a character is to a word.
#[derive(PartialEq, Clone, Copy)]
enum Part {
    Letter,
    /// It joins letters, and is none.
    Joint,
    Gap,
    /// It is not ASCII, and must be looked at.
    Beyond,
}

/// What every ASCII character is.
const PARTS: [Part; 256] = {
    let mut parts = [Part::Beyond; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        parts[byte as usize] = match byte {
            b'\'' | b'-' | b'.' | b'_' => Part::Joint,
            _ if byte.is_ascii_alphanumeric() => Part::Letter,
            _ => Part::Gap,
        };
        byte += 1;
    }
    parts
};

#[derive(PartialEq, Clone, Copy)]
enum Run {
    Gap,
    Latin,
    Cjk,
}

struct Folded<'a> {
    text: &'a mut String,
    last: Run,
    /// Where the current word begins.
    word: usize,
}

impl Folded<'_> {
    /// Takes a character of any sort, already in lower case.
    fn take(&mut self, c: char) {
        if is_cjk(c) {
            self.push(c, Run::Cjk);
        } else if c.is_alphanumeric() {
            self.push(c, Run::Latin);
        } else if !is_combining_mark(c) {
            self.gap();
        }
    }

    fn push(&mut self, c: char, run: Run) {
        self.begin(run);
        self.text.push(c);
    }

    /// Takes ASCII letters and digits.
    fn word(&mut self, word: &str) {
        self.begin(Run::Latin);
        let start = self.text.len();
        self.text.push_str(word);
        self.text[start..].make_ascii_lowercase();
    }

    fn begin(&mut self, run: Run) {
        if run != self.last {
            self.gap();
            self.last = run;
        }
    }

    /// Closes a word: drops its plural ending and writes the space after it.
    fn gap(&mut self) {
        if self.last == Run::Gap {
            return;
        }
        let word = &self.text.as_bytes()[self.word..];
        if self.last == Run::Latin && word.len() >= 4 && matches!(word.last(), Some(b's' | b'x')) {
            self.text.pop();
        }
        self.text.push(' ');
        self.word = self.text.len();
        self.last = Run::Gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_numbers_and_plurals_fold_away() {
        assert_eq!(fold("3.2 « Mécanismes de basculement (AZ) »"), " 3 2 mecanisme de basculement az ");
        assert_eq!(fold("IAM策略的审查"), " iam 策略的审查 ");
        assert_eq!(fold("ﬁn ＲＴＯ"), " fin rto ");
        assert_eq!(fold(""), " ");
    }

    #[test]
    fn a_phrase_is_found_as_whole_words_only() {
        let heading = fold("Failover mechanisms between Availability Zones");
        assert!(heading.contains(&pattern("failover mechanism")));
        assert!(!heading.contains(&pattern("over mechanism")));
        assert!(fold("可用区故障转移机制").contains(&pattern("故障转移")));
        assert!(fold("审核IAM策略流程").contains(&pattern("IAM策略")));
    }

    #[test]
    fn two_cjk_characters_count_as_one_word() {
        assert_eq!(words("l’équipe met-à-jour 3 tables"), 4);
        assert_eq!(words("故障转移机制"), 3);
        assert_eq!(words("使用 AWS 账户"), 3);
        assert_eq!(words("— · —"), 0);
    }
}
