//! Cells and areas of a sheet by their names, such as `B2:D4`, and which cells show nothing.

use std::collections::BTreeMap;

/// The last column, `XFD`, and the last row of a sheet.
const LAST: Cell = Cell { row: 1_048_576, column: 16_384 };

/// A cell; rows and columns are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    pub row: u32,
    pub column: u32,
}

/// All cells between two corners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub first: Cell,
    pub last: Cell,
}

impl Cell {
    /// The cell of a name such as `B2`; nothing for a name beyond the last one.
    pub fn named(name: &str) -> Option<Self> {
        let digits = name.find(|sign: char| !sign.is_ascii_alphabetic())?;
        let column = name[..digits].bytes().try_fold(0_u32, |column, letter| {
            column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        })?;
        let row = name[digits..].parse().ok()?;
        ((1..=LAST.row).contains(&row) && (1..=LAST.column).contains(&column)).then_some(Self { row, column })
    }
}

impl Area {
    /// The area of a name such as `B2:D4`, or of one cell.
    pub fn named(name: &str) -> Option<Self> {
        let (first, last) = name.split_once(':').unwrap_or((name, name));
        let (first, last) = (Cell::named(first)?, Cell::named(last)?);
        (first.row <= last.row && first.column <= last.column).then_some(Self { first, last })
    }
}

/// Merged areas, asked from top to bottom: each shows its first cell only.
pub struct Merged {
    /// Those that begin further down, the next one last.
    waiting: Vec<Area>,
    /// Those that have begun, by their first column. They never overlap in a sound file.
    begun: BTreeMap<u32, Area>,
}

impl Merged {
    pub fn new(mut areas: Vec<Area>) -> Self {
        areas.sort_unstable_by_key(|area| std::cmp::Reverse(area.first));
        Self { waiting: areas, begun: BTreeMap::new() }
    }

    /// Whether a cell lies below the first one of a merged area.
    pub fn hides(&mut self, cell: Cell) -> bool {
        while let Some(area) = self.waiting.pop_if(|area| area.first.row <= cell.row) {
            self.begun.insert(area.first.column, area);
        }
        while let Some((&column, &area)) = self.begun.range(..=cell.column).next_back() {
            if cell.row <= area.last.row {
                return cell.column <= area.last.column && cell != area.first;
            }
            self.begun.remove(&column);
        }
        false
    }
}

/// Which columns are hidden: for each one, by how much more spans hide it than the one before, so that any number of
/// wide spans costs little.
#[derive(Default)]
pub struct HiddenColumns(Vec<i32>);

impl HiddenColumns {
    /// Hides the columns from the first one to the last one.
    pub fn add(&mut self, first: usize, last: usize) {
        let end = last.min(LAST.column as usize) + 1;
        if first < end {
            self.0.resize(self.0.len().max(end + 1), 0);
            self.0[first] += 1;
            self.0[end] -= 1;
        }
    }

    /// For each column, whether it is hidden.
    pub fn resolve(self) -> Vec<bool> {
        let spans = self.0.into_iter().scan(0_i32, |spans, change| {
            *spans += change;
            Some(*spans)
        });
        spans.map(|spans| spans > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        assert_eq!(Cell::named("B3"), Some(Cell { row: 3, column: 2 }));
        assert_eq!(Cell::named("XFD1048576"), Some(LAST));
        for name in ["", "B", "3", "B0", "XFE1", "A1048577", "ZZZZZZZZZZ1", "A99999999999", "é1", "B3x"] {
            assert_eq!(Cell::named(name), None, "{name}");
        }
        assert_eq!(Area::named("D4:B2"), None);
    }

    #[test]
    fn a_merged_area_shows_its_first_cell() {
        let areas = ["B2:D4", "F1:F3", "A6:C6"].into_iter().filter_map(Area::named).collect();
        let mut merged = Merged::new(areas);
        let shown: Vec<_> = (1..=6)
            .flat_map(|row| (1..=6).map(move |column| Cell { row, column }))
            .filter(|cell| !merged.hides(*cell))
            .collect();
        assert_eq!(shown.len(), 36 - 8 - 2 - 2);
        for name in ["B2", "F1", "A6", "E3", "B5"] {
            assert!(Cell::named(name).is_some_and(|cell| shown.contains(&cell)), "{name}");
        }
    }

    #[test]
    fn hidden_columns_may_overlap() {
        let mut columns = HiddenColumns::default();
        for (first, last) in [(2, 3), (3, 5), (9, 7), (16_384, usize::MAX)] {
            columns.add(first, last);
        }
        let hidden = columns.resolve();
        let numbers: Vec<_> = (0..hidden.len()).filter(|column| hidden[*column]).collect();
        assert_eq!(numbers, [2, 3, 4, 5, 16_384]);
    }
}
