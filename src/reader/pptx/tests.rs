use super::*;
use crate::evidence::BlockKind;
use crate::reader::office::read;
use crate::reader::package::sample::{pack, rels, survive};

fn shape(kind: &str, words: &str) -> String {
    format!(
        "<p:sp><p:nvPr><p:ph type='{kind}'/></p:nvPr><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

fn slide_of(attributes: &str, shapes: &str) -> String {
    format!("<p:sld {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

/// Three slides: the second file is shown first, the third is hidden.
fn package() -> Vec<u8> {
    let presentation = "<p:presentation xmlns:p='x'><p:sldIdLst><p:sldId id='256' r:id='r2'/><p:sldId id='257' r:id='r3'/>\
        <p:sldId id='258' r:id='r1'/></p:sldIdLst></p:presentation>";
    let table = "<p:graphicFrame><a:tbl><a:tr><a:tc><a:p><a:r><a:t>RTO</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r>\
        <a:t>15 min</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>";
    let link = "<p:sp><p:txBody><a:p><a:r><a:rPr><a:hlinkClick r:id='r9'/></a:rPr><a:t>Docs</a:t></a:r></a:p></p:txBody></p:sp>";
    let first = shape("body", "Bascule R&amp;D") + &shape("title", "恢复") + &shape("sldNum", "1") + table + link;
    let chart = "<c:chartSpace><c:title><a:p><a:r><a:t>Requests</a:t></a:r></a:p></c:title><c:ser><c:tx><c:strCache><c:v>\
        2025</c:v></c:strCache></c:tx><c:cat><c:strCache><c:v>May</c:v><c:v>June</c:v></c:strCache></c:cat><c:val>\
        <c:numCache><c:v>7</c:v></c:numCache></c:val></c:ser><c:ser><c:cat><c:v>May</c:v></c:cat></c:ser></c:chartSpace>";
    let notes = format!("<p:notes>{}{}</p:notes>", shape("body", "Say it slowly."), shape("sldNum", "1"));
    let slides = [
        ("r1", "slide", "slides/slide1.xml"),
        ("r2", "slide", "slides/slide2.xml"),
        ("r3", "slide", "slides/slide3.xml"),
    ];
    let parts = [
        ("r9", "hyperlink", "https://example.com"),
        ("r2", "chart", "../charts/chart1.xml"),
        ("r3", "notesSlide", "../notesSlides/notesSlide1.xml"),
        ("r4", "diagramData", "../diagrams/data1.xml"),
        ("r5", "diagramDrawing", "../diagrams/drawing1.xml"),
    ];
    let smart = "<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:prSet/><dgm:t><a:p><a:r><a:t>Detect</a:t></a:r></a:p></dgm:t></dgm:pt>\
        <dgm:pt><dgm:t><a:p><a:r><a:t>Fail</a:t></a:r><a:r><a:t>over</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>";
    pack(&[
        ("_rels/.rels", &rels(&[("r1", "officeDocument", "ppt/presentation.xml")])),
        ("ppt/presentation.xml", presentation),
        ("ppt/_rels/presentation.xml.rels", &rels(&slides)),
        ("ppt/slides/slide1.xml", &slide_of("", &shape("ctrTitle", "Last"))),
        ("ppt/slides/slide2.xml", &slide_of("", &first)),
        ("ppt/slides/_rels/slide2.xml.rels", &rels(&parts)),
        ("ppt/slides/slide3.xml", &slide_of("show='0'", &shape("title", "Hidden"))),
        ("ppt/charts/chart1.xml", chart),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
        ("ppt/diagrams/data1.xml", smart),
        ("ppt/diagrams/drawing1.xml", &slide_of("", &shape("body", "Detect"))),
    ])
}

#[test]
fn slides_are_read_as_they_are_shown() {
    let text = read(&package()).unwrap_or_else(|why| panic!("{why:?}"));
    let found: Vec<_> = text.blocks.iter().map(|block| (block.kind, text.of(block), block.spot.clone())).collect();
    let one = Spot::Slide(1);
    let expected = [
        (BlockKind::Heading(2), "恢复", one.clone()),
        (BlockKind::Paragraph, "Bascule R&D", one.clone()),
        (BlockKind::Row, "RTO | 15 min", one.clone()),
        (BlockKind::Paragraph, "Docs", one.clone()),
        (BlockKind::Label, "Requests", one.clone()),
        (BlockKind::Label, "2025", one.clone()),
        (BlockKind::Label, "May", one.clone()),
        (BlockKind::Label, "June", one.clone()),
        (BlockKind::Paragraph, "Say it slowly.", one.clone()),
        (BlockKind::Paragraph, "Detect", one.clone()),
        (BlockKind::Paragraph, "Failover", one.clone()),
        (BlockKind::Heading(2), "Last", Spot::Slide(3)),
    ];
    assert_eq!(found, expected);
    assert_eq!(text.references[0].target, "https://example.com");
    assert_eq!(text.blocks[3].linked, "Docs".len());
}

#[test]
fn hostile_decks_are_read_or_refused() {
    survive(&package(), read);
}
