//! `competency check`: reads a folder once and judges it by every program asked for.

use super::folder::{Folder, links};
use super::recall::{Recall, Said};
use super::{Ended, Failure, cache, colored, language, output, requirement, width};
use crate::assessment::Assessment;
use crate::checklist::Checklist;
use crate::cli::{Check, Cli};
use crate::gate;
use crate::reader::Seen;
use crate::report::{Detail, View};

/// Judges, writes the report, and says whether the gate passes.
pub fn run(cli: &Cli, options: &Check) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let folder = Folder::open(&asked.folder, asked.program.first())?;
    let own = folder.own_checklists(cli.checklists.as_deref());
    let links =
        if options.format.is_filled() { links(options.output.as_deref(), folder.path()) } else { String::new() };
    let (as_of, view, cache) = (asked.day(), view(cli, options, &links), cache(asked.no_cache));
    let recall = cache
        .clone()
        .filter(|_| !folder.is_document())
        .and_then(|cache| Recall::of(options, view, own.as_deref(), as_of, cache));
    if let Some(Said { output, passes }) = recall.as_ref().and_then(Recall::said) {
        return finish(options, &output, passes);
    }

    let library = folder.library(own.as_deref())?;
    let checklists = folder.checklists(&library, &asked.program)?;
    require_keys(&checklists, &options.only)?;
    let evidence = folder.read(&library, cache.as_ref())?;
    let mut assessments = folder.assess_all(&library, &checklists, &evidence, asked)?;
    keep_only(&mut assessments, &options.only);
    if options.format.is_filled() {
        folder.index(&mut assessments);
    }
    let passes = assessments.iter().all(gate::passes);
    let mut output = Vec::new();
    options.format.write(&assessments, view, &mut output)?;
    let output = String::from_utf8_lossy(&output).into_owned();
    let said = Said { output, passes };
    if let (Some(recall), Some(seen)) = (recall, Seen::in_evidence(&evidence)) {
        recall.keep(seen, &said);
    }
    finish(options, &said.output, passes)
}

/// Writes what is said, and ends as it has it.
fn finish(options: &Check, output: &str, passes: bool) -> Result<Ended, Failure> {
    output::write_to(options.output.as_deref(), |out| out.write_all(output.as_bytes()))?;
    Ok(Ended::when(passes))
}

fn view<'a>(cli: &Cli, options: &Check, links: &'a str) -> View<'a> {
    View {
        language: if options.format.is_for_people() { language(cli) } else { cli.lang.unwrap_or_default() },
        width: width(),
        color: options.output.is_none() && colored(cli, &std::io::stdout()),
        detail: match (options.quiet, options.verbose) {
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Verbose,
            _ => Detail::Normal,
        },
        links,
        history: options.history,
    }
}

/// Whether every row asked for is one of some checklist.
fn require_keys(checklists: &[&Checklist], keys: &[String]) -> Result<(), Failure> {
    let is_unknown = |key: &&String| checklists.iter().all(|checklist| checklist.requirement(key).is_none());
    match (keys.iter().find(is_unknown), checklists.first()) {
        (Some(key), Some(checklist)) => requirement(checklist, key).map(drop),
        _ => Ok(()),
    }
}

/// Leaves the rows asked for, and the programs that have one.
fn keep_only(assessments: &mut Vec<Assessment<'_>>, keys: &[String]) {
    if keys.is_empty() {
        return;
    }
    for assessment in assessments.iter_mut() {
        assessment.rows.retain(|row| keys.iter().any(|key| key.eq_ignore_ascii_case(row.key)));
    }
    assessments.retain(|assessment| !assessment.rows.is_empty());
}
