//! What a user reads of the command line. Its texts stand in `language/messages/`: `cli.about.<command>`, `cli.examples.<command>`,
//! `cli.notes.<command>`, `cli.option.<command>.<argument>` or, where commands share it, `cli.option.<argument>`, `cli.value.<argument>.<value>`
//! and `cli.name.<VALUE>`. The doc comments of the types in this folder are for whoever reads the code.

use clap::{Arg, ArgAction, Command};

use crate::language::{Language, Message};

/// The text under a key that is written in the code.
pub fn say(key: &'static str, language: Language) -> String {
    Message::new(key).render(language)
}

/// The text under a key that may not be there.
pub fn known(key: &str, language: Language) -> Option<String> {
    Some(Message::known(key)?.render(language))
}

/// What a command does.
pub fn about(command: &str, language: Language) -> String {
    known(&format!("cli.about.{command}"), language).unwrap_or_default()
}

/// The first sentence of what a command does, without its end where more is told behind a colon or a semicolon.
pub fn brief(command: &str, language: Language) -> String {
    let about = about(command, language);
    let line = about.lines().next().unwrap_or_default();
    let ends = [". ", "。", "\u{a0}: ", ": ", "：", "\u{a0}; ", "; ", "；"];
    let end = ends.iter().filter_map(|end| line.find(end)).min().unwrap_or(line.len());
    line[..end].trim_end_matches(['.', '。']).to_owned()
}

/// How a command is used, an example a line.
#[must_use]
pub fn examples(command: &str, language: Language) -> Option<String> {
    known(&format!("cli.examples.{command}"), language)
}

/// What an argument of a command is for.
pub fn purpose(command: &str, arg: &Arg, language: Language) -> String {
    let id = arg.get_id();
    let own = known(&format!("cli.option.{command}.{id}"), language);
    own.or_else(|| known(&format!("cli.option.{id}"), language)).unwrap_or_default()
}

/// What an argument of a command is for, and its default.
pub fn meaning(command: &str, arg: &Arg, language: Language) -> String {
    let text = purpose(command, arg, language);
    match arg.get_default_values().first().filter(|_| arg.get_action().takes_values()) {
        Some(default) => {
            let default = Message::new("cli.default").with("value", default.to_string_lossy().into_owned());
            format!("{text} {}", default.render(language))
        }
        None => text,
    }
}

/// The values of an argument that takes one of several, each with what it means; a switch has none.
pub fn values(arg: &Arg, language: Language) -> Vec<(String, String)> {
    let takes_one = arg.get_action().takes_values();
    let values = arg.get_possible_values().into_iter().filter(|value| takes_one && !value.is_hide_set());
    let meaning = |value: &str| known(&format!("cli.value.{}.{value}", arg.get_id()), language).unwrap_or_default();
    values.map(|value| (value.get_name().to_owned(), meaning(value.get_name()))).collect()
}

/// How an argument is written: `-q, --quiet`, `--format <FORMAT>`, `[FOLDER]`.
pub fn term(arg: &Arg, language: Language) -> String {
    let Some(long) = arg.get_long() else { return positional(arg, language) };
    let short = arg.get_short().map_or_else(|| "    ".to_owned(), |short| format!("-{short}, "));
    let value = if arg.get_action().takes_values() { format!(" <{}>", value(arg, language)) } else { String::new() };
    let dots = if matches!(arg.get_action(), ArgAction::Append) { "..." } else { "" };
    format!("{short}--{long}{value}{dots}")
}

/// How a command is written: its name, its options, what must be given, what may be.
pub fn usage(command: &Command, language: Language) -> String {
    let called = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let (positionals, options): (Vec<_>, Vec<_>) = command.get_arguments().partition(|arg| arg.is_positional());
    let mut parts = vec![called.to_owned(), format!("[{}]", say("cli.some_options", language))];
    parts.extend(
        options.into_iter().filter(|arg| arg.is_required_set()).map(|arg| term(arg, language).trim().to_owned()),
    );
    parts.extend(positionals.into_iter().map(|arg| positional(arg, language)));
    if command.is_subcommand_required_set() {
        parts.push(format!("<{}>", say("cli.some_command", language)));
    }
    parts.join(" ")
}

