//! The sheets of one self-assessment: what its page says, as tables to be filtered and sorted.

use chrono::NaiveDate;

use crate::assessment::{Assessment, CriterionResult, Outcome, Row, Verdict};
use crate::checklist::{Interpretation, Level};
use crate::evidence::{Place, Text};
use crate::gate::Policy;
use crate::language::{Arg, Language, Message};
use crate::report::View;
use crate::report::filled::{ATTESTATION, cell_key, fact_labels, index, title, words};
use crate::report::head::{claims, notices, result, score};
use crate::report::matrix::matrix;
use crate::report::page::Tone;
use crate::rule::{Answer, Put};

/// A sheet.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The names of the columns; a sheet that is no table has none.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// What a cell holds.
pub enum Value {
    /// Words.
    Words(String),
    /// Words that stand out.
    Strong(String),
    /// Words that say a verdict.
    Toned(Tone, String),
    /// A name that is meant literally.
    Code(String),
    /// A count.
    Number(u64),
    /// An amount in cents of a US dollar.
    Dollars(i64),
    /// A day.
    Day(NaiveDate),
    /// Where something stands, to be opened.
    Place(Place),
}

/// The sheets, in the order of the page; one without rows is left out.
pub fn sheets(assessment: &Assessment<'_>, view: View<'_>) -> Vec<Sheet> {
    let sheets = Sheets { assessment, language: view.language, policy: view.policy };
    let all = [
        sheets.summary(),
        sheets.rows(),
        sheets.gaps(),
        sheets.quotes(),
        sheets.case_studies(),
        sheets.matrix(),
        sheets.attestations(),
        sheets.index(),
        sheets.errata(),
    ];
    all.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect()
}

struct Sheets<'a> {
    assessment: &'a Assessment<'a>,
    language: Language,
    policy: &'a Policy,
}

