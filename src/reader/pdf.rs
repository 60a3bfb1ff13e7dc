//! PDF: pages with headings, paragraphs, table rows, listings, form fields and links. Comments, struck-out words and
//! what is repeated at the edges of pages say nothing.

mod annotations;
mod depth;
mod edges;
mod extract;
mod layout;
mod titles;
mod words;

use super::format::{Format, Read};
use crate::evidence::{BlockKind, Kind, Reference, Spot, Text};
use crate::language::Message;

pub static FORMAT: Format = Format { endings: &["pdf"], kind: Kind::Text, read: Read::Bytes(read) };

/// A page.
#[derive(Default)]
struct Page {
    /// Counted from 1.
    number: u32,
    /// What stands on it, in the order of reading.
    pieces: Vec<Piece>,
    /// Whether it shows a picture or drawn letters that may hold words.
    is_drawn: bool,
}

/// A piece of a page that becomes a block.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    kind: BlockKind,
    words: String,
    /// How many of its bytes are the text of links.
    linked: usize,
}

fn read(bytes: &[u8]) -> Result<Text, Message> {
    if depth::is_too_deep(bytes) {
        return Err(Message::new("unreadable.damaged"));
    }
    let mut document = extract::extract(bytes)?;
    let around = annotations::read(bytes);
    if document.pages.iter().all(|page| page.pieces.is_empty()) && around.fields.is_empty() {
        let drawn = document.pages.iter().any(|page| page.is_drawn);
        return Err(Message::new(if drawn { "unreadable.pictures" } else { "unreadable.empty" }));
    }
    edges::drop_repeated(&mut document.pages);
    titles::demote_contents(&mut document.pages);
    if !titles::apply(&mut document.pages, &document.outline) {
        let titles = layout::titles(bytes);
        titles::apply(&mut document.pages, &titles);
    }
    let mut text = Text::default();
    for page in &document.pages {
        let spot = Spot::Page(page.number);
        for piece in &page.pieces {
            text.push_linked(piece.kind, &piece.words, piece.linked, spot.clone());
        }
        for (_, kind, words) in around.fields.iter().filter(|(number, ..)| *number == page.number) {
            text.push(*kind, words, spot.clone());
        }
    }
    let links = around.links.into_iter();
    text.references.extend(links.map(|(page, target)| Reference { target, spot: Spot::Page(page), link: true }));
    let form = around.is_dynamic.then(|| Message::new("incomplete.form"));
    text.incomplete = form.or_else(|| incomplete(&document));
    Ok(text)
}

/// What of a document could not be read, where there is something.
fn incomplete(document: &extract::Document) -> Option<Message> {
    let pictures = document.pages.iter().filter(|page| page.is_drawn && page.pieces.is_empty()).count();
    if document.is_lossy {
        Some(Message::new("incomplete.damaged"))
    } else if pictures > 0 {
        Some(Message::new("incomplete.pictures").with("n", pictures))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
