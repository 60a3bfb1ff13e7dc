//! Words as a person reads them: without the traces of typesetting.

use unicode_normalization::char::decompose_compatible;

/// Words that stand after a hyphen which belongs to the word before it, as in “pre- and post-deployment”.
const SUSPENDED: [&str; 8] = ["and", "or", "to", "et", "ou", "und", "oder", "y"];

/// One line of words: ligatures as letters, soft hyphens gone, words joined that were broken at the end of a line, and
/// single spaces.
pub fn clean(words: &str) -> String {
    let mut letters = String::with_capacity(words.len());
    let mut after_soft = false;
    for c in words.chars() {
        match c {
            // A soft hyphen that shows stands at the end of a line, before the space that stands for its break.
            '\u{ad}' => after_soft = true,
            c if c.is_whitespace() && after_soft => {}
            '\u{fb00}'..='\u{fb06}' => decompose_compatible(c, |letter| letters.push(letter)),
            c if c.is_control() && !c.is_whitespace() => {}
            c => {
                after_soft = false;
                letters.push(c);
            }
        }
    }
    let mut clean = String::with_capacity(letters.len());
    for word in letters.split_whitespace() {
        match continued(&clean, word) {
            Some(Join::Without) => {
                clean.pop();
            }
            Some(Join::With) => {}
            None if clean.is_empty() => {}
            None => clean.push(' '),
        }
        clean.push_str(word);
    }
    clean
}

/// How a word joins the one before it, which was broken at the end of a line.
enum Join {
    /// The hyphen came with the break.
    Without,
    /// The hyphen belongs to the word, as in “Multi-AZ”.
    With,
}

fn continued(before: &str, word: &str) -> Option<Join> {
    let mut letters = before.chars().rev();
    if !matches!(letters.next(), Some('-' | '\u{2010}')) {
        return None;
    }
    let end = letters.next()?;
    if end.is_ascii_digit() && word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Join::With);
    }
    if !end.is_alphabetic() {
        return None;
    }
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let first = word.chars().next()?;
    if SUSPENDED.contains(&bare) || !first.is_alphanumeric() {
        None
    } else if first.is_lowercase() {
        // “state-of-the-art” keeps its hyphens, and so does what is no word: a Region, an ARN, an address.
        let last = before.rsplit(' ').next().unwrap_or(before);
        let is_name = |part: &str| part.contains(|c: char| c.is_ascii_digit() || ":/_@=".contains(c));
        let keeps = last.trim_end_matches('-').contains('-') || is_name(last) || is_name(bare);
        Some(if keeps { Join::With } else { Join::Without })
    } else {
        Some(Join::With)
    }
}

/// Letters and digits alone, in lower case: what two ways of typesetting the same words have in common.
pub fn key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    for c in words.chars() {
        decompose_compatible(c, |part| key.extend(part.to_lowercase().filter(|part| part.is_alphanumeric())));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_of_typesetting_go() {
        assert_eq!(clean("the ﬁrst oﬃce staﬀ ﬂows"), "the first office staff flows");
        assert_eq!(clean("expo\u{ad}nential back\u{ad} off"), "exponential backoff");
        assert_eq!(clean("The appli- cation  retries.\n"), "The application retries.");
        assert_eq!(clean("a\u{0}b 故障\u{ad}转移"), "ab 故障转移");
    }

    #[test]
    fn hyphens_of_words_stay() {
        assert_eq!(clean("a Multi- AZ database"), "a Multi-AZ database");
        assert_eq!(clean("pre- and post-deployment"), "pre- and post-deployment");
        assert_eq!(clean("state-of-the- art"), "state-of-the-art");
        assert_eq!(
            clean("arn:aws:rds:eu- central-1:222233334444:db, in eu- west-1"),
            "arn:aws:rds:eu-central-1:222233334444:db, in eu-west-1"
        );
        assert_eq!(clean("failover-2026- 02.xlsx"), "failover-2026-02.xlsx");
        assert_eq!(clean("RTO - the target"), "RTO - the target");
        assert_eq!(clean("- first - second"), "- first - second");
    }

    #[test]
    fn a_key_is_the_same_in_every_typesetting() {
        assert_eq!(key("1.2  Méca-nismes de bas\u{ad}cule (AZ)"), "12mecanismesdebasculeaz");
        assert_eq!(key("oﬃce 恢复 目标"), "office恢复目标");
    }
}
