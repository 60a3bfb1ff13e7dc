//! Tables for a terminal: columns by the width of what is shown, wide characters counted as two.

use comfy_table::{Cell, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets};

use super::wrap::{shown_width, words, wrap};
use crate::language::{Language, Message};

/// What stands on either side of a cell.
const PADDING: usize = 2;

/// A column with fewer wraps too often to be read.
const READABLE: usize = 14;

/// A table that fits `width` columns and breaks no word; where that is too narrow, each row as a paragraph. The columns
/// named in `fixed` are never wrapped. Cells may be styled, and have lines of their own.
pub fn table(header: &[String], rows: &[Vec<String>], fixed: &[usize], width: u16, language: Language) -> String {
    let cells = |column: usize| rows.iter().map(move |row| &row[column]).chain([&header[column]]);
    let least = |column: usize| {
        let widest = |cells: &mut dyn Iterator<Item = &String>| {
            cells.flat_map(|cell| cell.lines()).map(shown_width).max().unwrap_or_default()
        };
        let longest =
            cells(column).flat_map(|cell| cell.lines().flat_map(words)).map(|word| shown_width(word.trim_end())).max();
        // A title may wrap wherever it can, for it is read once.
        let readable = widest(&mut rows.iter().map(|row| &row[column])).min(READABLE);
        let wrapped = longest.unwrap_or_default().max(readable);
        PADDING + if fixed.contains(&column) { widest(&mut cells(column)) } else { wrapped }
    };
    let least: Vec<_> = (0..header.len()).map(least).collect();
    // A space stands between two columns.
    if least.iter().sum::<usize>() + least.len() - 1 > usize::from(width) {
        return rows.iter().map(|row| paragraph(header, row, fixed, usize::from(width), language)).collect();
    }
    let mut styles = Vec::new();
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width).set_header(header.iter().map(Cell::new));
    for row in rows {
        table.add_row(row.iter().map(|cell| Cell::new(without_styles(cell, &mut styles))).collect::<Vec<_>>());
    }
    for (index, least) in least.into_iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            let least = u16::try_from(least).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
    let drawn: String = table.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    styles.iter().zip(STAND_INS).fold(drawn, |drawn, (style, stand_in)| drawn.replace(stand_in, style))
}

/// A row without columns: its key and its title, then the other cells, each with the title of its column.
fn paragraph(header: &[String], row: &[String], fixed: &[usize], width: usize, language: Language) -> String {
    let (begun, others) = row.split_at(if fixed.contains(&0) { 2 } else { 1 });
    let named = header.iter().skip(begun.len()).zip(others).filter(|(_, cell)| !cell.is_empty());
    let named = named.map(|(title, cell)| {
        Message::new("human.colon").with("before", title.as_str()).with("after", cell.as_str()).render(language)
    });
    let named = named.collect::<Vec<_>>().join(" · ");
    format!("{}\n{}\n", wrap(&begun.join("  "), width, 0, 2), wrap(&named, width, 2, 2))
}

/// Characters without width. While a table is drawn each stands for a style, which would be counted as columns.
const STAND_INS: std::ops::RangeInclusive<char> = '\u{e0020}'..='\u{e007e}';

/// A cell with a stand-in for each style.
fn without_styles(cell: &str, styles: &mut Vec<String>) -> String {
    let mut parts = cell.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, text) = part.split_once('m').unwrap_or((part, ""));
        let style = format!("\u{1b}{style}m");
        let known = styles.iter().position(|known| *known == style).unwrap_or_else(|| {
            styles.push(style);
            styles.len() - 1
        });
        plain.extend(STAND_INS.clone().nth(known));
        plain.push_str(text);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_whatever_their_letters_take() {
        let cells = |row: [&str; 3]| row.map(str::to_owned).to_vec();
        let header = cells(["编号", "Exigence – 要求", "结论"]);
        let rows = [
            cells(["C-2.3", "恢复时间目标 (RTO) 与恢复点目标", "不满足"]),
            cells(["第二项", "Évaluation détaillée", "通过"]),
            cells(["C-2.10", "Amazon S3 存储桶的公共访问，全部关闭", "Sans objet"]),
        ];
        for width in [80, 100, 120] {
            let shown = table(&header, &rows, &[0, 2], width, Language::Zh);
            assert!(shown.lines().all(|line| shown_width(line) <= usize::from(width)), "{shown}");
            for column in 0..3 {
                let starts = std::iter::once(&header).chain(&rows).map(|row| {
                    let cell = &row[column];
                    let line = shown.lines().find(|line| line.contains(cell)).expect("on one line");
                    line.split_once(cell.as_str()).map(|(before, _)| shown_width(before))
                });
                let starts: std::collections::BTreeSet<_> = starts.collect();
                assert_eq!(starts.len(), 1, "{shown}");
            }
        }
    }
}
