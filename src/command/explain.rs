//! `competency explain`: what a row asks, what passes, what is refused, and how it is judged.

use std::fmt::Write as _;

use super::{Ended, Failure, checklist, language, library, output, requirement, width};
use crate::checklist::{Checklist, Criterion, Level, Library, Requirement, Route};
use crate::cli::{Cli, Explain};
use crate::language::{Language, Message};
use crate::report::wrap;

/// Explains one row, or all of them.
pub fn run(cli: &Cli, options: &Explain) -> Result<Ended, Failure> {
    let library = library(cli.checklists.as_deref())?;
    let checklist = checklist(&library, &options.program)?;
    let page = Page { library: &library, language: language(cli), width: usize::from(width()), text: String::new() };
    let text = match &options.key {
        Some(key) => page.row(requirement(checklist, key)?),
        None => page.whole(checklist),
    };
    output::write_to(None, |out| write!(out, "{text}"))?;
    Ok(Ended::Well)
}

struct Page<'a> {
    library: &'a Library,
    language: Language,
    width: usize,
    text: String,
}

impl Page<'_> {
    /// The hand-in and the errata of the sheet, then every row.
    fn whole(mut self, checklist: &Checklist) -> String {
        let title = format!("{} ({})", checklist.title.get(self.language), checklist.id());
        self.line(&title, 0);
        if let Some(superseded) = &checklist.superseded {
            self.line(superseded.get(self.language), 0);
        }
        let hand_in = &checklist.hand_in;
        let message = match hand_in.route {
            Route::Email => {
                let partner = Message::new("explain.partner").render(self.language);
                let subject = hand_in.subject.get(self.language).replace("{partner}", &partner);
                Message::new("explain.hand_in").with("subject", subject)
            }
            Route::Portal => Message::new("explain.portal"),
        };
        self.line(&message.with("to", hand_in.to.as_str()).render(self.language), 0);
        if let Some(note) = &hand_in.note {
            self.line(note.get(self.language), 0);
        }
        self.errata(&checklist.errata);
        for row in &checklist.requirements {
            self.text.push('\n');
            self.text = Page { text: self.text, ..self }.row(row);
        }
        self.text
    }

    fn row(mut self, row: &Requirement) -> String {
        self.line(&format!("{}  {}", row.key, row.title.get(self.language)), 0);
        for (heading, text) in
            [("explain.asked", &row.question), ("explain.passes", &row.passes), ("explain.refused", &row.refused)]
        {
            self.heading(heading);
            self.line(text.get(self.language), 2);
        }
        self.heading("explain.judged");
        for criterion in &row.criteria {
            self.criterion(row, criterion);
        }
        self.errata(&row.errata);
        self.text
    }

    fn criterion(&mut self, row: &Requirement, criterion: &Criterion) {
        let advice = match criterion.level {
            Level::Must => String::new(),
            Level::Should => format!(" ({})", Message::new("explain.advice").render(self.language)),
        };
        self.line(&format!("{}{advice}: {}", row.id_of(criterion), criterion.statement.get(self.language)), 2);
        self.line(&criterion.how(&self.library.lexicon).render(self.language), 4);
    }

    fn errata(&mut self, errata: &[crate::checklist::Erratum]) {
        if errata.is_empty() {
            return;
        }
        self.heading("explain.errata");
        for erratum in errata {
            let message =
                Message::new("explain.erratum").with("defect", &erratum.defect).with("followed", &erratum.followed);
            self.line(&message.render(self.language), 2);
        }
    }

    fn heading(&mut self, key: &'static str) {
        let heading = Message::new(key).render(self.language);
        let _ = writeln!(self.text, "{heading}");
    }

    fn line(&mut self, text: &str, indent: usize) {
        let _ = writeln!(self.text, "{}", wrap(text, self.width, indent, indent));
    }
}