impl Sheets<'_> {
    fn summary(&self) -> Sheet {
        let assessment = self.assessment;
        let say = |key: &'static str| self.say(&Message::new(key));
        let mut rows =
            vec![vec![Value::Strong(self.say(&title(assessment)))], vec![self.told(&Text::no_evidence())], Vec::new()];
        let partner = assessment.partner.clone().unwrap_or_else(|| say("human.nameless"));
        let count = |is: fn(&Verdict) -> bool| Value::Number(assessment.count(is) as u64);
        let facts = [
            ("filled.partner", Value::Words(partner)),
            ("filled.checklist", Value::Words(assessment.checklist.id())),
            ("sheet.checklist_hash", Value::Code(assessment.checklist.hash.clone())),
            ("sheet.evidence_hash", Value::Code(assessment.evidence_hash.clone())),
            ("filled.as_of", Value::Day(assessment.as_of)),
            ("filled.result", Value::Strong(self.say(&result(assessment)))),
            ("verdict.met", count(|verdict| *verdict == Verdict::Met)),
            ("verdict.not_met", count(|verdict| *verdict == Verdict::NotMet)),
            ("verdict.na", count(|verdict| matches!(verdict, Verdict::NotApplicable(_)))),
        ];
        let facts =
            facts.into_iter().chain(score(assessment).map(|total| ("score.heading", Value::Strong(self.say(&total)))));
        rows.extend(facts.map(|(key, value)| vec![Value::Words(say(key)), value]));
        let reading = assessment.interpretation.map(Interpretation::named);
        let claims = claims(assessment, "filled.claims");
        let legend = Some(Message::new("human.legend")).filter(|_| !matrix(assessment).is_empty());
        let notes: Vec<_> =
            reading.into_iter().chain(notices(assessment, self.policy)).chain(claims).chain(legend).collect();
        if !notes.is_empty() {
            rows.push(Vec::new());
        }
        rows.extend(notes.iter().map(|note| vec![self.told(note)]));
        Sheet { name: say("sheet.summary"), header: Vec::new(), rows }
    }

    fn rows(&self) -> Sheet {
        let rows = self.assessment.rows.iter().map(|row| {
            let reason = match &row.verdict {
                Verdict::NotApplicable(reason) => self.say(reason),
                Verdict::Met | Verdict::NotMet => String::new(),
            };
            let gaps = row.gaps().count();
            vec![
                key_of(row),
                Value::Words(row.title.get(self.language).to_owned()),
                Value::Toned(Tone::of(&row.verdict), self.say(&Message::new(cell_key(&row.verdict)))),
                if gaps == 0 { Value::Words(String::new()) } else { Value::Number(gaps as u64) },
                Value::Words(row.statement.clone().unwrap_or_default()),
                Value::Words(reason),
            ]
        });
        let header = ["human.row", "human.title", "filled.met", "human.gaps", "filled.statement", "sheet.reason"];
        self.sheet("filled.rows", &header, rows.collect())
    }

    fn gaps(&self) -> Sheet {
        let gaps = self.assessment.rows.iter().flat_map(|row| row.lacks().map(move |gap| (row, gap)));
        let rows = gaps.filter(|(_, gap)| gap.level == Level::Must).map(|(row, gap)| {
            let criterion = row.criteria.iter().find(|result| result.id == gap.criterion);
            let Put { file, field } = &gap.lack.put;
            let put = field.as_ref().map_or_else(|| file.clone(), |field| format!("{file} › {field}"));
            vec![
                key_of(row),
                Value::Words(criterion.map(|result| self.statement(result)).unwrap_or_default()),
                Value::Words(gap.subject.to_owned()),
                self.told(&gap.lack.what),
                place(gap.lack.found.as_ref()),
                Value::Words(put),
                self.told(&gap.lack.passes),
            ]
        });
        let header = [
            "human.row",
            "sheet.criterion",
            "sheet.case_study",
            "sheet.what",
            "sheet.found_in",
            "sheet.fix_in",
            "sheet.to_pass",
        ];
        self.sheet("human.gaps", &header, rows.collect())
    }

    /// The words behind every satisfied criterion; the page shows some of them.
    fn quotes(&self) -> Sheet {
        let mut rows = Vec::new();
        for row in &self.assessment.rows {
            let proven = |result: &&CriterionResult<'_>| {
                result.outcome == Outcome::Satisfied && result.criterion.level == Level::Must
            };
            for result in row.criteria.iter().filter(proven) {
                for finding in &result.findings {
                    let Answer::Satisfied(citations) = &finding.answer else { continue };
                    rows.extend(citations.iter().map(|citation| {
                        vec![
                            key_of(row),
                            Value::Words(self.statement(result)),
                            Value::Words(finding.subject.clone()),
                            Value::Words(words(citation, self.language)),
                            place(citation.place.as_ref()),
                        ]
                    }));
                }
            }
        }
        let header = ["human.row", "sheet.criterion", "sheet.case_study", "sheet.quote", "sheet.place"];
        self.sheet("sheet.quotes", &header, rows)
    }

    fn case_studies(&self) -> Sheet {
        let studies = &self.assessment.case_studies;
        let rows = fact_labels(self.assessment).into_iter().map(|label| {
            let values = studies.iter().map(|study| {
                let fact = study.facts.iter().find(|(known, _)| known == label);
                match fact.map(|(_, value)| value) {
                    Some(Arg::Date(day)) => Value::Day(*day),
                    Some(Arg::Dollars(cents)) => Value::Dollars(*cents),
                    Some(Arg::Number(number)) => Value::Number(*number),
                    Some(other) => Value::Words(other.render(self.language)),
                    None => Value::Words(String::new()),
                }
            });
            std::iter::once(Value::Strong(label.get(self.language).to_owned())).chain(values).collect()
        });
        self.by_case_study("filled.case_studies", "filled.fact", rows.collect())
    }

    fn matrix(&self) -> Sheet {
        let rows = matrix(self.assessment).into_iter().map(|(key, cells)| {
            let marks = cells.into_iter().map(|cell| Value::Toned(Tone::of_cell(cell), cell.mark().to_owned()));
            std::iter::once(Value::Strong(key.to_owned())).chain(marks).collect()
        });
        self.by_case_study("filled.matrix", "human.row", rows.collect())
    }

    fn attestations(&self) -> Sheet {
        let rows = self.assessment.attestations.iter().map(|attestation| {
            let text = |text: &String| Value::Words(text.clone());
            vec![
                Value::Strong(attestation.requirement.clone()),
                text(&attestation.subject),
                text(&attestation.who),
                text(&attestation.role),
                Value::Day(attestation.date),
                attestation.until.map_or_else(|| Value::Words(String::new()), Value::Day),
                text(&attestation.statement),
            ]
        });
        self.sheet("filled.attestations", &ATTESTATION, rows.collect())
    }

    fn index(&self) -> Sheet {
        let rows = index(self.assessment).into_iter().map(|(file, rows)| {
            vec![
                Value::Place(Place::whole(&file.path)),
                Value::Number(file.size),
                Value::Code(file.sha256.clone()),
                Value::Words(rows.join(self.language.comma())),
            ]
        });
        let header = ["filled.file", "filled.bytes", "filled.sha256", "filled.cited_by"];
        self.sheet("filled.index", &header, rows.collect())
    }

    fn errata(&self) -> Sheet {
        let checklist = self.assessment.checklist;
        let of_row = |row: &Row<'_>| {
            let errata = checklist.requirement(row.key).map_or(&[][..], |requirement| &requirement.errata);
            errata.iter().map(|erratum| (row.key.to_owned(), erratum)).collect::<Vec<_>>()
        };
        let own = checklist.errata.iter().map(|erratum| (checklist.id(), erratum));
        let all = self.assessment.rows.iter().flat_map(of_row).chain(own);
        let rows = all.map(|(key, erratum)| vec![Value::Strong(key), self.told(&erratum.told())]);
        self.sheet("sheet.errata", &["human.row", "explain.errata"], rows.collect())
    }

    fn by_case_study(&self, name: &'static str, first: &'static str, rows: Vec<Vec<Value>>) -> Sheet {
        let mut sheet = self.sheet(name, &[first], rows);
        sheet.header.extend(self.assessment.case_studies.iter().map(|study| study.slug.clone()));
        sheet
    }

    fn sheet(&self, name: &'static str, header: &[&'static str], rows: Vec<Vec<Value>>) -> Sheet {
        let header = header.iter().map(|key| self.say(&Message::new(key))).collect();
        Sheet { name: self.say(&Message::new(name)), header, rows }
    }

    fn statement(&self, result: &CriterionResult<'_>) -> String {
        result.criterion.statement.get(self.language).to_owned()
    }

    fn told(&self, message: &Message) -> Value {
        Value::Words(self.say(message))
    }

    fn say(&self, message: &Message) -> String {
        message.render(self.language)
    }
}

fn key_of(row: &Row<'_>) -> Value {
    Value::Strong(row.key.to_owned())
}

fn place(place: Option<&Place>) -> Value {
    place.map_or_else(|| Value::Words(String::new()), |place| Value::Place(place.clone()))
}
