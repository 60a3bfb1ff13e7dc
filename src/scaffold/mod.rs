//! Scaffolds: the files of an evidence folder as they are before anybody has written a word, with the questions of a
//! checklist inside as comments. Comments are no evidence, so a fresh scaffold covers nothing.

mod facts;
mod needs;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::checklist::{Checklist, Of};
use crate::evidence::{Lexicon, Topic};
use crate::language::{Language, Message};
use crate::rule::Rule;

pub use needs::Needs;

/// Every file as path and text. `slugs` names the case studies; without any, as many are begun as the checklist asks for.
/// A checklist that asks nothing of case studies has none.
#[must_use]
pub fn files(checklist: &Checklist, lexicon: &Lexicon, slugs: &[String], language: Language) -> Vec<(String, String)> {
    let needs = Needs::of(checklist, lexicon);
    let slugs: Vec<String> = if slugs.is_empty() || needs.case_studies == 0 {
        (1..=needs.case_studies).map(|number| format!("customer-{number}")).collect()
    } else {
        slugs.to_vec()
    };
    let page = Page { checklist, lexicon, language, needs: &needs };
    let mut files = vec![
        ("competency.toml".to_owned(), page.settings(&slugs)),
        ("attestations.toml".to_owned(), page.attestations(&slugs)),
        ("statements.md".to_owned(), page.statements()),
    ];
    files.extend(page.narratives(Of::Partner));
    files.extend(page.declarations(Of::Partner).map(|text| ("evidence.toml".to_owned(), text)));
    files.extend(page.tables());
    for slug in &slugs {
        let folder = format!("case-studies/{slug}");
        let mut narratives = page.narratives(Of::CaseStudies);
        let story = narratives.remove("case-study.md").unwrap_or_default();
        let head = facts::yaml(&needs.fields_of(&lexicon.vocabulary.case_study, Of::CaseStudies), language);
        files.push((format!("{folder}/case-study.md"), format!("---\n{head}---\n\n{story}")));
        files.extend(page.declarations(Of::CaseStudies).map(|text| (format!("{folder}/evidence.toml"), text)));
        files.extend(narratives.into_iter().map(|(file, text)| (format!("{folder}/{file}"), text)));
    }
    files
}

struct Page<'a> {
    checklist: &'a Checklist,
    lexicon: &'a Lexicon,
    language: Language,
    needs: &'a Needs<'a>,
}

