//! What the web answered, where somebody asked it: pages with their words and links, or why there is none.
//!
//! Rules look here for addresses. What they look for and is not there is noted, so that whoever may ask the web knows what
//! to ask it for, and judges again.

mod fault;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use fault::{Certificate, Fault, Limit};

use super::address;

/// Every answer, by address.
#[derive(Debug, Default)]
pub struct Web {
    answers: BTreeMap<String, Answer>,
    missing: Mutex<BTreeSet<String>>,
}

/// What came of asking for one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When it was answered, to the second; never, where it was not asked.
    pub at: Option<DateTime<Utc>>,
    /// The redirects that were followed, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<Redirect>,
    /// What came in the end.
    #[serde(flatten)]
    pub came: Came,
}

/// A redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// The status, such as 301.
    pub status: u16,
    /// The address that it sent to.
    pub to: String,
}

/// A page, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// Something came, whatever its status.
    Page(Page),
    /// Nothing did.
    Fault(Fault),
}

/// What came, as far as it is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The address that it came from, behind every redirect.
    pub url: String,
    /// The HTTP status.
    pub status: u16,
    /// Its type, such as `text/html`; empty where none is named.
    pub media: String,
    /// The title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The first headings of the first two levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<String>,
    /// The web addresses that it links to, absolute and without what stands behind `#`, each once, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Its words, up to a limit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Whether a password is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub password: bool,
    /// BLAKE3 of all its words, in hexadecimal.
    pub digest: String,
}

impl Web {
    /// What was answered at an address. One that is not known is noted as missing.
    #[must_use]
    pub fn answer(&self, url: &str) -> Option<&Answer> {
        let url = address::without_fragment(url);
        let answer = self.answers.get(url);
        if answer.is_none() {
            self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(url.to_owned());
        }
        answer
    }

    /// The addresses that somebody looked for since this was asked last, and that are not known.
    pub fn take_missing(&mut self) -> Vec<String> {
        let missing = std::mem::take(self.missing.get_mut().unwrap_or_else(PoisonError::into_inner));
        missing.into_iter().filter(|url| !self.answers.contains_key(url)).collect()
    }

    /// Adds what was answered at an address.
    pub fn insert(&mut self, url: String, answer: Answer) {
        self.answers.insert(url, answer);
    }

    /// Every answer, by address.
    #[must_use]
    pub const fn answers(&self) -> &BTreeMap<String, Answer> {
        &self.answers
    }

    /// When the oldest answer came.
    #[must_use]
    pub fn oldest(&self) -> Option<DateTime<Utc>> {
        self.answers.values().filter_map(|answer| answer.at).min()
    }
}

impl Answer {
    /// That nothing came of an address that was not asked.
    #[must_use]
    pub const fn unasked(fault: Fault) -> Self {
        Self { at: None, redirects: Vec::new(), came: Came::Fault(fault) }
    }

    /// What came, where something did.
    #[must_use]
    pub const fn page(&self) -> Option<&Page> {
        match &self.came {
            Came::Page(page) => Some(page),
            Came::Fault(_) => None,
        }
    }

    /// The day and the time of day on which it was answered, in UTC.
    #[must_use]
    pub fn moment(&self) -> Option<(NaiveDate, String)> {
        self.at.map(|at| (at.date_naive(), at.format("%H:%M").to_string()))
    }
}

impl Page {
    /// Whether it is a page of HTML, whose words and links are known.
    #[must_use]
    pub fn is_html(&self) -> bool {
        matches!(self.media.as_str(), "text/html" | "application/xhtml+xml")
    }
}
