//! `consistent: references` and its like hold where documents agree with the facts and with each other.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Inquiry, Judge, Lack, Put, Scope, Term, deployed, likeness, references};
use crate::evidence::{Document, Fact, Identifier, Record, Subject, Value};
use crate::language::{Arg, Message};
use crate::source::printable;

/// What must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Consistent {
    /// No document refers to a file that is absent.
    References,
    /// Accounts, and the accounts and Regions of ARNs, are the declared ones (fields `accounts` and `regions`).
    Accounts,
    /// No date among the facts lies after the as-of date.
    Dates,
    /// Regions that the text names are the declared ones.
    Regions,
    /// No paragraph stands again in another submitted case study.
    Originality,
    /// The templates deploy no more Lambda functions than the field `functions` claims. Fewer contradict nothing: a
    /// template is often an excerpt.
    Functions,
    /// No template switches encryption off where the field `sensitive_data` is true.
    Encryption,
    /// The templates deploy no bucket that the field `buckets` leaves out, and none that is public against what it says.
    Buckets,
}

/// The field with the accounts of a case study.
const ACCOUNTS: &str = "accounts";
/// The field with its Regions.
const REGIONS: &str = "regions";

impl Judge for Consistent {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let (key, (checked, lacks)) = match self {
            Self::References => ("consistent.references", Self::references(inquiry)),
            Self::Accounts => ("consistent.accounts", self.identifiers(inquiry)),
            Self::Dates => ("consistent.dates", self.dates(inquiry)),
            Self::Regions => ("consistent.regions", self.identifiers(inquiry)),
            Self::Originality => ("consistent.originality", self.copies(inquiry)),
            Self::Functions => return deployed::functions(inquiry, self),
            Self::Encryption => return deployed::encryption(inquiry, self),
            Self::Buckets => return deployed::buckets(inquiry, self),
        };
        if !lacks.is_empty() {
            return Answer::Gap(lacks);
        }
        Answer::Satisfied(vec![Citation::note(Message::new(key).with("n", checked))])
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new(match self {
            Self::References => "references.describe",
            Self::Accounts => "consistent.describe_accounts",
            Self::Dates => "consistent.describe_dates",
            Self::Regions => "consistent.describe_regions",
            Self::Originality => "consistent.describe_originality",
            Self::Functions => "deployed.describe_functions",
            Self::Encryption => "deployed.describe_encryption",
            Self::Buckets => "deployed.describe_buckets",
        })
    }

    /// Dates that lie ahead: each contradicts nothing from its day on.
    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        if *self != Self::Dates {
            return Vec::new();
        }
        let mut dates = Vec::new();
        dates_of(&inquiry.subject.facts, "", &mut dates);
        let ahead = dates.into_iter().filter(|(_, _, date)| *date > inquiry.audit.as_of);
        ahead.map(|(path, _, date)| Term { of: inquiry.label(&path), from: Some(date), until: None }).collect()
    }

    fn fields(&self) -> Vec<&str> {
        match self {
            Self::Accounts => vec![ACCOUNTS, REGIONS],
            Self::Regions => vec![REGIONS],
            Self::Functions => vec![deployed::FUNCTIONS],
            Self::Encryption => vec![deployed::SENSITIVE_DATA],
            Self::Buckets => vec![deployed::BUCKETS],
            Self::References | Self::Dates | Self::Originality => Vec::new(),
        }
    }
}

impl Consistent {
    fn references(inquiry: &Inquiry<'_>) -> (usize, Vec<Lack>) {
        let mut checked = 0;
        let mut lacks = Vec::new();
        for document in &inquiry.subject.documents {
            let Some(text) = document.text() else { continue };
            checked += text.references.len();
            lacks.extend(
                text.references.iter().filter_map(|reference| references::absent(inquiry, document, reference)),
            );
        }
        (checked, lacks)
    }

    fn dates(self, inquiry: &Inquiry<'_>) -> (usize, Vec<Lack>) {
        let mut dates = Vec::new();
        dates_of(&inquiry.subject.facts, "", &mut dates);
        let today = inquiry.audit.as_of;
        let lack = |path: &str, fact: &Fact, date: NaiveDate| {
            let label = inquiry.label(path);
            let what = Message::new("consistent.future").with("field", label).with("date", date).with("today", today);
            Lack {
                what,
                found: Some(fact.place.clone()),
                claim: None,
                put: Put { file: inquiry.subject.facts_file.clone(), field: Some(path.to_owned()) },
                passes: self.describe(&inquiry.scope),
                cause: Cause::Contradicted,
            }
        };
        let late = dates.iter().filter(|(_, _, date)| *date > today);
        (dates.len(), late.map(|(path, fact, date)| lack(path, fact, *date)).collect())
    }

