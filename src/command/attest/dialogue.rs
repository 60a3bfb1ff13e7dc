//! The questions at a terminal: asked on the standard error, answered on the standard input, a line each.

use std::io::{BufRead, Write};

use crate::command::Failure;
use crate::evidence::{Field, Lexicon};
use crate::language::{Arg, Language, Message};
use crate::source::printable;

/// A person at a terminal.
pub struct Dialogue<'a> {
    /// The language of the questions.
    pub language: Language,
    /// What the fields are called, and what belongs into them.
    pub lexicon: &'a Lexicon,
}

impl Dialogue<'_> {
    /// Asks for a field until the answer will do; `hint` stands for what the field says of itself.
    pub fn ask<T>(
        &self,
        field: &str,
        hint: Option<Message>,
        take: impl Fn(&str) -> Result<T, (Message, Option<Message>)>,
    ) -> Result<T, Failure> {
        let field = Field::find(&self.lexicon.vocabulary.attestation, field);
        let label = field.map_or_else(|| "".into(), |field| Arg::from(&field.label));
        let hint = hint.map(Arg::from).or_else(|| Some(Arg::from(&field?.hint)));
        let question = Message::new("attest.question").with("label", label).with("hint", hint.unwrap_or("".into()));
        loop {
            self.say(&question, "");
            let mut answer = String::new();
            if std::io::stdin().lock().read_line(&mut answer)? == 0 {
                eprintln!();
                return Err(Message::new("attest.broken_off").into());
            }
            let answer = answer.trim();
            let taken = if answer.contains(char::is_control) {
                Err((Message::new("attest.unseen"), None))
            } else {
                take(answer)
            };
            match taken {
                Ok(taken) => return Ok(taken),
                Err((why, help)) => [Some(why), help].iter().flatten().for_each(|said| self.say(said, "\n")),
            }
        }
    }

    /// Nobody can be told that the terminal does not take it.
    fn say(&self, message: &Message, end: &str) {
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "{}{end}", printable(&message.render(self.language))).and_then(|()| err.flush());
    }
}
