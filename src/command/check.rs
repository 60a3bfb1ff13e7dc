//! `competency check`: reads a folder once and judges it by every program asked for.

use std::path::Path;

use super::recall::{Recall, Said};
use super::{Ended, Failure, cache, checklist, colored, extraction, language, library, output, requirement, width};
use crate::assessment::{Assessment, assess};
use crate::checklist::{Checklist, Library};
use crate::cli::{Check, Cli};
use crate::config::{self, Config};
use crate::evidence::Evidence;
use crate::gate;
use crate::language::{Arg, Message};
use crate::reader::{self, Seen};
use crate::report::{Detail, View};
use crate::source::{Problem, nearest_or_all};

/// Judges, writes the report, and says whether the gate passes.
pub fn run(cli: &Cli, options: &Check) -> Result<Ended, Failure> {
    require_folder(&options.folder, options.program.first())?;
    let (config, mistakes) = config::read(&options.folder);
    let pinned = config.checklists.as_ref().map(|own| options.folder.join(own));
    let own = cli.checklists.as_deref().or(pinned.as_deref());
    let as_of = options.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let view = view(cli, options);
    let cache = cache(options.no_cache);
    let recall = cache.clone().and_then(|cache| Recall::of(options, view, own, as_of, cache));
    if let Some(Said { output, passes }) = recall.as_ref().and_then(Recall::said) {
        return finish(options, &output, passes);
    }

    let library = library(own)?;
    let checklists = match programs(&library, &config, &options.program) {
        Err(_) if !mistakes.is_empty() && options.program.is_empty() => return Err(mistakes.into()),
        checklists => checklists?,
    };
    let evidence = match reader::read(&options.folder, &config, &library.lexicon, &extraction(cache.as_ref())) {
        Ok(evidence) if mistakes.is_empty() => evidence,
        Ok(_) => return Err(mistakes.into()),
        Err(more) => return Err(Failure::Problems([mistakes, more].concat())),
    };

    let mut assessments = Vec::new();
    for checklist in checklists {
        let submitted = submitted(&config, checklist, &evidence, &options.case_study)?;
        let mut assessment = assess(checklist, &evidence, &library.lexicon, &submitted, as_of);
        assessment.life = library.life(checklist, as_of);
        keep_only(&mut assessment, &options.only)?;
        assessments.push(assessment);
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
    Ok(if passes { Ended::Well } else { Ended::WithGaps })
}

fn view(cli: &Cli, options: &Check) -> View {
    View {
        language: if options.format.is_for_people() { language(cli) } else { cli.lang.unwrap_or_default() },
        width: width(),
        color: options.output.is_none() && colored(cli, &std::io::stdout()),
        detail: match (options.quiet, options.verbose) {
            (true, _) => Detail::Quiet,
            (_, true) => Detail::Verbose,
            _ => Detail::Normal,
        },
    }
}

/// Whether there is a folder to read; where there is none, how to begin one.
pub fn require_folder(folder: &Path, program: Option<&String>) -> Result<(), Failure> {
    let path = folder.display().to_string();
    let failure = |key: &'static str, help: Message| {
        Err(Failure::from(Message::new(key).with("path", path.as_str())).with_help(help.with("path", path.as_str())))
    };
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            failure("failure.no_folder", Message::new("hint.init").with("program", program.map_or("…", String::as_str)))
        }
        Err(error) => {
            let message = Message::new("failure.unreadable").with("path", path.as_str()).with("why", error.to_string());
            Err(Failure::from(message).with_help(Message::new("hint.permissions")))
        }
        Ok(metadata) if !metadata.is_dir() => failure("failure.not_a_folder", Message::new("hint.its_folder")),
        Ok(_) => match std::fs::read_dir(folder) {
            Ok(_) => Ok(()),
            Err(error) => {
                let message =
                    Message::new("failure.unreadable").with("path", path.as_str()).with("why", error.to_string());
                Err(Failure::from(message).with_help(Message::new("hint.permissions")))
            }
        },
    }
}

/// The checklists to judge by: those asked for, with the pinned version where none is named; else all pinned ones.
fn programs<'a>(library: &'a Library, config: &Config, asked: &[String]) -> Result<Vec<&'a Checklist>, Failure> {
    let pinned = |program: &str| {
        let version = config.programs.get(program).and_then(|pin| pin.version.as_ref());
        version.map_or_else(|| program.to_owned(), |version| format!("{program}@{version}"))
    };
    let ids: Vec<String> = if asked.is_empty() {
        config.programs.keys().map(|program| pinned(program)).collect()
    } else {
        asked.iter().map(|asked| if asked.contains('@') { asked.clone() } else { pinned(asked) }).collect()
    };
    if ids.is_empty() {
        let known = library.programs().collect::<Arg>();
        let help = Message::new("hint.name_a_program").with("programs", known);
        return Err(Failure::from(Message::new("failure.no_program")).with_help(help));
    }
    ids.iter().map(|id| checklist(library, id)).collect()
}

/// The case studies that are judged: those asked for, else those pinned, else all.
pub fn submitted(
    config: &Config,
    checklist: &Checklist,
    evidence: &Evidence,
    asked: &[String],
) -> Result<Vec<String>, Failure> {
    let known = || evidence.case_studies.iter().map(|study| study.name.as_str());
    let help = |slug: &str| nearest_or_all(slug, known());
    let message = |slug: &str| Message::new("failure.unknown_case_study").with("slug", slug);
    if let Some(slug) = asked.iter().find(|slug| evidence.case_study(slug).is_none()) {
        return Err(Failure::from(message(slug)).with_help(help(slug)));
    }
    if !asked.is_empty() {
        return Ok(asked.to_vec());
    }
    let pin = config.programs.get(&checklist.program).and_then(|pin| pin.case_studies.as_ref());
    let (Some(pinned), Some(source)) = (pin, &config.source) else {
        return Ok(known().map(str::to_owned).collect());
    };
    let unknown = pinned.iter().filter(|(slug, _)| evidence.case_study(slug).is_none());
    let problems: Vec<_> =
        unknown.map(|(slug, span)| Problem::new(source, span.clone(), message(slug)).with_help(help(slug))).collect();
    if !problems.is_empty() {
        return Err(Failure::Problems(problems));
    }
    Ok(pinned.iter().map(|(slug, _)| slug.clone()).collect())
}

/// Leaves the rows asked for.
fn keep_only(assessment: &mut Assessment<'_>, keys: &[String]) -> Result<(), Failure> {
    for key in keys {
        requirement(assessment.checklist, key)?;
    }
    if !keys.is_empty() {
        assessment.rows.retain(|row| keys.iter().any(|key| key.eq_ignore_ascii_case(row.key)));
    }
    Ok(())
}
