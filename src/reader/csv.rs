//! CSV: every record is a row; the separator is the one of `,`, `;` and tab that the first line has most of.

use ::csv::ReaderBuilder;

use super::format::{Format, Read};
use crate::evidence::{BlockKind, Kind, Spot, Text};

pub static FORMAT: Format = Format { endings: &["csv", "tsv"], kind: Kind::Sheet, read: Read::Text(read) };

fn read(text: &str, from: usize) -> Text {
    let text = &text[from..];
    let first = text.lines().next().unwrap_or_default();
    let most = [b',', b';', b'\t'].into_iter().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    let mut records = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(most.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut read = Text::default();
    for record in records.records().map_while(Result::ok) {
        let line = record.position().map_or(0, ::csv::Position::line);
        let row = record.iter().map(str::trim).collect::<Vec<_>>().join(" | ");
        read.push(BlockKind::Row, &row, Spot::Line(u32::try_from(line).unwrap_or(u32::MAX)));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found() {
        let text = read("composant;RTO\n\"base; principale\";15 min\n", 0);
        let rows: Vec<_> = text.blocks.iter().map(|block| (text.of(block), block.spot.clone())).collect();
        assert_eq!(rows, [("composant | RTO", Spot::Line(1)), ("base; principale | 15 min", Spot::Line(2))]);
    }
}
