//! The reports in a bundle: the page that says what is in it, and of each program its self-assessment and its assessment.

use std::io;

use super::Judgement;
use crate::bundle::{ASSESSMENT, CHECKLISTS, EVIDENCE, MANIFEST, Manifest, README, SELF_ASSESSMENT, SUMS};
use crate::language::Message;
use crate::report::{self, Format, Pack, Page, View};

/// The formats of the self-assessment, each with its ending.
const PAGES: [(Page, &str); 3] = [(Page::Html, "html"), (Page::Docx, "docx"), (Page::Markdown, "md")];

/// Every report with its path. Their links lead to the evidence beside them.
pub fn reports(judgement: &Judgement<'_>, manifest: &Manifest) -> io::Result<Vec<(String, Vec<u8>)>> {
    let Judgement { assessments, policy } = judgement;
    let from_below = format!("../{EVIDENCE}/");
    let from_top = format!("{EVIDENCE}/");
    let view = |links| View { links: Some(links), ..View::plain(manifest.language(), 80, policy) };
    let mut reports = Vec::new();
    let mut contents = Vec::new();
    for assessment in assessments {
        let id = assessment.checklist.id();
        let one = std::slice::from_ref(assessment);
        for (page, ending) in PAGES {
            let mut bytes = Vec::new();
            page.write(one, view(&from_below), &mut bytes)?;
            reports.push((format!("{id}/{SELF_ASSESSMENT}.{ending}"), bytes));
        }
        let mut bytes = Vec::new();
        Format::Json.write(one, view(&from_below), &mut bytes)?;
        reports.push((format!("{id}/{ASSESSMENT}"), bytes));
        contents.push((format!("{id}/{SELF_ASSESSMENT}.html, .docx, .md"), Message::new("pack.self_assessment")));
        contents.push((format!("{id}/{ASSESSMENT}"), Message::new("pack.assessment")));
    }
    contents.extend([
        (format!("{EVIDENCE}/"), Message::new("pack.evidence")),
        (format!("{CHECKLISTS}/"), Message::new("pack.checklists")),
        (MANIFEST.to_owned(), Message::new("pack.manifest")),
        (SUMS.to_owned(), Message::new("pack.sums")),
    ]);
    let by_hand = format!("sha256sum -c {SUMS}");
    let checks = [
        (Message::new("pack.by_hand"), by_hand.as_str()),
        // The archive may have any name; that it has another changes none of its bytes.
        (Message::new("pack.by_program"), "competency verify FILE.zip"),
    ];
    let pack =
        Pack { version: &manifest.competency, taken_from: &manifest.taken_from, contents: &contents, checks: &checks };
    reports.push((README.to_owned(), report::readme(assessments, pack, view(&from_top)).into_bytes()));
    Ok(reports)
}