fn positional(arg: &Arg, language: Language) -> String {
    let value = value(arg, language);
    if arg.is_required_set() { format!("<{value}>") } else { format!("[{value}]") }
}

/// What stands for the value of an argument, as `FILE`.
fn value(arg: &Arg, language: Language) -> String {
    let named = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    name(&named.unwrap_or_else(|| arg.get_id().to_string().to_uppercase()), language)
}

/// What stands for a value in one language.
pub fn name(value: &str, language: Language) -> String {
    known(&format!("cli.name.{value}"), language).unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// Every key that the command line asks for.
    fn asked(command: &Command, keys: &mut BTreeSet<String>) {
        let name = command.get_name();
        keys.insert(format!("cli.about.{name}"));
        let beside = [format!("cli.examples.{name}"), format!("cli.notes.{name}")];
        keys.extend(beside.into_iter().filter(|key| Message::known(key).is_some()));
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            let own = format!("cli.option.{name}.{}", arg.get_id());
            let shared = format!("cli.option.{}", arg.get_id());
            keys.insert(if Message::known(&own).is_some() { own } else { shared });
            keys.extend(
                values(arg, Language::En).iter().map(|(value, _)| format!("cli.value.{}.{value}", arg.get_id())),
            );
            let named = arg.get_value_names().into_iter().flatten().filter(|_| arg.get_action().takes_values());
            keys.extend(named.map(|value| format!("cli.name.{value}")));
        }
        let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
        shown
            .filter(|command| command.get_name() != "help" || name == "competency")
            .for_each(|command| asked(command, keys));
    }

    fn tree() -> Command {
        let mut tree = Cli::command();
        tree.build();
        tree
    }

    /// A key has a text in each language, or the catalogue is not read at all.
    #[test]
    fn the_command_line_has_its_words_and_no_others() {
        let mut keys = BTreeSet::new();
        asked(&tree(), &mut keys);
        keys.retain(|key| !key.starts_with("cli.about.help.") && key != "cli.option.subcommand");
        let lacking: Vec<_> = keys.iter().filter(|key| Message::known(key).is_none()).collect();
        assert!(lacking.is_empty(), "the messages lack {lacking:?}");
        let kinds = ["cli.about.", "cli.examples.", "cli.notes.", "cli.option.", "cli.value.", "cli.name."];
        let of_these = |key: &&str| kinds.iter().any(|kind| key.starts_with(kind));
        let spare: Vec<_> = Message::keys().filter(of_these).filter(|key| !keys.contains(*key)).collect();
        assert!(spare.is_empty(), "nothing on the command line is called {spare:?}");
    }

    #[test]
    fn every_command_has_two_examples_of_its_own() {
        let tree = tree();
        for command in std::iter::once(&tree).chain(tree.get_subcommands().filter(|command| !command.is_hide_set())) {
            for language in Language::ALL {
                let name = command.get_name();
                let examples = examples(name, language).unwrap_or_default();
                let own = if name == "competency" { "competency ".to_owned() } else { format!("competency {name}") };
                let own: BTreeSet<_> = examples.lines().filter(|example| example.starts_with(&own)).collect();
                assert!(own.len() >= 2 && own.len() == examples.lines().count(), "{name} in {language}: {examples}");
            }
        }
    }

    #[test]
    fn every_example_is_a_command_line() {
        let mut examples = 0;
        for key in Message::keys().filter(|key| key.starts_with("cli.examples.")) {
            for language in Language::ALL {
                for example in say(key, language).lines() {
                    let line = example.split(" > ").next().unwrap_or_default();
                    let words: Vec<_> = line.split(' ').map(std::ffi::OsString::from).collect();
                    let read = crate::cli::read(&words);
                    let is_help = matches!(&read, Err(crate::cli::Unread::Shown(text)) if text.exit_code() == 0);
                    assert!(read.is_ok() || is_help, "{example}: {:?}", read.expect_err("refused"));
                    examples += 1;
                }
            }
        }
        assert!(examples > 0);
    }
}
