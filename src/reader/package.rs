//! The package that a Word, PowerPoint, Excel or Visio file is: a zip of parts with relations between them, unpacked
//! within limits.

mod relations;
#[cfg(test)]
pub mod sample;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::damaged;
use super::{compound, encoding};
use crate::config;
use crate::language::Message;

pub use relations::Relations;

/// The formats of `OpenDocument` by the end of their media type, and what to save them as.
const OPEN_DOCUMENTS: [(&str, &str, &str); 3] =
    [(".text", ".odt", ".docx"), (".spreadsheet", ".ods", ".xlsx"), (".presentation", ".odp", ".pptx")];

/// The relations that lead to the main part; the second one is Visio's.
const MAIN: [&str; 2] = ["officeDocument", "document"];

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be opened, with the cure.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Message> {
        if let Some(why) = compound::refusal(bytes) {
            return Err(why);
        }
        if bytes.is_empty() {
            return Err(Message::new("unreadable.empty"));
        }
        if bytes.starts_with(b"{\\rtf") {
            return Err(other_office(".rtf", ".docx"));
        }
        if !bytes.starts_with(b"PK") {
            return Err(not_office());
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
        let Some(main) = relations.parts().find(|relation| MAIN.contains(&relation.kind.as_str())) else {
            return Err(self.open_document()?.unwrap_or_else(not_office));
        };
        if main.target.rsplit('.').next() == Some("bin") {
            return Err(other_office(".xlsb", ".xlsx"));
        }
        let text = self.part(&main.target)?.ok_or_else(damaged)?;
        Ok((main.target.clone(), text))
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
    pub fn relations(&mut self, path: &str) -> Result<Relations, Message> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let beside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        match self.part(&format!("{beside}_rels/{name}.rels"))? {
            Some(xml) => Relations::read(&xml, folder),
            None => Ok(Relations::default()),
        }
    }

    /// The part that the first relation of a kind leads to: its path and its text.
    pub fn related(&mut self, relations: &Relations, kind: &str) -> Result<Option<(String, String)>, Message> {
        let Some(relation) = relations.parts().find(|relation| relation.kind == kind) else { return Ok(None) };
        Ok(self.part(&relation.target)?.map(|xml| (relation.target.clone(), xml)))
    }

    /// The reason why an `OpenDocument` file is not read, where this is one.
    fn open_document(&mut self) -> Result<Option<Message>, Message> {
        let kind = self.part("mimetype")?.unwrap_or_default();
        let kind = kind.trim().trim_end_matches("-template");
        let format = OPEN_DOCUMENTS.into_iter().find(|(ending, ..)| kind.ends_with(ending));
        Ok(format.map(|(_, other, new)| other_office(other, new)))
    }
}

/// The reason why something else is not read as a file of the office programs.
pub fn not_office() -> Message {
    Message::new("unreadable.not_office")
}

fn other_office(other: &str, new: &str) -> Message {
    Message::new("unreadable.other_office").with("other", other).with("new", new)
}

fn too_much() -> Message {
    let limit = usize::try_from(config::MAX_UNPACKED / 1024 / 1024).unwrap_or(usize::MAX);
    Message::new("unreadable.unpacked").with("n", limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_office_formats_are_named_with_their_cure() {
        let file = |parts: &[(&str, &str)]| Package::open(&sample::pack(parts)).and_then(|mut file| file.main()).err();
        let sheet = "application/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(file(&[("mimetype", sheet)]), Some(other_office(".ods", ".xlsx")));
        let text = "application/vnd.oasis.opendocument.text-template";
        assert_eq!(file(&[("mimetype", text)]), Some(other_office(".odt", ".docx")));
        assert_eq!(file(&[("mimetype", "application/epub+zip")]), Some(not_office()));
        let binary = sample::rels(&[("r1", "officeDocument", "xl/workbook.bin")]);
        assert_eq!(file(&[("_rels/.rels", &binary)]), Some(other_office(".xlsb", ".xlsx")));
        assert_eq!(Package::open(b"{\\rtf1 RTO}").err(), Some(other_office(".rtf", ".docx")));
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
