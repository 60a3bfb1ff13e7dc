//! `competency attest`: adds what a named person says to `attestations.toml`, once it can count. What is not given on the
//! command line is asked for where a person sits at a terminal; elsewhere it is said to be missing.

mod append;
mod dialogue;
mod draft;
mod entry;

use std::io::IsTerminal;

use self::dialogue::Dialogue;
use self::draft::Draft;
use super::folder::{Folder, not_a_folder, require_right_attestations};
use super::{Ended, Failure, cache, language, output, width};
use crate::assessment::{Assessment, CriterionResult, Row};
use crate::checklist::{Checklist, Library, unknown_requirement};
use crate::cli::{Attest, Cli};
use crate::evidence::{ATTESTATIONS, Evidence};
use crate::language::{Arg, Language, Localised, Message};
use crate::report::{told, verdict_key, wrap};

/// Shows what is asked, gathers what is said, adds it, and says what the row is then.
pub fn run(cli: &Cli, options: &Attest) -> Result<Ended, Failure> {
    let folder = Folder::open(&options.folder, options.program.as_ref())?;
    if folder.is_document() {
        return Err(not_a_folder(&options.folder));
    }
    let library = folder.library(cli.checklists.as_deref())?;
    let asked: Vec<_> = options.program.iter().cloned().collect();
    let checklists = folder.checklists(&library, &asked)?;
    let (checklist, requirement) = named(&checklists, &options.key)?;
    let read = || -> Result<Evidence, Failure> {
        let evidence = folder.read(&library, cache(false).as_ref())?;
        require_right_attestations(&library, &[checklist], &evidence)?;
        Ok(evidence)
    };
    let day = options.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let evidence = read()?;
    require_read(&evidence)?;
    let assessment = folder.assess(&library, checklist, &evidence, &[], day)?;
    let target = Target::of(&assessment, &library, &requirement, language(cli))?;
    let before = target.row.verdict.clone();

    let dialogue =
        std::io::stdin().is_terminal().then(|| Dialogue { language: language(cli), lexicon: &library.lexicon });
    eprint!("{}", target.asked(language(cli)));
    let draft = Draft { target: &target, evidence: &evidence, lexicon: &library.lexicon, day };
    let entry = draft.entry(options, dialogue.as_ref())?;
    let place = append::append(folder.path(), &entry, &library.lexicon)?;

    let evidence = read()?; // anew, with what was added
    let after = folder.assess(&library, checklist, &evidence, &[], day)?;
    let mut text = line(&Message::new("attest.written").with("place", place.shown), 0, language(cli));
    if let Some(row) = after.rows.iter().find(|row| row.key == target.row.key) {
        let said = |verdict| Message::new(verdict_key(verdict));
        let key = if before == row.verdict { "attest.still" } else { "attest.now" };
        let message = Message::new(key).with("key", row.key).with("title", row.title).with("after", said(&row.verdict));
        let message = if before == row.verdict { message } else { message.with("before", said(&before)) };
        text += &line(&message, 0, language(cli));
        for gap in row.gaps() {
            let subject = if gap.subject.is_empty() { String::new() } else { format!("[{}] ", gap.subject) };
            let lack = Message::new("attest.lack").with("subject", subject).with("what", gap.lack.what.clone());
            text += &line(&lack, 2, language(cli));
        }
    }
    if !entry.subject.is_empty() && !target.case_studies.contains(&entry.subject.as_str()) {
        let message = Message::new("attest.not_submitted").with("slug", entry.subject.as_str());
        text += &line(&message.with("program", target.program), 2, language(cli));
    }
    for remark in after.remarks.iter().filter(|remark| remark.at == place.statement) {
        text += &line(&Message::new("attest.remark").with("remark", remark.message.clone()), 2, language(cli));
    }
    output::say(&text)?;
    Ok(Ended::Well)
}

/// A sentence on lines of its own.
fn line(message: &Message, indent: usize, language: Language) -> String {
    wrap(&told(message, language), usize::from(width()), indent, indent + 2) + "\n"
}

