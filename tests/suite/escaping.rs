//! Words that some format obeys, in the mouth of the partner and of a customer: every format hands them on as words.

use clap::ValueEnum;
use competency::evidence::Content;
use competency::report::{Format, Page};
use pulldown_cmark::{Event, Options, Parser};
use quick_xml::events::Event as Tag;

use super::folder::{AS_OF, Folder};
use super::run::{binary, finish};
use super::runner;
use super::web_page;

/// What Markdown, HTML, a spreadsheet, a terminal, a build server or the head of a mail would obey.
pub const HOSTILE: [&str; 26] = [
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
pub const BREAKING: [&str; 4] = ["a\nBcc: x@evil.example", "a\r\n::error::no", "a\u{1b}[2Jb", "a\u{202e}b"];

/// A folder whose partner, customer and witness are called `name`.
pub fn called(name: &str) -> Folder {
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
        Format::Sarif => seen_in_sarif(&serde_json::from_slice(bytes).expect("JSON")),
        Format::Junit => seen_in_xml(&text()),
        Format::Github => seen_by_the_runner(&text()),
        Format::GithubSummary => seen_in_markdown(&text()),
        Format::Html => seen_on(Page::Html, bytes),
    }
}

/// The same for a page of the self-assessment.
fn seen_on(page: Page, bytes: &[u8]) -> String {
    match page {
        Page::Markdown => seen_in_markdown(std::str::from_utf8(bytes).expect("UTF-8")),
        Page::Html => web_page::seen(std::str::from_utf8(bytes).expect("UTF-8")),
        Page::Docx => seen_in_office("page.docx", bytes),
        Page::Xlsx => seen_in_office("page.xlsx", bytes),
    }
}

pub fn texts_of(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone() + "\n",
        serde_json::Value::Array(items) => items.iter().map(texts_of).collect(),
        serde_json::Value::Object(fields) => fields.values().map(texts_of).collect(),
        _ => String::new(),
    }
}

/// As a viewer shows it: the text of a message has placeholders and links of its own.
fn seen_in_sarif(log: &serde_json::Value) -> String {
    match log {
        serde_json::Value::Array(items) => items.iter().map(seen_in_sarif).collect(),
        serde_json::Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match value.as_str().filter(|_| name == "text") {
                Some(text) => {
                    let bare = text.replace("{{", "").replace("}}", "");
                    assert!(!bare.contains(['{', '}']), "a placeholder: {text}");
                    assert!(!text.replace("\\]", "").contains("]("), "a link: {text}");
                    text.replace("{{", "{").replace("}}", "}").replace("\\[", "[").replace("\\]", "]") + "\n"
                }
                None => seen_in_sarif(value),
            })
            .collect(),
        value => texts_of(value),
    }
}

/// The text and the attributes of every element; anything that is neither is one too many.
fn seen_in_xml(document: &str) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(document);
    let mut seen = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return seen,
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    let value = attribute.expect("an attribute").value;
                    seen += &(quick_xml::escape::unescape(&value).expect("escaped").into_owned() + "\n");
                }
            }
            Event::Text(text) => seen += &text,
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                seen += &quick_xml::escape::unescape(&name).expect("known");
            }
            Event::Decl(_) | Event::End(_) => seen.push('\n'),
            other => panic!("in XML: {other:?}"),
        }
    }
}

/// What the runner of GitHub takes for annotations, and the ordinary lines after them.
fn seen_by_the_runner(log: &str) -> String {
    let mut seen = String::new();
    for line in log.lines() {
        let Some(command) = runner::command(line) else {
            assert!(line.starts_with("retail@1.0: "), "no line of ours: {line}");
            continue;
        };
        assert!(["error", "warning", "notice"].contains(&command.name.as_str()), "{line}");
        for (name, value) in command.properties {
            assert!(["file", "line", "title"].contains(&name.as_str()), "{line}");
            seen += &(value + "\n");
        }
        seen += &(command.data + "\n");
    }
    seen
}

pub fn seen_in_markdown(page: &str) -> String {
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

/// The words of a Word or Excel file, whose parts are whole and hold no formula, no field but the number of the page, and
/// no link but to the evidence.
fn seen_in_office(name: &str, bytes: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    for index in 0..package.len() {
        let part = std::io::read_to_string(package.by_index(index).expect("a part")).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&part);
        loop {
            let event = reader.read_event().expect("whole");
            let (Tag::Start(element) | Tag::Empty(element)) = &event else {
                assert!(!matches!(event, Tag::DocType(_) | Tag::PI(_) | Tag::CData(_)), "{event:?}");
                if matches!(event, Tag::Eof) {
                    break;
                }
                continue;
            };
            let attributes = element.attributes().map(|attribute| attribute.expect("whole"));
            let attributes: Vec<_> = attributes.map(|one| one.value.trim().to_owned()).collect();
            match element.local_name().as_ref() {
                "f" | "instrText" | "script" => panic!("{name} obeys {element:?}"),
                "fldSimple" => assert!(matches!(attributes[0].as_str(), "PAGE" | "NUMPAGES"), "{attributes:?}"),
                "Relationship" if attributes.contains(&"External".to_owned()) => {
                    assert!(attributes.iter().any(|target| target.starts_with("evidence/")), "{attributes:?}");
                }
                _ => {}
            }
        }
    }
    match competency::reader::extract(name, bytes) {
        Content::Text(text) => text.body,
        other => panic!("{name}: {other:?}"),
    }
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
fn the_log_of_a_build_obeys_nothing() {
    for name in ["::stop-commands::x", "##[error] no command", "%0A::error::no"] {
        for (format, bytes, _) in said(&called(name), &[]) {
            // What people read says so when it is written to a log, and what GitHub reads is made of commands.
            if !["json", "markdown", "sarif", "junit", "github-summary", "markdown.page"].contains(&format.as_str()) {
                continue;
            }
            for line in String::from_utf8(bytes).expect("UTF-8").lines() {
                assert_eq!(runner::command(line), None, "{format}: {line}");
            }
        }
    }
}

#[test]
fn a_report_for_people_stops_the_runner_where_it_would_obey() {
    let folder = called("##[error] no command");
    let check = |runs_on_github: bool| {
        let mut command = binary();
        command.current_dir(folder.path()).args(["check", "--program", "retail", "--as-of", AS_OF, "--no-cache"]);
        if runs_on_github {
            command.env("GITHUB_ACTIONS", "true");
        }
        finish(command.arg("evidence")).out
    };
    let (there, here) = (check(true), check(false));
    let mut lines = there.lines();
    let stop = runner::command(lines.next().expect("a line")).expect("a command");
    assert_eq!(stop.name, "stop-commands");
    assert_eq!(there, format!("::stop-commands::{word}\n{here}\n::{word}::\n", word = stop.data));
    assert!(here.contains("##[error] no command") && !here.contains(&stop.data));
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
