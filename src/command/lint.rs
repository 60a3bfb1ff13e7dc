//! `competency lint`: every fault of checklists, and what its code means.

use std::path::Path;

use super::{Ended, Failure, colored, output};
use crate::checklist::lint::{self, KINDS, Kind};
use crate::cli::{Cli, Lint, width};
use crate::language::Message;
use crate::report::told;
use crate::source;

/// Says what is wrong. Warnings close nothing unless that is asked for.
pub fn run(cli: &Cli, options: &Lint) -> Result<Ended, Failure> {
    if let Some(code) = &options.explain {
        return explain(cli, code);
    }
    let language = cli.language();
    if let Some(path) = options.definitions.iter().find(|path| !path.exists()) {
        let message = Message::new("lint.nothing_there").with("path", path.display().to_string());
        return Err(Failure::from(message));
    }
    let paths: Vec<&Path> = options.definitions.iter().map(std::path::PathBuf::as_path).collect();
    let problems = if paths.is_empty() { lint::shipped() } else { lint::own(&paths).0 };
    let warnings = problems.iter().filter(|problem| problem.is_warning()).count();
    let errors = problems.len() - warnings;
    let sum = match (errors, warnings) {
        (0, 0) => Message::new("lint.clean"),
        (0, _) => Message::new("lint.warnings").with("n", warnings),
        (_, 0) => Message::new("lint.errors").with("n", errors),
        _ => {
            let warnings = Message::new("lint.warnings").with("n", warnings);
            Message::new("lint.both")
                .with("errors", Message::new("lint.errors").with("n", errors))
                .with("warnings", warnings)
        }
    };
    let color = colored(cli, &std::io::stdout());
    let shown = source::render(&problems, language, color);
    let gap = if shown.is_empty() { "" } else { "\n" };
    let mut said = format!("{shown}{gap}{}\n", told(&sum, language));
    if let Some(code) = problems.iter().find_map(|problem| problem.code) {
        said += &told(&Message::new("lint.more").with("code", code.name), language);
        said.push('\n');
    }
    output::say(&said)?;
    Ok(Ended::when(errors == 0 && (warnings == 0 || !options.deny_warnings)))
}

/// What a code means, an example, and how it is mended.
fn explain(cli: &Cli, code: &str) -> Result<Ended, Failure> {
    let language = cli.language();
    let Some(kind) = Kind::find(code) else {
        let failure = Failure::from(Message::new("lint.unknown_code").with("code", code));
        let all =
            Message::new("lint.codes").with("first", KINDS[0].code.name).with("last", KINDS[KINDS.len() - 1].code.name);
        return Err(failure.with_help(match Kind::nearest(code) {
            Some(near) => Message::new("hint.did_you_mean").with("near", near),
            None => all,
        }));
    };
    let gravity = Message::new(if kind.code.is_warning { "source.warning" } else { "source.error" });
    let width = usize::from(width());
    let paragraphs = kind.explanation(language);
    let paragraphs = paragraphs.lines().map(|line| crate::report::wrap(line, width, 0, 0)).collect::<Vec<_>>();
    let example = kind.example.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n");
    let text = match paragraphs.split_first() {
        Some((first, rest)) => format!("{first}\n\n{example}\n\n{}", rest.join("\n")),
        None => example,
    };
    output::say(&format!("{}\n\n{text}\n", kind.code.after(&gravity.render(language)).trim_end()))?;
    Ok(Ended::Well)
}
