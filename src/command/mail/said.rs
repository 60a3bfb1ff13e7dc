//! What a person reads of a hand-in: what was written, and the steps that are left to do.

use std::path::Path;

use super::super::width;
use crate::assessment::Assessment;
use crate::checklist::Route;
use crate::language::{Language, Localised, Message};
use crate::report::{told, wrap};

/// What is said of one program.
pub struct Said {
    /// What was written, and where.
    heading: Message,
    /// What is in it.
    pub details: Vec<Message>,
    /// What is to be said of the checklist's life.
    life: Vec<Message>,
    /// What introduces the steps.
    todo: Message,
    steps: Vec<Localised>,
    note: Option<Localised>,
}

impl Said {
    /// What is said of an assessment that is handed in by what lies at `path`.
    pub fn of(assessment: &Assessment<'_>, what: Message, path: &Path) -> Self {
        let hand_in = &assessment.checklist.hand_in;
        let todo = match hand_in.route {
            Route::Email => Message::new("mail.todo"),
            Route::Portal => Message::new("mail.todo_portal").with("to", hand_in.to.as_str()),
        };
        Self {
            heading: Message::new("mail.written").with("path", path.display().to_string()).with("what", what),
            details: Vec::new(),
            life: assessment.life.clone(),
            todo,
            steps: hand_in.steps.clone(),
            note: hand_in.note.clone().filter(|_| hand_in.steps.is_empty()),
        }
    }

    /// It in lines as wide as the terminal.
    pub fn render(&self, language: Language) -> String {
        let text = |text: &Localised| Message::new("mail.text").with("text", text);
        let mut lines = line(&self.heading, 0, language);
        lines.extend(self.details.iter().map(|detail| line(detail, 2, language)));
        lines.extend(self.life.iter().map(|notice| line(notice, 0, language)));
        lines += &line(&self.todo, 0, language);
        lines.extend(self.note.iter().map(|note| line(&text(note), 2, language)));
        let numbered = (1usize..).zip(&self.steps);
        let step = |(n, step)| Message::new("mail.numbered").with("number", n).with("step", step);
        lines.extend(numbered.map(step).map(|step| line(&step, 2, language)));
        lines
    }
}

/// A sentence in lines; a continuing line stands a little further in.
pub fn line(message: &Message, indent: usize, language: Language) -> String {
    let text = told(message, language);
    wrap(&text, usize::from(width()), indent, indent + 3 * usize::from(indent > 0)) + "\n"
}
