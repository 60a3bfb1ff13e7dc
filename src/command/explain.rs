//! `competency explain`: what a row asks, what passes, what is refused, and how it is judged; and what the source says
//! beside its rows.

use std::fmt::Write as _;

use super::{Ended, Failure, checklist, language, library, output, unknown_key, width};
use crate::checklist::{Checklist, Criterion, Level, Library, Note, Requirement, Route};
use crate::cli::{Cli, Explain};
use crate::language::{Arg, Language, Message};
use crate::report::{told, wrap};

/// Explains one row or one note, or all of them.
pub fn run(cli: &Cli, options: &Explain) -> Result<Ended, Failure> {
    let library = library(cli.checklists.as_deref())?;
    let checklist = checklist(&library, &options.program)?;
    let page = Page { library: &library, language: language(cli), width: usize::from(width()), text: String::new() };
    let text = match &options.key {
        None => page.whole(checklist),
        Some(key) => match (checklist.requirement(key), checklist.note(key)) {
            (Some(row), _) => page.row(checklist, row),
            (None, Some(note)) => page.note(note),
            (None, None) => {
                let keys = checklist.requirements.iter().map(|row| row.key.as_str());
                let notes = checklist.notes.iter().map(|note| note.id.as_str());
                return Err(unknown_key(key, keys.chain(notes)));
            }
        },
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
        if let Some(period) = checklist.valid_for {
            self.say(&Message::new("explain.valid_for").with("period", period), 0);
        }
        let hand_in = &checklist.hand_in;
        let message = match (hand_in.route, &hand_in.subject) {
            (Route::Email, Some(subject)) => {
                let partner = Message::new("explain.partner").render(self.language);
                let subject = subject.get(self.language).replace("{partner}", &partner);
                Message::new("explain.hand_in").with("subject", subject)
            }
            (Route::Email, None) => Message::new("explain.hand_in_to"),
            (Route::Portal, _) => Message::new("explain.portal"),
        };
        self.say(&message.with("to", hand_in.to.as_str()), 0);
        if hand_in.route == Route::Portal && !hand_in.steps.is_empty() {
            for (n, step) in (1usize..).zip(&hand_in.steps) {
                let step = Message::new("mail.numbered").with("number", n).with("step", step);
                let _ = writeln!(self.text, "{}", wrap(&told(&step, self.language), self.width, 2, 5));
            }
        } else if let Some(note) = &hand_in.note {
            self.line(note.get(self.language), 0);
        }
        if checklist.document {
            let command = format!("competency check --program {} …", checklist.program);
            self.say(&Message::new("explain.document").with("command", command), 0);
        }
        if !checklist.readings.is_empty() {
            self.heading("explain.readings");
        }
        for reading in &checklist.readings {
            let line = Message::new("explain.reading")
                .with("id", reading.id.as_str())
                .with("explanation", &reading.explanation);
            self.say(&line, 2);
        }
        self.errata(&checklist.errata);
        for row in &checklist.requirements {
            self.text.push('\n');
            self.text = Page { text: self.text, ..self }.row(checklist, row);
        }
        for note in &checklist.notes {
            self.text.push('\n');
            self.text = Page { text: self.text, ..self }.note(note);
        }
        self.text
    }

    fn note(mut self, note: &Note) -> String {
        self.line(&format!("{}  {}", note.id, note.title.get(self.language)), 0);
        self.line(note.text.get(self.language), 2);
        self.text
    }

    fn row(mut self, checklist: &Checklist, row: &Requirement) -> String {
        self.line(&format!("{}  {}", row.key, row.title.get(self.language)), 0);
        for (heading, text) in
            [("explain.asked", &row.question), ("explain.passes", &row.passes), ("explain.refused", &row.refused)]
        {
            self.heading(heading);
            self.line(text.get(self.language), 2);
        }
        self.heading("explain.judged");
        for criterion in &row.criteria {
            self.criterion(checklist, row, criterion);
        }
        if row.may_not_apply() {
            self.say(&Message::new("explain.may_not_apply"), 2);
        }
        self.errata(&row.errata);
        self.text
    }

    fn criterion(&mut self, checklist: &Checklist, row: &Requirement, criterion: &Criterion) {
        let mut asides = Vec::new();
        if !criterion.readings.is_empty() {
            let readings = criterion.readings.iter().filter_map(|reading| checklist.interpretation(reading));
            let titles = readings.map(|reading| Arg::from(&reading.title)).collect::<Arg>();
            asides.push(Message::new("explain.only_reading").with("readings", titles).render(self.language));
        }
        if criterion.online {
            asides.push(Message::new("online.criterion").render(self.language));
        }
        if criterion.level == Level::Should {
            asides.push(Message::new("explain.advice").render(self.language));
        }
        let aside = asides.join(self.language.comma());
        let mut id = Arg::from(row.id_of(criterion));
        if !aside.is_empty() {
            id = Message::new("human.aside").with("text", id).with("aside", aside).into();
        }
        let line = Message::new("human.colon").with("before", id).with("after", &criterion.statement);
        self.say(&line, 2);
        self.say(&criterion.how(&self.library.lexicon), 4);
    }

    fn errata(&mut self, errata: &[crate::checklist::Erratum]) {
        if errata.is_empty() {
            return;
        }
        self.heading("explain.errata");
        for erratum in errata {
            self.say(&erratum.told(), 2);
        }
    }

    fn heading(&mut self, key: &'static str) {
        let heading = Message::new(key).render(self.language);
        let _ = writeln!(self.text, "{heading}");
    }

    fn say(&mut self, message: &Message, indent: usize) {
        self.line(&told(message, self.language), indent);
    }

    fn line(&mut self, text: &str, indent: usize) {
        let _ = writeln!(self.text, "{}", wrap(text, self.width, indent, indent));
    }
}
