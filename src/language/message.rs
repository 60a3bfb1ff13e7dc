//! A sentence of the program: its key in `messages/` and what fills its braces.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Language, Localised, form};
use crate::embedded::MESSAGES;

/// A sentence that is not yet in any language, such as `fact.missing` with `field = RTO`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// What fills one pair of braces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Arg {
    /// A text of the evidence, shown as it is in every language.
    Text(String),
    /// A count; the one named `n` also chooses between singular and plural.
    Number(u64),
    /// A number that may have a sign and decimals, such as `-1234.5`.
    Figure(String),
    /// An amount in cents of a US dollar.
    Dollars(i64),
    /// A day.
    Date(NaiveDate),
    /// A day of every year, its month first.
    DayOfYear(u32, u32),
    /// A length of time in seconds.
    Duration(u64),
    /// A text of a checklist.
    Localised(Localised),
    /// A sentence within the sentence.
    Message(Message),
    /// Several of these, joined as the language joins a list.
    List(Vec<Arg>),
    /// Several clauses, which may hold commas of their own.
    Clauses(Vec<Arg>),
}

impl Message {
    /// The sentence under `key`; a test proves that every key used exists and every key that exists is used.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The sentence under a key that is put together from names, if there is one.
    #[must_use]
    pub fn known(key: &str) -> Option<Self> {
        CATALOGUE.get_key_value(key).map(|(key, _)| Self::new(key))
    }

    /// Every key of the catalogue.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        CATALOGUE.keys().map(String::as_str)
    }

    /// Fills the braces called `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The key, which stays the same in every language and version.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// What fills the braces, in the order in which it was given.
    #[must_use]
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.args
    }

    /// Every text of the evidence in it, to be changed.
    pub fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        self.args.iter_mut().for_each(|(_, arg)| arg.each_text(change));
    }

    /// The sentence in one language. A key that is not in the catalogue shows itself, it never panics.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let Some(entry) = CATALOGUE.get(self.key) else {
            return self.key.to_owned();
        };
        let count = self.args.iter().find_map(|(name, arg)| match arg {
            Arg::Number(count) if *name == "n" => Some(*count),
            _ => None,
        });
        let mut rest = entry.get(language).form(count, language);
        let mut text = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            form::join(&mut text, before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let arg = self.args.iter().find(|(known, _)| *known == name);
            debug_assert!(arg.is_some(), "{}: nothing fills {{{name}}}", self.key);
            let filled = arg.map_or_else(|| format!("{{{name}}}"), |(_, arg)| arg.render(language));
            form::join(&mut text, &filled);
            rest = after;
        }
        form::join(&mut text, rest);
        text
    }
}

/// Its key and what fills its braces.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.key, &self.args).serialize(serializer)
    }
}

/// Only a sentence of the catalogue, with the names of its braces, comes back.
impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (key, args) = <(String, Vec<(String, Arg)>)>::deserialize(deserializer)?;
        let (key, entry) = CATALOGUE.get_key_value(&key).ok_or_else(|| D::Error::custom("no such sentence"))?;
        let mut message = Self::new(key);
        for (name, arg) in args {
            let name = entry.brace(&name).ok_or_else(|| D::Error::custom("no such braces"))?;
            message = message.with(name, arg);
        }
        Ok(message)
    }
}

impl Arg {
    /// Every text of the evidence in it, to be changed.
    pub fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Text(text) => change(text),
            Self::Message(message) => message.each_text(change),
            Self::List(items) | Self::Clauses(items) => items.iter_mut().for_each(|item| item.each_text(change)),
            Self::Number(_)
            | Self::Figure(_)
            | Self::Dollars(_)
            | Self::Date(_)
            | Self::DayOfYear(..)
            | Self::Duration(_)
            | Self::Localised(_) => {}
        }
    }

    /// What it says in one language.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => form::figure(&number.to_string(), language),
            Self::Figure(figure) => form::figure(figure, language),
            Self::Dollars(cents) => form::dollars(*cents, language),
            Self::Date(date) => form::day(*date, language),
            Self::DayOfYear(month, day) => form::day_of_year(*month, *day, language),
            Self::Duration(seconds) => form::duration(*seconds, language),
            Self::Localised(text) => text.get(language).to_owned(),
            Self::Message(message) => message.render(language),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(|item| item.render(language)).collect();
                items.join(language.comma())
            }
            Self::Clauses(items) => {
                let items: Vec<_> = items.iter().map(|item| item.render(language)).collect();
                items.join(language.semicolon())
            }
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<std::time::Duration> for Arg {
    fn from(duration: std::time::Duration) -> Self {
        Self::Duration(duration.as_secs())
    }
}

impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<&Localised> for Arg {
    fn from(text: &Localised) -> Self {
        Self::Localised(text.clone())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl<T: Into<Self>> FromIterator<T> for Arg {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    en: Template,
    fr: Template,
    zh: Template,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Template {
    Always(String),
    Counted { one: String, other: String },
}

impl Entry {
    const fn get(&self, language: Language) -> &Template {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
            Language::Zh => &self.zh,
        }
    }

    /// The name of its braces that is spelt like `name`.
    fn brace(&self, name: &str) -> Option<&str> {
        let mut names = self.en.form(None, Language::En).split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        names.find(|(known, _)| *known == name).map(|(known, _)| known)
    }
}

impl Template {
    /// Singular or plural: English counts only one as one, French nought as well, Chinese has one form.
    fn form(&self, count: Option<u64>, language: Language) -> &str {
        match self {
            Self::Always(text) => text,
            Self::Counted { one, other } => match (language, count) {
                (Language::En, Some(1)) | (Language::Fr, Some(0 | 1)) => one,
                _ => other,
            },
        }
    }
}

static CATALOGUE: LazyLock<BTreeMap<String, Entry>> =
    LazyLock::new(|| serde_json::from_str(MESSAGES).expect("messages/ has every language of every key"));

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use walkdir::WalkDir;

    use super::*;

    /// The names in braces of one form of a sentence.
    fn braces(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    fn forms(template: &Template) -> Vec<&str> {
        match template {
            Template::Always(text) => vec![text],
            Template::Counted { one, other } => vec![other, one],
        }
    }

    #[test]
    fn the_languages_fill_the_same_braces() {
        for (key, entry) in CATALOGUE.iter() {
            let expected = braces(forms(&entry.en)[0]);
            for template in [&entry.fr, &entry.zh] {
                assert_eq!(braces(forms(template)[0]), expected, "{key}");
            }
        }
    }

    #[test]
    fn every_key_is_used_and_every_used_key_exists() {
        let mut code = String::new();
        for entry in WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let entry = entry.expect("src/ is readable");
            if entry.path().extension().is_some_and(|ending| ending == "rs") {
                code += &std::fs::read_to_string(entry.path()).expect("src/ is readable");
            }
        }
        // The words of the command line are put together from its names: see the test beside them.
        let put_together = ["cli.about.", "cli.examples.", "cli.notes.", "cli.option.", "cli.value.", "cli.name."];
        for key in CATALOGUE.keys().filter(|key| !put_together.iter().any(|kind| key.starts_with(kind))) {
            assert!(code.contains(&format!("\"{key}\"")), "nobody says {key}");
        }
        let used: BTreeSet<_> = code
            .split("Message::new(")
            .skip(1)
            .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'))
            .map(|(key, _)| key)
            .filter(|key| key.contains('.') && !key.contains(')') && !key.starts_with("test."))
            .collect();
        for key in used {
            assert!(CATALOGUE.contains_key(key), "messages/ lacks {key}");
        }
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(Message::new("test.unknown").render(Language::Fr), "test.unknown");
    }
}
