//! What the rows came to, for the few rules that ask about rows instead of evidence.

/// Every row judged so far; empty while rules about evidence are asked.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    /// Each criterion by its full id, such as `P-2.2.count`, in official order. Few are looked for, so none is sorted.
    pub criteria: Vec<(&'a str, Row)>,
    /// Keys of rows for which there is neither evidence, nor a statement, nor a reason.
    pub unanswered: Vec<&'a str>,
    /// How many rows were looked at.
    pub looked_at: usize,
}

impl Rows<'_> {
    /// What the criterion with this full id came to, if it is there.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<Row> {
        self.criteria.iter().find(|(known, _)| *known == id).map(|(_, row)| *row)
    }
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
