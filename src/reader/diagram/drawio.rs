//! draw.io: the labels of every page, and the AWS shapes by name.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::markup::{attribute, percent_decoded, unpacked, words};
use super::{damaged, shape};
use crate::config::MAX_DRAWING;
use crate::evidence::{BlockKind, Kind, Reference, Spot, Text};
use crate::language::Message;
use crate::reader::encoding;
use crate::reader::format::{Format, Read};

pub static FORMAT: Format = Format { endings: &["drawio", "dio", "xml"], kind: Kind::Diagram, read: Read::Bytes(read) };

fn read(bytes: &[u8]) -> Result<Text, Message> {
    let source = encoding::decode(bytes);
    if is_drawio(&source) {
        return labels(&source);
    }
    // Some other XML is no drawing; a file that is called one and holds no XML is damaged.
    if source.trim_start().starts_with('<') { Ok(Text::default()) } else { Err(damaged()) }
}

/// Whether a text is the source of a draw.io drawing: looked for near its beginning only.
pub fn is_drawio(source: &str) -> bool {
    let near = &source.as_bytes()[..source.len().min(4096)];
    [b"<mxfile".as_slice(), b"<mxGraphModel"].iter().any(|mark| near.windows(mark.len()).any(|found| found == *mark))
}

/// The labels of a drawing's source.
pub fn labels(source: &str) -> Result<Text, Message> {
    let mut drawing = Drawing { text: Text::default(), page: 0, allowance: MAX_DRAWING, view: View::default() };
    drawing.file(source)?;
    let shows = drawing.text.blocks.iter().any(|block| block.kind == BlockKind::Label);
    if shows { Ok(drawing.text) } else { Err(Message::new("unreadable.empty")) }
}

struct Drawing {
    text: Text,
    page: u32,
    /// How many bytes its pages may still unpack to.
    allowance: u64,
    view: View,
}

/// What is known of the page at hand.
#[derive(Default)]
struct View {
    /// Cells on hidden layers, and hidden cells.
    hidden: HashSet<String>,
    /// Shapes named already.
    shapes: HashSet<String>,
    /// The object around the next cell, which carries its label: id and label.
    object: Option<(String, String)>,
}

impl Drawing {
    fn file(&mut self, source: &str) -> Result<(), Message> {
        let mut packed = String::new();
        let mut reader = Reader::from_str(source);
        let mut open = 0_usize;
        loop {
            match reader.read_event().map_err(|_| damaged())? {
                Event::Start(element) => {
                    open += 1;
                    packed.clear();
                    self.element(&element);
                }
                Event::Empty(element) => self.element(&element),
                Event::Text(text) if open > 0 => packed.push_str(&text),
                Event::End(element) => {
                    open = open.saturating_sub(1);
                    if element.name().as_ref() == "diagram" && !packed.trim().is_empty() {
                        let model = self.unpack(&packed)?;
                        self.model(&model)?;
                    }
                    packed.clear();
                }
                Event::Eof => return if open == 0 { Ok(()) } else { Err(damaged()) },
                _ => {}
            }
        }
    }

    /// A page that was packed; pages do not lie within pages.
    fn model(&mut self, source: &str) -> Result<(), Message> {
        let mut reader = Reader::from_str(source);
        loop {
            match reader.read_event().map_err(|_| damaged())? {
                Event::Start(element) | Event::Empty(element) if element.name().as_ref() != "diagram" => {
                    self.element(&element);
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Base64, then raw deflate, then percent-encoding.
    fn unpack(&mut self, packed: &str) -> Result<String, Message> {
        let packed: String = packed.split_whitespace().collect();
        let bytes = STANDARD.decode(packed).map_err(|_| damaged())?;
        let model = unpacked(DeflateDecoder::new(bytes.as_slice()), &mut self.allowance)?.ok_or_else(damaged)?;
        Ok(percent_decoded(&String::from_utf8_lossy(&model)).into_owned())
    }

    fn element(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "diagram" => {
                self.page = self.page.saturating_add(1);
                self.view = View::default();
                let name = attribute(element, "name").unwrap_or_default();
                self.text.push(BlockKind::Heading(2), &words(&name), self.spot());
            }
            "UserObject" | "object" => {
                let label = attribute(element, "label").unwrap_or_default();
                if let Some(target) = attribute(element, "link").filter(|link| !link.starts_with("data:")) {
                    self.text.references.push(Reference { target, spot: self.spot(), link: true });
                }
                self.view.object = Some((attribute(element, "id").unwrap_or_default(), label));
            }
            "mxCell" => self.cell(element),
            _ => {}
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) {
        let object = self.view.object.take();
        let get = |name| attribute(element, name).unwrap_or_default();
        let (id, label) = object.unwrap_or_else(|| (get("id"), get("value")));
        let parent = get("parent");
        if get("visible") == "0" || self.view.hidden.contains(&parent) {
            self.view.hidden.insert(id);
            return;
        }
        // What lies directly in the root is a layer, whose name nobody sees.
        if parent == "0" && get("vertex").is_empty() && get("edge").is_empty() {
            return;
        }
        self.text.push(BlockKind::Label, &words(&label), self.spot());
        for name in shape::names(&get("style")) {
            if self.view.shapes.insert(name.clone()) {
                self.text.push(BlockKind::Label, &name, self.spot());
            }
        }
    }

    fn spot(&self) -> Spot {
        Spot::Page(self.page.max(1))
    }
}
