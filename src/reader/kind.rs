//! What sort of file a name stands for, where its text is not read.

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
    (Kind::Sheet, &["xlsx", "xls", "xlsm", "ods"]),
    (Kind::Template, &["yaml", "yml", "json", "tf", "hcl", "template", "bicep", "cdk"]),
];

/// The sort of file that a name stands for.
pub fn of(name: &str) -> Kind {
    let ending = ending(name);
    let known = ENDINGS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
    known.map_or(Kind::Other, |(kind, _)| *kind)
}

/// The ending of a file name in lower case, without its dot.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a word looks like the name of a document: one that a reader would open, not a part of a program.
pub fn is_document_name(word: &str) -> bool {
    let ending = ending(word);
    let readable = ENDINGS[..4].iter().any(|(_, endings)| endings.contains(&ending.as_str()));
    let own_text = ["md", "txt", "csv"].contains(&ending.as_str());
    (readable || own_text) && word.len() > ending.len() + 1
}
