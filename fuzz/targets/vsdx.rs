//! A whole Visio file, or its parts.
#![no_main]

use competency_fuzz::{check, check_from, is_archive, pack, parts, relations};

/// Two pages.
const PAGES: &[u8] = b"<Pages><Page Name='One'><Rel r:id='r1'/></Page><Page Name='Two'><Rel r:id='r2'/></Page></Pages>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if is_archive(bytes) {
        return check("drawing.vsdx", bytes);
    }
    let [first, second, pages] = parts(bytes);
    let root = relations(&[("r1", "document", "visio/document.xml")]);
    let of_document = relations(&[("r1", "pages", "pages/pages.xml")]);
    let of_pages = relations(&[("r1", "page", "page1.xml"), ("r2", "page", "page2.xml")]);
    let package = pack(&[
        ("_rels/.rels", &root),
        ("visio/document.xml", b"<VisioDocument/>"),
        ("visio/_rels/document.xml.rels", &of_document),
        ("visio/pages/pages.xml", if pages.is_empty() { PAGES } else { pages }),
        ("visio/pages/_rels/pages.xml.rels", &of_pages),
        ("visio/pages/page1.xml", first),
        ("visio/pages/page2.xml", second),
    ]);
    check_from("drawing.vsdx", &package, bytes.len());
});
