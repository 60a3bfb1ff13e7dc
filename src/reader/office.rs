//! The files of office programs: what a package holds decides how it is read, not the name of the file.

use super::diagram::vsdx;
use super::package::{Package, not_office};
use super::{docx, pptx, xlsx, xml};
use crate::evidence::Text;
use crate::language::Message;

/// Reads a Word, PowerPoint, Excel or Visio file.
///
/// # Errors
///
/// The reason why it cannot be read, with the cure.
pub fn read(bytes: &[u8]) -> Result<Text, Message> {
    let mut package = Package::open(bytes)?;
    let (path, xml) = package.main()?;
    match xml::root(&xml)?.as_str() {
        "document" => docx::document(&mut package, &path, &xml),
        "presentation" => pptx::deck(&mut package, &path, &xml),
        "VisioDocument" => vsdx::drawing(&mut package, &path),
        "workbook" => xlsx::workbook(&mut package, &path, &xml),
        _ => Err(not_office()),
    }
}
