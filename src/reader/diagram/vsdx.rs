//! Visio: the text of the shapes on every page.

use std::collections::HashMap;
use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::markup::{attribute, entity, one_line, unpacked};
use super::{damaged, too_large};
use crate::config::{MAX_DRAWING, MAX_PAGES};
use crate::evidence::{BlockKind, Kind, Spot, Text};
use crate::language::Message;
use crate::reader::format::{Format, Read};
use crate::reader::{compound, encoding};

pub static FORMAT: Format = Format { endings: &["vsdx", "vsd"], kind: Kind::Diagram, read: Read::Bytes(read) };

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn read(bytes: &[u8]) -> Result<Text, Message> {
    if let Some(why) = compound::refusal(bytes) {
        return Err(why);
    }
    let mut archive = Archive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut allowance = MAX_DRAWING;
    let mut pages: Vec<u32> = archive.file_names().filter_map(number).collect();
    pages.sort_unstable();
    if pages.len() > MAX_PAGES {
        return Err(too_large());
    }
    let names = names(&mut archive, &mut allowance)?;
    let mut text = Text::default();
    for page in pages {
        let part = format!("page{page}.xml");
        let Some(source) = part_of(&mut archive, &format!("visio/pages/{part}"), &mut allowance)? else {
            return Err(damaged());
        };
        if let Some(name) = names.get(&part) {
            text.push(BlockKind::Heading(2), &one_line(name), Spot::Page(page));
        }
        shapes(&source, page, &mut text)?;
    }
    let shows = text.blocks.iter().any(|block| block.kind == BlockKind::Label);
    if shows { Ok(text) } else { Err(Message::new("unreadable.empty")) }
}

/// The number of a page's part.
fn number(part: &str) -> Option<u32> {
    part.strip_prefix("visio/pages/page")?.strip_suffix(".xml")?.parse().ok()
}

/// A part as text; `None` where the archive has none of this name, or a broken one.
fn part_of(archive: &mut Archive<'_>, name: &str, allowance: &mut u64) -> Result<Option<String>, Message> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    Ok(unpacked(part, allowance)?.map(|bytes| encoding::decode(&bytes)))
}

/// The name of each page's part, by way of the relations that lead to it.
fn names(archive: &mut Archive<'_>, allowance: &mut u64) -> Result<HashMap<String, String>, Message> {
    let pages = part_of(archive, "visio/pages/pages.xml", allowance)?.unwrap_or_default();
    let relations = part_of(archive, "visio/pages/_rels/pages.xml.rels", allowance)?.unwrap_or_default();
    let mut by_relation = HashMap::new();
    let mut name = None;
    each_element(&pages, |element| match element.local_name().as_ref() {
        "Page" => name = attribute(element, "Name"),
        "Rel" => by_relation.extend(attribute(element, "r:id").zip(name.take())),
        _ => {}
    })?;
    let mut by_part = HashMap::new();
    each_element(&relations, |element| {
        let name = attribute(element, "Id").and_then(|id| by_relation.remove(&id));
        by_part.extend(attribute(element, "Target").zip(name));
    })?;
    Ok(by_part)
}

fn each_element(source: &str, mut visit: impl FnMut(&quick_xml::events::BytesStart<'_>)) -> Result<(), Message> {
    let mut reader = Reader::from_str(source);
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) | Event::Empty(element) => visit(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The texts of a page's shapes.
fn shapes(source: &str, page: u32, text: &mut Text) -> Result<(), Message> {
    let mut reader = Reader::from_str(source);
    let mut label = None::<String>;
    loop {
        let words = match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) if element.local_name().as_ref() == "Text" => {
                label = Some(String::new());
                continue;
            }
            Event::End(element) if element.local_name().as_ref() == "Text" => {
                let words = one_line(&label.take().unwrap_or_default());
                text.push(BlockKind::Label, &words, Spot::Page(page));
                continue;
            }
            Event::Text(words) => words.to_string(),
            Event::CData(words) => words.to_string(),
            Event::GeneralRef(name) => entity(&name),
            Event::Eof => return Ok(()),
            _ => continue,
        };
        if let Some(label) = &mut label {
            label.push_str(&words);
        }
    }
}
