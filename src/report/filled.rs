//! The filled self-assessment: what is sent to AWS, and where an auditor finds every claim.
//!
//! The head says who, by which checklist, on which evidence and day. Then come the official rows in official order, what was
//! found for each, the case studies, who attests what, and the files that are cited with their hashes. What is advice only,
//! or about the folder, stays with the partner and is not in it.

use std::collections::BTreeMap;

use super::View;
use super::head::{self, result};
use super::matrix::matrix;
use super::page::{Block, Line, Table, Tone};
use crate::assessment::{Assessment, CriterionResult, Finding, Gap, Outcome, Row, Verdict};
use crate::checklist::{Erratum, Interpretation, Level};
use crate::evidence::{Digest, Place, Text};
use crate::gate::Policy;
use crate::language::{Arg, Language, Localised, Message};
use crate::rule::{Answer, Citation, Words};

/// How many places are quoted for one criterion of one subject; the others are counted.
const QUOTED: usize = 2;

/// What is told of an attestation.
pub const ATTESTATION: [&str; 7] =
    ["human.row", "filled.subject", "filled.who", "filled.role", "filled.date", "filled.until", "filled.attested"];

/// The page of one assessment.
pub fn page(assessment: &Assessment<'_>, view: View<'_>) -> Vec<Block> {
    let mut page = Page::new(assessment, view);
    page.head();
    page.overview();
    for row in &assessment.rows {
        page.row(row);
    }
    page.case_studies();
    page.matrix();
    page.attestations();
    page.index();
    page.errata(&assessment.checklist.errata);
    page.blocks
}

/// The parts of the page, for a format that sets them in its own way.
pub struct Page<'a> {
    assessment: &'a Assessment<'a>,
    language: Language,
    policy: &'a Policy,
    blocks: Vec<Block>,
}

impl<'a> Page<'a> {
    /// A page with nothing on it yet.
    pub const fn new(assessment: &'a Assessment<'a>, view: View<'a>) -> Self {
        Self { assessment, language: view.language, policy: view.policy, blocks: Vec::new() }
    }

    /// What one part puts on the page.
    pub fn part(mut self, write: impl FnOnce(&mut Self)) -> Vec<Block> {
        write(&mut self);
        self.blocks
    }

    /// The name of the page.
    pub fn title(&self) -> String {
        self.say(&title(self.assessment))
    }

    fn head(&mut self) {
        self.blocks.push(Block::Heading(1, Line::plain(self.title())));
        let items = self.facts().into_iter().map(|(key, value)| Line::plain(self.named(key)).and(value)).collect();
        self.blocks.push(Block::List(items));
        let told = self.notices().into_iter().map(|text| Block::Paragraph(Line::plain(text)));
        self.blocks.extend(told);
        let claims = self.claims().map(|text| Block::Paragraph(Line::strong(text)));
        self.blocks.extend(claims);
    }

    /// Who, by which checklist, on which evidence and day, and what came of it; each with the key of its name.
    pub fn facts(&self) -> Vec<(&'static str, Line)> {
        let Assessment { checklist, partner, evidence_hash, as_of, .. } = self.assessment;
        let nameless = || self.say(&Message::new("human.nameless"));
        let score = head::score(self.assessment).map(|total| ("score.heading", Line::strong(self.say(&total))));
        let facts = [
            ("filled.partner", Line::plain(partner.clone().unwrap_or_else(nameless))),
            ("filled.checklist", Line::plain(format!("{} · BLAKE3 ", checklist.id())).and(Line::code(&checklist.hash))),
            ("filled.evidence", Line::plain("BLAKE3 ").and(Line::code(evidence_hash))),
            ("filled.as_of", Line::plain(Arg::from(*as_of).render(self.language))),
            ("filled.result", Line::strong(self.say(&result(self.assessment)))),
        ];
        facts.into_iter().chain(score).collect()
    }

    /// That it is no evidence, how the checklist was read, what is to be said of its life, and what is waived.
    pub fn notices(&self) -> Vec<String> {
        let reading = self.assessment.interpretation.map(Interpretation::named);
        let notices = head::notices(self.assessment, self.policy);
        let told = std::iter::once(Text::no_evidence()).chain(reading).chain(notices);
        told.map(|message| self.say(&message)).collect()
    }

    /// The rows that are claimed and not shown.
    pub fn claims(&self) -> Option<String> {
        head::claims(self.assessment, "filled.claims").map(|message| self.say(&message))
    }

    /// The official rows with their one cell.
    fn overview(&mut self) {
        self.heading(2, "filled.rows");
        let rows = self.assessment.rows.iter().map(|row| {
            let gaps = row.gaps().count();
            let gaps = if gaps == 0 { String::new() } else { gaps.to_string() };
            vec![
                Line::plain(row.key),
                Line::plain(row.title.get(self.language)),
                self.cell(&row.verdict),
                Line::plain(gaps),
            ]
        });
        let rows = rows.collect();
        self.table("filled.rows", &["human.row", "human.title", "filled.met", "human.gaps"], rows);
    }

