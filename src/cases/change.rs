//! One change to a copy of the evidence.

use std::fs;
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::language::Message;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Words that stand in a file exactly once become others.
    Edit {
        /// The file, below the folder of evidence.
        file: String,
        /// The words.
        from: String,
        /// What becomes of them.
        to: String,
    },
    /// A file or a folder goes away.
    Delete(String),
    /// A file is written, with the folders above it.
    Write {
        /// The file, below the folder of evidence.
        file: String,
        /// All that it holds.
        text: String,
    },
    /// It is judged as of another day.
    AsOf(NaiveDate),
}

impl Change {
    /// Changes a folder.
    ///
    /// # Errors
    ///
    /// Why it cannot be changed so.
    pub fn apply(&self, folder: &Path) -> Result<(), Message> {
        let refused = |error: std::io::Error| Message::from(&error);
        match self {
            Self::Edit { file, from, to } => {
                let path = within(folder, file)?;
                let text = fs::read_to_string(&path).map_err(|_| absent(file))?;
                match text.matches(from.as_str()).count() {
                    1 => fs::write(path, text.replacen(from, to, 1)).map_err(refused),
                    n => Err(Message::new("cases.not_once").with("file", file.as_str()).with("n", n)),
                }
            }
            Self::Delete(file) => {
                let path = within(folder, file)?;
                let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
                removed.map_err(|_| absent(file))
            }
            Self::Write { file, text } => {
                let path = within(folder, file)?;
                path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text)).map_err(refused)
            }
            Self::AsOf(_) => Ok(()),
        }
    }
}

fn absent(file: &str) -> Message {
    Message::new("cases.absent").with("file", file)
}

/// A path below the folder and nowhere else.
fn within(folder: &Path, file: &str) -> Result<PathBuf, Message> {
    let path = Path::new(file);
    let is_below = path.components().all(|part| matches!(part, Component::Normal(_))) && !file.is_empty();
    if is_below { Ok(folder.join(path)) } else { Err(Message::new("cases.outside").with("file", file)) }
}
