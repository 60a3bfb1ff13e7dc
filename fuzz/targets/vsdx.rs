//! A whole Visio file, or its parts.
#![no_main]

use competency_fuzz::{check, check_from, is_archive, pack, parts, relations};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if is_archive(bytes) {
        return check("drawing.vsdx", bytes);
    }
    let [first, second, pages, links] = parts(bytes);
    let root = relations(&[("r1", "document", "visio/document.xml")]);
    let of_document = relations(&[("r1", "pages", "pages/pages.xml")]);
    let package = pack(&[
        ("_rels/.rels", &root),
        ("visio/document.xml", b"<VisioDocument/>"),
        ("visio/_rels/document.xml.rels", &of_document),
        ("visio/pages/page1.xml", first),
        ("visio/pages/page2.xml", second),
        ("visio/pages/pages.xml", pages),
        ("visio/pages/_rels/pages.xml.rels", links),
    ]);
    check_from("drawing.vsdx", &package, bytes.len());
});
