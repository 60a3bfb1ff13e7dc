//! The styles of a workbook: which number format each of them has.

use std::collections::HashMap;

use super::number::NumberFormat;
use crate::language::Message;
use crate::reader::xml::{self, Element, Step, Visit};

/// The most styles that a workbook can have; those that follow are as none.
const MOST: usize = 65_536;

/// Number formats by the number of the style.
#[derive(Default)]
pub struct Styles {
    formats: HashMap<u32, NumberFormat>,
    /// The number of the format of each style.
    of_style: Vec<u32>,
    inside: bool,
}

impl Styles {
    /// Reads the part that holds them.
    pub fn read(xml: &str) -> Result<Self, Message> {
        let mut styles = Self::default();
        xml::walk(xml, &mut styles)?;
        for id in &styles.of_style {
            styles.formats.entry(*id).or_insert_with(|| NumberFormat::built_in(*id));
        }
        Ok(styles)
    }

    /// The format of a cell by the number of its style; nothing for one that adds nothing.
    pub fn format(&self, style: Option<&str>) -> Option<&NumberFormat> {
        let style: usize = style.unwrap_or("0").parse().ok()?;
        self.formats.get(self.of_style.get(style)?)
    }
}

impl Visit for Styles {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        let id = || element.get("numFmtId").and_then(|id| id.parse().ok());
        match name {
            "numFmt" if self.formats.len() < MOST => {
                let code = element.get("formatCode").unwrap_or_default();
                self.formats.extend(id().map(|id| (id, NumberFormat::new(&code))));
            }
            // Formats that depend on a condition of the sheet.
            "dxfs" => return Step::Over,
            "cellXfs" => self.inside = true,
            "xf" if self.inside && self.of_style.len() < MOST => self.of_style.push(id().unwrap_or(0)),
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        self.inside &= name != "cellXfs";
    }

    fn words(&mut self, _: &str) {}
}
