//! Why a command could not run, told to the person who must mend it.

use std::fmt::Write as _;

use crate::cli::Refusal;
use crate::language::{Language, Message};
use crate::source::{self, Problem, printable};

/// A reason to stop with exit status 2.
#[derive(Debug)]
pub enum Failure {
    /// A command line that cannot be obeyed.
    Refused(Refusal),
    /// Mistakes in files, each with its place.
    Problems(Vec<Problem>),
    /// Several sentences, each with what it is about.
    Faults(Vec<(String, Message)>),
    /// A sentence, and what to do about it.
    Sentence(Message, Option<Message>),
    /// What the system says, with the path.
    System(anyhow::Error),
}

impl Failure {
    /// Says what to do about it.
    #[must_use]
    pub fn with_help(self, help: Message) -> Self {
        match self {
            Self::Sentence(message, _) => Self::Sentence(message, Some(help)),
            other => other,
        }
    }

    /// The failure as the user reads it.
    #[must_use]
    pub fn render(&self, language: Language, color: bool) -> String {
        let error = Message::new("source.error").render(language);
        match self {
            Self::Problems(problems) => {
                let told = Message::new("failure.problems").with("n", problems.len()).render(language);
                format!("{}\n{error}: {told}\n", source::render(problems, language, color))
            }
            Self::Faults(faults) => faults.iter().fold(String::new(), |mut text, (of, message)| {
                let _ = writeln!(text, "{error}: {of}: {}", printable(&message.render(language)));
                text
            }),
            Self::Sentence(message, help) => sentence(message, help.as_ref(), language),
            Self::Refused(Refusal { what, help, usage }) => {
                let name = Message::new("cli.usage").render(language);
                let line = Message::new("human.colon").with("before", name).with("after", usage.as_str());
                format!("{}\n{}\n", sentence(what, help.as_ref(), language), line.render(language))
            }
            Self::System(cause) => sentence(&refused(cause), None, language),
        }
    }

    /// Whether the reader of the output went away, which is no failure to speak of.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        let Self::System(cause) = self else { return false };
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

/// What the system refused, after the path if one is known.
fn refused(cause: &anyhow::Error) -> Message {
    let io = |cause: &(dyn std::error::Error + 'static)| cause.downcast_ref::<std::io::Error>().map(Message::from);
    let mut causes = cause.chain();
    if let Some(why) = causes.next().and_then(io) {
        return why;
    }
    let why = causes.find_map(io).unwrap_or(Message::new("system.other"));
    Message::new("human.colon").with("before", cause.to_string()).with("after", why)
}

/// A sentence, and what to do about it.
fn sentence(message: &Message, help: Option<&Message>, language: Language) -> String {
    let lines = [("source.error", Some(message)), ("source.help", help)];
    let told = |(label, said): (&'static str, Option<&Message>)| {
        let label = Message::new(label).render(language);
        Some(format!("{label}: {}\n", printable(&said?.render(language))))
    };
    lines.into_iter().filter_map(told).collect()
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Self::Sentence(message, None)
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(cause: anyhow::Error) -> Self {
        Self::System(cause)
    }
}

impl From<std::io::Error> for Failure {
    fn from(cause: std::io::Error) -> Self {
        Self::System(cause.into())
    }
}