/// The checklist and the key, as it is written there, of what is to be attested.
fn named<'l>(checklists: &[&'l Checklist], key: &str) -> Result<(&'l Checklist, String), Failure> {
    let found = |checklist: &&'l Checklist| {
        let row = checklist.requirement(key).map(|row| row.key.clone());
        let ids = || checklist.criteria().map(|(row, criterion)| row.id_of(criterion));
        Some((*checklist, row.or_else(|| ids().find(|id| id.eq_ignore_ascii_case(key)))?))
    };
    let mut all: Vec<_> = checklists.iter().filter_map(found).collect();
    match (all.pop(), all.as_slice(), checklists) {
        (Some(one), [], _) => Ok(one),
        (Some(_), _, _) => {
            let programs = checklists.iter().filter(|checklist| found(checklist).is_some());
            let programs = programs.map(|checklist| checklist.program.as_str()).collect::<Arg>();
            let message = Message::new("attest.several").with("key", key);
            Err(Failure::from(message).with_help(Message::new("hint.name_a_program").with("programs", programs)))
        }
        (None, _, [only]) => {
            let (message, help) = unknown_requirement(only, key);
            Err(Failure::from(message).with_help(help))
        }
        (None, ..) => {
            let keys = checklists.iter().flat_map(|checklist| &checklist.requirements);
            Err(super::unknown_key(key, keys.map(|row| row.key.as_str())))
        }
    }
}

/// Whether the file of attestations, where there is one, is read as one.
fn require_read(evidence: &Evidence) -> Result<(), Failure> {
    match evidence.skipped.iter().find(|skipped| skipped.path == ATTESTATIONS) {
        Some(skipped) => {
            let message = Message::new("attest.passed_over").with("path", ATTESTATIONS);
            Err(message.with("why", skipped.reason.clone()).into())
        }
        None => Ok(()),
    }
}

/// What is attested: a row, or one criterion of it, and what a person's word can stand for there.
pub struct Target<'a> {
    /// The program.
    pub program: &'a str,
    /// The key of the row or the id of the criterion.
    pub requirement: &'a str,
    /// The row as it is judged so far.
    pub row: &'a Row<'a>,
    /// What AWS asks there.
    pub question: &'a Localised,
    /// The criteria that a word can stand for, at least one.
    pub criteria: Vec<&'a CriterionResult<'a>>,
    /// The case studies that were judged, and those that were not.
    pub case_studies: Vec<&'a str>,
}

impl<'a> Target<'a> {
    /// Refuses what no word can stand for, and says what would pass instead.
    fn of(
        assessment: &'a Assessment<'a>,
        library: &Library,
        requirement: &'a str,
        language: Language,
    ) -> Result<Self, Failure> {
        let (row, named) = assessment.checklist.attested(requirement).ok_or_else(|| {
            let (message, help) = unknown_requirement(assessment.checklist, requirement);
            Failure::from(message).with_help(help)
        })?;
        let criteria = |judged: &'a Row<'a>| {
            let asked =
                judged.criteria.iter().filter(move |result| named.is_none_or(|one| one.id == result.criterion.id));
            asked.filter(move |result| result.criterion.takes_attestation(named.is_none())).collect::<Vec<_>>()
        };
        let judged = assessment.rows.iter().find(|judged| judged.key == row.key);
        match judged.map(|judged| (judged, criteria(judged))) {
            Some((judged, criteria)) if !criteria.is_empty() => Ok(Self {
                program: &assessment.checklist.program,
                requirement,
                row: judged,
                question: &row.question,
                criteria,
                case_studies: assessment.case_studies.iter().map(|study| study.slug.as_str()).collect(),
            }),
            _ => {
                let passes = match named {
                    Some(criterion) => criterion.how(&library.lexicon).render(language),
                    None => row.passes.get(language).to_owned(),
                };
                let message = Message::new("attest.not_asked").with("requirement", requirement);
                let help = Message::new("human.passes").with("passes", passes);
                Err(Failure::from(message).with_help(help))
            }
        }
    }

    /// What the row asks, and each criterion that the word will stand for.
    fn asked(&self, language: Language) -> String {
        let Row { key, title, verdict, .. } = self.row;
        let head = Message::new("attest.row").with("key", *key).with("title", *title);
        let mut text = line(&head.with("verdict", Message::new(verdict_key(verdict))), 0, language);
        text += &line(&Message::new("attest.text").with("text", self.question), 2, language);
        for result in &self.criteria {
            let statement = Message::new("attest.criterion").with("id", result.id.as_str());
            text += &line(&statement.with("statement", &result.criterion.statement), 2, language);
        }
        text
    }
}
