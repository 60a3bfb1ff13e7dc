//! Word and Excel: the same bytes each time, and the same rows as every other format, as `LibreOffice` shows them.

use std::path::Path;
use std::process::Command;

use competency::evidence::{BlockKind, Content, Spot, Text};
use competency::reader::extract;

use super::folder::{Folder, example};
use super::run::run_in;

/// The day on which the incomplete example is judged.
const AS_OF: &str = "2026-08-17";

/// Lets the incomplete example be written down.
fn written(folder: &Folder, command: &str, more: &[&str]) {
    let source = example("retail/incomplete");
    let asked = [command, "--program", "retail", "--as-of", AS_OF, source.to_str().expect("UTF-8")];
    let run = run_in(folder.path(), &[&asked, more].concat());
    assert_eq!((run.status, run.out.as_str()), (1, ""), "{}", run.err);
}

fn bytes(folder: &Folder, name: &str) -> Vec<u8> {
    std::fs::read(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text(folder: &Folder, name: &str) -> Text {
    match extract(name, &bytes(folder, name)) {
        Content::Text(text) => text,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn office_files_are_the_same_bytes_each_time() {
    let folder = Folder::empty();
    for language in ["en", "fr", "zh"] {
        let names = |number: u8| ["docx", "xlsx"].map(|format| format!("{language}{number}.{format}"));
        for number in [1, 2] {
            let [docx, xlsx] = &names(number);
            let formats = ["--format", "docx", "--output", docx, "--format", "xlsx", "--output", xlsx];
            written(&folder, "export", &[&["--lang", language], &formats[..]].concat());
        }
        for (one, other) in names(1).iter().zip(&names(2)) {
            assert!(bytes(&folder, one) == bytes(&folder, other), "{one} and {other} differ");
        }
    }
}

#[test]
fn several_programs_have_sheets_and_pages_of_their_own() {
    let folder = Folder::copy_of("retail/complete");
    let asked = ["export", "--program", "retail", "--program", "public-case-study", "--as-of", AS_OF, "."];
    let formats = ["--format", "docx", "--output", "a.docx", "--format", "xlsx", "--output", "a.xlsx"];
    run_in(folder.path(), &[&asked[..], &formats].concat());
    let word = text(&folder, "a.docx");
    let titles = word.blocks.iter().filter(|block| block.kind == BlockKind::Heading(1)).count();
    assert_eq!(titles, 2);
    let sheets: std::collections::BTreeSet<_> = text(&folder, "a.xlsx")
        .blocks
        .iter()
        .filter_map(|block| match &block.spot {
            Spot::Row(sheet, _) => Some(sheet.to_string()),
            _ => None,
        })
        .collect();
    for sheet in ["retail Summary", "retail Requirements", "public-case-study Summary"] {
        assert!(sheets.contains(sheet), "{sheets:?}");
    }
}

/// Lets `LibreOffice` save a file in another form, beside it.
fn converted(folder: &Path, file: &str, form: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let asked = [&profile, "--headless", "--convert-to", form, "--outdir", ".", file];
    let run = Command::new("soffice").current_dir(folder).args(asked).output().expect("soffice runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// The key and the official cell of each row of a table with four columns and more.
fn cells(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<(String, String)> {
    rows.into_iter().map(|row| (row[0].clone(), row[2].clone())).collect()
}

/// The rows of tables in a text, cell by cell, that begin with a key of the list.
fn rows(text: &Text, keys: &[String]) -> Vec<Vec<String>> {
    let rows = text.blocks.iter().filter(|block| block.kind == BlockKind::Row);
    // Of a row that ends in an empty cell the last mark has no space after it.
    let row = |block| text.of(block).trim_end_matches('|').split(" | ").map(|cell| cell.trim().to_owned());
    let rows = rows.map(|block| row(block).collect::<Vec<_>>());
    rows.filter(|row| row.len() > 2 && keys.contains(&row[0])).take(keys.len()).collect()
}

#[test]
#[ignore = "needs LibreOffice: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"]
fn libreoffice_shows_the_rows_of_every_other_format() {
    let folder = Folder::empty();
    let formats = ["--format", "docx", "--output", "a.docx", "--format", "xlsx", "--output", "a.xlsx"];
    written(&folder, "export", &[&formats[..], &["--format", "markdown", "--output", "a.md"]].concat());
    written(&folder, "check", &["--format", "json", "--output", "a.json"]);
    let told: serde_json::Value = serde_json::from_str(&folder.read("a.json")).expect("JSON");
    let one = &told["assessments"][0];
    let named = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let requirements = one["requirements"].as_array().expect("a list");
    let expected: Vec<_> = requirements
        .iter()
        .map(|row| {
            let cell = match row["verdict"].as_str() {
                Some("met") => "Y",
                Some("not-met") => "N",
                _ => "N/A",
            };
            (named(&row["key"]), cell.to_owned())
        })
        .collect();
    let keys: Vec<_> = expected.iter().map(|(key, _)| key.clone()).collect();

    converted(folder.path(), "a.docx", "html:HTML (StarWriter):EmbedImages");
    let page = text(&folder, "a.html");
    assert_eq!(cells(rows(&page, &keys)), expected);
    assert_eq!(cells(rows(&text(&folder, "a.md"), &keys)), expected);
    let headings = |text: &Text| {
        let headings = text.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading(level) => Some((level, text.of(block).split_whitespace().collect::<Vec<_>>().join(" "))),
            _ => None,
        });
        headings.collect::<Vec<_>>()
    };
    assert_eq!(headings(&page), headings(&text(&folder, "a.md")));

    converted(folder.path(), "a.docx", "pdf");
    let pages = text(&folder, "a.pdf").blocks.into_iter().filter_map(|block| match block.spot {
        Spot::Page(page) => Some(page),
        _ => None,
    });
    assert!((10..40).contains(&pages.max().expect("pages")));

    let every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    converted(folder.path(), "a.xlsx", every_sheet);
    let sheet = |name: &str| {
        let file = bytes(&folder, &format!("a-{name}.csv"));
        let rows = csv::Reader::from_reader(&file[..]).into_records();
        rows.map(|row| row.expect("CSV").iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(cells(sheet("Requirements")), expected);
    let gaps: Vec<_> = one["gaps"].as_array().expect("a list").iter().map(|gap| named(&gap["what"])).collect();
    let shown: Vec<_> = sheet("Gaps").into_iter().map(|row| row[3].clone()).collect();
    assert_eq!(shown, gaps);
    assert!(sheet("Evidence cited").iter().all(|row| row[2].len() == 64), "digests are whole");
}
