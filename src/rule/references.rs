//! References: files that a document sends its reader to, and whether they are there.

use super::{Cause, Inquiry, Lack, Put};
use crate::evidence::{Document, Reference};
use crate::language::Message;
use crate::source::printable;

/// The lack, where a reference leads to a file that is absent; nothing for an address or a file that is there.
pub fn absent(inquiry: &Inquiry<'_>, document: &Document, reference: &Reference) -> Option<Lack> {
    let target = reference.target.split(['#', '?']).next().unwrap_or_default();
    let is_file = !target.is_empty() && !reference.target.contains("://");
    if !is_file || target.starts_with("mailto:") || target.starts_with("tel:") {
        return None;
    }
    let files = &inquiry.audit.evidence.files;
    let path = resolve(&document.path, target);
    let name = path.rsplit('/').next().unwrap_or(&path);
    let there = if reference.link { files.has(&path) } else { files.has_name(name) };
    if there {
        return None;
    }
    // A file of another case study is never the one that is meant.
    let others = || inquiry.audit.evidence.case_studies.iter().filter(|study| study.name != inquiry.subject.name);
    let near = files.nearest(name, |path| !others().any(|study| study.has(path)));
    let what = Message::new(if near.is_some() { "references.nearest" } else { "references.absent" })
        .with("file", printable(document.name()))
        .with("target", printable(&reference.target))
        .with("near", near.map(printable).unwrap_or_default());
    Some(Lack {
        what,
        found: Some(document.place(&reference.spot)),
        claim: None,
        put: Put { file: if near.is_some() { document.path.to_string() } else { path }, field: None },
        passes: Message::new("references.describe"),
        cause: Cause::Contradicted,
    })
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
}
