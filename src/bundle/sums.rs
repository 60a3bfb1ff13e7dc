//! `SHA256SUMS`: a line for each file, as `sha256sum` writes and checks them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

use super::{SUMS, Stage};
use crate::language::Message;

/// How many bytes are read at once.
const CHUNK: usize = 64 * 1024;

/// The SHA-256 of files by their paths, in hexadecimal.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<String, String>);

impl Sums {
    /// Those of a bundle: of every file but the one that holds them.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn of(stage: &Stage) -> io::Result<Self> {
        let mut sums = Self::default();
        for (path, _) in stage.files().filter(|(path, _)| *path != SUMS) {
            sums.insert(path, File::open(stage.path(path))?)?;
        }
        Ok(sums)
    }

    fn insert(&mut self, path: &str, mut from: impl Read) -> io::Result<()> {
        let mut digest = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = from.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            digest.update(&chunk[..read]);
        }
        let digits = digest.finalize().iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"));
        self.0.insert(path.to_owned(), digits);
        Ok(())
    }

    /// Reads the lines of a file.
    ///
    /// # Errors
    ///
    /// The first line that is none.
    pub fn read(text: &str) -> Result<Self, Message> {
        let mut sums = Self::default();
        for (number, line) in text.lines().enumerate() {
            let is_digest = |digits: &&str| digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let sum = line.split_once("  ").filter(|(digits, _)| is_digest(digits));
            let is_new =
                sum.is_some_and(|(digits, path)| sums.0.insert(path.to_owned(), digits.to_ascii_lowercase()).is_none());
            if !is_new {
                return Err(Message::new("bundle.sums").with("line", number + 1));
            }
        }
        Ok(sums)
    }

    /// How the files at hand differ from these, by path.
    #[must_use]
    pub fn differences(&self, at_hand: &Self) -> Vec<Message> {
        let told = |key: &'static str, path: &str| Message::new(key).with("path", path);
        let lost = self.0.iter().filter_map(|(path, sum)| match at_hand.0.get(path) {
            None => Some(told("verify.missing", path)),
            Some(other) if other != sum => Some(told("verify.changed", path)),
            Some(_) => None,
        });
        let more = at_hand.0.keys().filter(|path| !self.0.contains_key(*path));
        lost.chain(more.map(|path| told("verify.extra", path))).collect()
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(path, sum)| writeln!(formatter, "{sum}  {path}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(files: &[(&str, &str)]) -> Sums {
        files.iter().fold(Sums::default(), |mut sums, (path, text)| {
            sums.insert(path, text.as_bytes()).expect("bytes are read");
            sums
        })
    }

    #[test]
    fn lines_are_those_of_sha256sum() {
        let one = sums(&[("公 (1).md", "")]);
        assert_eq!(one.to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  公 (1).md\n");
        assert_eq!(Sums::read(&one.to_string()), Ok(one));
        for bad in ["no digest  a", "", "e3b0  a", " a"] {
            assert_eq!(Sums::read(&format!("{bad}\n")).map_err(|why| why.key()), Err("bundle.sums"), "{bad}");
        }
        let line = sums(&[("a", "")]).to_string();
        assert_eq!(Sums::read(&line.repeat(2)).map_err(|why| why.key()), Err("bundle.sums"), "twice");
    }

    #[test]
    fn what_changed_went_or_came_is_told() {
        let (before, after) =
            (sums(&[("a", "1"), ("b", "1"), ("c", "1")]), sums(&[("a", "1"), ("b", "2"), ("d", "1")]));
        let told: Vec<_> =
            before.differences(&after).iter().map(|message| message.render(crate::language::Language::En)).collect();
        assert_eq!(told, ["changed: b", "missing: c", "not listed in SHA256SUMS: d"]);
    }
}
