//! The package that a Word or PowerPoint file is: a zip of parts with relations between them, unpacked within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding;
use super::xml::{self, Element, Step, Visit, damaged};
use crate::config;
use crate::language::Message;

/// How every file of the office programs before 2007 begins, and every one with a password.
const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

/// From a part to another one, or to an address.
#[derive(Debug, PartialEq)]
pub struct Relation {
    /// The name by which the part's XML refers to it.
    pub id: String,
    /// What it is: `slide`, `hyperlink`.
    pub kind: String,
    /// The path of a part in the package, or an address outside it.
    pub target: String,
    /// Whether it leads outside the package.
    pub external: bool,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be opened, with the cure.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Message> {
        if bytes.starts_with(&COMPOUND) {
            return Err(compound(bytes));
        }
        if bytes.is_empty() {
            return Err(Message::new("unreadable.empty"));
        }
        if !bytes.starts_with(b"PK") {
            return Err(Message::new("unreadable.not_office"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > config::MAX_PARTS {
            return Err(too_much());
        }
        Ok(Self { archive, left: config::MAX_UNPACKED })
    }

    /// The main part: its path and its text.
    pub fn main(&mut self) -> Result<(String, String), Message> {
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|relation| relation.kind == "officeDocument" && !relation.external);
        let path = main.ok_or_else(|| Message::new("unreadable.not_office"))?.target;
        let text = self.part(&path)?.ok_or_else(damaged)?;
        Ok((path, text))
    }

    /// The text of a part, where there is such a part.
    pub fn part(&mut self, path: &str) -> Result<Option<String>, Message> {
        let file = match self.archive.by_name(path) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(Message::new("unreadable.password"));
            }
            Err(_) => return Err(damaged()),
        };
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(too_much)?;
        Ok(Some(encoding::decode(&bytes)))
    }

    /// The relations of a part; of the package itself for an empty path.
    pub fn relations(&mut self, path: &str) -> Result<Vec<Relation>, Message> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let beside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found = Relations { folder, found: Vec::new() };
        if let Some(xml) = self.part(&format!("{beside}_rels/{name}.rels"))? {
            xml::walk(&xml, &mut found)?;
        }
        Ok(found.found)
    }
}

struct Relations<'a> {
    folder: &'a str,
    found: Vec<Relation>,
}

impl Visit for Relations<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        if name == "Relationship" {
            let kind = element.get("Type").unwrap_or_default();
            let target = element.get("Target").unwrap_or_default();
            let external = element.get("TargetMode").is_some_and(|mode| mode == "External");
            self.found.push(Relation {
                id: element.get("Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target } else { resolve(self.folder, &target) },
                external,
            });
        }
        Step::In
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

/// The path of a part that another part in `folder` refers to.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// What a compound file is: one with a password, or one of an old format.
fn compound(bytes: &[u8]) -> Message {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        return Message::new("unreadable.password");
    }
    let formats =
        [("WordDocument", ".doc", ".docx"), ("PowerPoint Document", ".ppt", ".pptx"), ("Workbook", ".xls", ".xlsx")];
    match formats.into_iter().find(|(stream, ..)| holds(stream)) {
        Some((_, old, new)) => Message::new("unreadable.old_office").with("old", old).with("new", new),
        None => damaged(),
    }
}

fn too_much() -> Message {
    let limit = usize::try_from(config::MAX_UNPACKED / 1024 / 1024).unwrap_or(usize::MAX);
    Message::new("unreadable.unpacked").with("n", limit)
}

#[cfg(test)]
pub mod sample {
    //! Packages made in code, and what readers must survive.

    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use crate::evidence::Text;
    use crate::language::Message;

    /// The relations that name the main part.
    pub fn rels(relations: &[(&str, &str, &str)]) -> String {
        let relation = |(id, kind, target): &(&str, &str, &str)| {
            let mode = if target.contains("://") { " TargetMode='External'" } else { "" };
            format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'{mode}/>")
        };
        let relations: Vec<_> = relations.iter().map(relation).collect();
        format!("<Relationships>{}</Relationships>", relations.concat())
    }

    /// A package with these parts.
    pub fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
            zip.write_all(content.as_bytes()).expect("a part is written");
        }
        zip.finish().expect("the package ends").into_inner()
    }

    /// Truncated at every sixteenth, flipped bytes, zero bytes and 0xFF: read or refused, never a panic.
    pub fn survive(package: &[u8], read: fn(&[u8]) -> Result<Text, Message>) {
        for sixteenth in 0..16 {
            assert!(read(&package[..package.len() * sixteenth / 16]).is_err());
        }
        let mut state = 20_260_101_u32;
        for _ in 0..300 {
            let mut bytes = package.to_vec();
            for _ in 0..4 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % bytes.len();
                bytes[at] ^= state.to_be_bytes()[0] | 1;
            }
            let _ = read(&bytes);
        }
        for byte in [0, 0xFF] {
            assert!(read(&vec![byte; 4096]).is_err());
        }
        assert_eq!(read(b"<html><p>RTO</p></html>").err(), Some(Message::new("unreadable.not_office")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_from_where_they_are_referred_to() {
        assert_eq!(resolve("ppt/slides", "../charts/chart1.xml"), "ppt/charts/chart1.xml");
        assert_eq!(resolve("ppt", "/ppt/slides/slide1.xml"), "ppt/slides/slide1.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }

    #[test]
    fn passwords_and_old_formats_are_named_with_their_cure() {
        let file = |stream: &str| {
            let mut bytes = COMPOUND.to_vec();
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            Package::open(&bytes).err()
        };
        let old = |old, new| Some(Message::new("unreadable.old_office").with("old", old).with("new", new));
        assert_eq!(file("EncryptedPackage"), Some(Message::new("unreadable.password")));
        assert_eq!(file("WordDocument"), old(".doc", ".docx"));
        assert_eq!(file("PowerPoint Document"), old(".ppt", ".pptx"));
        assert_eq!(file("?"), Some(damaged()));
    }

    #[test]
    fn a_zip_bomb_is_refused() {
        let part = " ".repeat(1024 * 1024);
        let bytes = sample::pack(&[("a", part.as_str())]);
        let mut package = Package::open(&bytes).unwrap_or_else(|_| panic!("the package opens"));
        package.left = 1024;
        assert_eq!(package.part("a"), Err(too_much()));
    }
}
