//! Packages made in code, and what readers must survive.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::evidence::Text;
use crate::language::Message;

/// The relations that name the main part.
pub fn rels(relations: &[(&str, &str, &str)]) -> String {
    let relation = |(id, kind, target): &(&str, &str, &str)| {
        let mode = if target.contains("://") { " TargetMode='External'" } else { "" };
        format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'{mode}/>")
    };
    let relations: Vec<_> = relations.iter().map(relation).collect();
    format!("<Relationships>{}</Relationships>", relations.concat())
}

/// A package with these parts.
pub fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(content.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the package ends").into_inner()
}

/// Truncated at every sixteenth, flipped bytes, zero bytes and 0xFF: read or refused, never a panic.
pub fn survive(package: &[u8], read: fn(&[u8]) -> Result<Text, Message>) {
    for sixteenth in 0..16 {
        assert!(read(&package[..package.len() * sixteenth / 16]).is_err());
    }
    let mut state = 20_260_101_u32;
    for _ in 0..300 {
        let mut bytes = package.to_vec();
        for _ in 0..4 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize % bytes.len();
            bytes[at] ^= state.to_be_bytes()[0] | 1;
        }
        let _ = read(&bytes);
    }
    for byte in [0, 0xFF] {
        assert!(read(&vec![byte; 4096]).is_err());
    }
    assert_eq!(read(b"<html><p>RTO</p></html>").err(), Some(Message::new("unreadable.not_office")));
}
