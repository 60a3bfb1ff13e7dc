//! The lines of `competency.toml` that pin a set.

use std::fmt::Write as _;

use crate::assessment::Selection;
use crate::source::printable;

/// The table of the program and the line in it. Nothing where pseudonyms stand for the names: they would pin nothing.
pub fn lines(selection: &Selection<'_>) -> Option<[String; 2]> {
    if selection.is_redacted {
        return None;
    }
    let studies = selection.best.case_studies.iter().map(|study| quoted(&study.slug));
    let studies = studies.collect::<Vec<_>>().join(", ");
    Some([format!("[program.{}]", key(&selection.best.checklist.program)), format!("case_studies = [{studies}]")])
}

fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A text in TOML, whatever it holds: what a terminal would obey stands as an escape of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if printable(c.encode_utf8(&mut [0; 4])).chars().eq([c]) => quoted.push(c),
            _ => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_from_toml_as_it_was() {
        for name in ["plain", "a \"b\" \\ c", "a\nb = 1", "a\u{1b}[2Jb", "a\u{202e}b", "公 (1) – été 🦀", "a]#'''"]
        {
            let line = quoted(name);
            let read: std::collections::BTreeMap<String, String> =
                toml::from_str(&format!("name = {line}")).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(read["name"], name);
            assert_eq!(printable(&line), line, "a terminal obeys nothing of it");
        }
        assert_eq!([key("retail"), key("our own")], ["retail", "\"our own\""]);
    }
}
