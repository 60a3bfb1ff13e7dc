//! Jupyter notebooks: what the Markdown cells say and what the code cells hold. Outputs are left out, since they are
//! results and not words. Lines are counted within each cell, as Jupyter shows them.

use serde::Deserialize;

use super::format::{Format, Read};
use super::{encoding, markdown};
use crate::evidence::{BlockKind, Kind, Spot, Text};
use crate::language::Message;

pub static FORMAT: Format = Format { endings: &["ipynb"], kind: Kind::Text, read: Read::Bytes(read) };

/// A notebook of format 4; what is not named here is skipped without being kept.
#[derive(Deserialize)]
struct Notebook {
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    cell_type: String,
    #[serde(default)]
    source: Source,
}

/// Jupyter writes lines; some programs write one text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    Lines(Vec<String>),
    Whole(String),
}

impl Default for Source {
    fn default() -> Self {
        Self::Lines(Vec::new())
    }
}

fn read(bytes: &[u8]) -> Result<Text, Message> {
    let notebook: Notebook = serde_json::from_str(&encoding::decode(bytes))
        .map_err(|error| Message::new("unreadable.notebook").with("line", error.line()))?;
    let mut text = Text::default();
    for cell in notebook.cells {
        let source = match cell.source {
            Source::Lines(lines) => lines.concat(),
            Source::Whole(source) => source,
        };
        match cell.cell_type.as_str() {
            "markdown" => append(&mut text, markdown::read(&source, 0)),
            "code" => text.push(BlockKind::Code, &source, Spot::Line(1)),
            _ => {}
        }
    }
    Ok(text)
}

/// Adds the blocks of a cell after those of the cells before it.
fn append(text: &mut Text, cell: Text) {
    let by = text.body.len();
    text.body.push_str(&cell.body);
    text.references.extend(cell.references);
    text.blocks.extend(cell.blocks.into_iter().map(|mut block| {
        block.range = block.range.start + by..block.range.end + by;
        block
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTEBOOK: &str = r##"{"nbformat": 4, "metadata": {}, "cells": [
        {"cell_type": "markdown", "source": ["# 故障转移\n", "\n", "See [the plan](plan.md)."]},
        {"cell_type": "code", "source": "fail_over()", "outputs": [{"text": "secret"}]},
        {"cell_type": "markdown", "source": "Done."},
        {"cell_type": "raw"}]}"##;

    #[test]
    fn cells_are_read_and_outputs_are_not() {
        let text = read(NOTEBOOK.as_bytes()).expect("a notebook");
        let blocks: Vec<_> = text.blocks.iter().map(|block| (block.kind, text.of(block), block.spot.clone())).collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Heading(1), "故障转移", Spot::Line(1)),
                (BlockKind::Paragraph, "See the plan.", Spot::Line(3)),
                (BlockKind::Code, "fail_over()", Spot::Line(1)),
                (BlockKind::Paragraph, "Done.", Spot::Line(1)),
            ]
        );
        assert_eq!(text.references[0].target, "plan.md");
    }

    #[test]
    fn damaged_notebooks_are_named() {
        let whole = NOTEBOOK.as_bytes();
        for part in 0..16 {
            let error = read(&whole[..whole.len() * part / 16]).expect_err("truncated");
            assert_eq!(error.key(), "unreadable.notebook");
        }
        for bytes in [&[0; 64][..], &[0xFF; 64], b"<html></html>", "[".repeat(100_000).as_bytes()] {
            assert!(read(bytes).is_err());
        }
    }

    #[test]
    fn deep_outputs_do_no_harm() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let bytes = format!(r#"{{"cells": [{{"cell_type": "code", "source": "a", "outputs": {deep}}}]}}"#);
        // serde_json refuses to go this deep, or skips it; it never overflows the stack.
        let _ = read(bytes.as_bytes());
    }
}
