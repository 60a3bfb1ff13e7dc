//! What a save has changed: rows with another verdict, gaps and advice that are gone, those that are new with where they
//! are and what passes, and what it all comes to now.

use std::io::{self, Write};

use anstyle::Style;

use super::{BAD, GOOD, Human, STRONG};
use crate::assessment::{Assessment, Leak};
use crate::language::Message;
use crate::report::comparison::{place, row};
use crate::report::lacking::distinct;
use crate::report::wrap::whole;
use crate::report::{Detail, View};
use crate::saved::{Compared, Comparison, Gap, Moved, RowChange};
use crate::source::printable;

/// Writes what differs from the assessments before, and the leaks that were not there. The later ones of the comparison are
/// these assessments.
///
/// # Errors
///
/// What the output says.
pub fn write(
    assessments: &[Assessment<'_>],
    comparison: &Comparison<'_>,
    leaks: &[&Leak],
    view: View<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = assessments.first() else { return Ok(()) };
    let mut folder = Human { assessment: first, view, out };
    for (key, alone) in [("watch.no_longer", &comparison.gone), ("watch.newly", &comparison.new)] {
        for one in alone {
            folder.line(&Message::new(key).with("program", one.id()), 0)?;
        }
    }
    for assessment in assessments {
        let id = assessment.checklist.id();
        let compared = comparison.programs.iter().find(|compared| compared.after.id() == id);
        if let Some(compared) = compared.filter(|compared| !compared.is_judged_the_same()) {
            let mut human = Human { assessment, view, out: &mut *folder.out };
            if assessments.len() > 1 {
                let id = human.styled(STRONG, &id);
                writeln!(human.out, "\n{id}")?;
            }
            human.changes(compared)?;
        }
    }
    folder.open_leaks(leaks)?;
    writeln!(folder.out)?;
    super::write(assessments, View { detail: Detail::Quiet, ..view }, folder.out)
}

impl Human<'_> {
    fn changes(&mut self, compared: &Compared<'_>) -> io::Result<()> {
        if !compared.rows.is_empty() {
            self.heading(&Message::new("watch.rows"))?;
        }
        for change in &compared.rows {
            self.turned(change)?;
        }
        self.gone("compared.heading_closed", &compared.closed)?;
        self.come("compared.heading_opened", &compared.opened, STRONG)?;
        self.gone("compared.heading_settled", &compared.settled)?;
        self.come("compared.heading_advised", &compared.advised, Style::new())
    }

    fn turned(&mut self, change: &RowChange<'_>) -> io::Result<()> {
        let mark = match change.moved() {
            Moved::Gained => self.styled(GOOD, "✓"),
            Moved::Lost => self.styled(BAD, "✗"),
            Moved::Otherwise => "•".to_owned(),
        };
        let told = self.told(&row(change));
        self.line_at(&format!("{mark} {told}"), 2, 4)
    }

    /// What is lacking no longer, once for all criteria that lacked it.
    fn gone(&mut self, heading: &'static str, gaps: &[&Gap]) -> io::Result<()> {
        let mut told: Vec<(Vec<&str>, String)> = Vec::new();
        for gap in gaps {
            let subject = gap.case_study.as_ref().map(|slug| whole(&format!("[{}]", printable(slug))) + " ");
            let text =
                format!("{}{} — {}", subject.unwrap_or_default(), printable(&gap.what), whole(&printable(&place(gap))));
            match told.iter_mut().find(|(_, known)| *known == text) {
                Some((criteria, _)) => criteria.push(&gap.criterion),
                None => told.push((vec![&gap.criterion], text)),
            }
        }
        if !told.is_empty() {
            self.heading(&Message::new(heading))?;
        }
        for (criteria, text) in told {
            let criteria = printable(&criteria.join(self.view.language.comma()));
            self.line_at(&format!("• {criteria}  {text}"), 2, 4)?;
        }
        Ok(())
    }

    /// What is newly lacking, as a whole report tells it.
    fn come(&mut self, heading: &'static str, gaps: &[&Gap], style: Style) -> io::Result<()> {
        if gaps.is_empty() {
            return Ok(());
        }
        self.heading(&Message::new(heading))?;
        let is_new = |id: &String| gaps.iter().any(|gap| gap.id.as_ref() == Some(id));
        let lacking = self.assessment.identified().into_iter().filter(|(id, _)| is_new(id)).map(|(_, gap)| gap);
        let lacking = distinct(lacking);
        self.by_file(&lacking, style)
    }
}
