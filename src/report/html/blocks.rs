//! The parts of a page as elements.

use std::fmt::Write as _;

use super::Program;
use super::escaped;
use crate::evidence::Place;
use crate::report::page::{Block, Line, Span, Table, target};

impl Program<'_> {
    /// Blocks one after the other. The heading that a part of the page brings along is left out: its section has it.
    pub fn blocks(&self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Heading(..) => String::new(),
            Block::Paragraph(words) => format!("<p>{}</p>\n", self.line(words)),
            Block::List(items) => self.list(items),
            Block::Table(table) => self.table(table),
        }
    }

    /// A list, an item to a line.
    pub fn list(&self, items: &[Line]) -> String {
        let items: Vec<_> = items.iter().map(|item| format!("<li>{}</li>\n", self.line(item))).collect();
        format!("<ul>\n{}</ul>\n", items.concat())
    }

    /// A table; the first cell of a row names it.
    pub fn table(&self, table: &Table) -> String {
        let names: Vec<_> = table.header.iter().map(|name| escaped(name)).collect();
        let mut rows = header(&names);
        for cells in &table.rows {
            let mut cells = cells.iter().map(|cell| self.line(cell));
            let name = cells.next().unwrap_or_default();
            let cells: Vec<_> = cells.map(|cell| format!("<td>{cell}</td>")).collect();
            let _ = writeln!(rows, "<tr><th scope=\"row\">{name}</th>{}</tr>", cells.concat());
        }
        scrolled(&escaped(&table.name), "", &(rows + "</tbody>\n"))
    }

    /// The begin of a table whose columns have these names.
    pub fn columns(&self, keys: &[&'static str]) -> String {
        header(&keys.iter().map(|key| self.word(key)).collect::<Vec<_>>())
    }

    /// Words on one line.
    pub fn line(&self, words: &Line) -> String {
        let spans = words.0.iter().map(|span| match span {
            Span::Plain(text) => escaped(text),
            Span::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
            Span::Code(text) => format!("<code>{}</code>", escaped(text)),
            Span::Link { place, .. } => self.place(place),
            Span::Tone(_) => String::new(),
        });
        spans.collect::<String>().trim().to_owned()
    }

    /// A place, to be opened where places are linked.
    pub fn place(&self, place: &Place) -> String {
        let shown = escaped(&place.shown(self.view.language));
        match self.view.links {
            Some(links) => format!("<a href=\"{}\">{shown}</a>", escaped(&(links.to_owned() + &target(place)))),
            None => format!("<code>{shown}</code>"),
        }
    }
}

/// The begin of a table, up to its first row.
pub fn header(escaped: &[String]) -> String {
    let names: Vec<_> = escaped.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    format!("<thead><tr>{}</tr></thead>\n<tbody>\n", names.concat())
}

/// A table that scrolls by itself where it is wider than the page, also by the keyboard. `rows` are its elements.
pub fn scrolled(name: &str, class: &str, rows: &str) -> String {
    format!(
        "<div class=\"scroll\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\">\n<table class=\"{class}\">\n{rows}</table>\n</div>\n"
    )
}
