//! What every fuzz target asks of a reader.

use std::io::{Cursor, Write};

use competency::evidence::{Content, Text};
use competency::reader::extract;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// How much longer than its source a text may be at most: rows that lack cells are filled up within this.
const SLACK: usize = 1024 * 1024;

/// Reads a file twice: its blocks are words of its text, in order, and both readings are the same.
pub fn check(name: &str, bytes: &[u8]) {
    check_from(name, bytes, bytes.len());
}

/// Reads a file that was packed from `source` bytes; its text does not outgrow them.
pub fn check_from(name: &str, bytes: &[u8], source: usize) {
    match (extract(name, bytes), extract(name, bytes)) {
        (Content::Text(text), Content::Text(again)) => {
            assert!(text.body.len() <= source * 8 + SLACK, "{source} bytes became {}", text.body.len());
            check_blocks(&text);
            assert!(text.body == again.body && text.blocks == again.blocks && text.references == again.references);
        }
        (Content::Unreadable(why), Content::Unreadable(again)) => assert_eq!(why, again),
        (Content::Opaque, Content::Opaque) => {}
        (one, other) => panic!("{one:?} is not {other:?}"),
    }
}

fn check_blocks(text: &Text) {
    let mut end = 0;
    for block in &text.blocks {
        assert!(end <= block.range.start, "{block:?} begins before the one above it ends");
        let words = text.body.get(block.range.clone()).expect("a block is a part of the text");
        assert!(!words.trim().is_empty(), "{block:?} says nothing");
        assert!(block.linked <= words.len(), "{block:?} has more links than words");
        end = block.range.end;
    }
}

/// The parts of an input, which zero bytes separate; the last ones are empty where there are fewer.
pub fn parts<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == 0);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// A package with these parts, so that mutations reach what lies inside; an empty part is left out.
pub fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts.iter().filter(|(_, content)| !content.is_empty()) {
        zip.start_file(*name, stored).expect("memory takes parts");
        zip.write_all(content).expect("memory takes bytes");
    }
    zip.finish().expect("memory takes bytes").into_inner()
}

/// Whether an input is meant as a whole archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF")
}

/// The relations of a package or a part: id, kind and target.
pub fn relations(relations: &[(&str, &str, &str)]) -> Vec<u8> {
    let relation = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
    };
    let relations: String = relations.iter().map(relation).collect();
    format!("<Relationships>{relations}</Relationships>").into_bytes()
}
