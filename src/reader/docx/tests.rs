use super::*;
use crate::evidence::{BlockKind, Spot};
use crate::reader::office::read;
use crate::reader::package::sample::{pack, rels, survive};

fn package(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let styles = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style></w:styles>";
    let note = |name: &str| {
        format!(
            "<w:{name}s><w:{name} w:type='separator' w:id='0'><w:p/></w:{name}><w:{name} w:id='2'>\
             <w:p><w:r><w:t>A {name}.</w:t></w:r></w:p></w:{name}><w:{name} w:id='3'>\
             <w:p><w:r><w:t>Nobody refers to it.</w:t></w:r></w:p></w:{name}></w:{name}s>"
        )
    };
    let relations = rels(&[
        ("r1", "styles", "styles.xml"),
        ("r2", "footnotes", "footnotes.xml"),
        ("r3", "endnotes", "endnotes.xml"),
        ("r4", "hyperlink", "https://example.com/?a=1&amp;b"),
        ("r5", "header", "header1.xml"),
        ("r6", "comments", "comments.xml"),
    ]);
    pack(&[
        ("_rels/.rels", &rels(&[("r1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", &relations),
        ("word/styles.xml", styles),
        ("word/footnotes.xml", &note("footnote")),
        ("word/endnotes.xml", &note("endnote")),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Confidential</w:t></w:r></w:p></w:hdr>"),
        (
            "word/comments.xml",
            "<w:comments><w:comment><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment></w:comments>",
        ),
    ])
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn text(body: &str) -> Text {
    read(&package(body)).unwrap_or_else(|why| panic!("{why:?}"))
}

fn blocks(body: &str) -> Vec<(BlockKind, String)> {
    let text = text(body);
    text.blocks.iter().map(|block| (block.kind, text.of(block).to_owned())).collect()
}

fn words(body: &str) -> String {
    blocks(body).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("\n")
}

#[test]
fn headings_come_from_styles_and_outline_levels() {
    let heading = |property: &str| format!("<w:p><w:pPr>{property}</w:pPr><w:r><w:t>Reprise</w:t></w:r></w:p>");
    let kind = |property: &str| blocks(&heading(property))[0].0;
    assert_eq!(kind("<w:pStyle w:val='1'/>"), BlockKind::Heading(1));
    assert_eq!(kind("<w:pStyle w:val='Titre2'/>"), BlockKind::Heading(2));
    assert_eq!(kind("<w:outlineLvl w:val='2'/>"), BlockKind::Heading(3));
    assert_eq!(kind("<w:pStyle w:val='1'/><w:outlineLvl w:val='9'/>"), BlockKind::Paragraph);
    assert_eq!(kind("<w:pPrChange><w:pPr><w:pStyle w:val='1'/></w:pPr></w:pPrChange>"), BlockKind::Paragraph);
}

#[test]
fn deletions_are_gone_and_insertions_stand() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>RTO </w:t></w:r><w:del><w:r><w:delText>4 h</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>15 min</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r></w:p>";
    assert_eq!(words(body), "RTO 15 min");
    let row = format!("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>", p("gone"));
    assert_eq!(words(&row), "");
}

#[test]
fn soft_hyphens_are_dropped_and_references_kept() {
    assert_eq!(words(&p("R&amp;D basc\u{AD}ule &#233; 恢复 الاسترداد")), "R&D bascule é 恢复 الاسترداد");
    assert_eq!(words("<w:p><w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>"), "ab c");
}

#[test]
fn a_text_box_is_read_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box"));
    let body = format!(
        "<w:p><w:r><w:t>Around </w:t><mc:AlternateContent><mc:Choice>{content}</mc:Choice><mc:Fallback>{content}\
         </mc:Fallback></mc:AlternateContent><w:t>it</w:t></w:r></w:p>"
    );
    assert_eq!(words(&body), "In the box\nAround it");
}

#[test]
fn tables_are_rows_and_frames_are_paragraphs() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&p("c")), cell(&p("d")));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell(&(p("a") + &inner)),
        cell(&(p("b") + &p("b2"))),
        cell(&(p("One") + &p("Two")))
    );
    let expected = [
        (BlockKind::Row, "c | d"),
        (BlockKind::Row, "a | b b2"),
        (BlockKind::Paragraph, "One"),
        (BlockKind::Paragraph, "Two"),
    ];
    assert_eq!(blocks(&body), expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn notes_follow_the_paragraph_that_refers_to_them() {
    let body = "<w:p><w:r><w:t>Aurora</w:t><w:footnoteReference w:id='2'/><w:endnoteReference w:id='2'/></w:r></w:p>";
    assert_eq!(words(&(body.to_owned() + &p("Next"))), "Aurora\nA footnote.\nA endnote.\nNext");
    assert_eq!(words(&body.repeat(3)), "Aurora\nA footnote.\nA endnote.\nAurora\nAurora");
}

#[test]
fn list_items_are_paragraphs_of_their_own() {
    let item = |words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let expected = ["Aurora", "SQS"].map(|words| (BlockKind::Item, words.to_owned()));
    assert_eq!(blocks(&(item("Aurora") + &item("SQS"))), expected);
}

#[test]
fn a_simple_field_is_read_and_may_be_a_link() {
    let field =
        |code: &str| format!("<w:p><w:fldSimple w:instr='{code}'><w:r><w:t>Runbook</w:t></w:r></w:fldSimple></w:p>");
    let text = text(&(field(" HYPERLINK \"runbook.docx\" ") + &field("PAGE") + &field("HYPERLINK \\l \"top\"")));
    assert_eq!(text.blocks.len(), 3);
    assert_eq!(text.of(&text.blocks[0]), "Runbook");
    let targets: Vec<_> = text.references.iter().map(|reference| reference.target.as_str()).collect();
    assert_eq!(targets, ["runbook.docx"]);
}

#[test]
fn no_number_of_references_unfolds_a_note() {
    let body = format!("<w:p><w:r><w:t>Aurora</w:t>{}</w:r></w:p>", "<w:footnoteReference w:id='2'/>".repeat(1000));
    assert_eq!(words(&body), "Aurora\nA footnote.");
}

#[test]
fn hyperlinks_are_references() {
    let body = "<w:p><w:hyperlink r:id='r4'><w:r><w:t>Plan</w:t></w:r></w:hyperlink><w:r><w:instrText>HYPERLINK \
        \"runbook.docx\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/><w:t> b</w:t></w:r></w:p>";
    let text = text(body);
    let targets: Vec<_> = text.references.iter().map(|reference| reference.target.as_str()).collect();
    assert_eq!(targets, ["https://example.com/?a=1&b", "runbook.docx"]);
    assert_eq!(text.blocks[0].linked, "Plan".len());
}

#[test]
fn pages_are_counted_where_word_left_its_marks() {
    let mark = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Marked</w:t></w:r></w:p>";
    let broken = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>";
    let spots = |body: String| text(&body).blocks.into_iter().map(|block| block.spot).collect::<Vec<_>>();
    assert_eq!(spots(p("a") + mark + broken + mark), [Spot::Page(1), Spot::Page(2), Spot::Page(3)]);
    assert_eq!(spots(p("a") + mark + broken + &p("b")), [Spot::Page(1), Spot::Page(2), Spot::Page(3)]);
    assert_eq!(spots(p("a") + broken + &p("b")), [Spot::Whole, Spot::Whole]);
}

#[test]
fn a_placeholder_says_nothing() {
    let control = |property: &str| {
        format!("<w:sdt><w:sdtPr>{property}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p("Click here"))
    };
    assert_eq!(words(&control("<w:showingPlcHdr/>")), "");
    assert_eq!(words(&control("")), "Click here");
}

#[test]
fn hostile_documents_are_read_or_refused() {
    survive(&package(&p("RTO 15 min").repeat(50)), read);
    assert!(read(&package(&"<w:tbl><w:tr><w:tc>".repeat(10_000))).is_err());
    assert!(read(&pack(&[("mimetype", "application/epub")])).is_err());
}
