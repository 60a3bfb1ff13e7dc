//! What IAM policies come to: patterns, and the evaluation of statements.

mod decision;
mod pattern;

pub use decision::{Ask, Refusal, Stated, decide, limit};
pub use pattern::Pattern;
