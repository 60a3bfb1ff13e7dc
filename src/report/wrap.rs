//! Sentences in lines for a terminal, wide characters counted as two. A name stays whole: a path, an address, a command.

use crate::language::{Arg, Language, Message};
use crate::source::printable;

/// What stands around a name until the text is wrapped: noncharacters, which are for use inside a program.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// The braces of a sentence that take a name.
const NAMES: [&str; 11] =
    ["command", "file", "folder", "near", "other", "page", "path", "place", "slugs", "target", "to"];

/// A sentence, safe for a terminal whatever the evidence put into it. Wrapped, its names stay whole.
#[must_use]
pub fn told(message: &Message, language: Language) -> String {
    let mut names = Vec::new();
    for (brace, arg) in message.args() {
        collect(NAMES.contains(brace), arg, &mut names);
    }
    let text = printable(&message.render(language));
    names.into_iter().fold(text, |text, name| text.replace(&name, &whole(&name)))
}

/// The names in an argument that a line would otherwise break.
fn collect(is_name: bool, arg: &Arg, names: &mut Vec<String>) {
    match arg {
        Arg::Text(text) if is_name => {
            let name = printable(text);
            if words(&name).len() > 1 && !names.contains(&name) {
                names.push(name);
            }
        }
        Arg::List(items) | Arg::Clauses(items) => items.iter().for_each(|item| collect(is_name, item, names)),
        Arg::Message(message) => {
            message.args().iter().for_each(|(brace, arg)| collect(NAMES.contains(brace), arg, names));
        }
        _ => {}
    }
}

/// A text that no line breaks.
#[must_use]
pub fn whole(text: &str) -> String {
    format!("{OPEN}{text}{CLOSE}")
}

/// The columns that a text takes on a terminal; styles take none.
#[must_use]
pub fn shown_width(text: &str) -> usize {
    let shown = anstream::adapter::strip_str(text).to_string();
    unicode_width::UnicodeWidthStr::width(shown.replace([OPEN, CLOSE], "").as_str())
}

/// A text in lines of at most `width` columns, the first begun with `first` spaces and each other one with `rest`. Breaks
/// stand at spaces and between CJK characters; a longer word or name stays whole.
#[must_use]
pub fn wrap(text: &str, width: usize, first: usize, rest: usize) -> String {
    let mut lines = vec![" ".repeat(first)];
    let (mut used, mut begun) = (first, false);
    for word in words(text) {
        if begun && used + shown_width(word.trim_end()) > width {
            lines.push(" ".repeat(rest));
            used = rest;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
        used += shown_width(word);
        begun = true;
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n").replace([OPEN, CLOSE], "")
}

/// The pieces between which a line may break.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut names, mut before) = (0, 0_usize, None);
    for (at, c) in text.char_indices() {
        let wide = crate::evidence::fold::is_cjk(c);
        let breaks = match before {
            Some(' ') => true,
            Some(before) if is_closing(before) => !is_closing(c) && c != ' ',
            Some(before) => wide && !is_opening(before),
            None => false,
        };
        if breaks && names == 0 && at > start {
            words.push(&text[start..at]);
            start = at;
        }
        match c {
            OPEN => names += 1,
            CLOSE => names = names.saturating_sub(1),
            _ => before = Some(c),
        }
    }
    words.push(&text[start..]);
    words
}

/// Marks that never end a line.
fn is_opening(c: char) -> bool {
    matches!(c, '(' | '“' | '「' | '《' | '（' | '[' | '«' | '\u{a0}')
}

/// Full-width marks, after which a line may end without a space.
fn is_closing(c: char) -> bool {
    matches!(c, '：' | '，' | '。' | '；' | '、' | '！' | '？' | '）' | '》' | '」')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_characters() {
        assert_eq!(wrap("one two three four", 10, 0, 2), "one two\n  three\n  four");
        assert_eq!(wrap("恢复时间目标未填写", 10, 1, 2), " 恢复时间\n  目标未填\n  写");
        assert_eq!(wrap("下一步：competency", 12, 0, 0), "下一步：\ncompetency");
        assert_eq!(wrap("a_very_long_word_that_stays", 10, 0, 2), "a_very_long_word_that_stays");
    }

    #[test]
    fn a_name_stays_whole() {
        assert_eq!(
            wrap(&format!("found in: {}", whole("a b/运维手册 (1).pdf")), 10, 0, 2),
            "found in:\n  a b/运维手册 (1).pdf"
        );
        let message = Message::new("human.found").with("place", "one two/three (4).md:5");
        assert_eq!(wrap(&told(&message, Language::En), 12, 0, 1), "found in:\n one two/three (4).md:5");
    }

    #[test]
    fn a_style_takes_no_columns() {
        assert_eq!(wrap("\u{1b}[1mone\u{1b}[0m two three", 7, 0, 0), "\u{1b}[1mone\u{1b}[0m two\nthree");
    }
}
