//! The columns of a table: which row has their titles, and which field each of them is.

use std::collections::BTreeMap;

use super::grid::{Cell, Grid, HEAD};
use crate::evidence::{Field, FieldType, fold};
use crate::language::Message;
use crate::source::{Problem, nearest};

/// How many columns beside the one that names the row must be there, apart from plain text, for a table to be known.
const TELLING: usize = 2;

/// The columns of a table.
pub struct Columns<'a> {
    /// The row of the titles, from 0.
    pub row: usize,
    /// The line that it stands in.
    pub line: usize,
    /// One more than the last column with a title.
    pub width: usize,
    /// Titles of columns that nobody asks for.
    pub ignored: Vec<String>,
    fields: BTreeMap<usize, &'a Field>,
}

impl<'a> Columns<'a> {
    /// The first row with the titles of a field's columns.
    pub fn find(grid: &Grid, field: &'a Field) -> Option<Self> {
        let titles: Vec<_> = field.fields.iter().map(|field| (field, folded(field))).collect();
        let near = grid.rows.iter().take(HEAD).enumerate();
        near.filter(|(_, row)| row.cells.len() > TELLING).find_map(|(row, cells)| {
            let of_cell = |cell: &Cell| {
                let title = fold::fold(&cell.shown);
                let plain = fold::fold(without_aside(&cell.shown));
                let is_it = |known: &Vec<String>| known.contains(&title) || known.contains(&plain);
                titles.iter().find(|(_, known)| is_it(known)).map(|(field, _)| (cell.column, *field))
            };
            let fields: BTreeMap<_, _> = cells.cells.iter().filter_map(of_cell).collect();
            let is_key = |field: &&Field| field.column.as_ref().is_some_and(|column| column.key);
            let named = fields.values().any(is_key);
            let telling = fields.values().filter(|field| field.kind != FieldType::Text).count();
            let filled = || cells.cells.iter().filter(|cell| !cell.shown.is_empty());
            (named && telling >= TELLING).then(|| Self {
                row,
                line: cells.line,
                width: filled().map(|cell| cell.column + 1).max().unwrap_or(0),
                ignored: filled()
                    .filter(|cell| !fields.contains_key(&cell.column))
                    .map(|cell| cell.shown.clone())
                    .collect(),
                fields,
            })
        })
    }

    /// How many columns are fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// The field of a column.
    pub fn field(&self, column: usize) -> Option<&'a Field> {
        self.fields.get(&column).copied()
    }

    /// Titles that stand twice, or that are nearly those of a column that is missing.
    pub fn problems(&self, grid: &Grid, field: &Field) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        let missing = field.fields.iter().filter(|field| self.fields.values().all(|known| known.name != field.name));
        let missing: Vec<_> = missing.flat_map(spelt).collect();
        for cell in &grid.rows[self.row].cells {
            match self.field(cell.column) {
                Some(field) if seen.contains(&field.name.as_str()) => {
                    let message = Message::new("table.column_twice").with("field", &field.label);
                    problems.push(Problem::new(&grid.source, cell.span.clone(), message));
                }
                Some(field) => seen.push(&field.name),
                None => {
                    if let Some(near) = nearest(&cell.shown, missing.iter().copied()) {
                        let message = Message::new("table.unknown_column").with("column", cell.shown.as_str());
                        let help = Message::new("hint.did_you_mean").with("near", near);
                        problems.push(Problem::new(&grid.source, cell.span.clone(), message).with_help(help));
                    }
                }
            }
        }
        problems
    }
}

/// Every spelling of a column's title.
fn spelt(field: &Field) -> Vec<&str> {
    let headers = field.column.iter().flat_map(|column| column.headers.iter());
    headers.chain(field.label.each()).chain([field.name.as_str()]).collect()
}

fn folded(field: &Field) -> Vec<String> {
    spelt(field).into_iter().map(fold::fold).collect()
}

/// A title without the unit in parentheses at its end.
fn without_aside(title: &str) -> &str {
    title.split(['(', '（', '[']).next().unwrap_or(title)
}
