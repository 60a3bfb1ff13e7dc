//! Excel: every visible sheet is a heading, every filled row a row, with its cells as a person sees them; then its text
//! boxes and charts. Comments, headers and what is hidden say nothing, and what is hidden is told.

mod area;
mod book;
mod drawing;
mod formula;
mod number;
mod sheet;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::format::{Format, Read};
use super::office;
use super::package::Package;
use crate::config;
use crate::evidence::{BlockKind, Kind, Secrets, Spot, Text};
use crate::language::{Arg, Message};
use crate::source::printable;

use book::Book;
use sheet::{Shared, Sheet};
use strings::Strings;
use styles::Styles;

pub static FORMAT: Format =
    Format { endings: &["xlsx", "xlsm", "xls", "xlsb", "ods"], kind: Kind::Sheet, read: Read::Bytes(office::read) };

/// How many sheets with something hidden are named.
const MOST_TOLD: usize = 10;

/// Reads the sheets from the main part.
pub fn workbook(package: &mut Package<'_>, path: &str, xml: &str) -> Result<Text, Message> {
    let relations = package.relations(path)?;
    let book = Book::read(xml)?;
    let strings = match package.related(&relations, "sharedStrings")? {
        Some((_, xml)) => Strings::read(&xml)?,
        None => Strings::default(),
    };
    let styles = match package.related(&relations, "styles")? {
        Some((_, xml)) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let shared = Shared { strings, styles, epoch: book.epoch };
    let mut allowance = Allowance {
        rows: config::MAX_ROWS,
        cells: config::MAX_CELLS,
        bytes: config::MAX_CELL_TEXT,
        table: config::MAX_TABLE_CELLS,
    };
    let mut text = Text::default();
    let mut hidden = Hidden::default();
    for tab in &book.sheets {
        let relation = relations.get(&tab.relation).filter(|relation| !relation.external);
        // Sheets of macros and of dialogs hold no words.
        let Some(relation) = relation.filter(|it| matches!(it.kind.as_str(), "worksheet" | "chartsheet")) else {
            continue;
        };
        if tab.hidden {
            hidden.sheets.push(&tab.name);
            continue;
        }
        let name: Arc<str> = tab.name.as_str().into();
        text.push(BlockKind::Heading(1), &name, Spot::Row(Arc::clone(&name), 1));
        let Some(xml) = package.part(&relation.target)? else { continue };
        let relations = package.relations(&relation.target)?;
        if Sheet::read(&xml, &shared, &mut allowance)?.push(&name, &relations, &mut text) {
            hidden.cells.push(&tab.name);
        }
        if allowance.is_spent() {
            return Err(too_many());
        }
        if let Some((path, xml)) = package.related(&relations, "drawing")? {
            drawing::push(package, &path, &xml, &name, &mut text)?;
        }
    }
    text.incomplete = hidden.told();
    text.secrets = (!book.secrets.is_empty()).then(|| Box::new(Secrets { found: book.secrets }));
    Ok(text)
}

/// What may still be read of a workbook.
struct Allowance {
    rows: usize,
    cells: usize,
    bytes: usize,
    /// Cells that are kept as such, for a table of facts to be found in them.
    table: usize,
}

impl Allowance {
    /// Takes cells and bytes of text from it, and says whether they were still there.
    fn take(&mut self, cells: usize, bytes: usize) -> bool {
        let left = (self.cells.checked_sub(cells), self.bytes.checked_sub(bytes));
        (self.cells, self.bytes) = (left.0.unwrap_or(0), left.1.unwrap_or(0));
        !self.is_spent()
    }

    /// Takes a row from it, and says whether it was still there.
    fn take_row(&mut self) -> bool {
        self.rows = self.rows.saturating_sub(1);
        self.rows > 0
    }

    fn is_spent(&self) -> bool {
        self.rows == 0 || self.cells == 0 || self.bytes == 0
    }
}

/// The sheets that are hidden, and those with hidden cells.
#[derive(Default)]
struct Hidden<'a> {
    sheets: Vec<&'a str>,
    cells: Vec<&'a str>,
}

impl Hidden<'_> {
    fn told(&self) -> Option<Message> {
        let parts = [("incomplete.hidden_sheets", &self.sheets), ("incomplete.hidden_cells", &self.cells)];
        let told = parts.into_iter().filter(|(_, names)| !names.is_empty());
        let told: Vec<_> = told.map(|(key, names)| Message::new(key).with("sheets", list(names)).into()).collect();
        (!told.is_empty()).then(|| Message::new("incomplete.hidden").with("what", Arg::Clauses(told)))
    }
}

fn list(names: &[&str]) -> Arg {
    let told = names.iter().take(MOST_TOLD).map(|name| printable(name));
    let rest = (names.len() > MOST_TOLD).then(|| "…".to_owned());
    Arg::List(told.chain(rest).map(Arg::from).collect())
}

/// The reason why a workbook with too many cells cannot be read.
fn too_many() -> Message {
    Message::new("unreadable.cells").with("n", config::MAX_CELLS).with("rows", config::MAX_ROWS)
}
