//! The heat map: what each case study contributes to each row, by mark and colour.

use std::fmt::Write as _;
use std::iter;

use super::blocks::{header, scrolled};
use super::{Program, escaped, shown};
use crate::report::matrix::{Cell, matrix};

impl Program<'_> {
    /// The map and its legend; nothing without case studies.
    pub fn heat(&self) -> String {
        let studies = &self.assessment.case_studies;
        let rows = matrix(self.assessment);
        if studies.is_empty() || rows.is_empty() {
            return String::new();
        }
        let names: Vec<_> =
            iter::once(self.word("human.row")).chain(studies.iter().map(|study| escaped(&study.slug))).collect();
        let mut table = header(&names);
        for (key, cells) in rows {
            let Some(row) = self.assessment.rows.iter().find(|row| row.key == key) else { continue };
            let (id, (sort, _)) = (self.row_id(key), shown(&row.verdict));
            let (name, title) = (escaped(key), escaped(row.title.get(self.view.language)));
            let _ = write!(
                table,
                "<tr data-row=\"{id}\" data-verdict=\"{sort}\"><th scope=\"row\"><a href=\"#{id}\">{name}</a> <span>{title}</span></th>"
            );
            for (cell, study) in cells.into_iter().zip(studies) {
                let (class, word) = told(cell);
                let (mark, word, study) = (cell.mark(), self.word(word), escaped(&study.slug));
                let _ = write!(
                    table,
                    "<td class=\"{class}\"><a href=\"#{id}\" aria-label=\"{name} {study}: {word}\">{mark}</a></td>"
                );
            }
            table += "</tr>\n";
        }
        let legend = [Cell::Satisfied, Cell::Lacking, Cell::NotNeeded, Cell::NotApplicable].map(|cell| {
            let (class, word) = told(cell);
            format!("<li><span class=\"{class}\" aria-hidden=\"true\">{}</span> {}</li>", cell.mark(), self.word(word))
        });
        let table = scrolled(&self.word("filled.matrix"), "heat", &(table + "</tbody>\n"));
        format!("{table}<ul class=\"legend\">{}</ul>\n", legend.concat())
    }
}

/// The class of a cell, and the key of its word.
const fn told(cell: Cell) -> (&'static str, &'static str) {
    match cell {
        Cell::Satisfied => ("satisfied", "html.satisfied"),
        Cell::Lacking => ("lacking", "html.lacking"),
        Cell::NotNeeded => ("not-needed", "html.not_needed"),
        Cell::NotApplicable => ("not-applicable", "html.not_applicable"),
    }
}
