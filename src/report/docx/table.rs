//! How wide the columns of a table are, and where their words end.

use crate::report::office::{longest_word, shares, width};
use crate::report::page::{Line, Span, Table};

/// The columns of one table.
pub struct Columns {
    /// Their widths in twentieths of a point, together [`Columns::WHOLE`].
    pub widths: Vec<usize>,
    /// `center` for marks, `right` for numbers.
    pub aligned: Vec<Option<&'static str>>,
}

/// How many letters stand on a line across the page.
const LETTERS: usize = 104;

/// What stands around the words of a cell, in letters.
const AROUND: usize = 2;

/// A word that is longer is broken, and a cell that is longer takes several lines.
const LONGEST: [usize; 2] = [34, 150];

impl Columns {
    /// The width between the margins of the page, in twentieths of a point.
    pub const WHOLE: usize = 11906 - 2 * 1134;

    /// Each column gets what its longest word needs, and of the rest as much as its cells are longer than that.
    pub fn of(table: &Table) -> Self {
        let cells = |column: usize| {
            let cells = table.rows.iter().map(move |row| row.get(column).map(words).unwrap_or_default());
            table.header.get(column).cloned().into_iter().chain(cells)
        };
        let count = table.header.len();
        let needs: Vec<_> = (0..count)
            .map(|column| {
                let least = cells(column).map(|cell| longest_word(&cell)).max().unwrap_or(0).min(LONGEST[0]);
                let wish = cells(column).map(|cell| width(&cell)).max().unwrap_or(0).clamp(least, LONGEST[1]);
                (least + AROUND, wish + AROUND)
            })
            .collect();
        let letters = shares(&needs, LETTERS);
        let all: usize = letters.iter().sum();
        let mut widths: Vec<_> = letters.iter().map(|letters| letters * Self::WHOLE / all.max(1)).collect();
        let used: usize = widths.iter().sum();
        if let Some(last) = widths.last_mut() {
            *last += Self::WHOLE.saturating_sub(used);
        }
        let aligned = (0..count).map(|column| {
            let mut cells = cells(column).skip(1).filter(|cell| !cell.is_empty()).peekable();
            let is_filled = cells.peek().is_some();
            let (mut marks, mut numbers) = (is_filled, is_filled);
            for cell in cells {
                marks &= cell.chars().count() == 1 && !cell.starts_with(char::is_alphanumeric);
                numbers &= is_number(&cell);
            }
            if marks { Some("center") } else { numbers.then_some("right") }
        });
        Self { widths, aligned: aligned.collect() }
    }
}

fn words(line: &Line) -> String {
    let spans = line.0.iter().map(|span| match span {
        Span::Plain(words) | Span::Strong(words) | Span::Code(words) => words.clone(),
        Span::Link { shown, .. } => shown.clone(),
        Span::Tone(_) => String::new(),
    });
    spans.collect()
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page_and_keep_their_longest_word() {
        let row = |cells: [&str; 3]| cells.map(Line::plain).to_vec();
        let long = "words ".repeat(50);
        let rows = vec![row(["C-2.3", &long, "✓"]), row(["C-2.10", &long, "✗"])];
        let table = Table { name: String::new(), header: ["No.", "Words", "m"].map(str::to_owned).to_vec(), rows };
        let Columns { widths, aligned } = Columns::of(&table);
        assert_eq!(widths.iter().sum::<usize>(), Columns::WHOLE);
        assert!(widths[0] >= 6 * Columns::WHOLE / LETTERS && widths[1] > 5 * widths[0], "{widths:?}");
        assert_eq!(aligned, [None, None, Some("center")]);
    }

    #[test]
    fn more_columns_than_fit_share_the_page() {
        let header: Vec<_> = (0..60).map(|column| format!("column-{column}")).collect();
        let rows = vec![header.iter().map(|_| Line::plain("1,204")).collect()];
        let columns = Columns::of(&Table { name: String::new(), header, rows });
        assert_eq!(columns.widths.iter().sum::<usize>(), Columns::WHOLE);
        assert!(columns.aligned.iter().all(|aligned| *aligned == Some("right")));
    }
}
