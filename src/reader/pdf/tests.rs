use super::*;
use crate::language::Language;

/// A file under `tests/files/pdf`.
macro_rules! file {
    ($name:literal) => {
        &include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/pdf/", $name, ".pdf"))[..]
    };
}

fn text(bytes: &[u8]) -> Text {
    read(bytes).unwrap_or_else(|why| panic!("{why:?}"))
}

fn blocks(bytes: &[u8]) -> Vec<(BlockKind, u32, String)> {
    let text = text(bytes);
    let page = |spot: &Spot| if let Spot::Page(page) = spot { *page } else { 0 };
    text.blocks.iter().map(|block| (block.kind, page(&block.spot), text.of(block).to_owned())).collect()
}

fn headings(bytes: &[u8]) -> Vec<(u8, u32, String)> {
    let heading =
        |(kind, page, words)| if let BlockKind::Heading(level) = kind { Some((level, page, words)) } else { None };
    blocks(bytes).into_iter().filter_map(heading).collect()
}

fn all<const N: usize>(headings: [(u8, u32, &str); N]) -> Vec<(u8, u32, String)> {
    headings.map(|(level, page, words)| (level, page, words.to_owned())).into()
}

#[test]
fn headings_come_from_the_outline() {
    let expected = [
        (1, 1, "Order service runbook"),
        (1, 1, "Contents"),
        (1, 2, "Resilience"),
        (2, 2, "Failover mechanisms"),
        (2, 2, "Recovery targets"),
        (1, 3, "Escalation"),
    ];
    assert_eq!(headings(file!("english")), all(expected));
    let french = [(1, 1, "Plan de reprise"), (2, 1, "Mécanismes de bascule"), (2, 1, "Objectifs de reprise")];
    assert_eq!(headings(file!("french")), all(french));
    let chinese = [(1, 1, "灾难恢复计划"), (2, 1, "故障转移机制"), (2, 1, "恢复目标")];
    assert_eq!(headings(file!("chinese")), all(chinese));
}

#[test]
fn headings_come_from_the_size_of_letters_without_an_outline() {
    let expected = [
        (1, 1, "Resilience"),
        (2, 1, "Failover mechanisms"),
        (2, 2, "Recovery targets"),
        (1, 3, "Escalation"),
        (2, 3, "Who is called"),
    ];
    assert_eq!(headings(file!("columns")), all(expected));
}

#[test]
fn columns_are_read_one_after_the_other_and_page_edges_once() {
    let blocks = blocks(file!("columns"));
    let words: Vec<_> = blocks.iter().map(|(_, page, words)| format!("{page} {words}")).collect();
    assert_eq!(words.iter().filter(|words| words.contains("Northwind")).count(), 1);
    assert_eq!(words.iter().filter(|words| words.contains("of 3")).count(), 1);
    let left = words.iter().position(|words| words.starts_with("1 Aurora promotes a reader in the other zone within"));
    let right = words.iter().position(|words| words.starts_with("1 The proxy keeps the connections of the shop"));
    assert!(left.is_some() && left < right, "{words:#?}");
}

#[test]
fn typesetting_leaves_no_trace() {
    let blocks = blocks(file!("english"));
    let failover = blocks.iter().find(|(.., words)| words.starts_with("Aurora")).map(|(.., words)| words.as_str());
    let failover = failover.unwrap_or_default();
    for words in
        ["the first traffic flows to it", "office staff do nothing", "The application retries", "exponential backoff"]
    {
        assert!(failover.contains(words), "{words}: {failover}");
    }
}

#[test]
fn tables_are_rows() {
    let rows = |bytes: &[u8]| -> Vec<_> {
        let rows = blocks(bytes).into_iter().filter(|(kind, ..)| *kind == BlockKind::Row);
        rows.map(|(_, page, words)| format!("{page} {words}")).collect()
    };
    assert_eq!(rows(file!("english"))[..2], ["2 Component | RTO | RPO", "2 Order API | 15 minutes | 5 minutes"]);
    assert_eq!(rows(file!("chinese"))[1], "1 订单服务 | 15 分钟 | 5 分钟");
}

#[test]
fn forms_text_boxes_and_links_are_read() {
    let text = text(file!("form"));
    let words: Vec<_> = text.blocks.iter().map(|block| text.of(block)).collect();
    let expected = ["Approved by | Maria Santos", "Failover tested | Yes", "Rückfall geübt – 故障转移"];
    assert_eq!(words[words.len() - 3..], expected);
    assert!(!text.body.contains("comment") && !text.body.contains("Hidden"));
    let link = Reference { target: "https://example.com/status".to_owned(), spot: Spot::Page(1), link: true };
    assert_eq!(text.references, [link]);
}

#[test]
fn the_words_of_links_are_known() {
    let text = text(file!("english"));
    let linked: Vec<_> = text.blocks.iter().filter(|block| block.linked > 0).map(|block| block.linked).collect();
    assert_eq!(linked, ["the status page".len()]);
    assert_eq!(text.references.len(), 1);
}

#[test]
fn an_unreadable_document_says_why() {
    let why = |bytes: &[u8]| read(bytes).map_or_else(|why| why.key(), |_| "read");
    assert_eq!(why(file!("password")), "unreadable.password");
    assert_eq!(why(file!("no-password")), "read");
    assert_eq!(why(file!("pictures")), "unreadable.pictures");
    assert_eq!(why(file!("blank")), "unreadable.empty");
    assert_eq!(why(b""), "unreadable.not_pdf");
    assert_eq!(why(b"<html>no</html>"), "unreadable.not_pdf");
    assert_eq!(why(&[0xff; 4096]), "unreadable.not_pdf");
    assert_eq!(why(b"%PDF-1.7\n"), "unreadable.damaged");
    let empty = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
                  trailer<</Root 1 0 R>>";
    assert_eq!(why(empty), "unreadable.no_pages");
    let nested = format!("%PDF-1.4\n1 0 obj {}", "[".repeat(200_000));
    assert_eq!(why(nested.as_bytes()), "unreadable.damaged");
}

#[test]
fn a_document_read_in_part_says_so() {
    let why = |bytes: &[u8]| text(bytes).incomplete.map(|why| why.render(Language::En));
    assert!(why(file!("part-pictures")).is_some_and(|why| why.starts_with("1 page is a picture")));
    assert_eq!(why(file!("english")), None);
}

#[test]
fn hostile_documents_end() {
    let whole = file!("form");
    for part in 0..16 {
        let _ = read(&whole[..whole.len() * part / 16]);
    }
    let mut seed = 7_usize;
    for _ in 0..64 {
        let mut flipped = whole.to_vec();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 16) % flipped.len();
            flipped[at] ^= 1 << (seed % 8);
        }
        let _ = read(&flipped);
    }
    let parents = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
                    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                    3 0 obj<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>endobj\n\
                    4 0 obj<</Subtype/Widget/T(a)/Parent 4 0 R/V(loop)>>endobj\ntrailer<</Root 1 0 R>>";
    let read = read(parents);
    assert!(read.as_ref().is_ok_and(|text| text.body.ends_with("a | loop\n")), "{read:?}");
}
