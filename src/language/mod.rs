//! The three languages of the product, and every sentence that a user reads.
//!
//! Texts of a checklist are [`Localised`]; sentences of the program itself are [`Message`]s, whose words stand in
//! `messages/`, a file for each chapter, by key: `{name}` is filled in, and `{one: …, other: …}` chooses by the count called
//! `n`. Nothing is rendered before a report asks for it in one [`Language`].

mod form;
mod message;
mod system;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use message::{Arg, Message};

/// A language that every text of the product exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, clap::ValueEnum)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Simplified Chinese.
    Zh,
}

impl Language {
    /// Every language, in the order in which they are listed to users.
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::Zh];

    /// The two-letter code, as in `--lang` and in the data files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Zh => "zh",
        }
    }

    /// The language that a POSIX locale such as `fr_CA.UTF-8` names, if it is one of ours. Chinese is in simplified
    /// characters for `zh_TW` and `zh_HK` too: their readers know them better than English.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        let code = locale.split(['_', '.', '@', '-']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// What stands between two items of a list.
    #[must_use]
    pub const fn comma(self) -> &'static str {
        match self {
            Self::En | Self::Fr => ", ",
            Self::Zh => "、",
        }
    }

    /// What stands between two clauses.
    #[must_use]
    pub const fn semicolon(self) -> &'static str {
        match self {
            Self::En => "; ",
            Self::Fr => "\u{a0}; ",
            Self::Zh => "；",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A text of a checklist in all three languages; a missing one is an error when the file is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Localised {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
            Language::Zh => &self.zh,
        }
    }

    /// The three texts, English first.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        [self.en.as_str(), &self.fr, &self.zh].into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Language::of_locale("fr_CA.UTF-8"), Some(Language::Fr));
        assert_eq!(Language::of_locale("zh-Hans"), Some(Language::Zh));
        assert_eq!(Language::of_locale("EN"), Some(Language::En));
        assert_eq!(Language::of_locale("C.UTF-8"), None);
        assert_eq!(Language::of_locale(""), None);
    }
}
