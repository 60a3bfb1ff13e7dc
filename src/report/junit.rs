//! JUnit, as build servers read it: a suite for each program, a test case for each row. What is not applicable is skipped,
//! what is not met has failed, and advice is what the case printed.
//!
//! There are no times, since there is no clock, and no `file` at a case, which the schema of Jenkins does not know: the
//! files to write stand in the text of the failure.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::head::{gate, notices};
use super::{View, leaked, told};
use crate::assessment::{Assessment, Gap, Row, Verdict};
use crate::checklist::Level;
use crate::language::Message;
use crate::rule::Cause;
use crate::source::printable;

/// Writes a suite for each program.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sum = |is: fn(&Verdict) -> bool| assessments.iter().map(|one| one.count(is)).sum::<usize>();
    let (tests, failures) = (sum(|_| true), sum(|verdict| *verdict == Verdict::NotMet));
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let name = env!("CARGO_PKG_NAME");
    writeln!(out, r#"<testsuites name="{name}" tests="{tests}" failures="{failures}" errors="0">"#)?;
    for assessment in assessments {
        suite(assessment, view, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(assessment: &Assessment<'_>, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let id = text(&assessment.checklist.id());
    let failures = assessment.count(|verdict| *verdict == Verdict::NotMet);
    let skipped = assessment.count(|verdict| matches!(verdict, Verdict::NotApplicable(_)));
    let tests = assessment.rows.len();
    writeln!(out, r#"  <testsuite name="{id}" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">"#)?;
    writeln!(out, "    <properties>")?;
    let said = |message: Message| message.render(view.language);
    let notices: Vec<_> = notices(assessment, view.policy).into_iter().map(said).collect();
    let properties = [
        ("title", assessment.checklist.title.get(view.language).to_owned()),
        ("partner", assessment.partner.clone().unwrap_or_default()),
        ("as_of", assessment.as_of.to_string()),
        ("notices", notices.join(" ")),
        ("gate", gate(assessment, view.policy).map(said).unwrap_or_default()),
        ("checklist_hash", assessment.checklist.hash.clone()),
        ("evidence_hash", assessment.evidence_hash.clone()),
    ];
    for (name, value) in properties {
        writeln!(out, r#"      <property name="{name}" value="{}"/>"#, text(&value))?;
    }
    writeln!(out, "    </properties>")?;
    for row in &assessment.rows {
        case(&id, row, view, out)?;
    }
    let unread = assessment.reading.unreadable.iter().map(|(path, why)| unread(path, why, view));
    let leaks = assessment.open_leaks().map(|leak| text(&leaked::line(leak, view.language)));
    let warnings: Vec<_> = leaks.chain(unread).collect();
    if !warnings.is_empty() {
        writeln!(out, "    <system-err>{}</system-err>", warnings.join("\n"))?;
    }
    writeln!(out, "  </testsuite>")
}

fn unread(path: &str, why: &Message, view: View<'_>) -> String {
    let message = Message::new("human.colon").with("before", path).with("after", why.clone());
    text(&message.render(view.language))
}

fn case(suite: &str, row: &Row<'_>, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = text(&format!("{} {}", row.key, row.title.get(view.language)));
    let told = |level: Level| -> Vec<_> { row.lacks().filter(|gap| gap.level == level).collect() };
    let (gaps, advice) = (told(Level::Must), told(Level::Should));
    let listed = |gaps: &[Gap<'_>]| {
        let lines = |gap: &Gap<'_>| {
            told::lines(gap.subject, gap.lack, view.language)
                .iter()
                .map(|line| text(line))
                .collect::<Vec<_>>()
                .join("\n  ")
        };
        gaps.iter().map(lines).collect::<Vec<_>>().join("\n\n")
    };
    write!(out, r#"    <testcase name="{name}" classname="{suite}""#)?;
    if row.verdict == Verdict::Met && advice.is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(out, ">")?;
    match &row.verdict {
        Verdict::Met => {}
        Verdict::NotApplicable(reason) => {
            writeln!(out, r#"      <skipped message="{}"/>"#, text(&reason.render(view.language)))?;
        }
        Verdict::NotMet => {
            let cause = gaps.first().map_or("missing", |gap| cause(&gap.lack.cause));
            let first = gaps.first().map(|gap| told::what(gap.subject, gap.lack, view.language)).unwrap_or_default();
            let more = gaps.len().saturating_sub(1);
            let first = if more == 0 { first } else { format!("{first} (+{more})") };
            writeln!(out, r#"      <failure type="{cause}" message="{}">{}</failure>"#, text(&first), listed(&gaps))?;
        }
    }
    if !advice.is_empty() {
        writeln!(out, "      <system-out>{}</system-out>", listed(&advice))?;
    }
    writeln!(out, "    </testcase>")
}

const fn cause(cause: &Cause) -> &'static str {
    match cause {
        Cause::Missing => "missing",
        Cause::Contradicted => "contradicted",
        Cause::Unreadable => "unreadable",
        Cause::NeedsAttestation => "needs-attestation",
        Cause::Follows(_) => "follows",
    }
}

/// Words on one line, without what XML obeys and without the characters that it cannot hold. In the log of a build, GitHub's
/// runner would obey `##[` anywhere and `::` at the beginning of a line.
fn text(words: &str) -> String {
    let words = escape(printable(words).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")).into_owned();
    let words = words.replace("##[", "#&#35;[");
    if words.starts_with("::") { format!("&#58;{}", &words[1..]) } else { words }
}
