//! The pages of a PDF: the one place that knows the library's pages.

use std::ops::ControlFlow;

use unpdf::model::OutlineItem;
use unpdf::{Block, ErrorKind, InlineContent, PageStreamOptions, Paragraph, ParseEvent, PdfParser, Table};

use super::{Page, Piece, titles::Title, words};
use crate::config;
use crate::evidence::BlockKind;
use crate::language::Message;

/// The share of a page that pictures cover when it may be a scan.
const SCANNED: f32 = 0.3;

/// Letters drawn as shapes: a page with more filled shapes than this and no text may show words.
const DRAWN_LETTERS: u32 = 200;

/// What is read of a document.
#[derive(Default)]
pub struct Document {
    /// Its pages.
    pub pages: Vec<Page>,
    /// The titles that its outline names, in order.
    pub outline: Vec<Title>,
    /// Whether words or pages are known to be lost.
    pub is_lossy: bool,
}

/// Reads a document.
///
/// # Errors
///
/// The reason why nothing can be read, with the cure.
pub fn extract(bytes: &[u8]) -> Result<Document, Message> {
    let parser = PdfParser::from_bytes(bytes).map_err(|error| reason(error.kind()))?;
    let pages = usize::try_from(parser.page_count()).unwrap_or(usize::MAX);
    if pages == 0 {
        return Err(Message::new("unreadable.no_pages"));
    }
    if pages > config::MAX_PDF_PAGES {
        return Err(Message::new("unreadable.too_many_pages").with("n", config::MAX_PDF_PAGES));
    }
    let mut document = Document::default();
    let (mut size, mut runs, mut failed) = (0, 0, false);
    // Files are read on all cores already; a second pool inside would wait for itself.
    let options = PageStreamOptions { parallel: false, ..PageStreamOptions::default() };
    let quality = parser.for_each_page(options, |event| {
        match event {
            ParseEvent::DocumentStart { outline, .. } => {
                let items = outline.map(|outline| outline.items).unwrap_or_default();
                titles(items, &mut document.outline);
            }
            ParseEvent::PageParsed(page) => {
                runs += usize::try_from(page.text_op_count).unwrap_or(usize::MAX);
                let page = page_of(&page);
                size += page.pieces.iter().map(|piece| piece.words.len()).sum::<usize>();
                document.pages.push(page);
            }
            ParseEvent::PageFailed { page, .. } => {
                failed = true;
                document.pages.push(Page { number: page, ..Page::default() });
            }
            ParseEvent::Progress { .. } | ParseEvent::DocumentEnd { .. } => {}
        }
        if size > config::MAX_PDF_TEXT { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let quality = quality.map_err(|error| reason(error.kind()))?;
    if size > config::MAX_PDF_TEXT {
        return Err(Message::new("unreadable.unpacked").with("n", config::MAX_PDF_TEXT / 1024 / 1024));
    }
    // Bullets and ornaments in fonts of their own are lost in sound files too, so a few runs are none.
    let lost_runs = quality.suppressed_text_runs > runs / 5;
    document.is_lossy = failed || quality.pages_incomplete || quality.undecodable_content_streams > 0 || lost_runs;
    Ok(document)
}

fn reason(kind: ErrorKind) -> Message {
    Message::new(match kind {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword | ErrorKind::UnsupportedVersion => "unreadable.password",
        ErrorKind::UnknownFormat => "unreadable.not_pdf",
        _ => "unreadable.damaged",
    })
}

/// The titles of an outline in the order of the document.
fn titles(items: Vec<OutlineItem>, titles: &mut Vec<Title>) {
    let mut open: Vec<_> = items.into_iter().rev().map(|item| (item, 1_u8)).collect();
    while let Some((item, level)) = open.pop() {
        if let Some(page) = item.page {
            titles.push(Title { page, level: level.min(6), words: item.title });
        }
        open.extend(item.children.into_iter().rev().map(|child| (child, level.saturating_add(1))));
    }
}

fn page_of(page: &unpdf::Page) -> Page {
    let mut pieces = Vec::new();
    for block in &page.elements {
        match block {
            Block::Paragraph(paragraph) => {
                let running = if paragraph.style.list_info.is_some() { BlockKind::Item } else { BlockKind::Paragraph };
                let kind = paragraph.style.heading_level.map_or(running, BlockKind::Heading);
                pieces.push(piece(kind, std::iter::once(paragraph)));
            }
            Block::Table(table) => pieces.extend(rows(table)),
            Block::Code { content } => {
                pieces.push(Piece { kind: BlockKind::Code, words: content.clone(), linked: 0 });
            }
            Block::Raw { content } => {
                pieces.push(Piece { kind: BlockKind::Paragraph, words: words::clean(content), linked: 0 });
            }
            Block::Image { .. } | Block::HorizontalRule | Block::PageBreak | Block::SectionBreak => {}
        }
    }
    pieces.retain(|piece| !piece.words.trim().is_empty());
    let is_drawn = page.image_coverage > SCANNED || page.fill_op_count > DRAWN_LETTERS;
    Page { number: page.number, pieces, is_drawn }
}

/// The rows of a table, with its cells apart; an empty cell keeps its place.
fn rows(table: &Table) -> impl Iterator<Item = Piece> {
    table.rows.iter().map(|row| {
        let cells: Vec<_> = row.cells.iter().map(|cell| piece(BlockKind::Row, cell.content.iter())).collect();
        let joined: Vec<_> = cells.iter().map(|cell| cell.words.as_str()).collect();
        let empty = joined.iter().all(|cell| cell.is_empty());
        Piece {
            kind: BlockKind::Row,
            words: if empty { String::new() } else { joined.join(" | ") },
            linked: cells.iter().map(|cell| cell.linked).sum(),
        }
    })
}

/// The words of paragraphs, without those struck out; the number of a list item stays before it.
fn piece<'a>(kind: BlockKind, paragraphs: impl Iterator<Item = &'a Paragraph>) -> Piece {
    let (mut words, mut linked) = (String::new(), 0);
    for paragraph in paragraphs {
        if !words.is_empty() {
            words.push(' ');
        }
        if let Some(number) = paragraph.style.list_info.as_ref().and_then(|list| list.item_number) {
            words.push_str(&number.to_string());
            words.push_str(". ");
        }
        for content in &paragraph.content {
            match content {
                InlineContent::Text(run) if !run.style.strikethrough => words.push_str(&run.text),
                InlineContent::Link { text, style, .. } if !style.strikethrough => {
                    words.push_str(text);
                    linked += text.len();
                }
                InlineContent::LineBreak => words.push(' '),
                InlineContent::Text(_) | InlineContent::Link { .. } | InlineContent::Image { .. } => {}
            }
        }
    }
    Piece { kind, words: words::clean(&words), linked }
}