impl Page<'_> {
    fn settings(&self, slugs: &[String]) -> String {
        let Checklist { program, version, .. } = self.checklist;
        let fields = self.needs.fields_of(&self.lexicon.vocabulary.partner, Of::Partner);
        let mut text = self.comment("scaffold.settings");
        let (_, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| field.table.is_some());
        text += &facts::toml(&fields, self.language);
        let alone = self.needs.case_studies == 0;
        text += &self.comment(if alone { "scaffold.program_alone" } else { "scaffold.program" });
        let _ = writeln!(text, "[program.{program}]\nversion = \"{version}\"");
        if !alone {
            let slugs: Vec<_> = slugs.iter().map(|slug| format!("\"{slug}\"")).collect();
            let _ = writeln!(text, "case_studies = [{}]", slugs.join(", "));
        }
        text += &self.readings();
        text
    }

    /// The reading of an ambiguous checklist, with what each of them takes to hold.
    fn readings(&self) -> String {
        let Some(first) = self.checklist.readings.first() else { return String::new() };
        let mut text = self.comment("scaffold.reading");
        for reading in &self.checklist.readings {
            let _ = writeln!(text, "# {}: {}", reading.id, reading.explanation.get(self.language));
        }
        let _ = writeln!(text, "reading = \"{}\"", first.id);
        text
    }

    /// An entry, commented out, for every row that a person must attest.
    fn attestations(&self, slugs: &[String]) -> String {
        let mut text = self.comment("scaffold.attestations");
        for (row, criterion) in self.checklist.criteria() {
            if !needs::asks(&criterion.rule, |rule| matches!(rule, Rule::Attested(_))) {
                continue;
            }
            let subjects = match criterion.of {
                Of::Partner => vec!["partner".to_owned()],
                Of::CaseStudies => slugs.to_vec(),
            };
            for subject in subjects {
                let statement = criterion.statement.get(self.language);
                let _ = writeln!(text, "\n# {} — {statement}", row.id_of(criterion));
                if !matches!(criterion.rule, Rule::Attested(_)) {
                    text += &self.comment("scaffold.attested_instead");
                }
                text += "# [[attestation]]\n";
                for (field, value) in [
                    ("program", self.checklist.program.as_str()),
                    ("requirement", &row.id_of(criterion)),
                    ("subject", &subject),
                    ("who", ""),
                    ("role", ""),
                ] {
                    let _ = writeln!(text, "# {field} = \"{value}\"");
                }
                text += "# date =\n# statement = \"\"\n";
            }
        }
        text
    }

    fn statements(&self) -> String {
        let mut text = format!("# {}\n", Message::new("scaffold.statements_title").render(self.language));
        let _ = writeln!(text, "\n<!-- {} -->", Message::new("scaffold.statements").render(self.language));
        for row in &self.checklist.requirements {
            let (title, question) = (row.title.get(self.language), row.question.get(self.language));
            let _ = writeln!(text, "\n## {} {title}\n\n<!-- {question} -->", row.key);
        }
        text
    }

    /// The narratives of the partner or of a case study, by file: a heading for each topic, and what is asked below it. Topics
    /// of one file stand beside each other, so that none of them is part of the first.
    fn narratives(&self, of: Of) -> BTreeMap<String, String> {
        let mut topics: BTreeMap<&str, Vec<&Topic>> = BTreeMap::new();
        for topic in self.lexicon.topics.iter().filter(|topic| self.needs.is_written(topic, of)) {
            if let Some(file) = &topic.file {
                topics.entry(file).or_default().push(topic);
            }
        }
        let told = |(file, topics): (&str, Vec<&Topic>)| {
            let level = if topics.len() == 1 { "#" } else { "##" };
            let section = |topic: &&Topic| {
                format!("{level} {}\n\n<!-- {} -->\n", topic.title.get(self.language), self.ask(topic))
            };
            (file.to_owned(), topics.iter().map(section).collect::<Vec<_>>().join("\n"))
        };
        topics.into_iter().map(told).collect()
    }

    /// The tables of the partner's facts: what belongs into each column, then their titles.
    fn tables(&self) -> Vec<(String, String)> {
        let fields = self.needs.fields_of(&self.lexicon.vocabulary.partner, Of::Partner);
        let tables = fields.into_iter().filter_map(|field| Some((field.table.clone()?, field)));
        tables.map(|(file, field)| (file, facts::csv(&field, self.language))).collect()
    }

    /// The drawings and files that are asked for, as commented lines of `evidence.toml`; nothing where none is.
    fn declarations(&self, of: Of) -> Option<String> {
        let drawn = self.lexicon.topics.iter().filter(|topic| self.needs.is_drawn(topic, of));
        let lines: Vec<_> = drawn
            .map(|topic| {
                let file = topic.file.as_deref().unwrap_or(&topic.id);
                format!("# {}\n# \"{file}\" = [\"{}\"]\n", self.ask(topic), topic.id)
            })
            .collect();
        let head = || self.comment("scaffold.declarations") + "[covers]\n";
        (!lines.is_empty()).then(|| head() + &lines.concat())
    }

    fn ask(&self, topic: &Topic) -> String {
        let rows = self.needs.rows_of(topic).join(self.language.comma());
        let ask = topic.ask.as_ref().unwrap_or(&topic.title);
        format!("{rows} — {}", ask.get(self.language))
    }

    fn comment(&self, key: &'static str) -> String {
        let text = Message::new(key).render(self.language);
        format!("# {}\n", text.replace('\n', "\n# "))
    }
}
