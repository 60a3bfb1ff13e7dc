use super::*;
use crate::language::Language;
use crate::reader::office::read;
use crate::reader::package::sample::{pack, rels, survive};

/// A workbook with these tabs, each with its attributes and its XML, and with other parts.
fn package(tabs: &[(&str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<_> = (1..=tabs.len()).map(|n| (format!("r{n}"), format!("worksheets/sheet{n}.xml"))).collect();
    let mut relations: Vec<_> = names.iter().map(|(id, path)| (id.as_str(), "worksheet", path.as_str())).collect();
    relations.extend([("s", "sharedStrings", "sharedStrings.xml"), ("t", "styles", "/xl/styles.xml")]);
    let tab = |(index, (attributes, _)): (usize, &(&str, &str))| format!("<sheet {attributes} r:id='r{}'/>", index + 1);
    let tabs_xml: String = tabs.iter().enumerate().map(tab).collect();
    let book = format!("<x:workbook><x:workbookPr/><x:sheets>{tabs_xml}</x:sheets></x:workbook>");
    let sheets: Vec<_> = names.iter().zip(tabs).map(|((_, path), (_, xml))| (format!("xl/{path}"), *xml)).collect();
    let (main, relations) = (rels(&[("r1", "officeDocument", "xl/workbook.xml")]), rels(&relations));
    let strings =
        "<sst><si><t>恢复 نص</t><rPh><t>huifu</t></rPh></si><si><r><t>Aur</t></r><r><t>ora</t></r></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.0&quot; h&quot;'/></numFmts><cellStyleXfs>\
        <xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/>\
        <xf numFmtId='164'/></cellXfs></styleSheet>";
    let mut parts = vec![
        ("_rels/.rels", main.as_str()),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ];
    parts.extend(sheets.iter().map(|(path, xml)| (path.as_str(), *xml)));
    parts.extend(more);
    pack(&parts)
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn text(xml: &str) -> Text {
    read(&package(&[("name='Plan 计划'", xml)], &[])).unwrap_or_else(|why| panic!("{why:?}"))
}

/// The rows of a text, each with its number.
fn rows(text: &Text) -> Vec<(u32, &str)> {
    let rows = text.blocks.iter().filter(|block| block.kind == BlockKind::Row);
    rows.map(|block| if let Spot::Row(_, row) = block.spot { (row, text.of(block)) } else { (0, "") }).collect()
}

fn told(text: &Text) -> Option<String> {
    text.incomplete.as_ref().map(|why| why.render(Language::En))
}

#[test]
fn cells_are_what_a_person_sees() {
    let text = text(&sheet(
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c><c r='D1' s='2'/></row>\
         <row r='3'><c r='A3' s='1'><v>46095</v></c><c r='B3' s='2'><v>0.125</v></c><c r='C3' s='3'><v>4</v></c>\
         <c r='D3' t='b'><v>1</v></c><c r='E3' t='e'><v>#REF!</v></c><c r='F3'><f>0.1+0.2</f><v>0.30000000000000004</v></c>\
         <c r='G3'><f>NOW()</f></c><c r='G4' t='b'><f>TRUE()</f></c><c r='G5' t='e'><f>1/0</f></c><c r='H3' t='str'><f>A1</f><v>R&amp;D</v></c>\
         <c r='I3' t='inlineStr'><is><r><t>two\nli</t></r><r><t>nes</t></r></is></c>\
         <c r='J3' t='d'><v>2026-03-14T00:00:00</v></c><c r='K3' t='d'><v>2026-03-14T09:30:00</v></c></row>",
    ));
    let spot = Spot::Row("Plan 计划".into(), 1);
    assert_eq!(text.blocks[0].kind, BlockKind::Heading(1));
    assert_eq!((text.of(&text.blocks[0]), &text.blocks[0].spot), ("Plan 计划", &spot));
    let seen = "2026-03-14 | 12.50% | 4.0 h | TRUE | #REF! | 0.3 | R&D | two lines | 2026-03-14 | 2026-03-14 09:30:00";
    assert_eq!(rows(&text), [(1, "恢复 نص | Aurora"), (3, seen)]);
    assert_eq!(told(&text), None);
}

#[test]
fn cells_stand_where_their_names_say() {
    let text = text(&sheet(
        "<row r='1048576'><c r='XFD1048576'><v>last</v></c></row><row r='2'><c r='C2'><v>3</v></c><c r='A2'><v>1</v></c>\
         </row><row><c><v>x</v></c><c><v>y</v></c></row><row r='99999999999'><c r='XFE99999999999'><v>z</v></c></row>",
    ));
    assert_eq!(rows(&text), [(2, "1 | 3"), (3, "x | y"), (4, "z"), (1_048_576, "last")]);
}

#[test]
fn days_may_be_counted_from_1904() {
    let cell = "<row><c s='1'><v>44633</v></c></row>";
    let parts = package(&[("name='A'", &sheet(cell))], &[]);
    let text = read(&parts).unwrap_or_else(|why| panic!("{why:?}"));
    assert_eq!(rows(&text), [(1, "2022-03-13")]);
    let mut book = book::Book::default();
    crate::reader::xml::walk("<workbook><workbookPr date1904='1'/></workbook>", &mut book).expect("sound XML");
    assert_eq!(book.epoch, number::Epoch::Of1904);
}

#[test]
fn a_merged_value_is_there_once() {
    let text = text(
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>9</v></c><c r='C1'><v>2</v></c></row>\
         <row r='2'><c r='A2'><v>9</v></c><c r='C2'><v>3</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>",
    );
    assert_eq!(rows(&text), [(1, "1 | 2"), (2, "3")]);
}

#[test]
fn what_is_hidden_is_left_out_and_told() {
    let hiding = "<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1'><c r='A1'><v>1</v></c>\
        <c r='B1'><v>2</v></c></row><row r='2' hidden='true'><c r='A2'><v>3</v></c></row></sheetData></worksheet>";
    let empty = "<worksheet><cols><col min='2' max='16384' hidden='1'/></cols><sheetData><row r='1'><c r='A1'><v>1</v></c>\
        <c r='B1'/></row><row r='2' hidden='1'/></sheetData></worksheet>";
    let plain = sheet("<row><c><v>secret</v></c></row>");
    let tabs = [
        ("name='One'", hiding),
        ("name='Two' state='hidden'", plain.as_str()),
        ("name='Three' state='veryHidden'", &plain),
        ("name='Four'", empty),
    ];
    let text = read(&package(&tabs, &[])).unwrap_or_else(|why| panic!("{why:?}"));
    assert_eq!(rows(&text), [(1, "1"), (1, "1")]);
    let hidden = "hidden sheets were not read (Two, Three); hidden rows or columns were not read (One): show them if they are evidence";
    assert_eq!(told(&text).as_deref(), Some(hidden));
}

#[test]
fn links_are_references() {
    let xml = "<worksheet><sheetData><row r='1'><c r='A1'><v>10</v></c></row><row r='2'><c r='B2' t='str'>\
        <f>HYPERLINK(\"runbook.docx\",\"Runbook\")</f><v>Runbook</v></c></row></sheetData>\
        <hyperlinks><hyperlink ref='A1' r:id='h'/><hyperlink ref='A2' location='Two!A1'/></hyperlinks></worksheet>";
    let links = rels(&[("h", "hyperlink", "https://example.com")]);
    let parts = package(&[("name='A'", xml)], &[("xl/worksheets/_rels/sheet1.xml.rels", &links)]);
    let text = read(&parts).unwrap_or_else(|why| panic!("{why:?}"));
    let found: Vec<_> = text.references.iter().map(|it| (it.target.as_str(), it.spot.clone())).collect();
    let spot = |row| Spot::Row("A".into(), row);
    assert_eq!(found, [("runbook.docx", spot(2)), ("https://example.com", spot(1))]);
    assert_eq!(text.blocks.iter().map(|block| block.linked).collect::<Vec<_>>(), [0, 2, 7]);
}

#[test]
fn text_boxes_and_charts_are_on_their_rows() {
    let xml = "<worksheet><sheetData/><drawing r:id='d'/><legacyDrawing r:id='c'/></worksheet>";
    let drawing = "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>5</xdr:row></xdr:from><xdr:to>\
        <xdr:row>9</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>Bascule</a:t></a:r></a:p></xdr:txBody></xdr:sp>\
        </xdr:twoCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:row>20</xdr:row></xdr:from><xdr:graphicFrame>\
        <c:chart r:id='c1'/></xdr:graphicFrame></xdr:oneCellAnchor></xdr:wsDr>";
    let chart = "<c:chartSpace><c:title><a:p><a:r><a:t>Latency</a:t></a:r></a:p></c:title></c:chartSpace>";
    let parts = package(
        &[("name='A'", xml)],
        &[
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                &rels(&[("d", "drawing", "../drawings/d.xml"), ("c", "comments", "../comments1.xml")]),
            ),
            ("xl/drawings/d.xml", drawing),
            ("xl/drawings/_rels/d.xml.rels", &rels(&[("c1", "chart", "../charts/c.xml")])),
            ("xl/charts/c.xml", chart),
            ("xl/comments1.xml", "<comments><t>no</t></comments>"),
        ],
    );
    let text = read(&parts).unwrap_or_else(|why| panic!("{why:?}"));
    let found: Vec<_> = text.blocks[1..].iter().map(|it| (it.kind, text.of(it), it.spot.clone())).collect();
    let spot = |row| Spot::Row("A".into(), row);
    assert_eq!(found, [(BlockKind::Paragraph, "Bascule", spot(6)), (BlockKind::Label, "Latency", spot(21))]);
}

#[test]
fn the_content_decides_and_not_the_name() {
    let parts = package(&[("name='A'", &sheet(""))], &[]);
    for format in [&crate::reader::docx::FORMAT, &crate::reader::pptx::FORMAT, &FORMAT] {
        let Read::Bytes(read) = format.read else { panic!("made of bytes") };
        assert!(read(&parts).is_ok());
    }
}

#[test]
fn hostile_workbooks_are_read_or_refused() {
    let rows =
        "<row r='1' hidden='1'><c r='A1' t='s' s='1'><v>1</v></c></row><row r='2'><c r='B2' s='3'><v>2</v></c></row>";
    let sound = package(&[("name='A'", &sheet(rows))], &[]);
    survive(&sound, read);
    assert!(read(&package(&[("name='A'", &"<row>".repeat(10_000))], &[])).is_err());
    assert!(
        read(&package(&[("name='A'", &sheet("<row><c t='s'><v>99</v></c><c t='s' s='9'><v>-1</v></c></row>"))], &[]))
            .is_ok()
    );
    assert_eq!(read(&package(&[], &[])).err(), Some(crate::reader::xml::damaged()));
}

#[test]
fn a_workbook_beyond_the_limits_is_refused() {
    let mut allowance = Allowance { rows: 9, cells: 2, bytes: 100, table: 9 };
    assert!(allowance.take(1, 50));
    assert!(!allowance.take(1, 10));
    assert!(allowance.is_spent());
    let many = "<sheet name='A' r:id='r1'/>".repeat(config::MAX_SHEETS + 1);
    let book = Book::read(&format!("<workbook>{many}</workbook>")).err();
    assert_eq!(book.map(|why| why.key()), Some("unreadable.sheets"));
    let rows = read(&package(&[("name='A'", &sheet(&"<row><c><v>1</v></c></row>".repeat(config::MAX_ROWS)))], &[]));
    assert_eq!(rows.err(), Some(too_many()));
    // One long string that many cells show, even where nobody sees it.
    let cells = "<c t='s'><v>0</v></c>".repeat(100);
    let strings = Strings::read(&format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100))).unwrap_or_default();
    let shared = Shared { strings, styles: Styles::default(), epoch: number::Epoch::Of1900 };
    let mut allowance = Allowance { rows: 9, cells: 1_000, bytes: 5_000, table: 9 };
    let read = Sheet::read(&sheet(&format!("<row hidden='1'>{cells}</row>")), &shared, &mut allowance);
    assert!(read.is_ok() && allowance.is_spent());
}
