//! What a terminal must never receive from evidence: escape sequences, line breaks, characters that turn its writing.

/// Whether a terminal obeys this character instead of showing it.
#[must_use]
pub fn is_obeyed(character: char) -> bool {
    let turns_or_breaks = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    character.is_control() || turns_or_breaks
}

/// A name or a sentence on one line: an escape becomes `\u{1b}`, a line break `\n`.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_obeyed(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A line of a text with one character for each of its own, so that carets below it still meet what they mean.
pub(super) fn pictured(text: &str) -> String {
    let picture = |character| match character {
        '\t' => '\t',
        '\0'..='\u{1f}' => char::from_u32('␀' as u32 + character as u32).unwrap_or('�'),
        _ if is_obeyed(character) => '�',
        _ => character,
    };
    text.chars().map(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_line() {
        assert_eq!(printable("公\n\u{1b}[2J\u{9b}1m.md"), "公\\n\\u{1b}[2J\\u{9b}1m.md");
        assert_eq!(printable("a\u{202e}b"), "a\\u{202e}b");
    }

    #[test]
    fn a_pictured_line_keeps_its_length() {
        let line = "a\u{1b}[31m\u{9b}\u{2028}公\t\r";
        assert_eq!(pictured(line), "a␛[31m��公\t␍");
        assert_eq!(pictured(line).chars().count(), line.chars().count());
    }
}
