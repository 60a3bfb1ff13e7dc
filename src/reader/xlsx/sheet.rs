//! The cells of one sheet, row by row, as a person sees them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::area::{Area, Cell, HiddenColumns, Merged};
use super::number::Epoch;
use super::strings::Strings;
use super::styles::Styles;
use super::{Allowance, formula};
use crate::evidence::{self, BlockKind, Reference, SheetRow, Spot, Text, money};
use crate::language::Message;
use crate::reader::package::Relations;
use crate::reader::xml::{self, Element, Step, Visit};

/// What the sheets of a workbook share.
pub struct Shared {
    pub strings: Strings,
    pub styles: Styles,
    pub epoch: Epoch,
}

/// Reads one sheet.
pub struct Sheet<'a> {
    shared: &'a Shared,
    allowance: &'a mut Allowance,
    /// Filled cells in the order of the file, with their words in `words`.
    cells: Vec<(Cell, Range<usize>)>,
    words: String,
    /// Cells with a number that is no day, as it is stored; of those that a table of facts may stand in.
    numbers: HashMap<Cell, String>,
    merged: Vec<Area>,
    /// Areas that are links, with their relation.
    links: Vec<(Area, String)>,
    /// Addresses in formulas.
    addresses: Vec<(Cell, String)>,
    hidden_columns: HiddenColumns,
    in_hidden_row: bool,
    /// Whether a filled cell is hidden.
    hides: bool,
    at: Cell,
    kind: String,
    style: Option<String>,
    value: String,
    formula: String,
    inside: Inside,
}

/// Whose words come next.
#[derive(Default, PartialEq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Formula,
}

impl<'a> Sheet<'a> {
    /// Reads the cells of a sheet, as far as the allowance goes.
    pub fn read(xml: &str, shared: &'a Shared, allowance: &'a mut Allowance) -> Result<Self, Message> {
        let mut sheet = Self {
            shared,
            allowance,
            cells: Vec::new(),
            words: String::new(),
            numbers: HashMap::new(),
            merged: Vec::new(),
            links: Vec::new(),
            addresses: Vec::new(),
            hidden_columns: HiddenColumns::default(),
            in_hidden_row: false,
            hides: false,
            at: Cell { row: 0, column: 0 },
            kind: String::new(),
            style: None,
            value: String::new(),
            formula: String::new(),
            inside: Inside::Nothing,
        };
        xml::walk(xml, &mut sheet)?;
        Ok(sheet)
    }

    /// Adds its rows and links, and says whether something on it is hidden.
    pub fn push(mut self, name: &Arc<str>, relations: &Relations, text: &mut Text) -> bool {
        let spot = |row| Spot::Row(Arc::clone(name), row);
        let mut linked: HashSet<Cell> = self.addresses.iter().map(|(cell, _)| *cell).collect();
        for (cell, address) in self.addresses {
            text.references.push(Reference { target: address, spot: spot(cell.row), link: true });
        }
        for (area, relation) in &self.links {
            // Many links may share one long address.
            if let Some(address) = relations.address(relation).filter(|address| self.allowance.take(0, address.len())) {
                linked.insert(area.first);
                let target = address.to_owned();
                text.references.push(Reference { target, spot: spot(area.first.row), link: true });
            }
        }
        // Sound files have them in order already.
        self.cells.sort_by_key(|(cell, _)| *cell);
        let mut merged = Merged::new(self.merged);
        let hidden = self.hidden_columns.resolve();
        let mut row = String::new();
        for cells in self.cells.chunk_by(|(one, _), (other, _)| one.row == other.row) {
            if !self.allowance.take_row() {
                break;
            }
            row.clear();
            let mut links = 0;
            let mut table = Vec::new();
            for (cell, range) in cells {
                if hidden.get(cell.column as usize) == Some(&true) {
                    self.hides = true;
                } else if !merged.hides(*cell) {
                    let separator = if row.is_empty() { "" } else { " | " };
                    row.push_str(separator);
                    row.push_str(&self.words[range.clone()]);
                    links += if linked.contains(cell) { range.len() } else { 0 };
                    if self.allowance.table > table.len() {
                        let shown = self.words[range.clone()].to_owned();
                        table.push((cell.column, evidence::Cell { shown, number: self.numbers.remove(cell) }));
                    }
                }
            }
            // The first row that is not kept is kept without cells, so that a table is known to go on.
            let kept = &mut text.sheets.get_or_insert_default().rows;
            let goes_on = self.allowance.table == 0 && kept.last().is_some_and(|row| !row.cells.is_empty());
            if !table.is_empty() || goes_on {
                self.allowance.table -= table.len();
                kept.push(SheetRow { sheet: Arc::clone(name), row: cells[0].0.row, cells: table });
            }
            text.push_linked(BlockKind::Row, &row, links, spot(cells[0].0.row));
        }
        self.hides
    }

