//! Redaction: an assessment that may leave the house. What would tell who the customers of case studies are that are not
//! public becomes a pseudonym: their names in every spelling, the hosts of their websites, their folders, their AWS accounts
//! and every e-mail address of their documents, wherever any of it is said.

mod assessment;
mod pseudonym;
mod selection;

use chrono::NaiveDate;

use self::pseudonym::Pseudonym;
use crate::evidence::{Evidence, Fact, Identifier, Record, Subject, Value, address, fold};
use crate::language::{Language, Message};
use crate::rule::spellings;

/// So many bytes of a word in the name of a folder tell whose it is.
const TELLING: usize = 4;

/// What is hidden, and behind which pseudonyms. The same folder gives the same ones.
#[derive(Debug)]
pub struct Redaction {
    pseudonyms: Vec<Pseudonym>,
    studies: Vec<Study>,
}

/// A case study that is not public.
#[derive(Debug)]
struct Study {
    slug: String,
    folder: String,
    pseudonym: String,
}

impl Redaction {
    /// What is to be hidden of a folder on a day. Of a case study that will be public only later, everything.
    #[must_use]
    pub fn of(evidence: &Evidence, as_of: NaiveDate, language: Language) -> Self {
        let mut redaction = Self { pseudonyms: Vec::new(), studies: Vec::new() };
        let (mut accounts, mut addresses) = (Vec::new(), Vec::new());
        let hidden = evidence.case_studies.iter().filter(|study| !is_public(&study.facts, as_of));
        for (number, study) in hidden.enumerate() {
            let others = || evidence.case_studies.iter().filter(|other| other.name != study.name);
            let mut names = names(study);
            names.extend(short_form(study).filter(|name| !others().any(|other| says(other, name))));
            let pseudonym = numbered("redaction.customer", number, language);
            redaction.pseudonyms.extend(names.iter().map(|name| Pseudonym::of(name, &pseudonym)));
            let Subject { name, folder, .. } = study;
            redaction.studies.push(Study { slug: name.clone(), folder: folder.clone(), pseudonym });
            gather(study, &mut accounts, &mut addresses);
        }
        for (number, account) in accounts.iter().enumerate() {
            let pseudonym = numbered("redaction.account", number, language);
            let grouped = account.chars().enumerate().flat_map(|(at, digit)| {
                let gap = (at > 0 && at % 4 == 0).then_some('-');
                gap.into_iter().chain([digit])
            });
            let grouped = Pseudonym::of(&grouped.collect::<String>(), &pseudonym);
            redaction.pseudonyms.extend([Pseudonym::of(account, &pseudonym), grouped]);
        }
        for (number, address) in addresses.iter().enumerate() {
            let pseudonym = numbered("redaction.address", number, language);
            redaction.pseudonyms.push(Pseudonym::of(address, &pseudonym));
        }
        // An address may hold the name of its customer: what is longer is hidden first.
        redaction.pseudonyms.sort_by_key(|one| std::cmp::Reverse(one.len()));
        redaction
    }

    /// What is said of it; nothing where every case study is public.
    #[must_use]
    pub fn told(&self) -> Option<Message> {
        let n = self.studies.len();
        (n > 0).then(|| Message::new("redaction.told").with("n", n))
    }

    /// A text without what is hidden.
    fn text(&self, text: &str) -> String {
        let folders = self.studies.iter().filter(|study| !study.folder.is_empty());
        let text = folders.fold(text.to_owned(), |text, Study { slug, folder, pseudonym }| {
            let above = folder.strip_suffix(slug.as_str()).unwrap_or_default();
            text.replace(&format!("{folder}/"), &format!("{above}{pseudonym}/"))
        });
        pseudonym::hide(&text, &self.pseudonyms)
    }

    /// The name of a case study, or its pseudonym.
    fn slug(&self, slug: &str) -> String {
        let study = self.studies.iter().find(|study| study.slug == slug);
        study.map_or_else(|| slug.to_owned(), |study| study.pseudonym.clone())
    }
}

