//! Workflow commands of GitHub Actions, which become annotations beside the files: what closes the gate is an error, also
//! where it only falls before the last day that the gate looks at; a gap that is let pass, a leak and a file that cannot be
//! read a warning, advice a notice. At the end stands the result, as an ordinary line.
//!
//! GitHub shows ten annotations of a kind for a step. So the gaps that matter most come first, of the change that is looked
//! at before all others; where there are more, the tenth says how many the log still holds.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::head::{self, ready, result};
use super::lacking::{Lacking, distinct};
use super::{View, ahead, leaked, told};
use crate::assessment::Assessment;
use crate::evidence::Spot;
use crate::gate::{Decision, decide};
use crate::language::Message;
use crate::rule::Cause;
use crate::source::printable;

/// How many annotations of a kind are shown.
const SHOWN: usize = 10;

/// Writes the commands of all programs, and a line for each of them.
pub fn write(assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let several = assessments.len() > 1;
    let decisions: Vec<_> = assessments.iter().map(|assessment| decide(assessment, view.policy)).collect();
    let mut gaps: Vec<_> = assessments
        .iter()
        .zip(&decisions)
        .flat_map(|(assessment, decision)| {
            let gaps = distinct(assessment.gaps()).into_iter();
            gaps.map(move |lacking| (assessment, closes(decision, &lacking), lacking))
        })
        .collect();
    let is_old = |lacking: &Lacking<'_>| view.change.is_some_and(|change| !change.is_of(lacking.lack));
    gaps.sort_by_key(|(assessment, _, lacking)| (is_old(lacking), importance(assessment, lacking)));
    let (gaps, let_pass): (Vec<_>, Vec<_>) = gaps.into_iter().partition(|(_, closes, _)| *closes);
    let count = gaps.len();
    for (number, (assessment, _, lacking)) in gaps.into_iter().enumerate() {
        if count > SHOWN && number == SHOWN - 1 {
            let more = Message::new("github.more").with("n", count - number).render(view.language);
            writeln!(out, "{}", command("error", &[], &more))?;
        }
        writeln!(out, "{}", annotation("error", assessment, &lacking, several, view))?;
    }
    for (assessment, decision) in assessments.iter().zip(&decisions) {
        for change in &decision.falling {
            let title = [assessment.checklist.id()].into_iter().chain(change.key().map(str::to_owned));
            let title = title.collect::<Vec<_>>().join(" ");
            let told = ahead::dated(change).render(view.language);
            writeln!(out, "{}", command("error", &[("title", title)], &told))?;
        }
    }
    for leak in assessments.first().into_iter().flat_map(Assessment::open_leaks) {
        for place in &leak.places {
            let title = leak.what.render(view.language);
            let properties = [("file", file(&place.file, view)), ("line", line(&place.spot)), ("title", title)];
            writeln!(out, "{}", command("warning", &properties, &leaked::lines(leak, view.language).join("\n")))?;
        }
    }
    for (assessment, _, lacking) in let_pass {
        writeln!(out, "{}", annotation("warning", assessment, &lacking, several, view))?;
    }
    for assessment in assessments {
        for (path, why) in &assessment.reading.unreadable {
            let properties = [("file", file(path, view))];
            writeln!(out, "{}", command("warning", &properties, &why.render(view.language)))?;
        }
    }
    for assessment in assessments {
        writeln!(out, "{}", command("notice", &[("title", assessment.checklist.id())], &told_of(assessment, view)))?;
    }
    for (assessment, decision) in assessments.iter().zip(&decisions) {
        for lacking in distinct(assessment.advice()) {
            let name = if closes(decision, &lacking) { "error" } else { "notice" };
            writeln!(out, "{}", annotation(name, assessment, &lacking, several, view))?;
        }
    }
    for assessment in assessments {
        writeln!(out, "{}: {}", printable(&assessment.checklist.id()), verdict(assessment, view))?;
    }
    Ok(())
}

