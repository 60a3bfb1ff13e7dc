//! `competency export`: the filled self-assessment, with every claim where an auditor finds it.

use std::io::IsTerminal;

use super::folder::links;
use super::opened::Opened;
use super::{Ended, Failure, language, output, width};
use crate::cli::{Cli, Export, Report};
use crate::gate::decide;
use crate::language::Message;
use crate::report::View;

/// Judges, and writes the self-assessment of every program asked for.
pub fn run(cli: &Cli, options: &Export) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let binary = options.reports.0.iter().any(|report| report.format.is_binary() && report.output.is_none());
    if binary && std::io::stdout().is_terminal() {
        return Err(Failure::from(Message::new("failure.binary")).with_help(Message::new("hint.output")));
    }
    let opened = Opened::of(cli, asked)?;
    let mut assessments = opened.assessments()?;
    opened.folder.index(&mut assessments);
    let policy = opened.policy()?;
    for Report { format, output } in &options.reports.0 {
        let links = links(output.as_deref(), opened.folder.path());
        let (shown, policy) = opened.shown(&assessments, &policy, language(cli));
        let view = View {
            links: Some(links.as_str()).filter(|_| !asked.redact),
            ..View::plain(language(cli), width(), &policy)
        };
        output::write_to(output.as_deref(), |out| format.write(&shown, view, out))?;
    }
    Ok(Ended::when(assessments.iter().all(|assessment| decide(assessment, &policy).passes)))
}
