//! A file that is written once, and never over another one that differs.

use std::borrow::Cow;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use anyhow::Context;

use super::super::{Failure, output};
use crate::language::Message;
use crate::reader::Original;

/// A file to be written.
pub struct File {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub content: Content,
    /// Whether it was named, so that another file may go away for it.
    pub is_named: bool,
}

/// What a file holds.
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Those of a file of the evidence.
    Evidence(Original),
}

impl File {
    /// Refuses a path where another file lies.
    pub fn require_free(&self) -> Result<(), Failure> {
        let there = fs::symlink_metadata(&self.path).is_ok();
        if !there || self.is_named || self.is_there()? {
            return Ok(());
        }
        let message = Message::new("mail.taken").with("path", self.path.display().to_string());
        Err(Failure::from(message).with_help(Message::new("hint.other_output")))
    }

    /// Writes it, whole or not at all; where it lies already, nothing happens.
    pub fn write(&self) -> Result<(), Failure> {
        self.require_free()?;
        if !self.is_named && self.is_there()? {
            return Ok(());
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|_| !self.is_named) {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        let bytes = self.bytes()?;
        output::write_to(Some(&self.path), |out| out.write_all(&bytes))
    }

    /// Whether it lies there with the same bytes.
    fn is_there(&self) -> Result<bool, Failure> {
        let bytes = self.bytes()?;
        Ok(fs::read(&self.path).is_ok_and(|there| there == *bytes))
    }

    fn bytes(&self) -> Result<Cow<'_, [u8]>, Failure> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.into()),
            Content::Evidence(original) => original.bytes().map(Cow::from).map_err(|error| self.refused(error)),
        }
    }

    /// Why a file of the evidence cannot be handed on.
    fn refused(&self, error: io::Error) -> Failure {
        if error.kind() != ErrorKind::InvalidData {
            return error.into();
        }
        let message = Message::new("mail.changed").with("path", self.path.display().to_string());
        Failure::from(message).with_help(Message::new("hint.run_again"))
    }
}
