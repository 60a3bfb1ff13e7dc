//! Markdown, as forges show it: the filled self-assessment, with links to file and line.

use std::io::{self, Write};

use super::page::{Block, Line, Span, Table, target};
use super::{View, filled};
use crate::assessment::Assessment;
use crate::source::printable;

/// Writes the filled self-assessments one after the other.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (number, assessment) in assessments.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let blocks = filled::page(assessment, view);
        write!(out, "{}", page(&blocks, view.links))?;
    }
    Ok(())
}

/// A page; `links` stands before every path that is linked.
pub fn page(blocks: &[Block], links: Option<&str>) -> String {
    let blocks: Vec<_> = blocks.iter().map(|block| self::block(block, links)).collect();
    blocks.join("\n")
}

fn block(block: &Block, links: Option<&str>) -> String {
    match block {
        Block::Heading(level, words) => format!("{} {}\n", "#".repeat(usize::from(*level)), line(words, links)),
        Block::Paragraph(words) => format!("{}\n", begun(&line(words, links))),
        Block::List(items) => {
            items.iter().fold(String::new(), |list, item| list + "- " + &begun(&line(item, links)) + "\n")
        }
        Block::Table(table) => self::table(table, links),
    }
}

fn table(table: &Table, links: Option<&str>) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let header = row(table.header.iter().map(|cell| escaped(cell)).collect());
    let rule = format!("|{}\n", " --- |".repeat(table.header.len()));
    let rows = table.rows.iter().map(|cells| row(cells.iter().map(|cell| line(cell, links)).collect()));
    [header, rule].into_iter().chain(rows).collect()
}

fn line(words: &Line, links: Option<&str>) -> String {
    let spans = words.0.iter().map(|span| match span {
        Span::Plain(text) => escaped(text),
        Span::Strong(text) if text.trim().is_empty() => String::new(),
        Span::Strong(text) => format!("**{}**", escaped(text.trim())),
        Span::Code(text) => code(text),
        Span::Link { place, shown } => match links {
            Some(links) => format!("[{}](<{links}{}>)", escaped(shown), target(place)),
            None => escaped(shown),
        },
        Span::Tone(_) => String::new(),
    });
    spans.collect::<String>().trim().to_owned()
}

/// Words that mean themselves: on one line, with nothing that Markdown obeys.
fn escaped(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let edge = |is: fn(&str) -> bool| if is(text) && !one_line.is_empty() { " " } else { "" };
    let mut escaped = String::with_capacity(text.len());
    for character in printable(&one_line).chars() {
        if "\\`*_{}[]<>#|~&$".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    let (before, after) =
        (edge(|text| text.starts_with(char::is_whitespace)), edge(|text| text.ends_with(char::is_whitespace)));
    if one_line.is_empty() && !text.is_empty() { " ".to_owned() } else { format!("{before}{escaped}{after}") }
}

/// A line that begins a block: what would make it a list, a rule or a heading is escaped.
fn begun(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match line[digits..].chars().next() {
        // The last would begin a workflow command in the log of a build.
        Some('-' | '+' | '=' | ':') if digits == 0 => format!("\\{line}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

/// Words in the letters of a machine; a backtick in them would end it, and the log of a build obeys the last.
fn code(text: &str) -> String {
    let text = printable(text);
    if text.contains(['`', '|']) || text.contains("##[") { escaped(&text) } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Place, Spot};
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use crate::language::Language;

    /// What a reader of Markdown sees: the words, with every start of an element, and the targets of links.
    fn seen(page: &str) -> (String, Vec<String>, Vec<String>) {
        let (mut words, mut elements, mut links) = (String::new(), Vec::new(), Vec::new());
        for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                Event::Start(tag) => {
                    elements.push(format!("{tag:?}").split(['(', ' ']).next().unwrap_or("").to_owned());
                }
                Event::Html(html) | Event::InlineHtml(html) => elements.push(format!("HTML {html}")),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        (words, elements, links)
    }

    const HOSTILE: [&str; 16] = [
        "# no heading",
        "- no item",
        "12. no item",
        "+ no item",
        "> no quotation",
        "=== no heading",
        "--- no rule",
        "**no** _stress_ `code` ~~gone~~",
        "[no](link) ![no](picture) <b>bold</b> &amp; &#65;",
        "<script>alert(1)</script>",
        "a | b | c",
        "```",
        "back\\slash \\* $math$",
        "=HYPERLINK(\"https://evil.example\")",
        "::error file=x::no command",
        "公 (1) – été",
    ];

    #[test]
    fn words_mean_themselves() {
        for text in HOSTILE {
            let (words, elements, links) = seen(&page(&[Block::Paragraph(Line::plain(text))], Some("")));
            assert_eq!((words.as_str(), elements), (text, vec!["Paragraph".to_owned()]), "{text}");
            assert!(links.is_empty(), "{text}");
            let cells = vec![vec![Line::plain(text), Line::code(text), Line::strong(text)]];
            let header = ["a", "b", "c"].map(str::to_owned).to_vec();
            let table = Table { name: String::new(), header, rows: cells };
            let (words, elements, _) = seen(&page(&[Block::Table(table)], Some("")));
            assert_eq!(words, format!("abc{text}{text}{text}"), "{text}");
            assert_eq!(elements.iter().filter(|element| *element == "TableCell").count(), 6, "{text}");
        }
    }

    #[test]
    fn line_breaks_and_escapes_of_a_terminal_end_nothing() {
        let (words, elements, _) = seen(&page(&[Block::List(vec![Line::plain("a\n\n# b\u{1b}[2J")])], Some("")));
        assert_eq!(words, "a # b\\u{1b}[2J");
        assert_eq!(elements, ["List", "Item"]);
    }

    #[test]
    fn links_lead_to_the_file_and_the_line() {
        let places = [
            (Place::line("a (1)/b c#.md".into(), 12), "../e/a%20(1)/b%20c%23.md#L12"),
            (Place { file: "手册>.pdf".into(), spot: Spot::Page(4) }, "../e/%E6%89%8B%E5%86%8C%3E.pdf#page=4"),
            (Place::whole("x.csv"), "../e/x.csv"),
            (Place::whole("javascript:alert(1)"), "../e/javascript%3Aalert(1)"),
        ];
        for (place, target) in places {
            let (words, _, links) =
                seen(&page(&[Block::Paragraph(Line::default().at(&place, Language::En))], Some("../e/")));
            assert_eq!((words, links), (place.to_string(), vec![target.to_owned()]));
        }
    }
}
