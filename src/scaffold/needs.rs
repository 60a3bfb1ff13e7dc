//! What a checklist needs to be told: which fields, which topics, how many case studies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::checklist::{Checklist, Criterion, Of};
use crate::evidence::{Field, Lexicon, Topic};
use crate::rule::{Judge, Rule, Scope};

/// Fields that every folder begins with, whatever the rules read.
const ALWAYS: [&str; 4] = ["name", "website", "title", "customer"];

/// What the criteria of a checklist read.
pub struct Needs<'a> {
    /// How many case studies are asked for; none where no criterion is asked of one.
    pub case_studies: usize,
    partner: BTreeSet<&'a str>,
    case_study: BTreeSet<&'a str>,
    /// The rows that look for each topic, of whom, and whether as a file rather than as words.
    topics: BTreeMap<&'a str, Need<'a>>,
}

#[derive(Default)]
struct Need<'a> {
    rows: Vec<&'a str>,
    of_partner: bool,
    as_words: bool,
    as_file: bool,
}

impl<'a> Needs<'a> {
    /// Reads every rule of a checklist.
    pub fn of(checklist: &'a Checklist, lexicon: &'a Lexicon) -> Self {
        let mut needs = Self {
            case_studies: 0,
            partner: BTreeSet::from(ALWAYS),
            case_study: BTreeSet::from(ALWAYS),
            topics: BTreeMap::new(),
        };
        for (row, criterion) in checklist.criteria() {
            needs.read(&row.key, criterion, lexicon);
        }
        needs
    }

    /// The fields that are read, in the order of the vocabulary.
    pub fn fields_of<'f>(&self, fields: &'f [Field], of: Of) -> Vec<&'f Field> {
        let read = match of {
            Of::Partner => &self.partner,
            Of::CaseStudies => &self.case_study,
        };
        fields.iter().filter(|field| read.contains(field.name.as_str())).collect()
    }

    /// Whether words on a topic are looked for, among the partner's documents or a case study's.
    pub fn is_written(&self, topic: &Topic, of: Of) -> bool {
        self.topics.get(topic.id.as_str()).is_some_and(|need| need.as_words && need.of_partner == (of == Of::Partner))
    }

    /// Whether a file on a topic is looked for, and no words will do, among the partner's files or a case study's.
    pub fn is_drawn(&self, topic: &Topic, of: Of) -> bool {
        let need = self.topics.get(topic.id.as_str());
        need.is_some_and(|need| need.as_file && !need.as_words && need.of_partner == (of == Of::Partner))
    }

    /// The rows that look for a topic.
    pub fn rows_of(&self, topic: &Topic) -> Vec<&'a str> {
        self.topics.get(topic.id.as_str()).map(|need| need.rows.clone()).unwrap_or_default()
    }

    fn read(&mut self, row: &'a str, criterion: &'a Criterion, lexicon: &'a Lexicon) {
        if criterion.of == Of::CaseStudies || !criterion.when_any.is_empty() {
            self.case_studies = self.case_studies.max(1);
        }
        let scope = criterion.scope(lexicon);
        let study = Scope::case_study(lexicon);
        for field in criterion.only.fields().chain(criterion.when_any.fields()) {
            self.field(&study, field);
        }
        let mut found = Vec::new();
        criterion.rule.walk(&mut |rule, lists| found.push((rule, lists.to_vec())));
        for (rule, lists) in found {
            let scope = lists.iter().fold(scope.clone(), |scope, list| scope.within(list));
            for field in rule.fields() {
                self.field(&scope, field);
            }
            if let Rule::Count(count) = rule {
                self.case_studies = self.case_studies.max(count.case_studies().unwrap_or_default());
            }
            for topic in rule.topics() {
                self.topic(row, criterion, rule, topic, lexicon);
            }
        }
    }

    fn topic(&mut self, row: &'a str, criterion: &Criterion, rule: &Rule, id: &'a str, lexicon: &'a Lexicon) {
        let Some(topic) = lexicon.topic(id).filter(|topic| topic.file.is_some()) else { return };
        let need = self.topics.entry(id).or_default();
        if !need.rows.contains(&row) {
            need.rows.push(row);
        }
        need.of_partner = criterion.of == Of::Partner;
        let is_file = matches!(rule, Rule::Document(_) | Rule::Permits(_) | Rule::Trusts(_))
            && topic.file.as_deref().is_some_and(|file| !is_narrative(file));
        need.as_file |= is_file;
        need.as_words |= !is_file;
        if let Some(field) = &topic.field {
            self.case_study.insert(field);
        }
    }

    fn field(&mut self, scope: &Scope<'a>, path: &'a str) {
        let top = path.split('.').next().unwrap_or(path);
        match scope.find(path) {
            Some((0, _)) => self.partner.insert(top),
            Some((1, _)) => self.case_study.insert(top),
            _ => false,
        };
    }
}

/// Whether a file is written in words.
fn is_narrative(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "md")
}

/// Whether a rule, or one inside it, is of some sort.
pub fn asks(rule: &Rule, is: impl Fn(&Rule) -> bool) -> bool {
    let mut found = false;
    rule.walk(&mut |rule, _| found |= is(rule));
    found
}
