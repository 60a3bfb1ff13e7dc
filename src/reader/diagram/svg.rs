//! SVG: its text, titles and descriptions; the draw.io source instead, where an export carries it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::markup::{attribute, entity, is_inline, one_line, percent_decoded};
use super::{damaged, drawio};
use crate::config::MAX_XML_DEPTH;
use crate::evidence::{BlockKind, Kind, Text};
use crate::language::Message;
use crate::reader::encoding;
use crate::reader::format::{Format, Lines, Read};

pub static FORMAT: Format = Format { endings: &["svg"], kind: Kind::Diagram, read: Read::Bytes(read) };

fn read(bytes: &[u8]) -> Result<Text, Message> {
    let source = encoding::decode(bytes);
    let mut svg =
        Svg { text: Text::default(), lines: Lines::of(&source), label: None, inside: 0, switches: Vec::new() };
    let mut reader = Reader::from_str(&source);
    let mut open = 0_usize;
    let mut is_svg = false;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) => {
                if open == 0 {
                    is_svg |= element.local_name().as_ref() == "svg";
                    if let Some(text) = embedded(&element) {
                        return Ok(text);
                    }
                }
                open += 1;
                if open > MAX_XML_DEPTH {
                    return Err(damaged());
                }
                svg.start(&element, at);
            }
            Event::Empty(element) => svg.part(&element),
            Event::Text(text) => svg.words(&text),
            Event::CData(text) => svg.words(&text),
            Event::GeneralRef(name) => svg.words(&entity(&name)),
            Event::End(element) => {
                open = open.saturating_sub(1);
                svg.end(element.local_name().as_ref());
            }
            Event::Eof => return if open == 0 && is_svg { Ok(svg.text) } else { Err(damaged()) },
            _ => {}
        }
    }
}

/// The labels of the draw.io source in the attribute `content`, where it can be read.
fn embedded(element: &BytesStart<'_>) -> Option<Text> {
    let source = attribute(element, "content")?;
    let source = if source.starts_with('%') { percent_decoded(&source) } else { source.as_str().into() };
    drawio::labels(&source).ok()
}

struct Svg {
    text: Text,
    lines: Lines,
    /// The label at hand, and where it began.
    label: Option<(String, usize)>,
    /// How many elements are open inside it.
    inside: usize,
    /// For each open `switch`, whether one of its alternatives has been read.
    switches: Vec<bool>,
}

impl Svg {
    fn start(&mut self, element: &BytesStart<'_>, at: usize) {
        if self.label.is_some() {
            self.inside += 1;
            self.part(element);
            return;
        }
        match element.local_name().as_ref() {
            "switch" => self.switches.push(false),
            "text" | "title" | "desc" | "foreignObject" if !self.switches.contains(&true) => {
                self.label = Some((String::new(), at));
            }
            _ => {}
        }
    }

    /// An element inside a label parts its words, unless it only styles them where they stand.
    fn part(&mut self, element: &BytesStart<'_>) {
        let Some((label, _)) = &mut self.label else { return };
        let name = element.local_name();
        let is_placed = ["x", "y", "dy"].iter().any(|name| attribute(element, name).is_some());
        if is_placed || !is_inline(name.as_ref()) {
            label.push(' ');
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((label, _)) = &mut self.label {
            label.push_str(words);
        }
    }

    fn end(&mut self, name: &str) {
        if self.inside > 0 {
            self.inside -= 1;
            if let Some((label, _)) = &mut self.label
                && !is_inline(name)
            {
                label.push(' ');
            }
        } else if let Some((label, at)) = self.label.take() {
            let label = one_line(&label);
            if let Some(was_read) = self.switches.last_mut() {
                *was_read |= !label.is_empty();
            }
            self.text.push(BlockKind::Label, &label, self.lines.at(at));
        } else if name == "switch" {
            self.switches.pop();
        }
    }
}
