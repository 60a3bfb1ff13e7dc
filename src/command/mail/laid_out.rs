//! A program that takes files in the portal: a folder with the self-assessment, the files that it cites, and the steps.

use super::super::Failure;
use super::file::{Content, File};
use super::said::Said;
use super::target::{Target, require_outside};
use super::{Asking, HandIn};
use crate::assessment::Assessment;
use crate::language::Message;
use crate::reader;
use crate::report;

/// The folder of the cited files. The links of the self-assessment lead there.
const EVIDENCE: &str = "evidence";

/// The files of one program.
pub fn laid_out(assessment: &Assessment<'_>, target: &Target, asking: &Asking<'_>) -> Result<HandIn, Failure> {
    let folder = target.folder();
    require_outside(&folder, asking.folder)?;
    let file = |name: String, content| File { path: folder.join(name), content, is_named: false };
    // Under pseudonyms the names must not leave in the files themselves.
    let links = (!asking.redact).then(|| format!("{EVIDENCE}/"));
    let cited = if asking.redact { Vec::new() } else { report::cited(assessment) };
    let digests: Vec<_> = cited.iter().map(|(digest, _)| *digest).collect();
    let what = if cited.is_empty() { "mail.laid_out_alone" } else { "mail.laid_out" };
    let what = Message::new(what).with("n", cited.len());
    let mut said = Said::of(assessment, what, &folder);
    let mut files = Vec::new();
    for attached in asking.attached(assessment, target, links.as_deref())? {
        said.details.push(Message::new("mail.file_line").with("file", attached.name.as_str()));
        files.push(file(attached.name, Content::Bytes(attached.bytes)));
    }
    let steps = Message::new("mail.steps_file").render(asking.language);
    said.details.push(Message::new("mail.file_line").with("file", steps.as_str()));
    let page = report::steps(assessment, links.as_deref(), asking.language);
    files.push(file(steps, Content::Bytes(page.into_bytes())));
    for (path, original) in reader::originals(asking.folder.path(), &digests) {
        files.push(file(format!("{EVIDENCE}/{path}"), Content::Evidence(original)));
    }
    for (digest, rows) in cited {
        let file = format!("{EVIDENCE}/{}", digest.path);
        let rows = rows.join(asking.language.comma());
        said.details.push(Message::new("mail.cited_line").with("file", file).with("rows", rows));
    }
    if asking.redact {
        said.details.push(Message::new("mail.redacted"));
        said.details.push(Message::new("mail.no_files"));
    }
    Ok(HandIn { files, said })
}
