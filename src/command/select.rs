//! `competency select`: which case studies to hand in where there are more than are demanded.

use super::folder::Folder;
use super::policy::of_settings;
use super::{Ended, Failure, cache, colored, language, output, width};
use crate::assessment::{Assessment, Examination, Redaction, Selection, select, sets};
use crate::checklist::{Checklist, Library};
use crate::cli::{Cli, Report, Select};
use crate::config::MAX_SETS;
use crate::evidence::Evidence;
use crate::gate::decide;
use crate::language::{Arg, Message};
use crate::report::{Choice, View};

/// Reads a folder once, weighs every set of its case studies by each program, and says whether the best ones pass the gate.
pub fn run(cli: &Cli, options: &Select) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let folder = Folder::open(&asked.folder, asked.program.first())?;
    let library = folder.library(cli.checklists.as_deref())?;
    let mut checklists = folder.checklists(&library, &asked.program)?;
    let all = checklists.iter().map(|checklist| checklist.id()).collect::<Arg>();
    checklists.retain(|checklist| checklist.case_studies_demanded(None) > 0);
    if checklists.is_empty() {
        return Err(Message::new("select.asks_nothing").with("programs", all).into());
    }
    let evidence = folder.read(&library, cache(asked.no_cache).as_ref())?;
    let mut selections = Vec::new();
    for checklist in checklists {
        selections.push(selection(&folder, &library, checklist, &evidence, options)?);
    }
    let policy = of_settings(&folder, asked)?;
    for Report { format, output } in &options.reports.0 {
        let language = match format {
            Choice::Human => language(cli),
            Choice::Json => cli.lang.unwrap_or_default(),
        };
        let redaction = asked.redact.then(|| Redaction::of(&evidence, asked.day(), language));
        let shown: Vec<_> = selections
            .iter()
            .map(|selection| redaction.as_ref().map_or_else(|| selection.clone(), |hidden| selection.redacted(hidden)))
            .collect();
        let policy = policy.renamed(&judged(&selections), &judged(&shown));
        let view = View {
            color: output.is_none() && colored(cli, &std::io::stdout()),
            ..View::plain(language, width(), &policy)
        };
        let mut written = Vec::new();
        format.write(&shown, view, &mut written)?;
        let text = String::from_utf8_lossy(&written);
        let text = if *format == Choice::Human && output.is_none() { output::unobeyed(&text) } else { text };
        output::write_to(output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    }
    Ok(Ended::when(judged(&selections).iter().all(|best| decide(best, &policy).passes)))
}

/// The best sets, as they were judged.
fn judged<'l>(selections: &[Selection<'l>]) -> Vec<Assessment<'l>> {
    selections.iter().map(|selection| selection.best.clone()).collect()
}

/// Chooses by one checklist, unless there are too many sets or too few case studies for the size that was asked for.
fn selection<'l>(
    folder: &Folder<'_>,
    library: &'l Library,
    checklist: &'l Checklist,
    evidence: &Evidence,
    options: &Select,
) -> Result<Selection<'l>, Failure> {
    let asked = &options.asked;
    let usual = folder.submitted(checklist, evidence, &[])?;
    let candidates = if asked.case_study.is_empty() {
        evidence.case_studies.iter().map(|study| study.name.clone()).collect()
    } else {
        let mut named = folder.submitted(checklist, evidence, &asked.case_study)?;
        named.sort_unstable();
        named.dedup();
        named
    };
    let reading = folder.interpretation(checklist)?;
    let all = candidates.len();
    let size = match options.size {
        None => checklist.case_studies_demanded(reading),
        Some(size) if size.get() <= all => size.get(),
        Some(size) => {
            let message = Message::new("select.too_large").with("size", size.get()).with("n", all);
            return Err(message.into());
        }
    };
    let count = sets::count(all, size);
    if count > MAX_SETS {
        let message = Message::new("select.too_many").with("size", size).with("all", all);
        let message = message.with("sets", count).with("most", MAX_SETS);
        return Err(Failure::from(message).with_help(Message::new("select.fewer")));
    }
    let examination = Examination::of(checklist, reading, evidence, &library.lexicon, asked.day());
    let mut selection = select(&examination, &candidates, &usual, size);
    selection.best.life = library.life(checklist, asked.day());
    selection.is_pinned = folder.pins_case_studies(checklist);
    Ok(selection)
}