    fn row(&mut self, row: &Row<'_>) {
        let title = format!("{} {}", row.key, row.title.get(self.language));
        self.blocks.push(Block::Heading(3, Line::plain(title)));
        let mut line = Line::plain(self.named("filled.met")).and(self.cell(&row.verdict));
        if let Verdict::NotApplicable(reason) = &row.verdict {
            line = line.then(format!(" – {}", self.say(reason)));
        }
        self.blocks.push(Block::Paragraph(line));
        let requirement = self.assessment.checklist.requirement(row.key);
        if let Some(requirement) = requirement {
            self.blocks.push(Block::Paragraph(Line::plain(requirement.question.get(self.language))));
        }
        if let Some(statement) = &row.statement {
            self.label("filled.statement");
            let paragraphs = statement.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
            self.blocks.extend(paragraphs.map(|text| Block::Paragraph(Line::plain(text))));
        }
        let found: Vec<_> = row.criteria.iter().filter_map(|result| self.found(result)).collect();
        if !found.is_empty() {
            self.label("filled.found");
        }
        for (statement, quotes) in found {
            self.blocks.extend([Block::Paragraph(statement), Block::List(quotes)]);
        }
        let gaps: Vec<_> = row.gaps().map(|gap| self.gap(&gap)).collect();
        if !gaps.is_empty() {
            self.label("human.gaps");
            self.blocks.push(Block::List(gaps));
        }
        if let Some(requirement) = requirement {
            self.errata(&requirement.errata);
        }
    }

    /// The official cell.
    fn cell(&self, verdict: &Verdict) -> Line {
        Line::strong(self.say(&Message::new(cell_key(verdict)))).toned(Tone::of(verdict))
    }

    /// Where the source is wrong or unclear, and what was followed.
    fn errata(&mut self, errata: &[Erratum]) {
        if errata.is_empty() {
            return;
        }
        self.label("explain.errata");
        let told = errata.iter().map(|erratum| Line::plain(self.say(&erratum.told())));
        let told = told.collect();
        self.blocks.push(Block::List(told));
    }

    /// A satisfied criterion, and the words behind it, of each case study some.
    pub fn found(&self, result: &CriterionResult<'_>) -> Option<(Line, Vec<Line>)> {
        if result.outcome != Outcome::Satisfied || result.criterion.level == Level::Should {
            return None;
        }
        let mut lines = Vec::new();
        for Finding { subject, answer, .. } in &result.findings {
            let Answer::Satisfied(citations) = answer else { continue };
            let of = if subject.is_empty() { String::new() } else { format!("[{subject}] ") };
            lines.extend(citations.iter().take(QUOTED).map(|citation| Line::plain(&of).and(self.cited(citation))));
            if let Some(more) = citations.len().checked_sub(QUOTED).filter(|more| *more > 0) {
                lines.push(Line::plain(&of).then(self.say(&Message::new("filled.more").with("n", more))));
            }
        }
        Some((Line::plain(result.criterion.statement.get(self.language)), lines))
    }

    fn cited(&self, citation: &Citation) -> Line {
        let words = words(citation, self.language);
        match &citation.place {
            Some(place) => Line::plain(format!("{words} – ")).at(place, self.language),
            None => Line::plain(words),
        }
    }

    fn gap(&self, gap: &Gap<'_>) -> Line {
        let of = if gap.subject.is_empty() { String::new() } else { format!("[{}] ", gap.subject) };
        let mut line = Line::plain(format!("{of}{} ", self.say(&gap.lack.what)));
        if let Some(found) = &gap.lack.found {
            line =
                line.then(format!("{} ", self.named("filled.found_in").trim_end())).at(found, self.language).then(" ");
        }
        let passes = self.say(&Message::new("human.passes").with("passes", gap.lack.passes.clone()));
        line.then(passes)
    }

    /// The plain facts of the case studies, side by side.
    pub fn case_studies(&mut self) {
        let studies = &self.assessment.case_studies;
        if studies.is_empty() {
            return;
        }
        self.heading(2, "filled.case_studies");
        let names = studies.iter().map(|study| study.slug.clone());
        let rows = fact_labels(self.assessment).into_iter().map(|label| {
            let value = |study: &crate::assessment::CaseStudy| {
                let fact = study.facts.iter().find(|(known, _)| known == label);
                Line::plain(fact.map(|(_, value)| value.render(self.language)).unwrap_or_default())
            };
            std::iter::once(Line::plain(label.get(self.language))).chain(studies.iter().map(value)).collect()
        });
        let header = std::iter::once(self.say(&Message::new("filled.fact"))).chain(names).collect();
        let name = self.say(&Message::new("filled.case_studies"));
        let table = Table { name, header, rows: rows.collect() };
        self.blocks.push(Block::Table(table));
    }

