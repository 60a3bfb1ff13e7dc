//! Tables of facts: a CSV or Excel file of the partner whose columns are those of a field of records. Every row becomes a
//! record, as if it were written in `competency.toml`; every mistake is told with its place, and no row is passed over.

mod columns;
mod grid;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::facts;
use crate::config;
use crate::evidence::{Fact, Field, FieldType, Lexicon, Record, Text};
use crate::language::{Arg, Message};
use crate::source::{Key, Node, Problem, Source, Span, Value};

use columns::Columns;
use grid::{Grid, Row};

/// The records of one table.
#[derive(Clone)]
pub struct Table {
    /// The name of the field that holds them.
    pub field: String,
    /// The text that they are written in.
    pub source: Arc<Source>,
    /// Where the titles of the columns begin.
    pub titles: Span,
    /// The list of the records, with the words of the titles as what is written.
    pub list: Fact,
}

/// What a file has of tables.
#[derive(Default)]
pub struct Found {
    /// Those without a mistake.
    pub tables: Vec<Table>,
    /// The mistakes of the others.
    pub problems: Vec<Problem>,
    /// Columns that are not read.
    pub ignored: Vec<String>,
}

/// Looks for tables in a text whose values are set apart by marks.
pub fn in_text(source: &Arc<Source>, lexicon: &Lexicon) -> Found {
    let mut found = Found::default();
    for field in fields(lexicon) {
        let found_by = [b',', b';', b'\t'].map(|mark| (mark, Columns::find(&Grid::head_of(source, mark), field)));
        let best = found_by.into_iter().filter_map(|(mark, columns)| Some((mark, columns?)));
        match best.max_by_key(|(_, columns)| columns.len()) {
            Some((mark, columns)) => found.read(&Grid::of_text(source, mark), &columns, field),
            None => found.problems.extend(untitled(source, field)),
        }
    }
    found
}

/// Looks for tables in the sheets of a workbook.
pub fn in_sheets(path: &str, text: &Text, lexicon: &Lexicon) -> Found {
    let mut found = Found::default();
    for field in fields(lexicon) {
        let rows = text.sheets.as_ref().map_or(&[][..], |sheets| &sheets.rows);
        for rows in rows.chunk_by(|one, other| one.sheet == other.sheet) {
            let grid = Grid::of_sheet(path, rows);
            if let Some(columns) = Columns::find(&grid, field) {
                found.read(&grid, &columns, field);
            }
        }
        if found.tables.is_empty() && found.problems.is_empty() {
            found.problems.extend(untitled(&Arc::new(Source::new(path, "")), field));
        }
    }
    found
}

fn fields(lexicon: &Lexicon) -> impl Iterator<Item = &Field> {
    let fields = lexicon.vocabulary.partner.iter();
    fields.filter(|field| field.table.is_some() && field.kind == FieldType::Records)
}

/// What names a row of a table, however it is written.
fn name_of(row: &Fact, table: &Field) -> Option<(String, String)> {
    let name = row.record()?.get(&key_of(table)?.name)?;
    Some((table.name.clone(), name.written.to_lowercase()))
}

/// The field that names a row.
fn key_of(field: &Field) -> Option<&Field> {
    field.fields.iter().find(|field| field.column.as_ref().is_some_and(|column| column.key))
}

/// A file under the name of the table in which its columns are not to be found.
fn untitled(source: &Arc<Source>, field: &Field) -> Option<Problem> {
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
    };
    let is_meant = field.table.as_ref().is_some_and(|table| stem(table) == stem(&source.name));
    is_meant.then(|| {
        let help = Message::new("hint.columns").with("titles", field.titles());
        Problem::new(source, 0..0, Message::new("table.untitled")).with_help(help)
    })
}

