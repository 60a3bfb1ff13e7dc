//! A whole Word file, or its parts.
#![no_main]

use competency_fuzz::{check, check_from, is_archive, pack, parts, relations};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if is_archive(bytes) {
        return check("text.docx", bytes);
    }
    let [document, styles, footnotes, endnotes, links] = parts(bytes);
    let root = relations(&[("r1", "officeDocument", "word/document.xml")]);
    let usual = relations(&[
        ("r1", "styles", "styles.xml"),
        ("r2", "footnotes", "footnotes.xml"),
        ("r3", "endnotes", "endnotes.xml"),
        ("r4", "hyperlink", "https://example.com"),
    ]);
    let package = pack(&[
        ("_rels/.rels", &root),
        ("word/document.xml", document),
        ("word/styles.xml", styles),
        ("word/footnotes.xml", footnotes),
        ("word/endnotes.xml", endnotes),
        ("word/_rels/document.xml.rels", if links.is_empty() { &usual } else { links }),
    ]);
    check_from("text.docx", &package, bytes.len());
});
