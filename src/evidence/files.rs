//! The files of a folder, so that a reference can be followed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::fold;

/// Every path of the folder, read or not, relative to it.
#[derive(Debug, Default)]
pub struct Files {
    paths: BTreeSet<String>,
    names: HashSet<String>,
    /// Every file by the character that its folded name begins with.
    alike: OnceLock<HashMap<Option<char>, Vec<Named>>>,
}

/// A file by its name.
#[derive(Debug)]
struct Named {
    folded: String,
    path: String,
}

/// How like each other two names must be for one to be meant by the other, from 0 to 1.
const ALIKE: f64 = 0.85;

impl Files {
    /// Adds a file.
    pub fn insert(&mut self, path: &str) {
        self.names.insert(name_of(path).to_owned());
        self.paths.insert(path.to_owned());
    }

    /// Whether there is a file or a folder of this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.paths.contains(path)
            || self.paths.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below))
    }

    /// Whether there is a file of this name in any folder.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The path, among those that `may_be`, whose name is most like one that there is not. Only names that begin alike are
    /// looked at, so that ten thousand references to nothing stay cheap.
    pub fn nearest(&self, name: &str, may_be: impl Fn(&str) -> bool) -> Option<&str> {
        let wanted = fold::fold(name);
        let alike = self.alike.get_or_init(|| {
            let mut alike: HashMap<_, Vec<_>> = HashMap::new();
            for path in &self.paths {
                let folded = fold::fold(name_of(path));
                alike.entry(initial(&folded)).or_default().push(Named { folded, path: path.clone() });
            }
            alike
        });
        let candidates = alike.get(&initial(&wanted))?.iter().filter(|named| may_be(&named.path));
        candidates
            .map(|named| (strsim::jaro_winkler(&named.folded, &wanted), named.path.as_str()))
            .filter(|(likeness, _)| *likeness > ALIKE)
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))
            .map(|(_, path)| path)
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path that a relative reference of a file leads to, without `.` and `..`.
#[must_use]
pub fn resolve(from: &str, target: &str) -> String {
    let target = decode(target.split(['#', '?']).next().unwrap_or_default());
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Percent-encoded bytes as the characters they stand for; anything else stays as it is.
fn decode(target: &str) -> String {
    fluent_uri::pct_enc::EStr::<fluent_uri::pct_enc::encoder::IPath>::new(target)
        .and_then(|encoded| encoded.decode().to_string().ok().map(std::borrow::Cow::into_owned))
        .unwrap_or_else(|| target.to_owned())
}

fn initial(folded: &str) -> Option<char> {
    folded.trim_start().chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_from_its_own_folder() {
        assert_eq!(resolve("case-studies/rive/ops/runbook.md", "../plan.md"), "case-studies/rive/plan.md");
        assert_eq!(resolve("a/b.md", "./c/d.md"), "a/c/d.md");
        assert_eq!(resolve("a.md", "../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("a/b.md", "c.md#top"), "a/c.md");
        assert_eq!(decode("plan%20(1).md"), "plan (1).md");
        assert_eq!(decode("100%.md"), "100%.md");
    }

    #[test]
    fn files_are_found_by_path_name_and_likeness() {
        let mut files = Files::default();
        for path in ["practice/guidelines.md", "case-studies/rive/ops/runbook.md"] {
            files.insert(path);
        }
        assert!(files.has("practice/guidelines.md") && files.has("case-studies/rive/ops"));
        assert!(!files.has("case-studies/riv"));
        assert!(files.has_name("runbook.md") && !files.has_name("ops"));
        assert_eq!(files.nearest("guildelines.md", |_| true), Some("practice/guidelines.md"));
        assert_eq!(files.nearest("guildelines.md", |path| path.starts_with("case-studies/")), None);
        assert_eq!(files.nearest("invoice.pdf", |_| true), None);
    }
}
