//! What the rows came to, for the few rules that ask about rows instead of evidence.

use std::collections::BTreeMap;

/// Every row judged so far; empty while rules about evidence are asked.
#[derive(Debug, Default)]
pub struct Rows {
    /// By the full id of a criterion, such as `P-2.2.count`.
    pub criteria: BTreeMap<String, Row>,
    /// Keys of rows for which there is neither evidence, nor a statement, nor a reason.
    pub unanswered: Vec<String>,
    /// How many rows were looked at.
    pub looked_at: usize,
}

/// What one criterion came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// It holds.
    Satisfied,
    /// It does not.
    Gap,
    /// It is not exercised.
    NotApplicable,
}