    /// What each case study contributes to each row.
    fn matrix(&mut self) {
        let studies = &self.assessment.case_studies;
        if studies.is_empty() {
            return;
        }
        let names = studies.iter().map(|study| study.slug.clone());
        let marks = matrix(self.assessment).into_iter().map(|(key, cells)| {
            let marks = cells.into_iter().map(|cell| Line::plain(cell.mark()).toned(Tone::of_cell(cell)));
            std::iter::once(Line::plain(key)).chain(marks).collect()
        });
        let header = std::iter::once(self.say(&Message::new("human.row"))).chain(names).collect();
        let table = Table { name: self.say(&Message::new("filled.matrix")), header, rows: marks.collect() };
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
            self.blocks.push(Block::Paragraph(Line::plain(self.say(&Message::new("human.legend")))));
        }
    }

    /// Who attests what.
    pub fn attestations(&mut self) {
        if self.assessment.attestations.is_empty() {
            return;
        }
        self.heading(2, "filled.attestations");
        let day = |day: chrono::NaiveDate| Arg::from(day).render(self.language);
        let rows = self.assessment.attestations.iter().map(|attestation| {
            let until = attestation.until.map(day).unwrap_or_default();
            vec![
                Line::plain(&attestation.requirement),
                Line::plain(&attestation.subject),
                Line::plain(&attestation.who),
                Line::plain(&attestation.role),
                Line::plain(day(attestation.date)),
                Line::plain(until),
                Line::plain(&attestation.statement),
            ]
        });
        let rows = rows.collect();
        self.table("filled.attestations", &ATTESTATION, rows);
    }

    /// The files that are cited, with their hashes and the rows that cite them.
    pub fn index(&mut self) {
        self.heading(2, "filled.index");
        let rows = index(self.assessment).into_iter().map(|(file, rows)| {
            vec![
                Line::default().at(&Place::whole(&file.path), self.language),
                Line::plain(Arg::Number(file.size).render(self.language)),
                Line::code(&file.sha256),
                Line::plain(rows.join(self.language.comma())),
            ]
        });
        let rows = rows.collect();
        self.table("filled.index", &["filled.file", "filled.bytes", "filled.sha256", "filled.cited_by"], rows);
    }

    fn table(&mut self, name: &'static str, header: &[&'static str], rows: Vec<Vec<Line>>) {
        let header = header.iter().map(|key| self.say(&Message::new(key))).collect();
        self.blocks.push(Block::Table(Table { name: self.say(&Message::new(name)), header, rows }));
    }

    fn heading(&mut self, level: u8, key: &'static str) {
        let text = self.say(&Message::new(key));
        self.blocks.push(Block::Heading(level, Line::plain(text)));
    }

    fn label(&mut self, key: &'static str) {
        let text = self.named(key);
        self.blocks.push(Block::Paragraph(Line::strong(text.trim_end())));
    }

    /// “Partner: ”.
    fn named(&self, key: &'static str) -> String {
        self.say(&Message::new("human.colon").with("before", Message::new(key)).with("after", ""))
    }

    fn say(&self, message: &Message) -> String {
        message.render(self.language)
    }
}

/// “AWS Retail Competency: self-assessment”.
pub fn title(assessment: &Assessment<'_>) -> Message {
    Message::new("filled.title").with("program", &assessment.checklist.title)
}

/// The words of a citation, in quotation marks where they are quoted.
pub fn words(citation: &Citation, language: Language) -> String {
    match &citation.words {
        Words::Quote(words) => Message::new("human.quote").with("words", words.as_str()).render(language),
        Words::Note(message) => message.render(language),
    }
}

/// The files that are cited, each with the rows that cite it.
#[must_use]
pub fn index<'a>(assessment: &'a Assessment<'_>) -> Vec<(&'a Digest, Vec<&'a str>)> {
    let mut cited: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &assessment.rows {
        for place in row.citations().filter_map(|citation| citation.place.as_ref()) {
            let rows = cited.entry(&place.file).or_default();
            if !rows.contains(&row.key) {
                rows.push(row.key);
            }
        }
    }
    assessment.index.iter().filter_map(|file| Some((file, cited.remove(file.path.as_str())?))).collect()
}

/// The labels of all facts of the case studies, each once.
pub fn fact_labels<'a>(assessment: &'a Assessment<'_>) -> Vec<&'a Localised> {
    let mut labels = Vec::new();
    for (label, _) in assessment.case_studies.iter().flat_map(|study| &study.facts) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// The official cell: yes, no or not applicable.
pub const fn cell_key(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "filled.yes",
        Verdict::NotMet => "filled.no",
        Verdict::NotApplicable(_) => "verdict.na",
    }
}
