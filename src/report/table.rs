//! Tables for a terminal: columns by the width of what is shown, wide characters counted as two.

use comfy_table::{Cell, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets};

/// A table that fits `width` columns. The columns named in `fixed` are never wrapped.
pub fn table(header: &[String], rows: &[Vec<String>], fixed: &[usize], width: u16) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width).set_header(header.iter().map(Cell::new));
    for row in rows {
        table.add_row(row.iter().map(Cell::new));
    }
    for index in fixed {
        let widest = rows.iter().map(|row| &row[*index]).chain([&header[*index]]).map(|cell| shown_width(cell)).max();
        if let (Some(column), Some(widest)) = (table.column_mut(*index), widest) {
            let padded = u16::try_from(widest + 2).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(padded)));
        }
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// The columns that a text takes on a terminal.
pub fn shown_width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// A text in lines of at most `width` columns, the first begun with `first` spaces and each other one with `rest`. Breaks
/// stand at spaces and between CJK characters; a longer word stays whole.
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
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// The pieces between which a line may break.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let wide = crate::evidence::fold::is_cjk(c);
        let breaks = before == Some(' ') || wide && before.is_some_and(|before: char| !is_opening(before));
        if breaks && at > start {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    words.push(&text[start..]);
    words
}

/// Marks that never end a line.
fn is_opening(c: char) -> bool {
    matches!(c, '(' | '“' | '「' | '《' | '（' | '[' | '«' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_characters() {
        assert_eq!(wrap("one two three four", 10, 0, 2), "one two\n  three\n  four");
        assert_eq!(wrap("恢复时间目标未填写", 10, 1, 2), " 恢复时间\n  目标未填\n  写");
        assert_eq!(wrap("a_very_long_word_that_stays", 10, 0, 2), "a_very_long_word_that_stays");
    }
}
