//! The command line. What a user reads about it stands in `language/messages/command_line.yaml`, see `words.rs`.

mod attest;
mod bundle;
mod check;
mod help;
mod lint;
mod migrate;
mod online;
mod open;
mod policy;
mod refusal;
mod reports;
mod schema;
mod shell;
mod test;
mod watch;
mod words;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::language::Language;
use crate::report::{Choice, ComparisonFormat, Dates, Page, Picture};

pub use attest::Attest;
pub use bundle::{Bundle, Verify};
pub use check::Check;
pub use lint::Lint;
pub use migrate::Migrate;
pub use online::Online;
pub use open::Open;
pub use policy::Policy;
pub use refusal::Refusal;
pub use reports::{Report, Reports};
pub use schema::{Form, Schema};
pub use shell::{Completions, Man, tree};
pub use test::Test;
pub use watch::Watch;
pub use words::examples;

/// The command line of a run.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of everything that is said, if not the locale's.
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Language>,
    /// When to use colours.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// A folder with checklists of your own.
    #[arg(long, global = true, value_name = "DIR")]
    pub checklists: Option<PathBuf>,
}

impl Cli {
    /// The language of a run: `--lang`, else the locale's, else English.
    #[must_use]
    pub fn language(&self) -> Language {
        self.lang.or_else(of_locale).unwrap_or_default()
    }
}

/// A command line that asks for nothing to be done.
#[derive(Debug)]
pub enum Unread {
    /// It asks for help or for the version.
    Shown(clap::Error),
    /// It cannot be obeyed, which is said in this language.
    Refused(Refusal, Language),
}

/// Reads a command line, the program's name first.
///
/// # Errors
///
/// What is to be shown instead.
pub fn read(line: &[OsString]) -> Result<Cli, Unread> {
    let line = &help::language_first(line);
    Cli::try_parse_from(line).map_err(|error| {
        let language = asked(line).or_else(of_locale).unwrap_or_default();
        let mut tree = Cli::command();
        tree.build();
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let width = usize::from(width()).min(WIDEST);
                let texts = |command: &clap::Command| help::help(command, language, width);
                let whole = texts(&tree);
                let worded = tree.override_help(whole).mut_subcommands(|command| {
                    let text = texts(&command);
                    command.override_help(text)
                });
                Unread::Shown(worded.try_get_matches_from(line).err().unwrap_or(error))
            }
            ErrorKind::DisplayVersion => Unread::Shown(error),
            _ => {
                let command = line.iter().skip(1).find_map(|word| tree.find_subcommand(word));
                Unread::Refused(Refusal::of(&error, command.unwrap_or(&tree), language), language)
            }
        }
    })
}

/// Help is not set wider than this: longer lines are hard to read.
const WIDEST: usize = 100;

/// The language that a command line asks for, however wrong the rest of it is.
fn asked(line: &[OsString]) -> Option<Language> {
    let words: Vec<_> = line.iter().map_while(|word| word.to_str().filter(|word| *word != "--")).collect();
    let apart = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    apart.chain(joined).find_map(|code| Language::from_str(code, false).ok())
}

/// The language of the locale, where it is one of ours: of the variables that POSIX names, the first that is set.
fn of_locale() -> Option<Language> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    Language::of_locale(&set.into_iter().find(|value| !value.is_empty())?)
}

/// The columns of the terminal: `COLUMNS`, else what it says, else 80; never fewer than 40.
#[must_use]
pub fn width() -> u16 {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    set.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0)).unwrap_or(80).max(40)
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judges an evidence folder.
    Check(Check),
    /// Judges it again after every save.
    Watch(Watch),
    /// Opens the filled self-assessment in the browser.
    Open(Open),
    /// Draws the score of a program that gives one.
    Score(Score),
    /// Finds the best case studies to hand in.
    Select(Select),
    /// Makes an evidence folder with every file to fill.
    Init(Init),
    /// Says what a requirement asks and how it is judged.
    Explain(Explain),
    /// Writes the filled self-assessment.
    Export(Export),
    /// Packs the self-assessment, its evidence and what it was judged by.
    Bundle(Bundle),
    /// Judges again what such a bundle holds.
    Verify(Verify),
    /// Prepares the hand-in: a mail to be sent, or the files for the portal.
    Mail(Mail),
    /// Adds what a named person attests.
    Attest(Attest),
    /// Compares two checklists, with a folder also their verdicts; or two assessments.
    Diff(Diff),
    /// Carries a folder to a later version of a program.
    Migrate(Migrate),
    /// Says on which days rows change while nobody changes the folder.
    Forecast(Forecast),
    /// Says by when who must have done what after an audit or a hand-in.
    Timeline(Timeline),
    /// Lists the programs at hand.
    Programs,
    /// Finds every fault of checklists.
    Lint(Lint),
    /// Tries the cases of checklists.
    Test(Test),
    /// Prints the JSON Schema of a form that people fill in or that programs read.
    Schema(Schema),
    /// Prints what a shell needs to complete the commands.
    Completions(Completions),
    /// Prints or writes the pages for `man`.
    Man(Man),
    /// Reads documents for another process of this program, on the standard streams.
    #[command(hide = true, name = crate::reader::READ_APART)]
    ReadApart,
}

