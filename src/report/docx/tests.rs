use super::*;
use crate::evidence::Place;
use crate::language::Language;
use crate::report::page::{Table, Tone};

fn document(blocks: &[Block], links: Option<&str>) -> (String, Vec<String>) {
    let mut body = Body::new(links);
    body.page(blocks).expect("written");
    body.page(blocks).expect("written");
    let (document, targets) = body.finish().expect("written");
    (String::from_utf8(document).expect("UTF-8"), targets)
}

#[test]
fn headers_repeat_and_rows_stay_whole() {
    let rows = vec![vec![Line::plain("C-2.3"), Line::strong("N").toned(Tone::Bad)]];
    let header = ["No.", "Met"].map(str::to_owned).to_vec();
    let (xml, _) = document(&[Block::Table(Table { name: "Rows".to_owned(), header, rows })], None);
    assert_eq!((xml.matches("<w:tblHeader/>").count(), xml.matches("<w:cantSplit/>").count()), (2, 4));
    assert!(xml.contains("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FCE8E6\"/>"), "{xml}");
}

#[test]
fn each_self_assessment_begins_on_a_page_of_its_own() {
    let (xml, _) = document(&[Block::Heading(1, Line::plain("a")), Block::Heading(2, Line::plain("b"))], None);
    assert_eq!(xml.matches("<w:pageBreakBefore/>").count(), 1, "{xml}");
}

#[test]
fn links_lead_to_the_file_and_are_left_out_where_nothing_is_linked() {
    let blocks = [Block::Paragraph(Line::default().at(&Place::line("a (1)/b c#.md".into(), 12), Language::En))];
    let (xml, targets) = document(&blocks, Some("../e/"));
    assert_eq!(targets, ["../e/a%20(1)/b%20c%23.md", "../e/a%20(1)/b%20c%23.md"]);
    assert!(xml.contains("<w:hyperlink r:id=\"link1\" w:history=\"1\">"), "{xml}");
    let (xml, targets) = document(&blocks, None);
    assert!(targets.is_empty() && !xml.contains("hyperlink") && xml.contains("a (1)/b c#.md:12"), "{xml}");
}

#[test]
fn every_part_is_whole_and_says_its_language() {
    for (language, code) in [(Language::En, "en-US"), (Language::Fr, "fr-FR"), (Language::Zh, "en-US")] {
        let (title, partner) = ("<a> & \"b\"".to_owned(), "c & d".to_owned());
        let about = parts::About { title, partner, as_of: chrono::NaiveDate::default(), language };
        for (name, part) in parts::all(&about, b"<w:document/>".to_vec(), &["a&b".to_owned()]) {
            let part = String::from_utf8(part).expect("UTF-8");
            let mut reader = quick_xml::Reader::from_str(&part);
            while reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) != quick_xml::events::Event::Eof
            {
            }
            let says = format!("<w:lang w:val=\"{code}\" w:eastAsia=\"zh-CN\"/>");
            assert!(name != "word/styles.xml" || part.contains(&says), "{part}");
        }
    }
}
