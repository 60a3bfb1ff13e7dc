//! `PlantUML`: what is in quotes and brackets, messages, notes, names, and the AWS icons by their macros.

use super::script::Script;
use crate::evidence::{Kind, Text};
use crate::language::Message;
use crate::reader::encoding;
use crate::reader::format::{Format, Read};

pub static FORMAT: Format = Format { endings: &["puml", "plantuml"], kind: Kind::Diagram, read: Read::Bytes(read) };

/// First words of lines that show nothing.
const UNSEEN: [&str; 14] = [
    "skinparam",
    "hide",
    "show",
    "scale",
    "autonumber",
    "activate",
    "deactivate",
    "end",
    "left",
    "top",
    "return",
    "start",
    "stop",
    "!include",
];

/// First words after which the rest of the line is shown.
const SHOWN: [&str; 13] =
    ["title", "caption", "header", "footer", "loop", "alt", "else", "opt", "par", "group", "box", "critical", "legend"];

/// First words that declare something by name.
const DECLARES: [&str; 20] = [
    "participant",
    "actor",
    "component",
    "node",
    "cloud",
    "database",
    "package",
    "rectangle",
    "frame",
    "queue",
    "storage",
    "folder",
    "artifact",
    "agent",
    "boundary",
    "control",
    "entity",
    "collections",
    "interface",
    "usecase",
];

fn read(bytes: &[u8]) -> Result<Text, Message> {
    let source = encoding::decode(bytes);
    let mut script = Script::default();
    let mut is_comment = false;
    let mut is_note = false;
    for (line, number) in source.lines().zip(1..) {
        script.line = number;
        let line = line.trim();
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if is_comment || line.starts_with("/'") {
            is_comment = !line.ends_with("'/");
        } else if is_note {
            is_note = !line.starts_with("end") || !line.ends_with(first_of_blocks(line));
            if is_note {
                script.label(line);
            }
        } else if line.starts_with(['\'', '@', '!', '}']) || UNSEEN.contains(&first) {
        } else if first == "note" || first == "legend" {
            let words = rest.split_once(':').map(|(_, words)| words);
            is_note = words.is_none() && !rest.contains('"');
            script.label(words.unwrap_or_default());
            script.quoted(rest);
        } else if SHOWN.contains(&first) {
            script.label(rest);
        } else if DECLARES.contains(&first) {
            script.named(rest.trim_end_matches('{'), " as ");
        } else if let Some(name) = macro_of(line) {
            script.label(&name);
            script.quoted(line);
        } else {
            script.message(line);
        }
    }
    script.finish()
}

/// What ends a block of notes: `end note`, `endlegend`.
fn first_of_blocks(line: &str) -> &'static str {
    if line.ends_with("legend") { "legend" } else { "note" }
}

/// The name of an AWS icon's macro in words: `ElasticLoadBalancing(alb, "Orders", "")`.
fn macro_of(line: &str) -> Option<String> {
    let (name, _) = line.split_once('(')?;
    let is_macro = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let mut words = String::new();
    let mut before = ' ';
    for sign in name.chars() {
        if sign.is_ascii_uppercase() && before.is_ascii_lowercase() || sign == '_' {
            words.push(' ');
        }
        words.extend(Some(sign).filter(|sign| *sign != '_'));
        before = sign;
    }
    is_macro.then_some(words)
}
