//! Reports: views of an assessment, one file per format. None of them counts, judges or decides an exit code.
//!
//! To add a format, write its file, add a `mod` line, and name it in [`Format`] or [`Page`] and its `write`.

mod ahead;
mod calendar;
mod comparison;
mod docx;
mod filled;
mod forecast;
mod github;
mod head;
mod html;
mod human;
mod json;
mod junit;
mod lacking;
mod leaked;
mod mail;
mod markdown;
mod markup;
mod matrix;
mod office;
mod pack;
mod page;
mod portal;
mod sarif;
mod schedule;
mod score;
mod selection;
mod summary;
mod table;
mod told;
mod wrap;
mod xlsx;

use std::io::{self, Write};

use crate::assessment::{Assessment, Changed, Verdict};
use crate::gate::Policy;
use crate::language::Language;

pub use comparison::Format as ComparisonFormat;
pub use filled::index as cited;
pub use forecast::{schema as forecast_schema, write as forecast};
pub use human::write_changes;
pub use json::schema as json_schema;
pub use mail::{Attached, Mail};
pub use pack::{Pack, readme};
pub use portal::steps;
pub use schedule::{Schedule, schema as timeline_schema, write as timeline};
pub use score::{Picture, Sheet};
pub use selection::{Choice, schema as selection_schema};
pub use wrap::{shown_width, told, wrap};

/// A format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    #[default]
    Human,
    /// For programs: a versioned view with stable keys.
    Json,
    /// The filled self-assessment as Markdown.
    Markdown,
    /// The filled self-assessment as a web page of one file.
    Html,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for build servers.
    Junit,
    /// Workflow commands of GitHub Actions, for annotations.
    Github,
    /// The summary of a job of GitHub Actions.
    GithubSummary,
}

/// A format of the filled self-assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum Page {
    /// Markdown, as forges show it.
    #[default]
    Markdown,
    /// A web page of one file, also for paper.
    Html,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
}

/// A format of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum Dates {
    /// For a person at a terminal.
    #[default]
    Human,
    /// For programs.
    Json,
    /// A calendar file.
    Ics,
}

/// How a report is shown.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The language of every sentence.
    pub language: Language,
    /// The columns of the terminal.
    pub width: u16,
    /// Whether colours may be used.
    pub color: bool,
    /// How much is told.
    pub detail: Detail,
    /// What stands before the path of a file, so that a link leads there; without it nothing is linked.
    pub links: Option<&'a str>,
    /// Whether a score is told month by month.
    pub history: bool,
    /// What closes the gate.
    pub policy: &'a Policy,
    /// The change that is looked at first.
    pub change: Option<&'a Changed>,
    /// How the same is asked for once more.
    pub again: Again<'a>,
}

impl<'a> View<'a> {
    /// In plain detail and without colours, links or a next command.
    #[must_use]
    pub fn plain(language: Language, width: u16, policy: &'a Policy) -> Self {
        let (detail, again) = (Detail::Normal, Again::default());
        Self { language, width, color: false, detail, links: None, history: false, policy, change: None, again }
    }
}

/// The arguments that a next command takes over from this one, quoted for a shell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Again<'a> {
    /// What every command takes: the language, and checklists of the user's own.
    pub common: &'a str,
    /// What a command that judges takes, but for the program: also the day, the case studies, the folder.
    pub judged: &'a str,
    /// Whether a program is named with its version.
    pub exact: bool,
}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The result line alone.
    Quiet,
    /// Rows, matrix, gaps and advice.
    Normal,
    /// Also the words behind every Met, and what was read.
    Verbose,
}

impl Format {
    /// Whether the words follow the user's locale; what programs and build servers read is the same everywhere.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Markdown | Self::Html)
    }

    /// The filled self-assessment that it is, if it is one: it lists the cited files with their digests.
    #[must_use]
    pub const fn page(self) -> Option<Page> {
        match self {
            Self::Markdown => Some(Page::Markdown),
            Self::Html => Some(Page::Html),
            _ => None,
        }
    }

    /// Whether it lists the cited files with their digests.
    #[must_use]
    pub const fn lists_files(self) -> bool {
        matches!(self, Self::Json) || self.page().is_some()
    }

    /// Whether its paths start from the working directory, as those of a checkout do, and not from where it is written.
    #[must_use]
    pub const fn is_of_checkout(self) -> bool {
        matches!(self, Self::Sarif | Self::Github)
    }

    /// Writes the assessments of one run.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(self, assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Human => human::write(assessments, view, out),
            Self::Json => json::write(assessments, view, out),
            Self::Markdown => Page::Markdown.write(assessments, view, out),
            Self::Html => Page::Html.write(assessments, view, out),
            Self::Sarif => sarif::write(assessments, view, out),
            Self::Junit => junit::write(assessments, view, out),
            Self::Github => github::write(assessments, view, out),
            Self::GithubSummary => summary::write(assessments, view, out),
        }
    }
}

impl Page {
    /// Whether its bytes are no text, so that a terminal must not get them.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        match self {
            Self::Docx | Self::Xlsx => true,
            Self::Markdown | Self::Html => false,
        }
    }

    /// Writes the filled self-assessments of one run.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(self, assessments: &[Assessment<'_>], view: View<'_>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Markdown => markdown::write(assessments, view, out),
            Self::Html => html::write(assessments, view, out),
            Self::Docx => docx::write(assessments, view, out),
            Self::Xlsx => xlsx::write(assessments, view, out),
        }
    }
}

/// The sentence that names a verdict.
#[must_use]
pub const fn verdict_key(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "verdict.met",
        Verdict::NotMet => "verdict.not_met",
        Verdict::NotApplicable(_) => "verdict.na",
    }
}
