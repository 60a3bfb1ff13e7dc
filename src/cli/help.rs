//! `--help` in the user's language: the layout is ours, so that columns line up with wide characters.

use std::ffi::OsString;
use std::fmt::Write as _;

use anstyle::Style;
use clap::{Arg, Command};

use super::words::{self, say};
use crate::language::{Language, Message};
use crate::report::{shown_width, wrap};

const HEADING: Style = Style::new().bold().underline();
const TERM: Style = Style::new().bold();

/// With fewer columns left for it than this, what a term means stands below it, indented so far.
const NARROW: usize = 30;
const BELOW: usize = 6;

/// What `--help` says of a command whose tree is built.
pub fn help(command: &Command, language: Language, width: usize) -> String {
    let name = command.get_name();
    let mut page = Page { language, width, text: String::new() };
    page.paragraphs(&words::about(name, language));
    page.heading("cli.usage");
    let _ = writeln!(page.text, "  {}", words::usage(command, language));

    let (positional, options): (Vec<&Arg>, Vec<_>) =
        command.get_arguments().filter(|arg| !arg.is_hide_set()).partition(|arg| arg.is_positional());
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    let commands = commands.map(|command| Entry {
        term: command.get_name().to_owned(),
        meaning: words::brief(command.get_name(), language),
        values: Vec::new(),
    });
    let entries = |args: Vec<&Arg>| args.into_iter().map(|arg| Entry::of(name, arg, language)).collect::<Vec<_>>();
    page.section("cli.commands", &commands.collect::<Vec<_>>());
    page.section("cli.arguments", &entries(positional));
    page.section("cli.options", &entries(options));
    if let Some(examples) = words::examples(name, language) {
        page.heading("cli.examples");
        for example in examples.lines() {
            let _ = writeln!(page.text, "  {example}");
        }
    }
    if let Some(notes) = words::known(&format!("cli.notes.{name}"), language) {
        page.text.push('\n');
        page.paragraphs(&notes);
    }
    page.text
}

/// A line whose command is `help`, with `--lang` before it: clap takes every word after `help` for the name of a command.
pub fn language_first(line: &[OsString]) -> Vec<OsString> {
    let text = |word: &OsString| word.to_string_lossy().into_owned();
    // Before the command, every option takes a value.
    let mut command = 1;
    while let Some(option) = line.get(command).map(text).filter(|word| word.starts_with("--")) {
        command += if option.contains('=') { 1 } else { 2 };
    }
    if line.get(command).is_none_or(|command| command != "help") {
        return line.to_vec();
    }
    let (before, after) = line.split_at(command);
    let (mut first, mut rest, mut after) = (before.to_vec(), Vec::new(), after.iter());
    while let Some(word) = after.next() {
        match text(word).as_str() {
            "--lang" if after.len() > 0 => first.extend(std::iter::once(word).chain(after.next()).cloned()),
            joined if joined.starts_with("--lang=") => first.push(word.clone()),
            _ => rest.push(word.clone()),
        }
    }
    [first, rest].concat()
}

/// A command or an argument.
struct Entry {
    term: String,
    meaning: String,
    /// The values that it takes, with what they mean.
    values: Vec<(String, String)>,
}

impl Entry {
    fn of(command: &str, arg: &Arg, language: Language) -> Self {
        Self {
            term: words::term(arg, language),
            meaning: words::meaning(command, arg, language),
            values: words::values(arg, language),
        }
    }
}

/// Where the second column begins: two columns after the widest term.
fn column<'a>(terms: impl Iterator<Item = &'a String>) -> Option<usize> {
    terms.map(|term| shown_width(term) + 2).max()
}

struct Page {
    language: Language,
    width: usize,
    text: String,
}

impl Page {
    fn paragraphs(&mut self, text: &str) {
        for line in text.lines() {
            let _ = writeln!(self.text, "{}", wrap(line, self.width, 0, 0));
        }
    }

    fn heading(&mut self, key: &'static str) {
        let heading = say(key, self.language);
        let heading =
            Message::new("human.colon").with("before", format!("{HEADING}{heading}{HEADING:#}")).with("after", "");
        let _ = writeln!(self.text, "\n{}", heading.render(self.language).trim_end());
    }

    /// Terms in one column, what they mean in another, and below it the values that may be given.
    fn section(&mut self, key: &'static str, entries: &[Entry]) {
        let Some(column) = column(entries.iter().map(|entry| &entry.term)) else { return };
        self.heading(key);
        for Entry { term, meaning, values } in entries {
            self.entry(term, TERM, meaning, 2, 2 + column);
            let indent = self.meanings_at(2 + column) + 2;
            let column = indent + self::column(values.iter().map(|(value, _)| value)).unwrap_or_default();
            for (value, meaning) in values {
                self.entry(value, Style::new(), meaning, indent, column);
            }
        }
    }

    /// A term, and what it means beside it or, where that leaves too little room, below it.
    fn entry(&mut self, term: &str, style: Style, meaning: &str, indent: usize, column: usize) {
        let at = self.meanings_at(column);
        let text = wrap(meaning, self.width, at, at);
        let gap = if at == column { " ".repeat(column - indent - shown_width(term)) } else { "\n".to_owned() };
        let text = if at == column { text.trim_start() } else { text.as_str() };
        let _ = writeln!(self.text, "{:indent$}{style}{term}{style:#}{gap}{text}", "");
    }

    fn meanings_at(&self, column: usize) -> usize {
        if column + NARROW <= self.width { column } else { BELOW }
    }
}
