//! The filled self-assessment as one HTML page: for a screen, a phone, a keyboard and paper. It loads nothing, and without
//! its script everything is visible.

mod blocks;
mod heat;
mod rows;
mod timeline;

use std::fmt::Write as _;
use std::io::{self, Write};

use super::View;
use super::filled;
use super::head::{ready, result};
use super::markup::{Document, escaped};
use crate::assessment::{Assessment, Verdict};
use crate::gate;
use crate::language::Message;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the self-assessments of one run on one page; before several, what each of them came to.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let several = assessments.len() > 1;
    let program = |(number, assessment)| Program { assessment, view, number: several.then_some(number + 1) };
    let programs: Vec<_> = assessments.iter().enumerate().map(program).collect();
    let say = |key| escaped(&Message::new(key).render(view.language));
    let mut body = format!("<a class=\"skip\" href=\"#content\">{}</a>\n<main id=\"content\">\n", say("html.skip"));
    let title = match &programs[..] {
        [only] => only.filled().title(),
        _ => summary(&programs, view, &mut body),
    };
    for program in &programs {
        program.write(&mut body);
    }
    body += "</main>\n";
    let page = Document { language: view.language, title: &title, style: STYLE, script: Some(SCRIPT), body: &body };
    write!(out, "{page}")
}

/// What each program came to, as the head of the page. Returns the name of the page.
fn summary(programs: &[Program<'_>], view: View<'_>, body: &mut String) -> String {
    let say = |message: &Message| message.render(view.language);
    let partner = programs.iter().find_map(|program| program.assessment.partner.clone());
    let partner = partner.unwrap_or_else(|| say(&Message::new("human.nameless")));
    let title = say(&Message::new("html.several").with("partner", partner));
    let _ = writeln!(body, "<header class=\"summary\">\n<h1>{}</h1>\n<ul>", escaped(&title));
    for program in programs {
        let name = escaped(program.assessment.checklist.title.get(view.language));
        let (id, outcome) = (program.id("program"), program.outcome());
        let _ = writeln!(body, "<li><a href=\"#{id}\">{name}</a>\n{outcome}</li>");
    }
    *body += "</ul>\n</header>\n";
    title
}

/// One program on the page.
struct Program<'a> {
    assessment: &'a Assessment<'a>,
    view: View<'a>,
    /// Its place among several.
    number: Option<usize>,
}

impl<'a> Program<'a> {
    fn write(&self, body: &mut String) {
        let (id, title) = (self.id("program"), self.id("title"));
        let _ = writeln!(body, "<article id=\"{id}\" aria-labelledby=\"{title}\">");
        self.head(body);
        let part = |write: fn(&mut filled::Page<'a>)| self.blocks(&self.filled().part(write));
        let mut parts = vec![
            ("rows", "filled.rows", self.overview()),
            ("matrix", "filled.matrix", self.heat()),
            ("detail", "html.detail", self.rows()),
            ("case-studies", "filled.case_studies", part(filled::Page::case_studies)),
            ("attestations", "filled.attestations", part(filled::Page::attestations)),
            ("errata", "explain.errata", self.errata(&self.assessment.checklist.errata)),
            ("index", "filled.index", part(filled::Page::index)),
            ("timeline", "html.timeline", self.timeline()),
        ];
        parts.retain(|(_, _, written)| !written.is_empty());
        let _ = writeln!(body, "<nav aria-label=\"{}\">\n<ul>", self.word("html.contents"));
        for (name, key, _) in &parts {
            let _ = writeln!(body, "<li><a href=\"#{}\">{}</a></li>", self.id(name), self.word(key));
        }
        *body += "</ul>\n</nav>\n";
        for (name, key, written) in &parts {
            let heading = self.heading(2, &self.word(key));
            let _ = writeln!(body, "<section class=\"part\" id=\"{}\">\n{heading}{written}</section>", self.id(name));
        }
        *body += "</article>\n";
    }

    /// Whose it is, by what, and what came of it.
    fn head(&self, body: &mut String) {
        let filled = self.filled();
        let level = self.level(1);
        let title = escaped(&filled.title());
        let facts = filled.facts();
        let (led, others): (Vec<_>, Vec<_>) =
            facts.iter().partition(|(key, _)| matches!(*key, "filled.partner" | "filled.result"));
        let partner = led.iter().find(|(key, _)| *key == "filled.partner");
        let partner = partner.map(|(_, name)| self.line(name)).unwrap_or_default();
        let _ = writeln!(body, "<header>\n<p class=\"partner\">{partner}</p>");
        let _ = writeln!(body, "<h{level} id=\"{}\">{title}</h{level}>", self.id("title"));
        let _ = writeln!(body, "{}<dl class=\"facts\">", self.outcome());
        for (key, value) in others {
            let _ = writeln!(body, "<div><dt>{}</dt><dd>{}</dd></div>", self.word(key), self.line(value));
        }
        *body += "</dl>\n";
        for text in filled.notices() {
            let _ = writeln!(body, "<p class=\"notice\">{}</p>", escaped(&text));
        }
        if let Some(text) = filled.claims() {
            let _ = writeln!(body, "<p class=\"claims\"><strong>{}</strong></p>", escaped(&text));
        }
        *body += "</header>\n";
    }

    /// “✗ NOT READY  17 of 24 met, 5 not met, 2 not applicable”.
    fn outcome(&self) -> String {
        let (sort, mark) = if gate::is_ready(self.assessment) { ("met", "✓") } else { ("not-met", "✗") };
        let word = self.say(&ready(self.assessment));
        let counts = self.say(&result(self.assessment));
        format!(
            "<p class=\"outcome\"><strong class=\"verdict {sort}\"><span aria-hidden=\"true\">{mark}</span> {word}\
             </strong> <span>{counts}</span></p>\n"
        )
    }

    /// An id that no other element of the page has.
    fn id(&self, name: &str) -> String {
        let number = self.number.map(|number| format!("p{number}-")).unwrap_or_default();
        let plain = |character: char| character.is_ascii_alphanumeric() || "-.".contains(character);
        name.chars().fold(number, |id, character| {
            if plain(character) {
                id + character.encode_utf8(&mut [0; 4])
            } else {
                format!("{id}_{:x}_", u32::from(character))
            }
        })
    }

    /// The id of the part about a row.
    fn row_id(&self, key: &str) -> String {
        self.id(&format!("row-{key}"))
    }

    /// The level of a heading that has `depth` on a page with one program.
    fn level(&self, depth: u8) -> u8 {
        depth + u8::from(self.number.is_some())
    }

    fn heading(&self, depth: u8, escaped: &str) -> String {
        let level = self.level(depth);
        format!("<h{level}>{escaped}</h{level}>\n")
    }

    fn filled(&self) -> filled::Page<'a> {
        filled::Page::new(self.assessment, self.view)
    }

    fn word(&self, key: &'static str) -> String {
        self.say(&Message::new(key))
    }

    fn say(&self, message: &Message) -> String {
        escaped(&message.render(self.view.language))
    }
}

/// The class of a verdict, and the mark that tells it without colour.
const fn shown(verdict: &Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Met => ("met", "✓"),
        Verdict::NotMet => ("not-met", "✗"),
        Verdict::NotApplicable(_) => ("na", "–"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_style_or_script_ends_them_or_leads_out() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("url(") && !text.contains("//"), "{text}");
        }
    }
}