impl Found {
    fn read(&mut self, grid: &Grid, columns: &Columns<'_>, field: &Field) {
        let mut problems = columns.problems(grid, field);
        let key = key_of(field);
        let mut rows = Vec::new();
        let end = grid.rows.iter().position(|row| row.line > columns.line + config::MAX_TABLE_ROWS);
        for row in &grid.rows[columns.row + 1..end.unwrap_or(grid.rows.len())] {
            for cell in row.cells.iter().filter(|cell| cell.shown.len() > config::MAX_TABLE_CELL) {
                let message = Message::new("table.long_cell").with("n", config::MAX_TABLE_CELL);
                problems.push(Problem::new(&grid.source, cell.span.clone(), message));
            }
            let node = record(row, columns);
            let Some(entries) = node.as_table().filter(|entries| !entries.is_empty()) else { continue };
            // Beside a table in a sheet there may stand notes; in a text an amount has fallen apart.
            let beyond = row.cells.iter().find(|cell| cell.column >= columns.width);
            if let Some(cell) = beyond.filter(|_| grid.sheet.is_none()) {
                let message = Message::new("table.too_wide").with("value", cell.shown.as_str());
                problems.push(Problem::new(&grid.source, cell.span.clone(), message));
            }
            if let Some(key) = key.filter(|key| entries.iter().all(|(entry, _)| entry.name != key.name)) {
                let message = Message::new("table.nameless").with("field", &key.label);
                problems.push(Problem::new(&grid.source, node.span.clone(), message));
            }
            rows.push(node);
        }
        let cut = end.map(|row| &grid.rows[row]).or_else(|| grid.rows.iter().find(|row| row.cells.is_empty()));
        problems.extend(cut.map(|row| {
            let message = Message::new("table.too_long").with("n", config::MAX_TABLE_ROWS);
            Problem::new(&grid.source, row.span(), message)
        }));
        let titles = grid.rows[columns.row].span();
        let list = Node { span: titles.clone(), value: Value::List(rows) };
        let list = facts::table(
            &grid.source,
            grid.sheet.as_ref().map(|(file, sheet)| (file, sheet)),
            &list,
            field,
            &mut problems,
        );
        self.ignored.extend(columns.ignored.iter().cloned());
        let table = Table { field: field.name.clone(), source: Arc::clone(&grid.source), titles, list };
        self.tables.push(table);
        self.problems.extend(shortened(problems));
    }

    /// The columns that are not read, where there are some.
    pub fn told(&self) -> Option<Message> {
        let names = self.ignored.iter().map(String::as_str).collect::<Arg>();
        (!self.ignored.is_empty()).then(|| Message::new("table.ignored").with("columns", names))
    }
}

/// Puts the tables of all files together, by path, as facts of the partner. What names a row stands in one file only.
pub fn join(tables: Vec<Table>, facts: &mut Record, lexicon: &Lexicon, problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<(String, String), String> = BTreeMap::new();
    for field in fields(lexicon) {
        let given = facts.get(&field.name).map(Fact::items).unwrap_or_default();
        first.extend(given.iter().filter_map(|item| Some((name_of(item, field)?, item.place.file.to_string()))));
    }
    for table in tables {
        let Some(field) = fields(lexicon).find(|field| field.name == table.field) else { continue };
        let named = table.list.items().iter().filter_map(|row| name_of(row, field));
        let mut again = (0, None);
        for name in named {
            match first.entry(name) {
                Entry::Vacant(entry) => drop(entry.insert(table.source.name.clone())),
                Entry::Occupied(entry) if *entry.get() == table.source.name => {}
                Entry::Occupied(entry) => again = (again.0 + 1, again.1.or(Some(entry.get().clone()))),
            }
        }
        if let (n, Some(other)) = again {
            let message = Message::new("table.again").with("n", n).with("other", other);
            problems.push(Problem::new(&table.source, table.titles, message));
        }
        match facts.list_mut(&field.name) {
            Some(items) => items.extend(table.list.items().iter().cloned()),
            None => facts.insert(field, table.list),
        }
    }
}

/// A row as a table of entries, without its empty cells and those that are too long.
fn record(row: &Row, columns: &Columns<'_>) -> Node {
    let entry = |cell: &grid::Cell| {
        let field = columns.field(cell.column)?;
        let value = match (&cell.number, field.kind) {
            (Some(number), FieldType::Money | FieldType::Number) => Value::Number(number.clone()),
            _ => Value::Text(cell.shown.clone()),
        };
        let key = Key { name: field.name.clone(), span: cell.span.clone() };
        Some((key, Node { span: cell.span.clone(), value }))
    };
    let is_sound = |cell: &&grid::Cell| (1..=config::MAX_TABLE_CELL).contains(&cell.shown.len());
    let filled = row.cells.iter().filter(is_sound);
    Node { span: row.span(), value: Value::Table(filled.filter_map(entry).collect()) }
}

/// The first mistakes, and how many there are beyond them.
fn shortened(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.span.start);
    let more = problems.len().saturating_sub(config::MAX_TABLE_MISTAKES);
    if more > 0 {
        problems.truncate(config::MAX_TABLE_MISTAKES);
        if let Some(last) = problems.last_mut() {
            last.help = Some(Message::new("hint.more_mistakes").with("n", more));
        }
    }
    problems
}
