//! Word: headings by style or outline level, paragraphs, table rows and notes, with their pages where the program left
//! marks of them. Headers, footers, comments, deletions and hidden text say nothing.

mod blocks;
mod body;
mod styles;

use super::format::{Format, Read};
use super::package::Package;
use super::{office, xml};
use crate::evidence::{Kind, Text};
use crate::language::Message;

use blocks::{Blocks, Notes};
use body::Body;
use styles::Styles;

pub static FORMAT: Format =
    Format { endings: &["docx", "docm", "doc", "odt", "rtf"], kind: Kind::Text, read: Read::Bytes(office::read) };

/// The mark that Word leaves where a page began when it last showed the document.
const PAGE_MARK: &str = "lastRenderedPageBreak";

/// Reads a document from its main part.
pub fn document(package: &mut Package<'_>, path: &str, xml: &str) -> Result<Text, Message> {
    let relations = package.relations(path)?;
    let styles = match package.related(&relations, "styles")? {
        Some((_, xml)) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let mut notes = Notes::new();
    let mut references = Vec::new();
    for kind in ["footnotes", "endnotes"] {
        if let Some((path, xml)) = package.related(&relations, kind)? {
            let relations = package.relations(&path)?;
            let none = Notes::new();
            let mut part = Body::new(Blocks::new(&styles, &none, false), &relations);
            xml::walk(&xml, &mut part)?;
            notes.extend(part.notes);
            references.extend(part.blocks.text.references);
        }
    }
    let mut body = Body::new(Blocks::new(&styles, &notes, xml.contains(PAGE_MARK)), &relations);
    xml::walk(xml, &mut body)?;
    let mut text = body.blocks.text;
    text.references.extend(references);
    Ok(text)
}

#[cfg(test)]
mod tests;
