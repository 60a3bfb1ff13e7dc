//! A whole Visio file, or its parts.
#![no_main]

use competency_fuzz::{check, check_from, is_archive, pack, parts};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if is_archive(bytes) {
        return check("drawing.vsdx", bytes);
    }
    let [first, second, pages, links] = parts(bytes);
    let package = pack(&[
        ("visio/pages/page1.xml", first),
        ("visio/pages/page2.xml", second),
        ("visio/pages/pages.xml", pages),
        ("visio/pages/_rels/pages.xml.rels", links),
    ]);
    check_from("drawing.vsdx", &package, bytes.len());
});