/// What is judged: a folder, by which programs, on which day.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The evidence folder; for some programs, a single document does.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// The program to judge by, `retail` or `retail@1.0`; without one, those pinned in competency.toml.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Vec<String>,
    /// Judge as of this day, YYYY-MM-DD; without it, as of today.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// Judge as if only these case studies were submitted, by folder name.
    #[arg(long, value_name = "SLUG", value_delimiter = ',')]
    pub case_study: Vec<String>,
    /// Put pseudonyms for the customers, AWS accounts and e-mail addresses of case studies that are not public.
    #[arg(long, action = ArgAction::SetTrue)]
    pub redact: bool,
    /// Read every document anew, and keep nothing of what was read.
    #[arg(long, action = ArgAction::SetTrue)]
    pub no_cache: bool,
}

impl Asked {
    /// The day on which it is judged.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| chrono::Local::now().date_naive())
    }

    /// The day in UTC, by which waivers end: the same everywhere.
    #[must_use]
    pub fn utc_day(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| chrono::Utc::now().date_naive())
    }
}

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// The forms in which it is written.
    #[command(flatten)]
    pub reports: Reports<Page>,
}

/// Options of `mail`.
#[derive(Debug, clap::Args)]
pub struct Mail {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// Hand in what a waiver covers, told with the waiver.
    #[arg(long, action = ArgAction::SetTrue)]
    pub allow_waived: bool,
    /// The forms in which the self-assessment is attached or laid out.
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',', default_value = "docx,markdown")]
    pub attach: Vec<Page>,
    /// The address that the mail is sent from; without it, the one of the profile.
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// The mail, or the folder for the files; without it, named by the program and the day.
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// Options of `score`.
#[derive(Debug, clap::Args)]
pub struct Score {
    /// What is scored: the first program that gives a score.
    #[command(flatten)]
    pub asked: Asked,
    /// A page, or an image.
    #[arg(long, value_enum, default_value_t = Picture::Html)]
    pub format: Picture,
    /// Write to a file instead of the standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Also draw the last twelve months.
    #[arg(long, action = ArgAction::SetTrue)]
    pub history: bool,
}

/// Options of `select`.
#[derive(Debug, clap::Args)]
pub struct Select {
    /// What is judged, and which case studies there are to choose from.
    #[command(flatten)]
    pub asked: Asked,
    /// The reports that are written.
    #[command(flatten)]
    pub reports: Reports<Choice>,
    /// How many case studies to choose; without it, as few as the program demands.
    #[arg(long, value_name = "N")]
    pub size: Option<NonZeroUsize>,
}

/// Options of `init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder to make or to complete.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// The program, `retail` or `retail@1.0`.
    #[arg(long, value_name = "PROGRAM", required = true)]
    pub program: String,
    /// The case studies to begin, by folder name; without one, as many as the program asks for.
    #[arg(long, value_name = "SLUG", value_delimiter = ',')]
    pub case_study: Vec<String>,
}

/// Options of `diff`.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The earlier one: a checklist, `retail@1.0` or a YAML file; or an assessment, a JSON file.
    pub before: String,
    /// The later one.
    pub after: String,
    /// The form in which two assessments are compared.
    #[arg(long = "format", value_enum, value_name = "FORMAT", default_value_t = ComparisonFormat::Human)]
    pub form: ComparisonFormat,
    /// An evidence folder to judge by both.
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
    /// Judge as of this day, YYYY-MM-DD; without it, as of today.
    #[arg(long, value_name = "DATE", requires = "evidence")]
    pub as_of: Option<NaiveDate>,
}

/// Options of `forecast`.
#[derive(Debug, clap::Args)]
pub struct Forecast {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// The forms in which it is written.
    #[command(flatten)]
    pub reports: Reports<Dates>,
}

/// Options of `timeline`.
#[derive(Debug, clap::Args)]
pub struct Timeline {
    /// The program, `lambda` or `lambda@2.0`.
    pub program: String,
    /// The day of the audit.
    #[arg(long, value_name = "DATE")]
    pub audit_date: Option<NaiveDate>,
    /// The day of the hand-in.
    #[arg(long, value_name = "DATE")]
    pub hand_in_date: Option<NaiveDate>,
    /// A list of days that do not count.
    #[arg(long, value_name = "FILE")]
    pub holidays: Option<PathBuf>,
    /// The forms in which it is written.
    #[command(flatten)]
    pub reports: Reports<Dates>,
}

/// Options of `explain`.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The program, `retail` or `retail@1.0`.
    pub program: String,
    /// The requirement; every one without it.
    pub key: Option<String>,
}
