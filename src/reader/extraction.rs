//! Extraction: how the bytes of a document become its text.
//!
//! Formats that are decoded, and texts that are large, are read apart, in a process of the same program: whatever a file
//! does to its reader, it takes down its own reading and never the run. What was read so is kept in a cache.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use super::cache::Cache;
use super::file::Contents;
use super::format::{Format, Read};
use super::masking;
use super::worker::{Lost, Workers};
use crate::config;
use crate::evidence::Text;
use crate::language::Message;

/// How documents are read. Without more being said: in this process, and nothing is kept.
#[derive(Default)]
pub struct Extraction {
    workers: Option<Workers>,
    cache: Option<Cache>,
}

/// One document to be read.
pub struct Job<'a> {
    /// Its format.
    pub format: &'static Format,
    /// The byte at which its narrative begins, after the front matter.
    pub from: usize,
    /// Its bytes; for a format that is read from text, that text in UTF-8.
    pub bytes: &'a [u8],
}

/// What became of a document, as it is sent between processes and kept in the cache.
pub type Extracted = Result<Text, Message>;

impl Extraction {
    /// Reads apart, in processes of `program`: one that answers on its standard streams by [`super::serve`] when it is
    /// started with the one argument [`super::READ_APART`].
    #[must_use]
    pub fn apart(mut self, program: PathBuf) -> Self {
        self.workers = Some(Workers::of(program));
        self
    }

    /// Keeps what was read in a cache, and takes it from there when the same bytes come again.
    #[must_use]
    pub fn cached(mut self, cache: Cache) -> Self {
        self.cache = Some(cache);
        self
    }

    /// What was read of a file with these bytes before.
    pub(super) fn remembered(&self, path: &str, hash: &str) -> Option<Contents> {
        self.cache.as_ref()?.memory()?.get(path, hash)
    }

    /// Keeps what was read of a file in memory, where it is kept there.
    pub(super) fn remember(&self, path: &Arc<str>, contents: &Contents) {
        if let Some(memory) = self.cache.as_ref().and_then(Cache::memory) {
            memory.put(path, contents);
        }
    }

    /// Reads a document whose bytes have the BLAKE3 `hash`.
    pub(super) fn of(&self, job: &Job<'_>, hash: &str) -> Extracted {
        let apart = matches!(job.format.read, Read::Bytes(_)) || job.bytes.len() > config::MAX_HERE;
        let Some(workers) = self.workers.as_ref().filter(|_| apart) else { return job.read() };
        let name = format!("{hash}-{}-{}", job.format.endings[0], job.from);
        let kept = self.cache.as_ref().and_then(|cache| cache.get(&name));
        if let Some(extracted) = kept.and_then(|answer| serde_json::from_slice(&answer).ok()) {
            return extracted;
        }
        match workers.ask(job) {
            Ok(answer) => {
                let extracted = serde_json::from_slice(&answer).unwrap_or_else(|_| Err(broke_off()));
                if let Some(cache) = &self.cache {
                    cache.put(&name, &answer);
                }
                extracted
            }
            Err(Lost::NotStarted) => job.read(),
            Err(Lost::BrokeOff) => Err(broke_off()),
            Err(Lost::TooSlow) => {
                let seconds = usize::try_from(config::MAX_TIME.as_secs()).unwrap_or(usize::MAX);
                Err(Message::new("unreadable.too_slow").with("n", seconds))
            }
        }
    }
}

impl Job<'_> {
    /// Reads the document in this process. A reader that panics has not read it.
    pub fn read(&self) -> Extracted {
        let read = || match self.format.read {
            Read::Text(read) => {
                let text =
                    std::str::from_utf8(self.bytes).map_or_else(|_| String::from_utf8_lossy(self.bytes), Cow::Borrowed);
                Ok(read(&text, if text.is_char_boundary(self.from) { self.from } else { 0 }))
            }
            Read::Bytes(read) => read(self.bytes).map(masking::in_blocks),
        };
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broke_off()))
    }
}

fn broke_off() -> Message {
    Message::new("unreadable.broke_off")
}
