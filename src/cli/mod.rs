//! The command line.

mod reports;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::language::Language;
use crate::report::{Format, Page, Picture};

pub use reports::{Report, Reports};

/// Checks the evidence an AWS partner hands in for a Competency or Service Delivery designation.
///
/// Reads every document of a folder, quotes the words behind every Met, and says for every Not met what is missing,
/// where to put it and what would pass. Nothing leaves the machine.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of everything that is said [default: the locale's, else en].
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Language>,
    /// When to use colours.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
    /// A folder with checklists of your own.
    #[arg(long, global = true, value_name = "DIR")]
    pub checklists: Option<PathBuf>,
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
    /// Judge an evidence folder: verdicts, gaps, matrix. Exit 0 when the gate passes, 1 with gaps, 2 when it could not run.
    Check(Check),
    /// Draw the score of a program that gives one. Exit 0 when it reaches the tier wanted, 1 when not, 2 when it could not run.
    Score(Score),
    /// Make an evidence folder with every file to fill and the questions inside as comments. Overwrites nothing.
    Init(Init),
    /// Say what a requirement asks, what passes, what is refused, and how it is judged.
    Explain(Explain),
    /// Write the filled self-assessment: every row with what was found for it and where, gaps, case studies, attestations, and
    /// the cited files with their hashes. Exit 0 when the gate passes, 1 with gaps.
    Export(Export),
    /// Compare two checklists: rows added, dropped, judged otherwise; with a folder, which verdicts change. Exit 0 when they
    /// are the same, 1 when they differ.
    Diff(Diff),
    /// List the programs at hand: versions, life, hand-in, number of requirements.
    Programs,
    /// Print the JSON Schema of a form that programs read, draft 2020-12.
    Schema(Schema),
    /// Read documents for another process of this program, on the standard streams.
    #[command(hide = true, name = crate::reader::READ_APART)]
    ReadApart,
}

/// Options of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = concat!(
    "Examples:\n",
    "  competency check --program retail ./evidence\n",
    "  competency check --program retail@1.0 --only C-2.3,C-2.4 --case-study harbour-and-hale ./evidence\n",
    "  competency check --format human --format json --output assessment.json ./evidence\n\n",
    "Limits: files up to 64 MiB, archives up to 256 MiB unpacked, 200,000 entries, 32 folders deep; 30 seconds and 1.5 GiB\n",
    "of memory for a document. What lies beyond is said to be unread.",
))]
pub struct Check {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// The reports that are written.
    #[command(flatten)]
    pub reports: Reports<Format>,
    /// Show and gate on these requirements only.
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Also tell a score month by month.
    #[arg(long, action = ArgAction::SetTrue)]
    pub history: bool,
    /// Also quote the words behind every Met and say what was read.
    #[arg(short, long, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// Say the result in one line.
    #[arg(short, long, action = ArgAction::SetTrue, conflicts_with = "verbose")]
    pub quiet: bool,
}

/// What is judged: a folder, by which programs, on which day.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The evidence folder; for some programs, a single document does.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// The program to judge by, `retail` or `retail@1.0` [default: those pinned in competency.toml].
    #[arg(long, value_name = "PROGRAM")]
    pub program: Vec<String>,
    /// Judge as of this day, YYYY-MM-DD [default: today].
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
}

/// Options of `export`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  competency export --program retail ./evidence > self-assessment.md\n  competency export --program retail --format docx --output self-assessment.docx --format xlsx --output self-assessment.xlsx ./evidence\n  competency export --program retail --format html --output self-assessment.html ./evidence\n  competency export --program retail --lang fr --output auto-evaluation.md ./dossier"
)]
pub struct Export {
    /// What is judged.
    #[command(flatten)]
    pub asked: Asked,
    /// The forms in which it is written.
    #[command(flatten)]
    pub reports: Reports<Page>,
}

/// Options of `score`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  competency score --program map-ppi --history --format svg --output score.svg ./evidence"
)]
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

/// Options of `init`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  competency init --program retail ./evidence\n  competency init --program retail --lang fr ./dossier"
)]
pub struct Init {
    /// The folder to make or to complete.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// The program, `retail` or `retail@1.0`.
    #[arg(long, value_name = "PROGRAM", required = true)]
    pub program: String,
    /// The case studies to begin, by folder name [default: as many as the program asks for].
    #[arg(long, value_name = "SLUG", value_delimiter = ',')]
    pub case_study: Vec<String>,
}

/// Options of `diff`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  competency diff retail@1.0 ours.yaml\n  competency diff retail@1.0 ours.yaml --evidence ./evidence"
)]
pub struct Diff {
    /// The earlier checklist: `retail@1.0`, or a YAML file.
    pub before: String,
    /// The later checklist.
    pub after: String,
    /// An evidence folder to judge by both.
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
    /// Judge as of this day, YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", requires = "evidence")]
    pub as_of: Option<NaiveDate>,
}

/// Options of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  competency explain retail C-2.5\n  competency explain retail --lang zh")]
pub struct Explain {
    /// The program, `retail` or `retail@1.0`.
    pub program: String,
    /// The requirement; every one without it.
    pub key: Option<String>,
}

/// Options of `schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  competency schema assessment > assessment.schema.json")]
pub struct Schema {
    /// The form.
    #[arg(value_enum)]
    pub what: Form,
}

/// A form that programs read or write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// What `check --format json` writes.
    Assessment,
}
