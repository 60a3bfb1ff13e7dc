//! Answers that were kept, so that a folder can be judged by them where there is no network.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config;
use crate::evidence::web::Answer;

/// The version of the form.
const VERSION: u32 = 1;

/// A file of answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The version of the form.
    competency_online: u32,
    /// Every answer, by address.
    pub answers: BTreeMap<String, Answer>,
}

/// Why kept answers cannot be used.
#[derive(Debug)]
pub enum Unusable {
    /// What the system says.
    System(io::Error),
    /// It is no file of answers; the line and the column, from 1.
    Malformed(usize, usize),
    /// A newer version of the program wrote it.
    Newer(u32),
    /// It is larger than this many mebibytes.
    TooLarge(u64),
}

impl Kept {
    /// Keeps answers.
    #[must_use]
    pub const fn of(answers: BTreeMap<String, Answer>) -> Self {
        Self { competency_online: VERSION, answers }
    }

    /// Reads a file of answers.
    ///
    /// # Errors
    ///
    /// Why they cannot be used.
    pub fn read(file: &Path) -> Result<Self, Unusable> {
        let mut bytes = Vec::new();
        let opened = std::fs::File::open(file).map_err(Unusable::System)?;
        opened.take(config::MAX_KEPT + 1).read_to_end(&mut bytes).map_err(Unusable::System)?;
        if bytes.len() as u64 > config::MAX_KEPT {
            return Err(Unusable::TooLarge(config::MAX_KEPT / 1024 / 1024));
        }
        let version: Version = parsed(&bytes)?;
        if version.competency_online > VERSION {
            return Err(Unusable::Newer(version.competency_online));
        }
        parsed(&bytes)
    }

    /// Writes them, by address, so that a change is read as one.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}

/// What is looked at first.
#[derive(Deserialize)]
struct Version {
    competency_online: u32,
}

fn parsed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Unusable> {
    serde_json::from_slice(bytes).map_err(|error| Unusable::Malformed(error.line(), error.column()))
}
