//! Mermaid: the labels of nodes, edges, subgraphs, participants and notes, by simple rules and not by its grammar.

use super::script::{Script, is_arrow_sign};
use crate::evidence::{Kind, Text};
use crate::language::Message;
use crate::reader::encoding;
use crate::reader::format::{Format, Read};

pub static FORMAT: Format = Format { endings: &["mmd", "mermaid"], kind: Kind::Diagram, read: Read::Bytes(read) };

/// First words of lines that show nothing: how things look, and what kind of diagram it is.
const UNSEEN: [&str; 23] = [
    "style",
    "classDef",
    "class",
    "click",
    "linkStyle",
    "direction",
    "end",
    "accTitle:",
    "accDescr:",
    "config:",
    "theme:",
    "autonumber",
    "activate",
    "deactivate",
    "dateFormat",
    "axisFormat",
    "flowchart",
    "graph",
    "rect",
    "---",
    "sequenceDiagram",
    "mindmap",
    "architecture-beta",
];

/// First words after which the rest of the line is shown.
const SHOWN: [&str; 15] = [
    "title",
    "title:",
    "section",
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "and",
    "critical",
    "option",
    "break",
    "box",
    "subgraph",
    "namespace",
];

/// The longest words on an edge, in bytes: what is further away belongs to another one.
const LONGEST_WORDS: usize = 256;

fn read(bytes: &[u8]) -> Result<Text, Message> {
    labels(&encoding::decode(bytes))
}

/// The labels of a diagram, each with its line.
pub fn labels(source: &str) -> Result<Text, Message> {
    let mut script = Script::default();
    let mut is_sequence = false;
    for (line, number) in source.lines().zip(1..) {
        script.line = number;
        let line = line.trim();
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        is_sequence |= first == "sequenceDiagram";
        if line.starts_with("%%") || UNSEEN.contains(&first) {
            continue;
        }
        let has_brackets = rest.contains(['[', '"']);
        match first {
            "participant" | "actor" => script.named(rest, " as "),
            _ if SHOWN.contains(&first) && !(first == "subgraph" && has_brackets) => script.label(rest),
            "Note" | "note" => script.label(rest.split_once(':').map_or("", |(_, words)| words)),
            _ if is_sequence => script.message(line),
            "subgraph" => flow(&mut script, rest),
            _ => flow(&mut script, line),
        }
    }
    script.finish()
}

/// A line of a flowchart: nodes in brackets of any shape, edges with words on them, bare names.
fn flow(script: &mut Script, line: &str) {
    let mut rest = line;
    // Looked for once, so that no number of signs makes a line slow.
    let last_bracket = line.rfind(']').unwrap_or_default();
    let mut name = String::new();
    while let Some(sign) = rest.chars().next() {
        let after = &rest[sign.len_utf8()..];
        rest = match sign {
            '"' | '|' => {
                let (words, next) = after.split_once(sign).unwrap_or((after, ""));
                script.label(words);
                next
            }
            '[' | '(' | '{' => {
                script.known(&name);
                name.clear();
                let (words, next) = bracketed(rest);
                script.label(words);
                next
            }
            '>' if !name.is_empty() && line.len() - after.len() <= last_bracket => {
                script.known(&name);
                name.clear();
                let (words, next) = after.split_once(']').unwrap_or((after, ""));
                script.label(words);
                next
            }
            _ if is_arrow_sign(sign) && after.starts_with(is_arrow_sign) => {
                script.name(&std::mem::take(&mut name));
                let length = rest.find(|c| !is_arrow_sign(c)).unwrap_or(rest.len());
                let (arrow, next) = rest.split_at(length);
                on_edge(script, arrow, next).unwrap_or(next)
            }
            ':' if name.is_empty() && after.starts_with("::") => after[2..].trim_start_matches(char::is_alphanumeric),
            ':' if after.starts_with("::") => {
                script.name(&std::mem::take(&mut name));
                after[2..].trim_start_matches(char::is_alphanumeric)
            }
            ':' if after.starts_with(' ') => {
                script.name(&std::mem::take(&mut name));
                script.label(after);
                ""
            }
            '&' | ';' => {
                script.name(&std::mem::take(&mut name));
                after
            }
            _ => {
                name.push(sign);
                after
            }
        };
    }
    script.name(&name);
}

/// The words of `-- words -->`, and what comes after the second half of the arrow.
fn on_edge<'a>(script: &mut Script, arrow: &str, rest: &'a str) -> Option<&'a str> {
    if !["--", "==", "-."].contains(&arrow) {
        return None;
    }
    let mut near = rest.as_bytes().windows(2).take(LONGEST_WORDS);
    let second = near.position(|signs| matches!(signs, b"--" | b"==" | b".-"))?;
    // A bracket before the second half means that a node came first: the arrow was whole.
    if rest[..second].contains(['[', '(', '{', '|']) {
        return None;
    }
    script.label(&rest[..second]);
    Some(rest[second..].trim_start_matches(is_arrow_sign))
}

/// The words in brackets, which may be double or of two kinds, and what follows; a bracket in quotes closes nothing.
fn bracketed(text: &str) -> (&str, &str) {
    let mut open = 0_usize;
    let mut is_quoted = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => is_quoted = !is_quoted,
            '[' | '(' | '{' if !is_quoted => open += 1,
            ']' | ')' | '}' if !is_quoted => {
                open -= 1;
                if open == 0 {
                    return (within(&text[..=at]), &text[at + 1..]);
                }
            }
            _ => {}
        }
    }
    (within(text), "")
}

/// Words without the brackets that make their shape; one in the words themselves stays.
fn within(text: &str) -> &str {
    let mut words = text;
    let pairs = [('[', ']'), ('(', ')'), ('{', '}'), ('/', '/'), ('\\', '\\'), ('/', '\\'), ('\\', '/')];
    while let Some(inner) =
        pairs.iter().find_map(|(open, close)| words.strip_prefix(*open)?.strip_suffix(*close)).map(str::trim)
    {
        words = inner;
    }
    words
}
