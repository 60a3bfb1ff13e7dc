//! Names that mean the same file on every system: what a bundle may hold, whoever wrote it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_normalization::UnicodeNormalization;

use crate::config::MAX_BUNDLE_PATH;
use crate::language::Message;
use crate::source::printable;

/// The longest name that file systems take, in bytes.
const LONGEST: usize = 255;

/// What Windows takes for a drive, a stream, a pattern or a folder.
const SPECIAL: [char; 8] = ['\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that Windows takes for devices, whatever ending they have.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Why a path cannot stand in a bundle, if it cannot. Paths are relative, with `/` between folders.
#[must_use]
pub fn refusal(path: &str) -> Option<Message> {
    if path.len() > MAX_BUNDLE_PATH {
        return Some(Message::new("bundle.name.long").with("n", MAX_BUNDLE_PATH));
    }
    path.split('/').find_map(part)
}

/// Why one name cannot stand in a path.
fn part(name: &str) -> Option<Message> {
    if matches!(name, "" | "." | "..") {
        return Some(Message::new("bundle.name.outside"));
    }
    if name.len() > LONGEST {
        return Some(Message::new("bundle.name.long").with("n", LONGEST));
    }
    let is_obeyed = |character: &char| printable(&character.to_string()) != character.to_string();
    let is_special = |character: &char| SPECIAL.contains(character) || is_obeyed(character);
    if let Some(character) = name.chars().find(is_special) {
        return Some(Message::new("bundle.name.character").with("character", printable(&character.to_string())));
    }
    if name.ends_with([' ', '.']) {
        return Some(Message::new("bundle.name.ending"));
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| {
        let number = stem.strip_prefix(port).unwrap_or_default();
        number.chars().count() == 1 && number.contains(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
    });
    (is_port || DEVICES.contains(&stem.as_str())).then(|| Message::new("bundle.name.device"))
}

/// Two paths that some systems take for one: they differ in case or in the form of their letters alone, or one is a file
/// where the other has a folder.
#[must_use]
pub fn twins<'a>(paths: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, &'a str)> {
    let mut known: HashMap<String, (&str, bool)> = HashMap::new();
    for path in paths {
        let folders = path.match_indices('/').map(|(end, _)| (&path[..end], false));
        for (path, is_file) in folders.chain([(path, true)]) {
            match known.entry(folded(path)) {
                Entry::Vacant(place) => {
                    place.insert((path, is_file));
                }
                Entry::Occupied(other) => {
                    let (other, other_is_file) = *other.get();
                    if other != path || is_file || other_is_file {
                        return Some((other, path));
                    }
                }
            }
        }
    }
    None
}

/// A path as a system sees it that knows neither case nor composed letters.
fn folded(path: &str) -> String {
    path.nfd().flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_same_everywhere_or_is_refused() {
        for good in [
            "a",
            "evidence/case-studies/ça/手册 (1).md",
            ".hidden",
            "a b.c",
            "console.md",
            "com10",
            "community",
            "retail@1.0/x",
        ] {
            assert_eq!(refusal(good), None, "{good}");
        }
        let long = "a".repeat(256);
        let deep = "a/".repeat(600) + "a";
        for (bad, key) in [
            ("", "outside"),
            ("/etc/passwd", "outside"),
            ("a//b", "outside"),
            ("a/", "outside"),
            ("../a", "outside"),
            ("a/../b", "outside"),
            ("./a", "outside"),
            ("C:/a", "character"),
            ("a\\..\\b", "character"),
            ("a\\xff.md", "character"),
            ("a\nb", "character"),
            ("a\u{1b}[2J", "character"),
            ("a\u{202e}b", "character"),
            ("a\0b", "character"),
            ("what?.md", "character"),
            ("a.", "ending"),
            ("a /b", "ending"),
            ("aux", "device"),
            ("x/NUL.md", "device"),
            ("com1.tar.gz", "device"),
            ("LPT¹", "device"),
            (&long, "long"),
            (&deep, "long"),
        ] {
            let key = format!("bundle.name.{key}");
            assert_eq!(refusal(bad).map(|message| message.key().to_owned()), Some(key), "{bad:?}");
        }
    }

    #[test]
    fn two_names_for_one_file_are_found() {
        assert_eq!(twins(["a/b", "a/c", "d"]), None);
        assert_eq!(twins(["a/Plan.md", "a/plan.md"]), Some(("a/Plan.md", "a/plan.md")));
        assert_eq!(twins(["A/x", "a/y"]), Some(("A", "a")));
        assert_eq!(twins(["a", "a/b"]), Some(("a", "a")));
        assert_eq!(twins(["caf\u{e9}", "cafe\u{301}"]), Some(("caf\u{e9}", "cafe\u{301}")));
        assert_eq!(twins(["ÉTÉ.md", "été.md"]), Some(("ÉTÉ.md", "été.md")));
        assert_eq!(twins(["a", "a"]), Some(("a", "a")));
    }
}
