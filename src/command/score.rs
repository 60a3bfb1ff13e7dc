//! `competency score`: the score of a program as a picture.

use super::opened::Opened;
use super::{Ended, Failure, language, output};
use crate::cli::{Cli, Score};
use crate::language::{Arg, Message};
use crate::report::Sheet;

/// Reads the folder, draws the score, and says whether it reaches the tier that is wanted.
pub fn run(cli: &Cli, options: &Score) -> Result<Ended, Failure> {
    let asked = &options.asked;
    let opened = Opened::of(cli, asked)?;
    let (checklists, partner) = (opened.checklists(), &opened.evidence.partner.facts);
    let mut scored = checklists.iter().filter_map(|checklist| {
        let score = checklist.score.as_ref()?.score(partner, asked.day())?;
        Some((*checklist, score))
    });
    let Some((checklist, score)) = scored.next() else {
        let ids = checklists.iter().map(|checklist| checklist.id()).collect::<Arg>();
        return Err(Failure::from(Message::new("failure.no_score").with("programs", ids)));
    };
    let language = language(cli);
    let title = format!("{} ({})", checklist.title.get(language), checklist.version);
    let name = partner.get("name").and_then(|fact| fact.value.as_str());
    let sheet = Sheet { score: &score, title: &title, partner: name, language, history: options.history };
    output::write_to(options.output.as_deref(), |out| options.format.write(sheet, out))?;
    Ok(Ended::when(score.reaches_target()))
}
