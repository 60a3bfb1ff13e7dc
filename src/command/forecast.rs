//! `competency forecast`: on which days rows change while nobody changes the folder.

use super::again::Again;
use super::folder::{Folder, shown};
use super::policy::of_settings;
use super::{Ended, Failure, cache, colored, language, output, width};
use crate::cli::{Cli, Forecast, Report};
use crate::report::{self, Dates, View};

/// Judges, looks ahead, and writes what changes when. It is no gate: `check --until` is.
pub fn run(cli: &Cli, options: &Forecast) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let folder = Folder::open(&asked.folder, asked.program.first())?;
    let library = folder.library(cli.checklists.as_deref())?;
    let checklists = folder.checklists(&library, &asked.program)?;
    let evidence = folder.read(&library, cache(asked.no_cache).as_ref())?;
    let assessments = folder.assess_all(&library, &checklists, &evidence, asked)?;
    let own = folder.own_checklists(cli.checklists.as_deref());
    let again = Again::of(cli, asked, own.as_deref());
    let policy = of_settings(&folder, asked)?;
    for Report { format, output } in &options.reports.0 {
        let for_programs = *format == Dates::Json;
        let language = if for_programs { cli.lang.unwrap_or_default() } else { language(cli) };
        let shown = shown(&assessments, &evidence, asked, language);
        let policy = policy.renamed(&assessments, &shown);
        let view = View {
            color: output.is_none() && colored(cli, &std::io::stdout()),
            again: again.as_view(),
            ..View::plain(language, width(), &policy)
        };
        let mut text = Vec::new();
        report::forecast(*format, &shown, view, &mut text)?;
        let text = String::from_utf8_lossy(&text);
        let text = if *format == Dates::Human && output.is_none() { output::unobeyed(&text) } else { text };
        output::write_to(output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    }
    Ok(Ended::Well)
}
