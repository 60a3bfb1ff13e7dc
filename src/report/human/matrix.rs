//! The matrix: what each case study contributes to each row.

use std::io;

use super::{BAD, FAINT, GOOD, Human};
use crate::language::Message;
use crate::report::matrix::{Cell, matrix};
use crate::report::wrap::shown_width;
use crate::source::printable;

/// What stands before a column.
const GUTTER: usize = 2;

impl Human<'_> {
    /// A column for each case study; numbers stand for names that are too wide together, and columns that still do not fit
    /// follow below.
    pub fn matrix(&mut self) -> io::Result<()> {
        let rows = matrix(self.assessment);
        if self.assessment.case_studies.is_empty() || rows.is_empty() {
            return Ok(());
        }
        let key_width = rows.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
        let mut titles: Vec<_> = self.assessment.case_studies.iter().map(|study| printable(&study.slug)).collect();
        let columns = |titles: &[String]| titles.iter().map(|title| GUTTER + shown_width(title)).sum::<usize>();
        writeln!(self.out)?;
        if key_width + columns(&titles) > self.width() {
            for (number, title) in (1..).zip(&mut titles) {
                let short = format!("({number})");
                writeln!(self.out, "{short} {title}")?;
                *title = short;
            }
        }
        let mut first = 0;
        while first < titles.len() {
            let fitting = (first + 1..=titles.len())
                .take_while(|last| key_width + columns(&titles[first..*last]) <= self.width())
                .last()
                .unwrap_or(first + 1);
            self.columns(&rows, key_width, &titles, first..fitting)?;
            first = fitting;
        }
        let legend = self.told(&Message::new("human.legend"));
        let legend = self.styled(FAINT, &crate::report::wrap(&legend, self.width(), 0, 0));
        writeln!(self.out, "{legend}")
    }

    /// The columns of some case studies, each mark below the middle of its title.
    fn columns(
        &mut self,
        rows: &[(&str, Vec<Cell>)],
        key_width: usize,
        titles: &[String],
        shown: std::ops::Range<usize>,
    ) -> io::Result<()> {
        let titles = &titles[shown.clone()];
        writeln!(self.out, "{:key_width$}{:GUTTER$}{}", "", "", titles.join(&" ".repeat(GUTTER)))?;
        for (key, cells) in rows {
            write!(self.out, "{key:key_width$}")?;
            let mut pending = GUTTER;
            for (cell, title) in cells[shown.clone()].iter().zip(titles) {
                let width = shown_width(title);
                let left = width / 2;
                let mark = self.mark(*cell);
                write!(self.out, "{}{mark}", " ".repeat(pending + left))?;
                pending = GUTTER + width - left - 1;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn mark(&self, cell: Cell) -> String {
        match cell {
            Cell::Satisfied => self.styled(GOOD, cell.mark()),
            Cell::Lacking => self.styled(BAD, cell.mark()),
            Cell::NotNeeded | Cell::NotApplicable => cell.mark().to_owned(),
        }
    }
}
