//! `competency check`: reads a folder once and judges it by every program asked for.

use std::path::Path;

use super::again::Again;
use super::folder::{Folder, links};
use super::opened::Opened;
use super::policy::Asking;
use super::recall::{Recall, Said};
use super::{Ended, Failure, cache, changed, colored, first, language, online, output, requirement, width};
use crate::assessment::{Assessment, Changed};
use crate::checklist::Checklist;
use crate::cli::{Check, Cli, Report, Reports};
use crate::evidence::is_of_row;
use crate::gate::{Policy, decide};
use crate::language::Language;
use crate::reader::Seen;
use crate::report::{Detail, Format, View};
use crate::source::printable;

/// Judges, writes the reports, and says whether the gate passes.
pub fn run(cli: &Cli, options: &Check) -> Result<Ended, Failure> {
    let Check { asked, reports: Reports(reports), policy: asked_policy, only, .. } = options;
    let folder = Folder::open(&asked.folder, asked.program.first())?;
    let own = folder.own_checklists(cli.checklists.as_deref());
    let mut asking = Asking::of(&folder, asked, asked_policy, options.update.update_baseline)?;
    let links: Vec<_> = reports.iter().map(|report| linked(report, folder.path())).collect();
    let again = Again::of(cli, asked, own.as_deref());
    let revision = options.changed_since.as_deref();
    let change = revision.map(|revision| changed::since(folder.path(), revision)).transpose()?;
    let views: Vec<_> = reports
        .iter()
        .zip(&links)
        .map(|(report, links)| view(cli, options, report, links, &asking.policy, change.as_ref(), &again))
        .collect();
    let (as_of, cache) = (asked.day(), cache(asked.no_cache));
    let recall = cache
        .clone()
        .filter(|_| !folder.is_document() && !options.update.update_baseline && !options.online.is_asked_for())
        .and_then(|cache| Recall::of(options, &views, own.as_deref(), as_of, cache));
    if let Some(said) = recall.as_ref().and_then(Recall::said) {
        return finish(cli, options, &said);
    }

    let mut opened = Opened::read(cli, folder, asked, cache)?;
    let checklists = opened.checklists();
    require_keys(&checklists, only)?;
    asking.require_prerequisites(&checklists)?;
    online::look(&mut opened, &options.online)?;
    let mut assessments = opened.assessments()?;
    online::note(&mut assessments, online::tell(&opened, &options.online, as_of).as_ref());
    keep_only(&mut assessments, only);
    if reports.iter().any(|report| report.format.lists_files()) {
        opened.folder.index(&mut assessments);
    }
    if options.update.update_baseline {
        eprintln!("{}", asking.update(&assessments)?.render(language(cli)));
    }
    let mut outputs = Vec::new();
    for (report, links) in reports.iter().zip(&links) {
        let mut output = Vec::new();
        let (shown, policy) = opened.shown(&assessments, &asking.policy, said_in(cli, report.format));
        report.format.write(
            &shown,
            view(cli, options, report, links, &policy, change.as_ref(), &again),
            &mut output,
        )?;
        outputs.push(String::from_utf8_lossy(&output).into_owned());
    }
    let said = Said { outputs, passes: assessments.iter().all(|assessment| decide(assessment, &asking.policy).passes) };
    if let (Some(recall), Some(seen)) = (recall, Seen::in_evidence(&opened.evidence)) {
        recall.keep(seen, &said);
    }
    finish(cli, options, &said)
}

/// Writes what is said, and ends as it has it.
fn finish(cli: &Cli, options: &Check, said: &Said) -> Result<Ended, Failure> {
    let Check { asked, reports: Reports(reports), .. } = options;
    for (report, output) in reports.iter().zip(&said.outputs) {
        output::write_report(report.output.as_deref(), output, report.format == Format::Human)?;
    }
    let is_read_by_people = reports.iter().any(|report| report.format == Format::Human && report.output.is_none());
    // The names of folders may be those of customers.
    let is_told = is_read_by_people && !options.quiet && !asked.redact;
    if let Some(note) = first::strange(&asked.folder, asked.program.first()).filter(|_| is_told) {
        eprintln!("{}", printable(&note.render(language(cli))));
    }
    Ok(Ended::when(said.passes))
}

/// The language of a report: what programs read does not follow the locale.
fn said_in(cli: &Cli, format: Format) -> Language {
    if format.is_for_people() { language(cli) } else { cli.lang.unwrap_or_default() }
}

fn view<'a>(
    cli: &Cli,
    options: &Check,
    report: &Report<Format>,
    links: &'a str,
    policy: &'a Policy,
    change: Option<&'a Changed>,
    again: &'a Again,
) -> View<'a> {
    let is_linked = report.format.page().is_some() || report.format.is_of_checkout();
    View {
        language: said_in(cli, report.format),
        width: width(),
        color: report.output.is_none() && colored(cli, &std::io::stdout()),
        detail: match (options.quiet, options.verbose) {
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Verbose,
            _ => Detail::Normal,
        },
        links: Some(links).filter(|_| is_linked && !options.asked.redact),
        history: options.history,
        policy,
        change,
        again: again.as_view(),
    }
}

/// What stands before the paths of a report: the way from where it is written, or from the working directory.
fn linked(report: &Report<Format>, evidence: &Path) -> String {
    let here = Path::new("report");
    links(if report.format.is_of_checkout() { Some(here) } else { report.output.as_deref() }, evidence)
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
        assessment.forecast.keep_only(keys);
        let rows = &assessment.rows;
        assessment.waivers.retain(|waiver| rows.iter().any(|row| is_of_row(&waiver.requirement, row.key)));
    }
    assessments.retain(|assessment| !assessment.rows.is_empty());
}
