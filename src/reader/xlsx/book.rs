//! The workbook itself: which sheets it has, and what its days are counted from.

use super::number::Epoch;
use crate::config::MAX_SHEETS;
use crate::evidence::Spot;
use crate::language::Message;
use crate::reader::masking;
use crate::reader::xml::{self, Element, Step, Visit, damaged};
use crate::secret::Secret;

/// How many characters of a name are kept; every row says the name of its sheet, and Excel allows 31.
const LONGEST_NAME: usize = 64;

/// What the main part says.
#[derive(Default)]
pub struct Book {
    /// The sheets in the order of their tabs.
    pub sheets: Vec<Tab>,
    /// The secrets in the names of sheets, which are masked there.
    pub secrets: Vec<(Secret, Spot)>,
    /// What day 0 is.
    pub epoch: Epoch,
}

/// The tab of a sheet.
pub struct Tab {
    pub name: String,
    /// The relation that leads to the sheet.
    pub relation: String,
    pub hidden: bool,
}

impl Book {
    /// Reads the main part.
    pub fn read(xml: &str) -> Result<Self, Message> {
        let mut book = Self::default();
        xml::walk(xml, &mut book)?;
        if book.sheets.len() > MAX_SHEETS {
            return Err(Message::new("unreadable.sheets").with("n", MAX_SHEETS));
        }
        if book.sheets.is_empty() { Err(damaged()) } else { Ok(book) }
    }
}

impl Visit for Book {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        match name {
            "workbookPr" if element.says("date1904") => self.epoch = Epoch::Of1904,
            "sheet" if self.sheets.len() <= MAX_SHEETS => {
                let (name, secrets) = masking::in_name(&element.get("name").unwrap_or_default());
                let name: String = name.chars().take(LONGEST_NAME).collect();
                let first = Spot::Row(name.as_str().into(), 1);
                self.secrets.extend(secrets.into_iter().map(|secret| (secret, first.clone())));
                self.sheets.push(Tab {
                    name,
                    relation: element.relation().unwrap_or_default(),
                    hidden: matches!(element.get("state").as_deref(), Some("hidden" | "veryHidden")),
                });
            }
            _ => {}
        }
        Step::In
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}
