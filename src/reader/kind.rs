//! What a file is: by its content where that is unmistakable, by its name otherwise.

use file_format::FileFormat;

use super::format::{self, Format, Read};
use crate::evidence::Kind;

/// Endings by sort; everything else is [`Kind::Other`].
const ENDINGS: [(Kind, &[&str]); 5] = [
    (Kind::Text, &["pdf", "docx", "doc", "odt", "rtf", "html", "htm", "ipynb"]),
    (
        Kind::Diagram,
        &[
            "drawio", "svg", "png", "jpg", "jpeg", "gif", "webp", "vsdx", "vsd", "mmd", "mermaid", "puml", "plantuml",
            "dio",
        ],
    ),
    (Kind::Deck, &["pptx", "ppt", "odp", "key"]),
    (Kind::Sheet, &["xlsx", "xls", "xlsm", "xlsb", "ods"]),
    (Kind::Template, &["yaml", "yml", "json", "tf", "hcl", "template", "bicep", "cdk"]),
];

/// What a file is, and how its text is read if it is.
pub fn of(name: &str, bytes: &[u8]) -> (Kind, Option<&'static Format>) {
    let named = ending(name);
    let format = format::of_ending(&named);
    let is_text = format.is_some_and(|format| matches!(format.read, Read::Text(_)));
    let found = if is_text && may_be_text(bytes) { String::new() } else { ending_by_content(bytes) };
    let is_known = format::of_ending(&found).is_some() || by_name(&found) != Kind::Other;
    let (ending, format) = if is_known { (&found, format::of_ending(&found)) } else { (&named, format) };
    (format.map_or_else(|| by_name(ending), |format| format.kind), format)
}

/// The sort of file that an ending stands for, where its text is not read.
pub fn by_name(ending: &str) -> Kind {
    let known = ENDINGS.iter().find(|(_, endings)| endings.contains(&ending));
    known.map_or(Kind::Other, |(kind, _)| *kind)
}

/// The ending that the content of a file would have.
fn ending_by_content(bytes: &[u8]) -> String {
    if is_page(bytes) { "html".to_owned() } else { FileFormat::from_bytes(bytes).extension().to_owned() }
}

/// Whether a file begins as an HTML page: programs hand out pages under the names of documents.
fn is_page(bytes: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(64)]);
    let beginning = beginning.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    beginning.starts_with("<!doctype html") || beginning.starts_with("<html")
}

/// Whether a file begins as a text does; one in UTF-16 does not, and is looked at more closely.
fn may_be_text(bytes: &[u8]) -> bool {
    let control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace();
    !bytes.starts_with(b"%PDF-") && !bytes.iter().take(16).any(control)
}

/// The ending of a file name in lower case, without its dot.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a word looks like the name of a document: one that a reader would open, not a part of a program.
pub fn is_document_name(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && is_of_a_document(ending))
}

/// Whether this is the ending of a document, in either case.
pub fn is_of_a_document(ending: &str) -> bool {
    const TEXTS: [&str; 3] = ["md", "txt", "csv"];
    let documents = ENDINGS[..4].iter().flat_map(|(_, endings)| endings.iter());
    documents.chain(&TEXTS).any(|known| known.eq_ignore_ascii_case(ending))
}
