use super::*;
use crate::evidence::Content;
use crate::gate::Policy;
use crate::language::Language;
use crate::reader::extract;
use crate::report::Detail;

static POLICY: Policy = Policy::plain(chrono::NaiveDate::MIN);

const VIEW: View<'static> = View {
    language: Language::En,
    width: 80,
    color: false,
    detail: Detail::Normal,
    links: Some("../e/"),
    history: false,
    change: None,
    policy: &POLICY,
    again: crate::report::Again { common: "", judged: "", exact: false },
};

/// The text of a workbook with these cells in one row, and its bytes.
fn written(values: Vec<Value>) -> (String, Vec<u8>) {
    let header = values.iter().map(|_| "a".to_owned()).collect();
    let mut workbook = Workbook::new();
    let sheet = Sheet { name: "a".to_owned(), header, rows: vec![values] };
    Writer { worksheet: workbook.add_worksheet(), view: VIEW }.sheet(&sheet).expect("written");
    let bytes = workbook.save_to_buffer().expect("written");
    match extract("a.xlsx", &bytes) {
        Content::Text(text) => (text.body, bytes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn days_and_numbers_are_what_they_are() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 14).expect("a day");
    let (text, _) =
        written(vec![Value::Day(day), Value::Number(25485), Value::Dollars(123_456), Value::Day(NaiveDate::MIN)]);
    assert!(text.contains("2026-03-14") && text.contains("25") && text.contains('1'), "{text}");
    assert!(!text.contains("46095"), "{text}");
}

#[test]
fn words_stay_words() {
    for words in ["=1+1", "+1", "-1", "@a", "https://evil.example/", "007", "_x000D_", "TRUE", "2026-03-14"] {
        let (text, bytes) = written(vec![Value::Words(words.to_owned()), Value::Code(words.to_owned())]);
        assert!(text.contains(&format!("{words} | {words}")), "{words}: {text}");
        assert!(sheet_of(&bytes).matches("t=\"s\"").count() == 4, "{words}");
    }
}

fn sheet_of(bytes: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(io::Cursor::new(bytes)).expect("a package");
    io::read_to_string(package.by_name("xl/worksheets/sheet1.xml").expect("the sheet")).expect("UTF-8")
}

#[test]
fn what_a_cell_cannot_hold_is_cut_and_counted() {
    let (text, _) = written(vec![Value::Words("🦀".repeat(20_000))]);
    let crabs = text.matches('🦀').count();
    assert!((16_000..LIMIT / 2).contains(&crabs), "{crabs}");
    assert!(text.contains(&format!("{} characters are left out", 20_000 - crabs)), "{}", &text[text.len() - 200..]);
}

#[test]
fn tables_have_a_frozen_header_and_a_filter() {
    let (_, bytes) = written(vec![Value::Words("a".to_owned()), Value::Place(Place::whole("b c/手册.md"))]);
    let sheet = sheet_of(&bytes);
    for part in ["state=\"frozen\"", "<autoFilter ref=\"A1:B2\"/>", "orientation=\"landscape\"", "fitToHeight=\"0\""] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
    assert!(sheet.contains("<hyperlink ref=\"B2\""), "{sheet}");
}
