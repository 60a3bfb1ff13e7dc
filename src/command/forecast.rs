//! `competency forecast`: on which days rows change while nobody changes the folder.

use super::again::Again;
use super::opened::Opened;
use super::{Ended, Failure, colored, language, output, width};
use crate::cli::{Cli, Forecast, Report};
use crate::report::{self, Dates, View};

/// Judges, looks ahead, and writes what changes when. It is no gate: `check --until` is.
pub fn run(cli: &Cli, options: &Forecast) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let opened = Opened::of(cli, asked)?;
    let assessments = opened.assessments()?;
    let own = opened.folder.own_checklists(cli.checklists.as_deref());
    let again = Again::of(cli, asked, own.as_deref());
    let policy = opened.policy()?;
    for Report { format, output } in &options.reports.0 {
        let language = if *format == Dates::Json { cli.lang.unwrap_or_default() } else { language(cli) };
        let (shown, policy) = opened.shown(&assessments, &policy, language);
        let view = View {
            color: output.is_none() && colored(cli, &std::io::stdout()),
            again: again.as_view(),
            ..View::plain(language, width(), &policy)
        };
        let mut text = Vec::new();
        report::forecast(*format, &shown, view, &mut text)?;
        output::write_report(output.as_deref(), &String::from_utf8_lossy(&text), *format == Dates::Human)?;
    }
    Ok(Ended::Well)
}
