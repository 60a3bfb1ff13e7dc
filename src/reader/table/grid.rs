//! A grid: the cells of a text or of a sheet, each with its place in a source, so that a mistake in it can be shown.

use std::sync::Arc;

use csv_core::{ReadFieldResult, ReaderBuilder};

use crate::config;
use crate::evidence::SheetRow;
use crate::source::{Source, Span};

/// Rows of cells.
pub struct Grid {
    /// What the cells are written in. Of a sheet it is made: line 7 is row 7.
    pub source: Arc<Source>,
    /// The file and the sheet, where it is one.
    pub sheet: Option<(Arc<str>, Arc<str>)>,
    /// Its rows, from above.
    pub rows: Vec<Row>,
}

/// A row that is not empty.
pub struct Row {
    /// The line or row that it begins in, from 1.
    pub line: usize,
    /// The byte that it begins at.
    at: usize,
    /// Its cells, in the order of the columns; none where the rest of the sheet is not kept.
    pub cells: Vec<Cell>,
}

/// One cell.
pub struct Cell {
    /// From 0.
    pub column: usize,
    /// Its words.
    pub shown: String,
    /// The number that it stores.
    pub number: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl Row {
    /// Where it begins.
    pub fn span(&self) -> Span {
        self.cells.first().map_or(self.at..self.at, |cell| cell.span.clone())
    }
}

impl Grid {
    /// The first rows of a text whose values are set apart by a mark, in which its titles are looked for.
    pub fn head_of(source: &Arc<Source>, mark: u8) -> Self {
        let end = source.text.floor_char_boundary(config::MAX_TABLE_HEAD);
        Self::of_bytes(source, &source.text.as_bytes()[..end], mark, HEAD)
    }

    /// The rows of a text whose values are set apart by a mark, as many as a table may have and one more.
    pub fn of_text(source: &Arc<Source>, mark: u8) -> Self {
        Self::of_bytes(source, source.text.as_bytes(), mark, config::MAX_TABLE_ROWS + HEAD)
    }

    fn of_bytes(source: &Arc<Source>, text: &[u8], mark: u8, most: usize) -> Self {
        let mut reader = ReaderBuilder::new().delimiter(mark).build();
        let mut rows: Vec<Row> = Vec::new();
        let (mut at, mut start, mut written) = (0, 0, 0);
        let mut words = vec![0; 1024];
        let mut cells: Vec<Cell> = Vec::new();
        while rows.len() <= most {
            let (result, read, more) = reader.read_field(&text[at..], &mut words[written..]);
            at += read;
            written += more;
            match result {
                ReadFieldResult::OutputFull => words.resize(words.len() * 2, 0),
                // Once everything is read, the next call says that it ends.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::End => break,
                ReadFieldResult::Field { record_end } => {
                    let shown = String::from_utf8_lossy(&words[..written]).trim().to_owned();
                    let span = within(&source.text, start..at, char::from(mark));
                    cells.push(Cell { column: cells.len(), shown, number: None, span });
                    (start, written) = (at, 0);
                    if record_end {
                        let at = cells.first().map_or(0, |cell| cell.span.start);
                        let line = source.position(at).line;
                        rows.push(Row { line, at, cells: std::mem::take(&mut cells) });
                    }
                }
            }
        }
        Self { source: Arc::clone(source), sheet: None, rows }
    }

    /// The rows of a sheet.
    pub fn of_sheet(path: &str, rows: &[SheetRow]) -> Self {
        let sheet = rows.first().map_or_else(|| "".into(), |row| Arc::clone(&row.sheet));
        let first = rows.first().map_or(1, |row| row.row as usize);
        let (mut text, mut line) = (String::new(), 1);
        let mut grid = Vec::new();
        for row in rows.iter().filter(|_| first <= HEAD) {
            let is_near = (row.row as usize) < first + config::MAX_TABLE_ROWS + HEAD;
            for _ in line..if is_near { row.row as usize } else { line + 1 } {
                text.push('\n');
            }
            line = line.max(row.row as usize);
            let at = text.len();
            let mut cells = Vec::new();
            for (column, cell) in row.cells.iter().filter(|_| is_near) {
                let start = text.len();
                text.push_str(&cell.shown);
                let (shown, number) = (cell.shown.clone(), cell.number.clone());
                cells.push(Cell { column: *column as usize, shown, number, span: start..text.len() });
                text.push_str(" | ");
            }
            grid.push(Row { line, at, cells });
            if !is_near {
                break;
            }
        }
        let source = Source::new(format!("{path} › {sheet}"), text);
        Self { source: Arc::new(source), sheet: Some((path.into(), sheet)), rows: grid }
    }
}

/// How many rows may stand above a table: its titles are looked for in them.
pub const HEAD: usize = 100;

/// A value without the marks, line breaks, quotes and spaces around it; an empty one stands where it would begin.
fn within(text: &str, span: Span, mark: char) -> Span {
    let is_around = |c: char| c == mark || c == '"' || c.is_whitespace();
    let value = &text[span.clone()];
    let start = span.start + (value.len() - value.trim_start_matches(is_around).len());
    let end = span.start + value.trim_end_matches(is_around).len();
    if start < end { start..end } else { span.start..span.start }
}
