//! Why a command line cannot be obeyed: what clap found, said in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use super::words;
use crate::language::{Arg, Language, Message};

/// A command line that cannot be obeyed.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong with it.
    pub what: Message,
    /// What may be meant instead.
    pub help: Option<Message>,
    /// How the command is written.
    pub usage: String,
}

impl Refusal {
    /// What clap found wrong with a command line for this command.
    #[must_use]
    pub fn of(error: &Error, command: &Command, language: Language) -> Self {
        let found = Found { error, command, language };
        Self { what: found.what(), help: found.help(), usage: words::usage(command, language) }
    }
}

/// An error of our own, in clap's clothes: a key under `cli.error`, and the file that it speaks of.
pub fn refused(key: &'static str, file: Option<&std::path::Path>) -> Error {
    let mut error = Error::new(ErrorKind::ArgumentConflict);
    error.insert(ContextKind::Custom, ContextValue::String(key.to_owned()));
    if let Some(file) = file {
        error.insert(ContextKind::InvalidValue, ContextValue::String(file.display().to_string()));
    }
    error
}

struct Found<'a> {
    error: &'a Error,
    command: &'a Command,
    language: Language,
}

impl Found<'_> {
    fn what(&self) -> Message {
        let arg = self.args(ContextKind::InvalidArg);
        let value = self.texts(ContextKind::InvalidValue).join(" ");
        if let Some(own) = self.texts(ContextKind::Custom).first().and_then(|key| Message::known(key)) {
            return own.with("file", value);
        }
        match self.error.kind() {
            ErrorKind::UnknownArgument => {
                let text = self.texts(ContextKind::InvalidArg).join(" ");
                let is_option = text.starts_with('-');
                Message::new(if is_option { "cli.error.unknown_option" } else { "cli.error.unexpected" })
                    .with("arg", text)
            }
            ErrorKind::InvalidSubcommand => {
                let name = self.texts(ContextKind::InvalidSubcommand).join(" ");
                Message::new("cli.error.unknown_command").with("name", name)
            }
            ErrorKind::MissingSubcommand => Message::new("cli.error.no_command"),
            ErrorKind::InvalidValue if value.is_empty() => Message::new("cli.error.no_value").with("arg", arg),
            ErrorKind::InvalidValue => Message::new("cli.error.wrong_value").with("value", value).with("arg", arg),
            // Days and whole numbers are the only values that are parsed.
            ErrorKind::ValueValidation => {
                let is_number = self.texts(ContextKind::InvalidArg).iter().any(|arg| arg.ends_with("<N>"));
                let wanted = Message::new(if is_number { "select.whole_number" } else { "type.date" });
                Message::new("cli.error.no_day").with("value", value).with("arg", arg).with("day", wanted)
            }
            ErrorKind::MissingRequiredArgument => Message::new("cli.error.missing").with("args", arg),
            ErrorKind::ArgumentConflict => {
                let other = self.args(ContextKind::PriorArg);
                let is_same = self.texts(ContextKind::InvalidArg) == self.texts(ContextKind::PriorArg);
                let key = if is_same { "cli.error.twice" } else { "cli.error.conflict" };
                let what = Message::new(key).with("arg", arg);
                if is_same { what } else { what.with("other", other) }
            }
            ErrorKind::InvalidUtf8 => Message::new("cli.error.no_utf8"),
            _ => Message::new("cli.error.other"),
        }
    }

    fn help(&self) -> Option<Message> {
        // The likeliest comes last.
        let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
        let near = near.into_iter().find_map(|kind| self.texts(kind).pop());
        let mut allowed = self.texts(ContextKind::ValidValue);
        if self.error.kind() == ErrorKind::MissingSubcommand {
            let shown = self.command.get_subcommands().filter(|command| !command.is_hide_set());
            allowed.extend(shown.map(|command| command.get_name().to_owned()));
        }
        let one_of = (!allowed.is_empty())
            .then(|| Message::new("hint.one_of").with("values", allowed.into_iter().collect::<Arg>()));
        match (near, one_of) {
            (Some(near), Some(allowed)) => {
                Some(Message::new("hint.did_you_mean_of").with("near", near).with("allowed", allowed))
            }
            (Some(near), None) => Some(Message::new("hint.did_you_mean").with("near", near)),
            (None, one_of) => one_of,
        }
    }

    /// Arguments as they are called in a sentence: `--format`, or what stands for a positional one.
    fn args(&self, kind: ContextKind) -> Arg {
        let called = |arg: &String| {
            let arg = arg.split(' ').next().unwrap_or_default().trim_end_matches("...");
            let name = arg.trim_matches(['<', '>', '[', ']']);
            format!(
                "`{}`",
                if name == arg { arg.to_owned() } else { format!("<{}>", words::name(name, self.language)) }
            )
        };
        self.texts(kind).iter().map(called).collect()
    }

    /// What clap noted under a kind.
    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }
}
