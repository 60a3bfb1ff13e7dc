//! JUnit, as build servers read it: a suite for each program, a test case for each row. What is not applicable is skipped,
//! what is not met has failed, and advice is what the case printed. What else closes the gate has failed as well: a row that
//! does not stay met as long as the gate asks for, advice where the gate fails on that, and, as a case of its own, a checklist
//! that AWS does not accept that long.
//!
//! There are no times, since there is no clock, and no `file` at a case, which the schema of Jenkins does not know: the
//! files to write stand in the text of the failure.

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::head::{gate, notices};
use super::{View, ahead, leaked, told};
use crate::assessment::{Assessment, Change, Gap, Row, Turn, Verdict};
use crate::checklist::Level;
use crate::gate::{Decision, decide};
use crate::language::Message;
use crate::rule::Cause;
use crate::source::printable;

/// Writes a suite for each program.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites: Vec<_> = assessments.iter().map(|assessment| Suite::of(assessment, view)).collect();
    let tests: usize = suites.iter().map(Suite::tests).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let name = env!("CARGO_PKG_NAME");
    writeln!(out, r#"<testsuites name="{name}" tests="{tests}" failures="{failures}" errors="0">"#)?;
    for suite in suites {
        suite.write(view, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// A program, and what closes its gate.
struct Suite<'a> {
    assessment: &'a Assessment<'a>,
    decision: Decision<'a>,
}

impl<'a> Suite<'a> {
    fn of(assessment: &'a Assessment<'_>, view: View<'_>) -> Self {
        Self { assessment, decision: decide(assessment, view.policy) }
    }

    fn tests(&self) -> usize {
        self.assessment.rows.len() + self.ends().count()
    }

    fn failures(&self) -> usize {
        self.assessment.rows.iter().filter(|row| self.has_failed(row)).count() + self.ends().count()
    }

    fn has_failed(&self, row: &Row<'_>) -> bool {
        row.verdict == Verdict::NotMet || self.fall_of(row).is_some() || self.closes_by_advice(row)
    }

    /// The change by which a row does not stay met as long as the gate asks for.
    fn fall_of(&self, row: &Row<'_>) -> Option<&'a Change<'a>> {
        self.decision.falling.iter().copied().find(|change| change.key() == Some(row.key))
    }

    fn closes_by_advice(&self, row: &Row<'_>) -> bool {
        self.decision.closing.iter().any(|(_, gap)| gap.key == row.key && gap.level == Level::Should)
    }

    /// What AWS no longer accepts on the last day that the gate looks at.
    fn ends(&self) -> impl Iterator<Item = &'a Change<'a>> {
        self.decision.falling.iter().copied().filter(|change| matches!(change.what, Turn::Life(_)))
    }

    fn write(&self, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (assessment, tests, failures) = (self.assessment, self.tests(), self.failures());
        let id = text(&assessment.checklist.id());
        let skipped = |row: &&Row<'_>| matches!(row.verdict, Verdict::NotApplicable(_)) && !self.has_failed(row);
        let skipped = assessment.rows.iter().filter(skipped).count();
        writeln!(
            out,
            r#"  <testsuite name="{id}" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">"#
        )?;
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
            self.case(row, view, out)?;
        }
        for end in self.ends() {
            let name = text(&format!("{id} {}", assessment.checklist.title.get(view.language)));
            writeln!(out, r#"    <testcase name="{name}" classname="{id}">"#)?;
            writeln!(out, "      {}", falling(end, view))?;
            writeln!(out, "    </testcase>")?;
        }
        let unread = assessment.reading.unreadable.iter().map(|(path, why)| unread(path, why, view));
        let leaks = assessment.open_leaks().map(|leak| text(&leaked::line(leak, view.language)));
        let warnings: Vec<_> = leaks.chain(unread).collect();
        if !warnings.is_empty() {
            writeln!(out, "    <system-err>{}</system-err>", warnings.join("\n"))?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn case(&self, row: &Row<'_>, view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let suite = text(&self.assessment.checklist.id());
        let name = text(&format!("{} {}", row.key, row.title.get(view.language)));
        let told = |level: Level| -> Vec<_> { row.lacks().filter(|gap| gap.level == level).collect() };
        let (gaps, advice) = (told(Level::Must), told(Level::Should));
        write!(out, r#"    <testcase name="{name}" classname="{suite}""#)?;
        if row.verdict == Verdict::Met && advice.is_empty() && !self.has_failed(row) {
            return writeln!(out, "/>");
        }
        writeln!(out, ">")?;
        match (&row.verdict, self.fall_of(row)) {
            (Verdict::NotMet, _) => {
                let kind = gaps.first().map_or("missing", |gap| cause(&gap.lack.cause));
                writeln!(out, "      {}", failure(kind, &gaps, view))?;
            }
            (_, Some(fall)) => writeln!(out, "      {}", falling(fall, view))?,
            _ if self.closes_by_advice(row) => writeln!(out, "      {}", failure("advice", &advice, view))?,
            (Verdict::NotApplicable(reason), None) => {
                writeln!(out, r#"      <skipped message="{}"/>"#, text(&reason.render(view.language)))?;
            }
            (Verdict::Met, None) => {}
        }
        if !advice.is_empty() {
            writeln!(out, "      <system-out>{}</system-out>", listed(&advice, view))?;
        }
        writeln!(out, "    </testcase>")
    }
}

fn unread(path: &str, why: &Message, view: View<'_>) -> String {
    let message = Message::new("human.colon").with("before", path).with("after", why.clone());
    text(&message.render(view.language))
}

/// What is lacking: the first of it as the message, all of it as the text.
fn failure(kind: &str, gaps: &[Gap<'_>], view: View<'_>) -> String {
    let first = gaps.first().map(|gap| told::what(gap.subject, gap.lack, view.language)).unwrap_or_default();
    let more = gaps.len().saturating_sub(1);
    let first = if more == 0 { first } else { format!("{first} (+{more})") };
    format!(r#"<failure type="{kind}" message="{}">{}</failure>"#, text(&first), listed(gaps, view))
}

/// On which day it is met no more, and why.
fn falling(change: &Change<'_>, view: View<'_>) -> String {
    let told = text(&ahead::dated(change).render(view.language));
    format!(r#"<failure type="falling" message="{told}">{told}</failure>"#)
}

fn listed(gaps: &[Gap<'_>], view: View<'_>) -> String {
    let lines = |gap: &Gap<'_>| {
        let lines = told::lines(gap.subject, gap.lack, view.language);
        lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("\n  ")
    };
    gaps.iter().map(lines).collect::<Vec<_>>().join("\n\n")
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
