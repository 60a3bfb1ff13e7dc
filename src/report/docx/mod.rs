//! Word: the filled self-assessment with real headings, lists and tables, as `WordprocessingML` (ECMA-376, part 1).

mod body;
mod parts;
mod table;

use std::io::{self, Write};

use super::page::{Block, Line, Span};
use super::{View, filled, office};
use crate::assessment::Assessment;

use body::Body;

/// Writes one document, each self-assessment beginning on a page of its own.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let pages: Vec<_> = assessments.iter().map(|assessment| filled::page(assessment, view)).collect();
    let mut body = Body::new(view.links);
    for page in &pages {
        body.page(page)?;
    }
    let (document, targets) = body.finish()?;
    let titles: Vec<_> = pages.iter().filter_map(|page| title(page)).collect();
    let about = parts::About {
        title: titles.join(" · "),
        partner: assessments.first().and_then(|assessment| assessment.partner.clone()).unwrap_or_default(),
        as_of: assessments.first().map(|assessment| assessment.as_of).unwrap_or_default(),
        language: view.language,
    };
    office::package(&parts::all(&about, document, &targets), out)
}

/// The words of the first heading.
fn title(page: &[Block]) -> Option<String> {
    let words = |line: &Line| {
        let words = line.0.iter().filter_map(|span| match span {
            Span::Plain(words) | Span::Strong(words) | Span::Code(words) => Some(office::one_line(words)),
            Span::Link { .. } | Span::Tone(_) => None,
        });
        words.collect()
    };
    page.iter().find_map(|block| match block {
        Block::Heading(1, line) => Some(words(line)),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
