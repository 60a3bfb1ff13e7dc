//! A whole Excel file, or its parts.
#![no_main]

use competency_fuzz::{check, check_from, is_archive, pack, parts, relations};

/// One visible sheet.
const BOOK: &[u8] = b"<workbook><sheets><sheet name='Plan' r:id='r1'/></sheets></workbook>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if is_archive(bytes) {
        return check("table.xlsx", bytes);
    }
    let [sheet, strings, styles, drawing, book] = parts(bytes);
    let root = relations(&[("r1", "officeDocument", "xl/workbook.xml")]);
    let of_book = relations(&[
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("r2", "sharedStrings", "sharedStrings.xml"),
        ("r3", "styles", "styles.xml"),
    ]);
    let of_sheet = relations(&[("r1", "drawing", "../drawings/drawing1.xml")]);
    let package = pack(&[
        ("_rels/.rels", &root),
        ("xl/workbook.xml", if book.is_empty() { BOOK } else { book }),
        ("xl/_rels/workbook.xml.rels", &of_book),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/_rels/sheet1.xml.rels", &of_sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/drawings/drawing1.xml", drawing),
    ]);
    check_from("table.xlsx", &package, bytes.len());
});
