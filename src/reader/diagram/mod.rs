//! Diagrams: the words of a drawing as labels, each with its page or line.

pub mod drawio;
mod markup;
pub mod mermaid;
pub mod plantuml;
pub mod png;
mod script;
mod shape;
pub mod svg;
pub mod vsdx;

use crate::language::Message;

/// A drawing that breaks off or is no drawing.
fn damaged() -> Message {
    Message::new("unreadable.damaged_drawing")
}

/// A drawing that unpacks to more than [`crate::config::MAX_DRAWING`].
fn too_large() -> Message {
    let limit = usize::try_from(crate::config::MAX_DRAWING / 1024 / 1024).unwrap_or(usize::MAX);
    Message::new("unreadable.large_drawing").with("n", limit)
}

#[cfg(test)]
mod tests;