    /// A cell begins; one without a name follows the one before.
    fn open_cell(&mut self, element: &Element<'_>) {
        let named = element.get("r").and_then(|name| Cell::named(&name));
        let next = Cell { column: self.at.column.saturating_add(1), ..self.at };
        self.at = named.unwrap_or(next);
        self.kind = element.get("t").unwrap_or_default();
        self.style = element.get("s");
        self.value.clear();
        self.formula.clear();
    }

    fn close_cell(&mut self) {
        if self.allowance.is_spent() {
            return;
        }
        let shown = self.shown().into_owned();
        if shown.is_empty() || !self.allowance.take(1, shown.len()) {
            return;
        }
        let start = self.words.len();
        for word in shown.split_whitespace() {
            if self.words.len() > start {
                self.words.push(' ');
            }
            self.words.push_str(word);
        }
        let range = start..self.words.len();
        if range.is_empty() {
            return;
        }
        if self.in_hidden_row {
            self.hides = true;
            self.words.truncate(start);
            return;
        }
        if let Some(address) = formula::link(&self.formula) {
            self.addresses.push((self.at, address));
        }
        self.cells.push((self.at, range));
        if self.numbers.len() < self.allowance.table
            && let Some(number) = self.number()
        {
            self.numbers.insert(self.at, number);
        }
    }

    /// The number of the cell as it is stored, unless a person sees a day or another currency than that of amounts.
    fn number(&self) -> Option<String> {
        let is_number = matches!(self.kind.as_str(), "" | "n");
        let value = self.value.trim().parse::<f64>().ok().filter(|value| is_number && value.is_finite())?;
        let format = self.shared.styles.format(self.style.as_deref());
        let is_moment = format.is_some_and(|format| format.is_moment(value));
        let is_foreign = money::parse(&self.shown()) == Err(money::Fault::Currency);
        (!is_moment && !is_foreign).then(|| self.value.trim().to_owned())
    }

    /// What a person sees of the cell; a formula whose value the program did not keep shows nothing.
    fn shown(&self) -> Cow<'_, str> {
        let format = self.shared.styles.format(self.style.as_deref());
        let text = |text| format.map_or(Cow::Borrowed(text), |format| format.text(text).into());
        let value = self.value.as_str();
        match self.kind.as_str() {
            "s" => text(self.shared.strings.get(value).unwrap_or_default()),
            "inlineStr" | "str" => text(value),
            "b" => match value.trim() {
                "" => "".into(),
                "1" | "true" => "TRUE".into(),
                _ => "FALSE".into(),
            },
            "d" => value.trim_end_matches("T00:00:00").replace('T', " ").into(),
            "e" => value.into(),
            _ => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => match format {
                    Some(format) => format.number(number, self.shared.epoch).into(),
                    None => super::number::general(number).into(),
                },
                _ => value.into(),
            },
        }
    }
}

impl Visit for Sheet<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "rPh" | "extLst" | "Fallback" => return Step::Over,
            "row" => {
                let row = element.get("r").and_then(|row| row.parse().ok()).filter(|row| *row > 0);
                self.at = Cell { row: row.unwrap_or(self.at.row.saturating_add(1)), column: 0 };
                self.in_hidden_row = element.says("hidden");
            }
            "c" => self.open_cell(element),
            "v" | "t" => self.inside = Inside::Value,
            "f" => self.inside = Inside::Formula,
            "col" if element.says("hidden") => {
                let number = |name| element.get(name).and_then(|number| number.parse().ok());
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.hidden_columns.add(first, last);
                }
            }
            "mergeCell" if self.allowance.take(1, 0) => {
                self.merged.extend(element.get("ref").and_then(|name| Area::named(&name)));
            }
            "hyperlink" if self.allowance.take(1, 0) => {
                let area = element.get("ref").and_then(|name| Area::named(&name));
                self.links.extend(area.zip(element.relation()));
            }
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" | "t" | "f" => self.inside = Inside::Nothing,
            "c" => self.close_cell(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        match self.inside {
            Inside::Value => self.value.push_str(words),
            Inside::Formula => self.formula.push_str(words),
            Inside::Nothing => {}
        }
    }
}
