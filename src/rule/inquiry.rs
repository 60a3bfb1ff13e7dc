//! An inquiry: one rule asked of one subject, and everything it may look at.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;

use crate::evidence::{Evidence, Fact, Field, Lexicon, Place, Record, Subject};
use crate::language::{Arg, Localised, Message};
use crate::score::Score;

use super::answer::{Cause, Lack, Put};
use super::scope::CASE_STUDIES;
use super::{Coverage, Rows, Scope};

/// What stays the same while one checklist is judged.
#[derive(Clone, Copy)]
pub struct Audit<'a> {
    /// Everything read from the folder.
    pub evidence: &'a Evidence,
    /// Fields, topics and phrases.
    pub lexicon: &'a Lexicon,
    /// Which document covers which topic.
    pub coverage: &'a Coverage<'a>,
    /// The case studies that are handed in.
    pub submitted: Submission<'a>,
    /// The day on which the rules are asked.
    pub as_of: NaiveDate,
    /// The program, such as `retail`.
    pub program: &'a str,
    /// The address of the hand-in and the subject line, where one is prescribed, with `{partner}` still in it.
    pub hand_in: (&'a str, Option<&'a Localised>),
    /// What the other rows came to, once they are judged.
    pub rows: &'a Rows<'a>,
    /// The score, where the program gives one.
    pub score: Option<&'a Score<'a>>,
}

/// The case studies that are handed in. That a rule looked at them is noted: where it did not, its answer about one case
/// study is the same whichever others are handed in.
#[derive(Clone, Copy)]
pub struct Submission<'a> {
    studies: &'a [&'a Subject],
    looked_at: &'a AtomicBool,
}

impl<'a> Submission<'a> {
    /// These case studies, in the order of the submission; `looked_at` becomes true once somebody looks at them.
    #[must_use]
    pub const fn of(studies: &'a [&'a Subject], looked_at: &'a AtomicBool) -> Self {
        Self { studies, looked_at }
    }

    /// The case studies, in their order.
    #[must_use]
    pub fn studies(self) -> &'a [&'a Subject] {
        self.looked_at.store(true, Ordering::Relaxed);
        self.studies
    }
}

/// The criterion that asks.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The key of the row, such as `C-2.6`.
    pub requirement: &'a str,
    /// The id of the criterion within its row, such as `delivered`.
    pub criterion: &'a str,
    /// What must hold.
    pub statement: &'a Localised,
}

/// One rule asked of one subject.
#[derive(Clone)]
pub struct Inquiry<'a> {
    /// What stays the same.
    pub audit: Audit<'a>,
    /// The key of the row, such as `C-2.6`.
    pub requirement: &'a str,
    /// The id of the criterion within its row, such as `delivered`.
    pub criterion: &'a str,
    /// What must hold.
    pub statement: &'a Localised,
    /// The partner or case study asked about.
    pub subject: &'a Subject,
    /// The fields in sight.
    pub scope: Scope<'a>,
    /// One record for each layer of the scope.
    records: Vec<&'a Record>,
    /// The list and the name of the item asked about, outermost first.
    trail: Vec<String>,
    /// Where the item asked about is written.
    item: Option<Place>,
}

/// One item of a list.
pub struct Item<'a> {
    /// The inquiry about this item alone.
    pub inquiry: Inquiry<'a>,
    /// Its name, title or number.
    pub name: String,
    /// Where it is written.
    pub place: Option<Place>,
}

impl<'a> Inquiry<'a> {
    /// Asks about a subject.
    #[must_use]
    pub fn of(audit: Audit<'a>, asked: Asked<'a>, subject: &'a Subject) -> Self {
        let partner = &audit.evidence.partner.facts;
        let (scope, records) = if subject.is_partner() {
            (Scope::partner(audit.lexicon), vec![partner])
        } else {
            (Scope::case_study(audit.lexicon), vec![partner, &subject.facts])
        };
        let Asked { requirement, criterion, statement } = asked;
        Self { audit, requirement, criterion, statement, subject, scope, records, trail: Vec::new(), item: None }
    }

