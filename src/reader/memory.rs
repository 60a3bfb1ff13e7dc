//! Memory: what was read of each file, as long as the program runs and the file holds the same bytes.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::file::Contents;
use crate::evidence::Content;

/// The files by path, each as it was last read.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<HashMap<Arc<str>, Contents>>>);

impl Memory {
    /// What was read of a file, if it held the bytes of this hash.
    pub fn get(&self, path: &str, hash: &str) -> Option<Contents> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).filter(|contents| contents.hash == hash).cloned()
    }

    /// Keeps what was read of a file. What could not be read may be readable the next time.
    pub fn put(&self, path: &Arc<str>, contents: &Contents) {
        let is_unread = |content: &Content| matches!(content, Content::Unreadable(_));
        if contents.document.as_ref().is_some_and(|document| is_unread(&document.content)) {
            return;
        }
        let kept = contents.clone();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(Arc::clone(path), kept);
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Memory")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Document, Kind};
    use crate::language::Message;

    #[test]
    fn a_file_is_remembered_by_its_bytes_and_what_could_not_be_read_is_not() {
        let path: Arc<str> = "a.md".into();
        let of = |hash: &str, content| {
            let document = Document { path: Arc::clone(&path), kind: Kind::Text, size: 1, covers: Vec::new(), content };
            Contents { hash: hash.to_owned(), document: Some(document), ..Contents::default() }
        };
        let memory = Memory::default();
        memory.put(&path, &of("1", Content::Opaque));
        assert!(
            memory.get("a.md", "1").is_some() && memory.get("a.md", "2").is_none() && memory.get("b", "1").is_none()
        );
        memory.put(&path, &of("2", Content::Opaque));
        assert!(memory.get("a.md", "2").is_some() && memory.get("a.md", "1").is_none());
        memory.put(&path, &of("3", Content::Unreadable(Message::new("unreadable.broke_off"))));
        assert!(memory.get("a.md", "3").is_none());
    }
}
