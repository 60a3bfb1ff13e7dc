//! The gate: whether an assessment may be handed in.

use crate::assessment::{Assessment, Verdict};

/// Whether every row is met or not applicable. Advice never closes the gate.
#[must_use]
pub fn passes(assessment: &Assessment<'_>) -> bool {
    !assessment.rows.is_empty() && assessment.rows.iter().all(|row| row.verdict != Verdict::NotMet)
}