/// Whether the policy of the gate fails on it.
fn closes(decision: &Decision<'_>, lacking: &Lacking<'_>) -> bool {
    decision.closing.iter().any(|(_, gap)| gap.subject == lacking.subject && gap.lack == lacking.lack)
}

/// What comes first: what the partner claims and the folder does not show, what is said otherwise, what cannot be read,
/// what is missing. A gap that is told elsewhere comes last.
fn importance(assessment: &Assessment<'_>, lacking: &Lacking<'_>) -> (bool, u8) {
    let is_claimed = assessment.false_claims().any(|row| lacking.rows.contains(&row.key));
    let rank = match lacking.lack.cause {
        Cause::Contradicted => 0,
        Cause::Unreadable => 1,
        Cause::Missing => 2,
        Cause::NeedsAttestation => 3,
        Cause::Follows(_) => 4,
    };
    (!is_claimed, rank)
}

/// “NOT READY — 17 of 24 met, 5 not met, 2 not applicable”.
fn verdict(assessment: &Assessment<'_>, view: View<'_>) -> String {
    format!("{} — {}", ready(assessment).render(view.language), result(assessment).render(view.language))
}

/// The result, what was judged, and what is to be said of it.
fn told_of(assessment: &Assessment<'_>, view: View<'_>) -> String {
    let notices = head::notices(assessment, view.policy).into_iter().chain(head::gate(assessment, view.policy));
    let told = [head::subject(assessment)].into_iter().chain(notices);
    let told = told.map(|message| printable(&message.render(view.language)));
    [verdict(assessment, view)].into_iter().chain(told).collect::<Vec<_>>().join("\n")
}

/// A gap beside the words that were found, or at the file to be written.
fn annotation(name: &str, assessment: &Assessment<'_>, lacking: &Lacking<'_>, several: bool, view: View<'_>) -> String {
    let Lacking { rows: keys, subject, lack, .. } = lacking;
    let row = assessment.rows.iter().find(|row| *keys == [row.key]);
    let title = row.map(|row| row.title.get(view.language)).unwrap_or_default();
    let program = if several { assessment.checklist.id() } else { String::new() };
    let title = format!("{program} {} {title}", keys.join(view.language.comma()));
    let place = lack.found.as_ref();
    let path = place.map_or(lack.put.file.as_str(), |place| &place.file);
    let line = place.map(|place| line(&place.spot)).unwrap_or_default();
    let properties = [("file", file(path, view)), ("line", line), ("title", title.trim().to_owned())];
    command(name, &properties, &told::lines(subject, lack, view.language).join("\n"))
}

/// The line, where it is one.
fn line(spot: &Spot) -> String {
    match spot {
        Spot::Line(line) => line.to_string(),
        _ => String::new(),
    }
}

/// The path of a file in the repository; nothing where the evidence does not lie below the working directory.
fn file(path: &str, view: View<'_>) -> String {
    match view.links {
        Some(links) if !links.starts_with("../") => format!("{links}{path}"),
        _ => String::new(),
    }
}

/// A command on one line, escaped as the runner reads it: in a property also what would end it. Only the line breaks
/// between our own lines stay.
fn command(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let mut command = format!("::{name}");
    let told = properties.iter().filter(|(_, value)| !value.is_empty());
    for (number, (property, value)) in told.enumerate() {
        let value = data(&printable(value)).replace(':', "%3A").replace(',', "%2C");
        let _ = write!(command, "{}{property}={value}", if number == 0 { ' ' } else { ',' });
    }
    let lines: Vec<_> = message.lines().map(printable).collect();
    command + "::" + &data(&lines.join("\n"))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_where_it_ends() {
        let properties = [("file", "a,b:c%.md".to_owned()), ("line", String::new()), ("title", "x\ny".to_owned())];
        let told = command("error", &properties, "50 % done: a,b\n::stop-commands::x");
        assert_eq!(told, "::error file=a%2Cb%3Ac%25.md,title=x\\ny::50 %25 done: a,b%0A::stop-commands::x");
        assert_eq!(command("notice", &[], "x"), "::notice::x");
    }
}
