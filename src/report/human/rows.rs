//! The rows, each with its verdict.

use std::collections::BTreeSet;
use std::io;

use super::{BAD, GOOD, Human};
use crate::assessment::{Row, Verdict};
use crate::language::Message;
use crate::report::table::table;
use crate::report::verdict_key;
use crate::rule::Basis;

impl Human<'_> {
    /// The rows, and why some of them do not apply.
    pub fn rows(&mut self) -> io::Result<()> {
        let header = ["human.row", "human.title", "human.verdict", "human.basis", "human.gaps"];
        let header: Vec<_> = header.iter().map(|key| self.say(&Message::new(key))).collect();
        let rows: Vec<_> = self.assessment.rows.iter().map(|row| self.row(row)).collect();
        let text = table(&header, &rows, &[0, 2, 4], self.view.width, self.view.language);
        write!(self.out, "\n{text}")?;
        for row in &self.assessment.rows {
            if let Verdict::NotApplicable(reason) = &row.verdict {
                self.told_of(row.key, reason)?;
            }
        }
        Ok(())
    }

    fn row(&self, row: &Row<'_>) -> Vec<String> {
        let lacks: BTreeSet<_> = row.gaps().map(|gap| (gap.subject, gap.lack)).collect();
        let verdict = self.say(&Message::new(verdict_key(&row.verdict)));
        let (verdict, basis) = match row.verdict {
            Verdict::Met => (self.styled(GOOD, &verdict), row.basis()),
            Verdict::NotMet => (self.styled(BAD, &verdict), Vec::new()),
            Verdict::NotApplicable(_) => (verdict, Vec::new()),
        };
        let basis: Vec<_> = basis.into_iter().map(|basis| self.say(&Message::new(basis_key(basis)))).collect();
        vec![
            row.key.to_owned(),
            row.title.get(self.view.language).to_owned(),
            verdict,
            basis.join(self.view.language.comma()),
            if lacks.is_empty() { String::new() } else { lacks.len().to_string() },
        ]
    }
}

const fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Computed => "basis.computed",
        Basis::Documented => "basis.documented",
        Basis::Attested => "basis.attested",
    }
}