    fn identifiers(self, inquiry: &Inquiry<'_>) -> (usize, Vec<Lack>) {
        let declared = |field: &str| {
            let items = inquiry.fact(field).map_or(&[][..], |fact| fact.items());
            items.iter().map(|item| item.written.trim()).collect::<BTreeSet<_>>()
        };
        let (accounts, regions) = (declared(ACCOUNTS), declared(REGIONS));
        let foreign = |known: &BTreeSet<&str>, id: &str| !id.is_empty() && !known.contains(id);
        let (mut checked, mut lacks, mut told) = (0, Vec::new(), BTreeSet::new());
        for document in &inquiry.subject.documents {
            for identifier in document.text().into_iter().flat_map(|text| &text.identifiers) {
                let (account, region) = match (self, identifier) {
                    (Self::Accounts, Identifier::Account(account, _)) => (account.as_str(), ""),
                    (Self::Accounts, Identifier::Arn(arn, _)) => {
                        let part = |index| arn.split(':').nth(index).unwrap_or_default();
                        (part(4), part(3))
                    }
                    (Self::Regions, Identifier::Region(region, _)) => ("", region.as_str()),
                    _ => continue,
                };
                checked += 1;
                let account = foreign(&accounts, account) && account.bytes().all(|byte| byte.is_ascii_digit());
                let region = foreign(&regions, region) && !region.contains('*');
                if (account || region) && told.insert((&*document.path, identifier.name())) {
                    lacks.push(self.foreign(inquiry, document, identifier, account));
                }
            }
        }
        (checked, lacks)
    }

    fn foreign(self, inquiry: &Inquiry<'_>, document: &Document, identifier: &Identifier, account: bool) -> Lack {
        let owner = inquiry.audit.submitted.studies().iter().find(|study| {
            let own = study.facts.get(ACCOUNTS).map_or(&[][..], |fact| fact.items());
            account && own.iter().any(|item| identifier.name().contains(item.written.trim()))
        });
        let field = if account { ACCOUNTS } else { REGIONS };
        let what = Message::new(if owner.is_some() { "consistent.foreign_of" } else { "consistent.foreign" })
            .with("id", printable(identifier.name()))
            .with("owner", owner.map_or("", |study| study.name.as_str()))
            .with("field", inquiry.label(field));
        let passes = match owner {
            Some(owner) => Message::new("consistent.remove").with("owner", owner.name.as_str()),
            None => self.describe(&inquiry.scope),
        };
        let lack = inquiry.lack_of_fact(field, what, passes, Cause::Contradicted);
        let put = if owner.is_some() { Put { file: document.path.to_string(), field: None } } else { lack.put };
        Lack { found: Some(document.place(identifier.spot())), put, ..lack }
    }

    fn copies(self, inquiry: &Inquiry<'_>) -> (usize, Vec<Lack>) {
        // A copy is told once, of the case study that comes later.
        let earlier = |study: &&Subject| study.name != inquiry.subject.name;
        let others: Vec<_> = inquiry.audit.submitted.studies().iter().copied().take_while(earlier).collect();
        let (checked, copies) = inquiry.audit.coverage.copies(inquiry.subject, &others);
        let lack = |copy: likeness::Copy| {
            let what = Message::new("consistent.copied")
                .with("percent", copy.percent)
                .with("other", Arg::Text(copy.other.to_string()));
            Lack {
                what,
                put: Put { file: copy.place.file.to_string(), field: None },
                found: Some(copy.place),
                claim: None,
                passes: self.describe(&inquiry.scope),
                cause: Cause::Contradicted,
            }
        };
        (checked, copies.into_iter().map(lack).collect())
    }
}

/// Every date of a record, however deep, with the dotted path of its field.
fn dates_of<'a>(record: &'a Record, path: &str, dates: &mut Vec<(String, &'a Fact, NaiveDate)>) {
    for (name, fact) in record.iter() {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for item in fact.items() {
            match &item.value {
                Value::Date(date) => dates.push((path.clone(), item, *date)),
                Value::Record(record) => dates_of(record, &path, dates),
                _ => {}
            }
        }
    }
}
