//! `competency test`: the cases of a checklist, each tried on a copy of its evidence.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use chrono::NaiveDate;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::folder::Folder;
use super::{Ended, Failure, cache, checklist, library, output, own_library};
use crate::assessment::{self, Assessment, Gap};
use crate::cases::{self, Case, Cases, Change, ENDING, Expected, Verdict};
use crate::checklist::{Checklist, Level, Library, unknown_requirement};
use crate::cli::{Cli, Test, width};
use crate::language::{Language, Message};
use crate::report::{told, wrap};
use crate::source::{Problem, Source, printable};

/// Tries every case of every file.
pub fn run(cli: &Cli, options: &Test) -> Result<Ended, Failure> {
    let language = cli.language();
    let width = usize::from(width());
    let (mut text, mut tried, mut failed) = (String::new(), 0, 0);
    for (file, definition) in files(&options.tested)? {
        let results = Trial::of(cli, &file, definition.as_deref())?.results()?;
        let _ = writeln!(text, "{}", printable(&file.display().to_string()));
        for (name, wrong) in &results {
            let mark = if wrong.is_empty() { '✓' } else { '✗' };
            let _ = writeln!(text, "{}", wrap(&format!("{mark} {}", printable(name)), width, 2, 4));
            for message in wrong {
                let _ = writeln!(text, "{}", wrap(&told(message, language), width, 6, 8));
            }
        }
        tried += results.len();
        failed += results.iter().filter(|(_, wrong)| !wrong.is_empty()).count();
    }
    let sum =
        if failed == 0 { Message::new("cases.passed") } else { Message::new("cases.failed").with("failed", failed) };
    let _ = writeln!(text, "{}", told(&sum.with("n", tried), language));
    output::say(&text)?;
    Ok(Ended::when(failed == 0))
}

/// The files with cases that are meant, each with the checklist beside it.
fn files(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Option<PathBuf>)>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let shown = || path.display().to_string();
        if path.is_dir() {
            let below = WalkDir::new(path).sort_by_file_name().into_iter().filter_map(Result::ok);
            let before = files.len();
            files.extend(below.map(walkdir::DirEntry::into_path).filter(|path| is_cases(path)));
            if files.len() == before {
                return Err(Failure::from(Message::new("cases.none").with("path", shown())));
            }
            continue;
        }
        let file = if is_cases(path) { path.clone() } else { path.with_extension(ENDING.trim_start_matches('.')) };
        if !file.is_file() {
            return Err(Failure::from(Message::new("failure.no_file").with("path", file.display().to_string())));
        }
        files.push(file);
    }
    let beside = |file: PathBuf| {
        let stem = file.to_string_lossy().strip_suffix(ENDING).map(str::to_owned);
        let definition = stem.map(|stem| PathBuf::from(stem + ".yaml")).filter(|path| path.is_file());
        (file, definition)
    };
    Ok(files.into_iter().map(beside).collect())
}

fn is_cases(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
}

/// What one case came to: its name, and what is wrong with it.
type Tried = (String, Vec<Message>);

/// A file with cases, and what they are judged by.
struct Trial {
    source: Arc<Source>,
    cases: Cases,
    evidence: PathBuf,
    library: Library,
    program: String,
    language: Language,
}

impl Trial {
    fn of(cli: &Cli, file: &Path, definition: Option<&Path>) -> Result<Self, Failure> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let source = Arc::new(Source::new(file.display().to_string(), text));
        let cases = cases::read(&source).map_err(|problem| vec![problem])?;
        let library = match (&cli.checklists, definition) {
            (None, Some(definition)) => own_library(definition)?,
            (asked, _) => library(asked.as_deref())?,
        };
        let own = definition.and(library.own().next()).map(Checklist::id);
        let program = cases.program.clone().or(own).ok_or_else(|| Message::new("cases.no_program"))?;
        checklist(&library, &program)?;
        let evidence = file.parent().unwrap_or(Path::new(".")).join(&cases.evidence);
        if !evidence.is_dir() {
            let message = Message::new("failure.no_folder").with("path", evidence.display().to_string());
            return Err(Failure::from(message));
        }
        Ok(Self { source, cases, evidence, library, program, language: cli.language() })
    }

    /// What every case came to, in their order.
    fn results(&self) -> Result<Vec<Tried>, Failure> {
        let checklist = checklist(&self.library, &self.program)?;
        let names = self.wrong_names(checklist);
        if !names.is_empty() {
            return Err(Failure::Problems(names));
        }
        let base = self.judged(checklist, &self.evidence, self.cases.as_of)?;
        let tried: Vec<_> = self
            .cases
            .cases
            .par_iter()
            .enumerate()
            .map(|(number, case)| self.tried(checklist, &base, number, case))
            .collect();
        let mut problems = Vec::new();
        let mut results = Vec::new();
        for (case, tried) in self.cases.cases.iter().zip(tried) {
            match tried {
                Ok(wrong) => results.push((case.name.clone(), wrong)),
                Err(Failure::Problems(wrong)) => problems.extend(wrong),
                Err(other) => return Err(other),
            }
        }
        if problems.is_empty() { Ok(results) } else { Err(Failure::Problems(problems)) }
    }

    /// Rows and criteria that are not there.
    fn wrong_names(&self, checklist: &Checklist) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (number, case) in self.cases.cases.iter().enumerate() {
            let mut say = |way: &[&str], name: &str| {
                let (message, help) = unknown_requirement(checklist, name);
                let place = cases::place(&self.source, number, way);
                problems.push(Problem::new(&self.source, place, message).with_help(help));
            };
            for key in case.flips.keys().filter(|key| !checklist.requirements.iter().any(|row| row.key == **key)) {
                say(&["flips", key], key);
            }
            for (gap, Expected { criterion, .. }) in case.gaps.iter().enumerate() {
                if !matches!(checklist.attested(criterion), Some((_, Some(_)))) {
                    say(&["gaps", &gap.to_string(), "criterion"], criterion);
                }
            }
        }
        problems
    }

    /// One case, tried on a copy.
    fn tried(&self, checklist: &Checklist, base: &Judged, number: usize, case: &Case) -> Result<Vec<Message>, Failure> {
        let copy = tempfile::tempdir().map_err(anyhow::Error::from)?;
        copied(&self.evidence, copy.path()).with_context(|| self.evidence.display().to_string())?;
        let mut as_of = self.cases.as_of;
        for (change, what) in case.change.iter().enumerate() {
            if let Change::AsOf(day) = what {
                as_of = *day;
            }
            what.apply(copy.path()).map_err(|message| {
                let place = cases::place(&self.source, number, &["change", &change.to_string()]);
                vec![Problem::new(&self.source, place, message)]
            })?;
        }
        Ok(match self.judged(checklist, copy.path(), as_of) {
            Ok(judged) => differences(case, base, &judged),
            Err(Failure::Problems(problems)) => problems
                .into_iter()
                .flat_map(|problem| {
                    let place = problem.source.position(problem.span.start);
                    let at = format!("{}:{}:{}", problem.source.name, place.line, place.column);
                    let told = Message::new("human.colon").with("before", at).with("after", problem.message);
                    [Some(told), problem.help]
                })
                .flatten()
                .collect(),
            Err(other) => vec![Message::new("cases.refused").with("why", other.render(self.language, false).trim())],
        })
    }

    fn judged(&self, checklist: &Checklist, folder: &Path, as_of: NaiveDate) -> Result<Judged, Failure> {
        let folder = Folder::open(folder, None)?;
        let evidence = folder.read(&self.library, cache(false).as_ref())?;
        let assessment = folder.assess(&self.library, checklist, &evidence, &[], as_of)?;
        Ok(Judged::of(&assessment))
    }
}

