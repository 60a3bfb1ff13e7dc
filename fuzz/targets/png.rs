//! A picture; behind a zero byte, the draw.io source inside one.
#![no_main]

use std::io::Write;

use competency_fuzz::{check, check_from};
use flate2::Compression;
use flate2::write::ZlibEncoder;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(source) = bytes.strip_prefix(&[0]) else { return check("drawing.png", bytes) };
    let mut packed = ZlibEncoder::new(b"mxfile\0\0".to_vec(), Compression::none());
    packed.write_all(source).expect("memory takes bytes");
    let chunk = packed.finish().expect("memory takes bytes");
    let length = u32::try_from(chunk.len()).expect("an input is short").to_be_bytes();
    let file = [b"\x89PNG\r\n\x1a\n", &length[..], b"zTXt", &chunk, &[0; 4]].concat();
    check_from("drawing.png", &file, bytes.len());
});
