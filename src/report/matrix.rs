//! The matrix: what each case study contributes to each row that asks about case studies.

use crate::assessment::{Assessment, CriterionResult, Outcome, Row};
use crate::checklist::{Level, Of};
use crate::rule::Answer;

/// What one case study came to in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Everything that binds it holds.
    Satisfied,
    /// Something does not.
    Lacking,
    /// It does not hold, and enough others do.
    NotNeeded,
    /// Nothing binds it.
    NotApplicable,
}

impl Cell {
    /// The mark in a table.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Satisfied => "✓",
            Self::Lacking => "✗",
            Self::NotNeeded => "·",
            Self::NotApplicable => "–",
        }
    }
}

/// The rows that ask about case studies, with a cell for each case study of the assessment.
pub fn matrix<'a>(assessment: &'a Assessment<'_>) -> Vec<(&'a str, Vec<Cell>)> {
    let demanded =
        |result: &CriterionResult<'_>| result.criterion.of == Of::CaseStudies && result.criterion.level == Level::Must;
    let asks = |row: &&Row<'_>| row.criteria.iter().any(demanded);
    let rows = assessment.rows.iter().filter(asks);
    rows.map(|row| (row.key, assessment.case_studies.iter().map(|study| cell(row, &study.slug)).collect())).collect()
}

fn cell(row: &Row<'_>, slug: &str) -> Cell {
    let demanded = row.criteria.iter().filter(|result| result.criterion.level == Level::Must);
    let cells: Vec<_> = demanded.filter_map(|result| of_criterion(result, slug)).collect();
    [Cell::Lacking, Cell::Satisfied, Cell::NotNeeded]
        .into_iter()
        .find(|cell| cells.contains(cell))
        .unwrap_or(Cell::NotApplicable)
}

fn of_criterion(result: &CriterionResult<'_>, slug: &str) -> Option<Cell> {
    let finding = result.findings.iter().find(|finding| finding.subject == slug)?;
    match &finding.answer {
        Answer::Satisfied(_) => Some(Cell::Satisfied),
        Answer::NotApplicable(_) => None,
        Answer::Gap(_) | Answer::Unknown(_) if result.outcome == Outcome::Satisfied => Some(Cell::NotNeeded),
        Answer::Gap(_) | Answer::Unknown(_) => Some(Cell::Lacking),
    }
}
