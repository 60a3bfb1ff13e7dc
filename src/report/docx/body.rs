//! The main part: blocks as paragraphs and tables.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::table::Columns;
use crate::report::office::{INK, colors, one_line};
use crate::report::page;
use crate::report::page::{Block, Line, Span, Table, Tone};

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// The main part while it is written.
pub struct Body<'a> {
    xml: Writer<Vec<u8>>,
    links: Option<&'a str>,
    /// The addresses of the links, by the number in their relation's id.
    targets: Vec<String>,
    pages: usize,
}

/// How a paragraph is set.
#[derive(Default)]
struct Setting {
    /// The id of its style.
    style: &'static str,
    /// Whether it stays on the page of what follows.
    keeps_next: bool,
    /// Whether it begins a page.
    begins_page: bool,
    /// How its lines end, where not at the left.
    aligned: Option<&'static str>,
}

impl<'a> Body<'a> {
    /// Nothing yet; `links` stands before every path that is linked.
    pub fn new(links: Option<&'a str>) -> Self {
        Self { xml: Writer::new(Vec::new()), links, targets: Vec::new(), pages: 0 }
    }

    /// Adds the blocks of one self-assessment.
    pub fn page(&mut self, blocks: &[Block]) -> io::Result<()> {
        for (index, block) in blocks.iter().enumerate() {
            self.block(block, blocks.get(index + 1))?;
        }
        self.pages += 1;
        Ok(())
    }