/// What a folder came to.
struct Judged {
    verdicts: BTreeMap<String, Verdict>,
    gaps: Vec<Told>,
}

/// A gap or an advice.
#[derive(PartialEq)]
struct Told {
    row: String,
    is_demanded: bool,
    what: Message,
    gap: Expected,
}

impl Judged {
    fn of(assessment: &Assessment<'_>) -> Self {
        let verdict = |verdict: &assessment::Verdict| match verdict {
            assessment::Verdict::Met => Verdict::Met,
            assessment::Verdict::NotMet => Verdict::NotMet,
            assessment::Verdict::NotApplicable(_) => Verdict::NotApplicable,
        };
        let gap = |gap: Gap<'_>| Told {
            row: gap.key.to_owned(),
            is_demanded: gap.level == Level::Must,
            what: gap.lack.what.clone(),
            gap: Expected {
                criterion: gap.criterion.to_owned(),
                code: gap.lack.what.key().to_owned(),
                case_study: gap.subject.to_owned(),
                file: gap.lack.put.file.clone(),
                says: gap.lack.what.render(Language::En),
            },
        };
        Self {
            verdicts: assessment.rows.iter().map(|row| (row.key.to_owned(), verdict(&row.verdict))).collect(),
            gaps: assessment.gaps().chain(assessment.advice()).map(gap).collect(),
        }
    }
}

/// What is otherwise than a case says.
fn differences(case: &Case, base: &Judged, judged: &Judged) -> Vec<Message> {
    let mut wrong = Vec::new();
    let row = |key: &'static str, name: &str| Message::new(key).with("row", name);
    for (name, verdict) in &judged.verdicts {
        let before = base.verdicts.get(name);
        let flipped = (before != Some(verdict)).then_some(*verdict);
        let expected = case.flips.get(name).copied();
        if flipped != expected {
            let said = |verdict: Option<Verdict>| verdict.or(before.copied()).unwrap_or(Verdict::Met).id();
            wrong.push(row("cases.verdict", name).with("expected", said(expected)).with("actual", said(flipped)));
        }
    }
    for told in judged.gaps.iter().filter(|told| told.is_demanded && !case.flips.contains_key(&told.row)) {
        if !base.gaps.contains(told) {
            wrong.push(row("cases.other_gap", &told.gap.criterion).with("says", told.what.clone()));
        }
    }
    for expected in &case.gaps {
        let is_it = |told: &&Told| {
            let gap = &told.gap;
            gap.says.contains(&expected.says) && Expected { says: expected.says.clone(), ..gap.clone() } == *expected
        };
        if judged.gaps.iter().any(|told| is_it(&told)) {
            continue;
        }
        wrong.push(Message::new("cases.no_gap").with("expected", written(expected)));
        let near = judged.gaps.iter().filter(|told| told.gap.criterion == expected.criterion);
        wrong.extend(near.map(|told| Message::new("cases.other_words").with("actual", written(&told.gap))));
    }
    wrong
}

/// A gap as it is written in a case.
fn written(gap: &Expected) -> String {
    let Expected { criterion, code, case_study, file, says } = gap;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let of = if case_study.is_empty() { String::new() } else { format!("case_study: {}, ", quoted(case_study)) };
    format!("{{criterion: {criterion}, code: {code}, {of}file: {}, says: {}}}", quoted(file), quoted(says))
}

/// Copies the files of a folder; links lead nowhere.
fn copied(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in WalkDir::new(from).sort_by_file_name() {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else if entry.file_type().is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
