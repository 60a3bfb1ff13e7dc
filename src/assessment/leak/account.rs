//! Accounts of somebody else: one that another case study declares, in a case study or in the partner's documents; and one
//! that nobody declares, in a case study that declares its own.

use std::collections::BTreeMap;

use super::Spotted;
use crate::evidence::{Evidence, Identifier, Subject};
use crate::language::Message;

/// What the rule is called.
pub const RULE: &str = "foreign-account";

/// The field with the accounts of a case study.
const ACCOUNTS: &str = "accounts";

/// Accounts of the examples of AWS's documentation, which are nobody's.
const EXAMPLES: [&str; 6] =
    ["123456789012", "111122223333", "444455556666", "111111111111", "999999999999", "000000000000"];

/// So many digits at the end of an account are shown.
const SHOWN: usize = 4;

pub fn leaks(evidence: &Evidence) -> Vec<Spotted> {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for study in &evidence.case_studies {
        for account in declared(study) {
            owners.entry(account).or_default().push(&study.name);
        }
    }
    let mut leaks = Vec::new();
    for subject in evidence.subjects() {
        let own: Vec<_> = declared(subject).collect();
        for document in &subject.documents {
            for identifier in document.text().into_iter().flat_map(|text| &text.identifiers) {
                let Some(account) = account_of(identifier).filter(|account| !own.contains(account)) else { continue };
                let what = match owners.get(account) {
                    Some(owners) => Message::new("leak.account_of").with("owner", owners[0]),
                    None if own.is_empty() || EXAMPLES.contains(&account) || is_shared(identifier) => continue,
                    None => Message::new("leak.account"),
                };
                leaks.push(Spotted {
                    rule: RULE.to_owned(),
                    what,
                    masked: format!("…{}", &account[account.len() - SHOWN..]),
                    place: document.place(identifier.spot()),
                    proof: account.to_owned(),
                });
            }
        }
    }
    leaks
}

fn declared(study: &Subject) -> impl Iterator<Item = &str> {
    let items = study.facts.get(ACCOUNTS).map_or(&[][..], |fact| fact.items());
    items.iter().map(|item| item.written.trim())
}

/// The account that an identifier names: that of an AWS managed policy is `aws`.
fn account_of(identifier: &Identifier) -> Option<&str> {
    let account = match identifier {
        Identifier::Account(account, _) => account.as_str(),
        Identifier::Arn(arn, _) => arn.split(':').nth(4)?,
        Identifier::Region(..) => return None,
    };
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}

/// Whether it is shared with everybody by its owner: layers of AWS and of vendors.
fn is_shared(identifier: &Identifier) -> bool {
    matches!(identifier, Identifier::Arn(arn, _) if arn.starts_with("arn:aws:lambda:") && arn.contains(":layer:"))
}
