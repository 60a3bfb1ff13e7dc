//! Plain text: paragraphs between empty lines; a short line alone with a rule below it is a heading.

use super::format::{Format, Lines, Read};
use crate::evidence::{BlockKind, Kind, Text};

pub static FORMAT: Format =
    Format { endings: &["txt", "text", "log", "adoc", "rst"], kind: Kind::Text, read: Read::Text(read) };

fn read(text: &str, from: usize) -> Text {
    let lines = Lines::of(text);
    let mut read = Text::default();
    let mut paragraph = String::new();
    let mut began = from;
    let mut offset = from;
    for line in text[from..].split_inclusive('\n') {
        let words = line.trim();
        if is_rule(words) && !paragraph.is_empty() && !paragraph.contains('\n') {
            read.push(BlockKind::Heading(1), &paragraph, lines.at(began));
            paragraph.clear();
        } else if words.is_empty() {
            read.push(BlockKind::Paragraph, &paragraph, lines.at(began));
            paragraph.clear();
        } else if paragraph.is_empty() {
            began = offset;
            paragraph.push_str(words);
        } else {
            paragraph.push('\n');
            paragraph.push_str(words);
        }
        offset += line.len();
    }
    read.push(BlockKind::Paragraph, &paragraph, lines.at(began));
    read
}

/// Whether a line only underlines the one above it.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Spot;

    #[test]
    fn an_underlined_line_is_a_heading() {
        let text = read("Failover\n========\nAurora promotes\na reader.\n\nSQS waits.\n", 0);
        let blocks: Vec<_> = text.blocks.iter().map(|block| (block.kind, text.of(block), block.spot.clone())).collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Heading(1), "Failover", Spot::Line(1)),
                (BlockKind::Paragraph, "Aurora promotes\na reader.", Spot::Line(3)),
                (BlockKind::Paragraph, "SQS waits.", Spot::Line(6)),
            ]
        );
    }
}
