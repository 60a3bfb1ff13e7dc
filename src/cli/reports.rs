//! `--format` and `--output`: which reports of one judging are written, and where to.
//!
//! Both may be given several times. An output belongs to the format before it; one that stands first, to the first format.
//! A report without an output goes to the standard output, which takes one.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, ValueEnum, ValueHint, value_parser};

use super::refusal::refused;

/// The reports asked for, at least one.
#[derive(Debug, Clone)]
pub struct Reports<F>(pub Vec<Report<F>>);

/// A report: its format, and the file it is written to, or the standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<F> {
    /// The format.
    pub format: F,
    /// The file; the standard output without one.
    pub output: Option<PathBuf>,
}

const FORMAT: &str = "format";
const OUTPUT: &str = "output";

impl<F: ValueEnum + Default + Copy + Send + Sync + 'static> Args for Reports<F> {
    fn augment_args(command: Command) -> Command {
        let default = F::default().to_possible_value().map(|value| value.get_name().to_owned());
        let format = Arg::new(FORMAT)
            .long(FORMAT)
            .value_name("FORMAT")
            .value_parser(value_parser!(F))
            .action(ArgAction::Append)
            .default_values(default);
        let output = Arg::new(OUTPUT)
            .long(OUTPUT)
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath)
            .action(ArgAction::Append);
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<F: ValueEnum + Default + Copy + Send + Sync + 'static> FromArgMatches for Reports<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let formats = given::<F>(matches, FORMAT);
        let starts: Vec<_> = formats.iter().map(|(index, _)| *index).collect();
        let mut reports: Vec<_> =
            formats.into_iter().map(|(_, format)| Report { format, output: None::<PathBuf> }).collect();
        for (index, file) in given::<PathBuf>(matches, OUTPUT) {
            if reports.iter().any(|report| report.output.as_ref() == Some(&file)) {
                return Err(refused("cli.error.same_output", Some(&file)));
            }
            let place = starts.partition_point(|start| *start < index).saturating_sub(1);
            match reports.get_mut(place).filter(|report| report.output.is_none()) {
                Some(report) => report.output = Some(file),
                None => return Err(refused("cli.error.no_format", Some(&file))),
            }
        }
        if reports.iter().filter(|report| report.output.is_none()).count() > 1 {
            return Err(refused("cli.error.one_without_output", None));
        }
        Ok(Self(reports))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The values of an option, each with its place on the command line.
fn given<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, id: &str) -> Vec<(usize, T)> {
    let values = matches.get_many::<T>(id).into_iter().flatten().cloned();
    matches.indices_of(id).into_iter().flatten().zip(values).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Refusal;
    use crate::language::Language;
    use crate::report::Format;

    /// The reports that a command line asks for, as `format:file`.
    fn asked(line: &str) -> Result<Vec<String>, String> {
        let command = Reports::<Format>::augment_args(Command::new("check").no_binary_name(true));
        let refused = |error| Refusal::of(&error, &Command::new("check"), Language::En).what.render(Language::En);
        let matches = command.try_get_matches_from(line.split_whitespace()).map_err(refused)?;
        let reports = Reports::<Format>::from_arg_matches(&matches).map_err(refused)?;
        let told = |report: &Report<Format>| {
            let file = report.output.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
            format!("{:?}:{file}", report.format).to_lowercase()
        };
        Ok(reports.0.iter().map(told).collect())
    }

    #[test]
    fn an_output_belongs_to_the_format_before_it() {
        for (line, reports) in [
            ("", vec!["human:"]),
            ("--output a", vec!["human:a"]),
            ("--format json --output a", vec!["json:a"]),
            ("--output a --format json", vec!["json:a"]),
            ("--format human --format json --output a", vec!["human:", "json:a"]),
            ("--format json --output a --format human", vec!["json:a", "human:"]),
            ("--format json --output a --format markdown --output b", vec!["json:a", "markdown:b"]),
        ] {
            assert_eq!(asked(line), Ok(reports.into_iter().map(str::to_owned).collect()), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (line, why) in [
            ("--format json --format human", "only one report goes to the standard output"),
            ("--format json --output a --output b", "no --format stands before --output b"),
            ("--format json --output a --format human --output a", "two reports cannot both be written to a"),
        ] {
            let refused = asked(line).expect_err(line);
            assert!(refused.contains(why), "{line}: {refused}");
        }
    }
}
