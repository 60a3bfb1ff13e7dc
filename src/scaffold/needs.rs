//! What a checklist needs to be told: which fields, which topics, how many case studies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::checklist::{Checklist, Criterion, HandIn, Of, Route};
use crate::evidence::{Field, Lexicon, Topic};
use crate::rule::{Judge, Owner, Rule, Scope};

/// Fields that every folder begins with, whatever the rules read.
const ALWAYS: [&str; 4] = ["name", "website", "title", "customer"];

/// Fields that say which item of a list is meant.
const NAMES: [&str; 2] = ["name", "title"];

/// What the criteria of a checklist read.
pub struct Needs<'a> {
    /// How many case studies are asked for; none where no criterion is asked of one.
    pub case_studies: usize,
    /// Dotted paths of fields of the profile, through the lists they lie in.
    partner: BTreeSet<String>,
    /// The same of a case study.
    case_study: BTreeSet<String>,
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
    #[must_use]
    pub fn of(checklist: &'a Checklist, lexicon: &'a Lexicon) -> Self {
        let mut needs = Self {
            case_studies: checklist.case_studies_demanded(None),
            partner: ALWAYS.map(str::to_owned).into(),
            case_study: ALWAYS.map(str::to_owned).into(),
            topics: BTreeMap::new(),
        };
        if let Some(card) = &checklist.score {
            needs.partner.extend([card.of.clone(), card.target.clone()]);
        }
        if checklist.hand_in.route == Route::Email {
            needs.partner.insert(HandIn::SENDER.to_owned());
        }
        for (row, criterion) in checklist.criteria() {
            needs.read(&row.key, criterion, lexicon);
        }
        needs
    }

    /// The fields that are read, in the order of the vocabulary. A record keeps the fields that are read of it and those
    /// that name it; all of them, where only the record itself is asked for.
    #[must_use]
    pub fn fields_of(&self, fields: &[Field], of: Of) -> Vec<Field> {
        let read = match of {
            Of::Partner => &self.partner,
            Of::CaseStudies => &self.case_study,
        };
        pruned(fields, "", read)
    }

    /// Whether the field at a dotted path is read, or one within it.
    #[must_use]
    pub fn reads(&self, of: Of, path: &str) -> bool {
        let read = match of {
            Of::Partner => &self.partner,
            Of::CaseStudies => &self.case_study,
        };
        read.contains(path) || has_below(read, path)
    }

    /// Whether words on a topic are looked for, among the partner's documents or a case study's.
    #[must_use]
    pub fn is_written(&self, topic: &Topic, of: Of) -> bool {
        self.topics.get(topic.id.as_str()).is_some_and(|need| need.as_words && need.of_partner == (of == Of::Partner))
    }

    /// Whether a file on a topic is looked for, and no words will do, among the partner's files or a case study's.
    #[must_use]
    pub fn is_drawn(&self, topic: &Topic, of: Of) -> bool {
        let need = self.topics.get(topic.id.as_str());
        need.is_some_and(|need| need.as_file && !need.as_words && need.of_partner == (of == Of::Partner))
    }

    /// The rows that look for a topic.
    #[must_use]
    pub fn rows_of(&self, topic: &Topic) -> Vec<&'a str> {
        self.topics.get(topic.id.as_str()).map(|need| need.rows.clone()).unwrap_or_default()
    }

    fn read(&mut self, row: &'a str, criterion: &'a Criterion, lexicon: &'a Lexicon) {
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
            for (list, fields) in rule.item_fields() {
                for field in fields {
                    self.field(&scope.within(list), field);
                }
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
        let is_drawn = matches!(rule, Rule::Document(_) | Rule::Services(_) | Rule::Permits(_) | Rule::Trusts(_));
        let is_file = is_drawn && topic.file.as_deref().is_some_and(|file| !is_narrative(file));
        need.as_file |= is_file;
        need.as_words |= !is_file;
        if let Some(field) = &topic.field {
            self.case_study.insert(field.clone());
        }
    }

    fn field(&mut self, scope: &Scope<'_>, path: &str) {
        match scope.whole_path(path) {
            Some((Owner::Partner, path)) => self.partner.insert(path),
            Some((Owner::CaseStudy, path)) => self.case_study.insert(path),
            None => false,
        };
    }
}

/// The fields at these paths and those that lead to them.
fn pruned(fields: &[Field], above: &str, read: &BTreeSet<String>) -> Vec<Field> {
    let is_read = |field: &&Field| {
        let path = format!("{above}{}", field.name);
        read.contains(&path) || has_below(read, &path)
    };
    let prune = |field: &Field| {
        let path = format!("{above}{}", field.name);
        let mut field = field.clone();
        if has_below(read, &path) {
            let named = NAMES.map(|name| format!("{path}.{name}"));
            let inner: BTreeSet<String> = read.iter().cloned().chain(named).collect();
            field.fields = pruned(&field.fields, &format!("{path}."), &inner);
        }
        field
    };
    fields.iter().filter(is_read).map(prune).collect()
}

/// Whether a field of the record or the list at this path is read.
fn has_below(read: &BTreeSet<String>, path: &str) -> bool {
    let below = format!("{path}.");
    read.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below))
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
