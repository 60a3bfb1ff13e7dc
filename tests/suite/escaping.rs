//! Words that some format obeys, in the mouth of the partner and of a customer: every format hands them on as words.

use clap::ValueEnum;
use competency::report::{Format, Page};
use pulldown_cmark::{Event, Options, Parser};

use super::folder::{AS_OF, Folder};
use super::run::{binary, finish};

/// What Markdown, HTML, a spreadsheet, a terminal, a build server or the head of a mail would obey.
const HOSTILE: [&str; 26] = [
    "# no heading",
    "- no item",
    "12. no item",
    "> no quotation",
    "=== no heading",
    "**no** _stress_ `code` ~~gone~~ https://evil.example/",
    "[no](https://evil.example) ![no](picture) <b>bold</b> &amp; &#65;",
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- --> ]]> <![CDATA[ <?xml ?> <!DOCTYPE x>",
    "javascript:alert(1)",
    "a | b | c",
    "```",
    "back\\slash \\* $math$",
    "=HYPERLINK(\"https://evil.example\",\"no\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    "::error file=x,line=1::no command",
    "##[error] no command %0A::warning::no",
    "{{ no }} ${no} %s %n {0}",
    "_x000D_ _x0041_",
    "公 (1) – été « cité » 🦀 \u{301}e",
    "rtl \u{5d0}\u{5d1} and wide 全角",
];

/// What would end a line or turn it round; it is shown as an escape.
const BREAKING: [&str; 4] = ["a\nBcc: x@evil.example", "a\r\n::error::no", "a\u{1b}[2Jb", "a\u{202e}b"];

/// A folder whose partner, customer and witness are called `name`.
fn called(name: &str) -> Folder {
    let folder = Folder::empty();
    let name = serde_json::to_string(name).expect("a text");
    folder.write(
        "evidence/competency.toml",
        format!("[partner]\nname = {name}\ntier = \"advanced\"\n[program.retail]\nversion = \"1.0\"\n"),
    );
    folder.write("evidence/case-studies/one/case-study.toml", format!("customer = {name}\ntitle = {name}\n"));
    let of = "program = \"retail\"\nrequirement = \"P-1.1\"\nsubject = \"partner\"\ndate = 2026-09-14\nrole = \"Lead\"";
    folder.write("evidence/attestations.toml", format!("[[attestation]]\n{of}\nwho = {name}\nstatement = {name}\n"));
    folder
}

/// Every text that a reader of the format sees, one to a line. It fails where one of them is obeyed.
fn seen(format: Format, bytes: &[u8]) -> String {
    let text = || String::from_utf8(bytes.to_vec()).expect("UTF-8");
    match format {
        Format::Human => text(),
        Format::Json => texts_of(&serde_json::from_slice(bytes).expect("JSON")),
        Format::Markdown => seen_on(Page::Markdown, bytes),
    }
}

/// The same for a page of the self-assessment.
fn seen_on(page: Page, bytes: &[u8]) -> String {
    match page {
        Page::Markdown => seen_in_markdown(std::str::from_utf8(bytes).expect("UTF-8")),
    }
}

fn texts_of(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone() + "\n",
        serde_json::Value::Array(items) => items.iter().map(texts_of).collect(),
        serde_json::Value::Object(fields) => fields.values().map(texts_of).collect(),
        _ => String::new(),
    }
}

fn seen_in_markdown(page: &str) -> String {
    let mut seen = String::new();
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => seen.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML in Markdown: {html}"),
            Event::SoftBreak | Event::End(_) => seen.push('\n'),
            _ => {}
        }
    }
    seen
}

/// What every format says of `evidence/` in a folder: its name, its bytes and what a reader sees.
pub fn said(folder: &Folder, more: &[&str]) -> Vec<(String, Vec<u8>, String)> {
    let (mut check, mut export) = (Vec::new(), Vec::new());
    let of = |value: clap::builder::PossibleValue| value.get_name().to_owned();
    for format in Format::value_variants() {
        let format = format.to_possible_value().map(of).expect("shown");
        check.extend(["--format".to_owned(), format.clone(), "--output".to_owned(), format]);
    }
    for page in Page::value_variants() {
        let page = page.to_possible_value().map(of).expect("shown");
        export.extend(["--format".to_owned(), page.clone(), "--output".to_owned(), format!("{page}.page")]);
    }
    for (command, reports) in [(&["check", "-v"][..], &check), (&["export"], &export)] {
        let asked = ["--program", "retail", "--as-of", AS_OF, "--no-cache", "evidence"];
        let mut run = binary();
        run.env("COLUMNS", "2000").current_dir(folder.path()).args(command).args(asked).args(reports).args(more);
        let run = finish(&mut run);
        assert!(run.status < 2 && run.out.is_empty(), "{}", run.err);
    }
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).expect("written");
    let mut said = Vec::new();
    for format in Format::value_variants() {
        let name = format.to_possible_value().map(of).expect("shown");
        let bytes = bytes(&name);
        let seen = seen(*format, &bytes);
        said.push((name, bytes, seen));
    }
    for page in Page::value_variants() {
        let name = page.to_possible_value().map(of).expect("shown") + ".page";
        let bytes = bytes(&name);
        let seen = seen_on(*page, &bytes);
        said.push((name, bytes, seen));
    }
    said
}

#[test]
fn words_that_a_format_obeys_are_handed_on_as_words() {
    for name in HOSTILE {
        for (format, _, seen) in said(&called(name), &[]) {
            assert!(seen.contains(name), "{format} changes {name:?}:\n{seen}");
        }
    }
}

#[test]
fn nothing_ends_a_line_or_turns_it_round() {
    for name in BREAKING {
        // The strings of JSON have escapes of their own, and hand on what they hold.
        for (format, bytes, seen) in said(&called(name), &[]).into_iter().filter(|(format, ..)| format != "json") {
            let is_raw = bytes.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!is_raw && !seen.contains(name), "{format} hands on {name:?}");
        }
    }
}
