//! A draw.io file; behind a zero byte, the content of a packed page.
#![no_main]

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use competency_fuzz::{check, check_from};
use flate2::Compression;
use flate2::write::DeflateEncoder;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(page) = bytes.strip_prefix(&[0]) else { return check("drawing.drawio", bytes) };
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::none());
    packed.write_all(page).expect("memory takes bytes");
    let packed = STANDARD.encode(packed.finish().expect("memory takes bytes"));
    let file = format!("<mxfile><diagram name='Flow'>{packed}</diagram></mxfile>");
    check_from("drawing.drawio", file.as_bytes(), bytes.len());
});