fn numbered(key: &'static str, number: usize, language: Language) -> String {
    Message::new(key).with("number", number + 1).render(language)
}

/// Whether the public can read about a case study on a day.
pub(super) fn is_public(facts: &Record, as_of: NaiveDate) -> bool {
    let published = facts.get("public.published").and_then(Fact::date);
    facts.get("public.url").is_some() && published.is_none_or(|day| day <= as_of)
}

/// What the customer of a case study is called: every name and the host of its website in every spelling, the name within
/// that host, and the folder where it is called like one of them.
pub(super) fn names(study: &Subject) -> Vec<String> {
    let given = ["customer", "customer_also_called", "customer_website"];
    let given = given.into_iter().filter_map(|field| study.facts.get(field));
    let mut names: Vec<_> = given.flat_map(spellings).collect();
    let host = study.facts.get("customer_website").and_then(|fact| address::host(fact.value.as_str()?));
    if let Some((within, _)) = host.as_ref().and_then(|host| host.rsplit_once('.')) {
        names.extend(within.split('.').max_by_key(|label| label.len()).map(str::to_owned));
    }
    let slug = fold::fold(&study.name);
    let is_telling = |word: &str| word.len() >= TELLING && names.iter().any(|name| fold::fold(name).contains(word));
    if slug.split(' ').any(is_telling) {
        names.push(slug);
    }
    names
}

/// How a customer is called for short: the first word of its name, or the first two characters.
fn short_form(study: &Subject) -> Option<String> {
    let name = study.facts.get("customer")?.value.as_str()?;
    let folded = fold::fold(name);
    let first = folded.split_whitespace().next()?;
    if first.starts_with(fold::is_cjk) {
        return Some(first.chars().take(2).collect());
    }
    (first.len() >= TELLING).then(|| first.to_owned())
}

/// Whether a document of a case study holds a name. One that others use as well is a word, and tells nobody.
fn says(study: &Subject, name: &str) -> bool {
    let pattern = fold::pattern(name);
    let mut texts = study.documents.iter().filter_map(|document| document.text());
    texts.any(|text| text.blocks.iter().any(|block| fold::fold(text.of(block)).contains(&pattern)))
}

/// The accounts and the e-mail addresses that a case study names, each once, in the order of its facts and documents.
fn gather(study: &Subject, accounts: &mut Vec<String>, addresses: &mut Vec<String>) {
    for (_, fact) in study.facts.iter() {
        gather_of(fact, accounts, addresses);
    }
    for text in study.documents.iter().filter_map(|document| document.text()) {
        for identifier in &text.identifiers {
            match identifier {
                Identifier::Account(account, _) => keep(accounts, account),
                // The account of an AWS managed policy is `aws`.
                Identifier::Arn(arn, _) => {
                    if let Some(account) =
                        arn.split(':').nth(4).filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
                    {
                        keep(accounts, account);
                    }
                }
                Identifier::Region(..) => {}
            }
        }
        for block in &text.blocks {
            pseudonym::addresses(text.of(block)).for_each(|address| keep(addresses, address));
        }
    }
}

fn gather_of(fact: &Fact, accounts: &mut Vec<String>, addresses: &mut Vec<String>) {
    match &fact.value {
        Value::Account(account) => keep(accounts, account),
        Value::Text(text) => pseudonym::addresses(text).for_each(|address| keep(addresses, address)),
        Value::List(items) => items.iter().for_each(|item| gather_of(item, accounts, addresses)),
        Value::Record(record) => record.iter().for_each(|(_, fact)| gather_of(fact, accounts, addresses)),
        _ => {}
    }
}

fn keep(known: &mut Vec<String>, found: &str) {
    if !found.is_empty() && !known.iter().any(|known| known == found) {
        known.push(found.to_owned());
    }
}
