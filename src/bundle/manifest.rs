//! `bundle.json`: what is needed, beside the evidence and the checklists, to judge again what was judged.

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::language::{Language, Message};

/// Rises when a file changes its place or its meaning.
const BUNDLE_VERSION: u32 = 1;

/// What was judged, and how.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    bundle_version: u32,
    /// The version of the program that judged: `0.1.0`.
    pub competency: String,
    /// The day as of which it was judged.
    pub as_of: NaiveDate,
    /// The day in UTC, by which waivers count or do not.
    pub utc_day: NaiveDate,
    /// Whether what a waiver covers was let pass.
    pub allow_waived: bool,
    /// The language of the reports.
    language: String,
    /// BLAKE3 of the folder that the evidence was taken from, in hexadecimal.
    pub taken_from: String,
    /// What was judged, in the order asked for.
    pub programs: Vec<Judged>,
}

/// A program that was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The checklist: `retail@1.0`.
    pub checklist: String,
    /// How it was read, where it can be read in several ways; `competency.toml` decides.
    pub reading: Option<String>,
    /// The case studies that were judged, by folder name.
    pub case_studies: Vec<String>,
}

impl Manifest {
    /// Nothing yet, judged by this version of the program as of a day.
    #[must_use]
    pub fn new(as_of: NaiveDate, language: Language) -> Self {
        Self {
            bundle_version: BUNDLE_VERSION,
            competency: Self::our_version().to_owned(),
            as_of,
            utc_day: as_of,
            allow_waived: false,
            language: language.code().to_owned(),
            taken_from: String::new(),
            programs: Vec::new(),
        }
    }

    /// Reads it back.
    ///
    /// # Errors
    ///
    /// That it cannot be read, or that a later version of the program wrote it.
    pub fn read(bytes: &[u8]) -> Result<Self, Message> {
        #[derive(Deserialize)]
        struct Version {
            bundle_version: u32,
        }
        let unreadable = |error: serde_json::Error| {
            Message::new("bundle.manifest").with("line", error.line()).with("column", error.column())
        };
        let Version { bundle_version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if bundle_version > BUNDLE_VERSION {
            return Err(Message::new("bundle.newer"));
        }
        serde_json::from_slice(bytes).map_err(unreadable)
    }

    /// Its text.
    ///
    /// # Errors
    ///
    /// None that are known of.
    pub fn written(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The language of the reports; English where it is none of ours.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_str(&self.language, false).unwrap_or_default()
    }

    /// Whether the version of the program that judged is this one.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.competency == Self::our_version()
    }

    /// The version of this program.
    #[must_use]
    pub const fn our_version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was() {
        let day = "2026-11-16".parse().expect("a day");
        let judged =
            Judged { checklist: "a@1".into(), reading: Some("strict".into()), case_studies: vec!["公".into()] };
        let manifest = Manifest { programs: vec![judged], ..Manifest::new(day, Language::Zh) };
        let text = manifest.written().expect("written");
        assert_eq!(Manifest::read(text.as_bytes()), Ok(manifest));
        let newer = text.replace("\"bundle_version\": 1", "\"bundle_version\": 2").replace("taken", "given");
        assert_eq!(Manifest::read(newer.as_bytes()).map_err(|why| why.key()), Err("bundle.newer"));
        let odd = text.replace("taken_from", "taken");
        assert_eq!(Manifest::read(odd.as_bytes()).map_err(|why| why.key()), Err("bundle.manifest"));
    }
}