    /// The fact at a dotted path, in the innermost record that may have it.
    #[must_use]
    pub fn fact(&self, path: &str) -> Option<&'a Fact> {
        let (layer, _) = self.scope.find(path)?;
        self.records.get(layer)?.get(path)
    }

    /// The items of a list; `None` where the list is not given at all.
    #[must_use]
    pub fn items(&self, list: &str) -> Option<Vec<Item<'a>>> {
        if list == CASE_STUDIES {
            let asked = Asked { requirement: self.requirement, criterion: self.criterion, statement: self.statement };
            let of = |study: &&'a Subject| Item {
                inquiry: Self::of(self.audit, asked, study),
                name: study.name.clone(),
                place: Some(Place::whole(&study.facts_file)),
            };
            return Some(self.audit.submitted.studies().iter().map(of).collect());
        }
        let scope = self.scope.within(list);
        let of = |(number, fact): (usize, &'a Fact)| {
            let record = fact.record()?;
            let name = name_of(record).unwrap_or_else(|| format!("{}", number + 1));
            let mut inner = self.clone();
            inner.scope = scope.clone();
            inner.records.push(record);
            inner.trail.extend([list.to_owned(), name.clone()]);
            inner.item = Some(fact.place.clone());
            Some(Item { inquiry: inner, name, place: Some(fact.place.clone()) })
        };
        Some(self.fact(list)?.items().iter().enumerate().filter_map(of).collect())
    }

    /// A lack to be mended in the facts.
    #[must_use]
    pub fn lack_of_fact(&self, path: &str, what: Message, passes: Message, cause: Cause) -> Lack {
        let layer = self.scope.find(path).map_or(usize::MAX, |(layer, _)| layer);
        let owner = if layer == 0 { &self.audit.evidence.partner } else { self.subject };
        let trail = if layer > usize::from(!self.subject.is_partner()) { self.trail.as_slice() } else { &[] };
        let pinned = format!("program.{}.case_studies", self.audit.program);
        let path = if path == CASE_STUDIES { &pinned } else { path };
        let field = trail.iter().map(String::as_str).chain([path]).collect::<Vec<_>>().join(" › ");
        Lack {
            what,
            found: self
                .fact(path)
                .map(|fact| fact.place.clone())
                .or_else(|| self.item.clone().filter(|_| !trail.is_empty())),
            claim: None,
            put: Put { file: owner.facts_file.clone(), field: Some(field) },
            passes,
            cause,
        }
    }

    /// A lack to be mended in a document about a topic.
    #[must_use]
    pub fn lack_of_topic(&self, topic: &str, what: Message, passes: Message, cause: Cause) -> Lack {
        let file = self.audit.lexicon.topic(topic).and_then(|topic| topic.file.clone());
        let file = file.unwrap_or_else(|| format!("{topic}.md"));
        Lack { what, found: None, claim: None, put: Put { file: self.subject.path(&file), field: None }, passes, cause }
    }

    /// What the item asked about is called, or what a field is called where no item is asked about.
    #[must_use]
    pub fn label(&self, path: &str) -> Arg {
        let label = self.scope.label(path);
        let inside = self.scope.find(path).is_some_and(|(layer, _)| layer > usize::from(!self.subject.is_partner()));
        match self.trail.last() {
            Some(item) if inside => {
                Message::new("field.of_item").with("field", label).with("item", item.as_str()).into()
            }
            _ => label,
        }
    }

    /// The field at a dotted path.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&'a Field> {
        self.scope.field(path)
    }
}

/// What an item calls itself.
fn name_of(record: &Record) -> Option<String> {
    ["name", "title", "url"].iter().find_map(|field| Some(record.get(field)?.value.as_str()?.to_owned()))
}
