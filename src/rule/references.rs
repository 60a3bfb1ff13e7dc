//! References: files that a document sends its reader to, and whether they are there.

use super::{Cause, Inquiry, Lack, Put};
use crate::evidence::{Document, Reference, resolve};
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
