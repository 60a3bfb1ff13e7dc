//! What lies on the pages: form fields that are filled in, text boxes and links. Comments, highlights and hidden fields
//! say nothing.

use std::collections::BTreeSet;

use unpdf::parser::raw::{PdfDict, PdfObject, RawDocument};

use super::words;
use crate::config;
use crate::evidence::BlockKind;
use crate::reader::encoding;

/// How many fields may lie within each other.
const MAX_FIELD_DEPTH: usize = 32;

/// The flag of what is never shown.
const HIDDEN: i64 = 2;

/// What was found on the pages.
#[derive(Default)]
pub struct Around {
    /// Filled fields as rows of name and value, and text boxes as paragraphs, each with its page.
    pub fields: Vec<(u32, BlockKind, String)>,
    /// The targets of links, each with its page.
    pub links: Vec<(u32, String)>,
    /// Whether the form is drawn by a program inside it, which only its own reader runs.
    pub is_dynamic: bool,
}

/// Reads what lies on the pages; a damaged document has nothing.
pub fn read(bytes: &[u8]) -> Around {
    let mut around = Around::default();
    let Ok(document) = RawDocument::load(bytes) else { return around };
    let objects = Objects(&document);
    let form = document.catalog().ok().and_then(|catalog| objects.dict(catalog.get(&b"AcroForm"[..])?));
    around.is_dynamic = form.is_some_and(|form| form.contains_key(&b"XFA"[..]));
    let mut known = BTreeSet::new();
    let mut left = config::MAX_PDF_ANNOTATIONS;
    for (number, id) in document.pages() {
        let Ok(page) = document.get_dict(id) else { continue };
        for annotation in objects.list(page, b"Annots").iter().take(left) {
            left -= 1;
            let Some(annotation) = objects.dict(annotation) else { continue };
            if objects.get(annotation, b"F").and_then(PdfObject::as_i64).is_some_and(|flags| flags & HIDDEN != 0) {
                continue;
            }
            match objects.get(annotation, b"Subtype").and_then(PdfObject::as_name) {
                Some(b"Link") => around.links.extend(objects.target(annotation).map(|target| (number, target))),
                Some(b"Widget") => {
                    let row = objects.field(annotation).filter(|row| known.insert((number, row.clone())));
                    around.fields.extend(row.map(|row| (number, BlockKind::Row, row)));
                }
                Some(b"FreeText") => {
                    let words = objects.text(annotation, b"Contents");
                    around.fields.extend(words.map(|words| (number, BlockKind::Paragraph, words)));
                }
                _ => {}
            }
        }
    }
    around
}

struct Objects<'a>(&'a RawDocument);

impl<'a> Objects<'a> {
    fn get(&self, dict: &'a PdfDict, key: &[u8]) -> Option<&'a PdfObject> {
        dict.get(key).map(|object| self.0.resolve(object))
    }

    fn dict(&self, object: &'a PdfObject) -> Option<&'a PdfDict> {
        self.0.resolve(object).as_dict()
    }

    fn list(&self, dict: &'a PdfDict, key: &[u8]) -> &'a [PdfObject] {
        self.get(dict, key).and_then(PdfObject::as_array).unwrap_or_default()
    }

    fn text(&self, dict: &'a PdfDict, key: &[u8]) -> Option<String> {
        let text = words::clean(&encoding::decode(self.get(dict, key)?.as_str_bytes()?));
        (!text.is_empty()).then_some(text)
    }

    /// Where a link leads: an address or a file.
    fn target(&self, link: &'a PdfDict) -> Option<String> {
        let action = self.get(link, b"A")?.as_dict()?;
        self.text(action, b"URI").or_else(|| self.text(action, b"F")).or_else(|| {
            let file = self.get(action, b"F")?.as_dict()?;
            self.text(file, b"UF").or_else(|| self.text(file, b"F"))
        })
    }

    /// The name and the value of a field; a field without a value says nothing.
    fn field(&self, widget: &'a PdfDict) -> Option<String> {
        let mut value = None;
        let mut shown_name = None;
        let mut names = Vec::new();
        let mut at = Some(widget);
        for _ in 0..MAX_FIELD_DEPTH {
            let Some(field) = at else { break };
            value = value.or_else(|| self.value(self.get(field, b"V")?));
            shown_name = shown_name.or_else(|| self.text(field, b"TU"));
            names.extend(self.text(field, b"T"));
            at = self.get(field, b"Parent").and_then(PdfObject::as_dict);
        }
        names.reverse();
        let name = shown_name.unwrap_or_else(|| names.join("."));
        Some(format!("{name} | {}", value?))
    }

    fn value(&self, value: &'a PdfObject) -> Option<String> {
        let value = match value {
            PdfObject::Str(bytes) => encoding::decode(bytes),
            PdfObject::Name(name) if name != b"Off" => encoding::decode(name),
            PdfObject::Array(values) => {
                let values = values.iter().filter_map(|value| self.0.resolve(value).as_str_bytes());
                values.map(encoding::decode).collect::<Vec<_>>().join(", ")
            }
            _ => return None,
        };
        let value = words::clean(&value);
        (!value.is_empty()).then_some(value)
    }
}
