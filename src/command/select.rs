//! `competency select`: which case studies to hand in where there are more than are demanded.

use super::opened::Opened;
use super::{Ended, Failure, colored, language, output, width};
use crate::assessment::{Assessment, Examination, Selection, select, sets};
use crate::checklist::Checklist;
use crate::cli::{Cli, Report, Select};
use crate::config::MAX_SETS;
use crate::gate::decide;
use crate::language::{Arg, Message};
use crate::report::{Choice, View};

/// Reads a folder once, weighs every set of its case studies by each program, and says whether the best ones pass the gate.
pub fn run(cli: &Cli, options: &Select) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let opened = Opened::of(cli, asked)?;
    let mut checklists = opened.checklists();
    let all = checklists.iter().map(|checklist| checklist.id()).collect::<Arg>();
    checklists.retain(|checklist| checklist.case_studies_demanded(None) > 0);
    if checklists.is_empty() {
        return Err(Message::new("select.asks_nothing").with("programs", all).into());
    }
    let selections: Vec<_> =
        checklists.into_iter().map(|checklist| selection(&opened, checklist, options)).collect::<Result<_, _>>()?;
    let policy = opened.policy()?;
    for Report { format, output } in &options.reports.0 {
        let language = match format {
            Choice::Human => language(cli),
            Choice::Json => cli.lang.unwrap_or_default(),
        };
        let redaction = opened.redaction(language);
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
        output::write_report(output.as_deref(), &String::from_utf8_lossy(&written), *format == Choice::Human)?;
    }
    Ok(Ended::when(judged(&selections).iter().all(|best| decide(best, &policy).passes)))
}

/// The best sets, as they were judged.
fn judged<'l>(selections: &[Selection<'l>]) -> Vec<Assessment<'l>> {
    selections.iter().map(|selection| selection.best.clone()).collect()
}

/// Chooses by one checklist, unless there are too many sets or too few case studies for the size that was asked for.
fn selection<'l>(opened: &'l Opened<'_>, checklist: &'l Checklist, options: &Select) -> Result<Selection<'l>, Failure> {
    let Opened { folder, library, evidence, .. } = opened;
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
