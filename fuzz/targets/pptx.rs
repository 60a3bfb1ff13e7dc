//! A whole PowerPoint file, or its parts.
#![no_main]

use competency_fuzz::{check, check_from, is_archive, pack, parts, relations};

/// Two slides, of which the second has its notes and a chart.
const SHOW: &[u8] = b"<p:presentation xmlns:p='x'><p:sldIdLst><p:sldId id='256' r:id='r1'/>\
    <p:sldId id='257' r:id='r2'/></p:sldIdLst></p:presentation>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if is_archive(bytes) {
        return check("deck.pptx", bytes);
    }
    let [first, second, notes, chart, links, show] = parts(bytes);
    let root = relations(&[("r1", "officeDocument", "ppt/presentation.xml")]);
    let slides = relations(&[("r1", "slide", "slides/slide1.xml"), ("r2", "slide", "slides/slide2.xml")]);
    let usual = relations(&[
        ("r1", "notesSlide", "../notes.xml"),
        ("r2", "chart", "../chart.xml"),
        ("r3", "hyperlink", "https://example.com"),
    ]);
    let package = pack(&[
        ("_rels/.rels", &root),
        ("ppt/presentation.xml", if show.is_empty() { SHOW } else { show }),
        ("ppt/_rels/presentation.xml.rels", &slides),
        ("ppt/slides/slide1.xml", first),
        ("ppt/slides/slide2.xml", second),
        ("ppt/slides/_rels/slide2.xml.rels", if links.is_empty() { &usual } else { links }),
        ("ppt/notes.xml", notes),
        ("ppt/chart.xml", chart),
    ]);
    check_from("deck.pptx", &package, bytes.len());
});