    /// The part, and the addresses of its links.
    pub fn finish(self) -> io::Result<(Vec<u8>, Vec<String>)> {
        let blocks = self.xml.into_inner();
        let mut whole = Body::new(None);
        whole.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        whole.element("w:document", &NAMESPACES, |whole| {
            whole.element("w:body", &[], |whole| {
                whole.xml.get_mut().extend(blocks);
                whole.element("w:sectPr", &[], |whole| {
                    whole.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")])?;
                    whole.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
                    let (edge, sides) = ("1134", [("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")]);
                    let margins = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, edge));
                    whole.empty("w:pgMar", &[&margins[..], &sides[..]].concat())
                })
            })
        })?;
        Ok((whole.xml.into_inner(), self.targets))
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) -> io::Result<()> {
        match block {
            Block::Heading(level, line) => {
                let style = match level {
                    1 => "Heading1",
                    2 => "Heading2",
                    _ => "Heading3",
                };
                self.paragraph(
                    line,
                    &Setting { style, begins_page: *level == 1 && self.pages > 0, ..Setting::default() },
                )
            }
            Block::Paragraph(line) => {
                let leads = matches!(next, Some(Block::List(_) | Block::Table(_)));
                let is_label = matches!(&line.0[..], [Span::Strong(_)]);
                let style = if is_label { "Label" } else { "BodyText" };
                self.paragraph(line, &Setting { style, keeps_next: leads || is_label, ..Setting::default() })
            }
            Block::List(items) => items
                .iter()
                .try_for_each(|item| self.paragraph(item, &Setting { style: "ListBullet", ..Setting::default() })),
            Block::Table(table) => self.table(table),
        }
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        let columns = Columns::of(table);
        self.element("w:tbl", &[], |body| {
            body.element("w:tblPr", &[], |body| {
                body.empty("w:tblStyle", &[("w:val", "Report")])?;
                body.empty("w:tblW", &[("w:w", &Columns::WHOLE.to_string()), ("w:type", "dxa")])?;
                body.empty("w:tblLayout", &[("w:type", "fixed")])?;
                body.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")])?;
                body.empty("w:tblCaption", &[("w:val", &one_line(&table.name))])
            })?;
            body.element("w:tblGrid", &[], |body| {
                columns.widths.iter().try_for_each(|width| body.empty("w:gridCol", &[("w:w", &width.to_string())]))
            })?;
            let header: Vec<_> = table.header.iter().map(Line::plain).collect();
            body.row(&header, &columns, true)?;
            table.rows.iter().try_for_each(|row| body.row(row, &columns, false))
        })?;
        // A table needs a paragraph after it, and the eye some room.
        self.paragraph(&Line::default(), &Setting { style: "AfterTable", ..Setting::default() })
    }

    fn row(&mut self, cells: &[Line], columns: &Columns, is_header: bool) -> io::Result<()> {
        self.element("w:tr", &[], |body| {
            body.element("w:trPr", &[], |body| {
                body.empty("w:cantSplit", &[])?;
                if is_header { body.empty("w:tblHeader", &[]) } else { Ok(()) }
            })?;
            for ((cell, width), aligned) in cells.iter().zip(&columns.widths).zip(&columns.aligned) {
                body.element("w:tc", &[], |body| {
                    body.element("w:tcPr", &[], |body| {
                        body.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
                        match tone(cell) {
                            _ if is_header => body.shade(INK),
                            Some(tone) => body.shade(colors(tone).1),
                            None => Ok(()),
                        }
                    })?;
                    let style = if is_header { "TableHeader" } else { "TableText" };
                    body.paragraph(
                        cell,
                        &Setting { style, aligned: *aligned, keeps_next: is_header, begins_page: false },
                    )
                })?;
            }
            Ok(())
        })
    }

    fn shade(&mut self, fill: &str) -> io::Result<()> {
        self.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)])
    }

    fn paragraph(&mut self, line: &Line, setting: &Setting) -> io::Result<()> {
        self.element("w:p", &[], |body| {
            body.element("w:pPr", &[], |body| {
                body.empty("w:pStyle", &[("w:val", setting.style)])?;
                if setting.keeps_next {
                    body.empty("w:keepNext", &[])?;
                }
                if setting.begins_page {
                    body.empty("w:pageBreakBefore", &[])?;
                }
                match setting.aligned {
                    Some(aligned) => body.empty("w:jc", &[("w:val", aligned)]),
                    None => Ok(()),
                }
            })?;
            let mut tone = None;
            for span in &line.0 {
                match span {
                    Span::Tone(after) => tone = Some(*after),
                    _ => body.span(span, tone)?,
                }
            }
            Ok(())
        })
    }

    fn span(&mut self, span: &Span, tone: Option<Tone>) -> io::Result<()> {
        match span {
            Span::Plain(words) => self.run(words, None, tone),
            Span::Strong(words) => self.run(words, Some("Strong"), tone),
            Span::Code(words) => self.run(words, Some("Code"), None),
            Span::Tone(_) => Ok(()),
            Span::Link { place, shown } => match self.links {
                Some(links) => {
                    self.targets.push(links.to_owned() + &page::path(&place.file));
                    let id = link_id(self.targets.len());
                    let hyperlink = [("r:id", id.as_str()), ("w:history", "1")];
                    self.element("w:hyperlink", &hyperlink, |body| body.run(shown, Some("Hyperlink"), None))
                }
                None => self.run(shown, None, None),
            },
        }
    }

    fn run(&mut self, words: &str, style: Option<&str>, tone: Option<Tone>) -> io::Result<()> {
        self.element("w:r", &[], |body| {
            body.element("w:rPr", &[], |body| {
                if let Some(style) = style {
                    body.empty("w:rStyle", &[("w:val", style)])?;
                }
                match tone {
                    Some(tone) => body.empty("w:color", &[("w:val", colors(tone).0)]),
                    None => Ok(()),
                }
            })?;
            body.element("w:t", &[("xml:space", "preserve")], |body| {
                body.xml.write_event(Event::Text(BytesText::new(&one_line(words))))
            })
        })
    }

    fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.xml.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))?;
        inside(self)?;
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }
}

/// The id of the relation that leads to the address of a link, counted from 1.
pub fn link_id(number: usize) -> String {
    format!("link{number}")
}

fn tone(line: &Line) -> Option<Tone> {
    line.0.iter().find_map(|span| match span {
        Span::Tone(tone) => Some(*tone),
        _ => None,
    })
}
