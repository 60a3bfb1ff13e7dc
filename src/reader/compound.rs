//! The container of office programs before 2007, and of every later file with a password. Nothing is read of it but
//! what it is, so that its owner learns the cure.

use super::xml::damaged;
use crate::language::Message;

/// How such a file begins.
const BEGINNING: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// The stream that only one format has, that format, and the one to save it as.
const FORMATS: [(&str, &str, &str); 5] = [
    ("WordDocument", ".doc", ".docx"),
    ("PowerPoint Document", ".ppt", ".pptx"),
    ("Workbook", ".xls", ".xlsx"),
    ("VisioDocument", ".vsd", ".vsdx"),
    // Excel 5 and 95.
    ("Book", ".xls", ".xlsx"),
];

/// Why a file cannot be read that is such a container; nothing for any other file.
pub fn refusal(bytes: &[u8]) -> Option<Message> {
    if !bytes.starts_with(&BEGINNING) {
        return None;
    }
    let holds = |stream: &str| {
        let name: Vec<u8> = format!("{stream}\0").encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        return Some(Message::new("unreadable.password"));
    }
    let format = FORMATS.into_iter().find(|(stream, ..)| holds(stream));
    Some(match format {
        Some((_, old, new)) => Message::new("unreadable.old_office").with("old", old).with("new", new),
        None => damaged(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_old_formats_are_named_with_their_cure() {
        let file = |stream: &str| {
            let name = format!("{stream}\0");
            refusal(&[&BEGINNING[..], &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat())
        };
        let old = |old, new| Some(Message::new("unreadable.old_office").with("old", old).with("new", new));
        assert_eq!(file("EncryptedPackage"), Some(Message::new("unreadable.password")));
        assert_eq!(file("WordDocument"), old(".doc", ".docx"));
        assert_eq!(file("PowerPoint Document"), old(".ppt", ".pptx"));
        assert_eq!(file("Workbook"), old(".xls", ".xlsx"));
        assert_eq!(file("Book"), old(".xls", ".xlsx"));
        assert_eq!(file("VisioDocument"), old(".vsd", ".vsdx"));
        assert_eq!(file("Notebook"), Some(damaged()));
        assert_eq!(refusal(b"PK"), None);
    }
}
