//! Leaks: what stands in the folder and must not leave the machine unseen. Secrets, the customers of case studies that are
//! not public in what the public reads, and accounts of somebody else.

mod account;
mod name;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Remark;
use crate::evidence::{Evidence, Place, Spot};
use crate::language::Message;
use crate::source::printable;

/// Something that must not leave the machine, of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The rule that found it, the same in every language: `github-token`, `customer-name`.
    pub rule: String,
    /// What it is.
    pub what: Message,
    /// Enough of it to find it by, and no secret: `AKIA…7Q2X`.
    pub masked: String,
    /// Where it stands, in the order of the file.
    pub places: Vec<Place>,
    /// By what it is acknowledged: sixteen hexadecimal digits that stay the same while it stands in the same file, wherever
    /// in it. Nobody can tell a secret from them; see [`crate::secret::Secret::proof`]. Whoever has a list of companies could
    /// tell a name, so that a redacted assessment has none of names and accounts.
    pub fingerprint: Option<String>,
    /// Why it may stand there, in the words of whoever acknowledged it.
    pub acknowledged: Option<String>,
}

/// What keeps these hashes apart from those of anything else.
const FINGERPRINT: &str = "competency 2026-11 fingerprint of a leak";

/// How many hexadecimal digits a fingerprint has.
const DIGITS: usize = 16;

/// Everything of a folder that must not leave the machine on a day, by file, place and sort.
#[must_use]
pub fn leaks(evidence: &Evidence, as_of: NaiveDate) -> Vec<Leak> {
    let mut leaks: BTreeMap<String, Leak> = BTreeMap::new();
    let found = secrets(evidence).chain(name::leaks(evidence, as_of)).chain(account::leaks(evidence));
    for Spotted { rule, what, masked, place, proof } in found {
        let fingerprint = fingerprint(&[&place.file, &rule, &proof]);
        let known = leaks.entry(fingerprint.clone()).or_insert_with(|| {
            let acknowledged = evidence.acknowledged.iter().find(|entry| entry.fingerprint == fingerprint);
            let acknowledged = acknowledged.map(|entry| entry.reason.clone());
            Leak { rule, what, masked, places: Vec::new(), fingerprint: Some(fingerprint), acknowledged }
        });
        known.places.push(place);
    }
    let mut leaks: Vec<_> = leaks.into_values().collect();
    for Leak { places, .. } in &mut leaks {
        places.sort();
        places.dedup();
        // The same was found in the text of the file as well, where its line is known.
        if places.iter().any(|place| place.spot != Spot::Whole) {
            places.retain(|place| place.spot != Spot::Whole);
        }
    }
    leaks.sort_by(|one, other| (&one.places, &one.rule, &one.masked).cmp(&(&other.places, &other.rule, &other.masked)));
    leaks
}

/// The acknowledgements of what is there no more, so that their list does not outlive what it lists.
pub fn outlived(evidence: &Evidence, leaks: &[Leak]) -> Vec<Remark> {
    let known: BTreeSet<_> = leaks.iter().filter_map(|leak| leak.fingerprint.as_deref()).collect();
    let outlived = evidence.acknowledged.iter().filter(|entry| !known.contains(entry.fingerprint.as_str()));
    let remark = |entry: &crate::evidence::Acknowledged| Remark {
        message: Message::new("acknowledged.unknown").with("fingerprint", entry.fingerprint.as_str()),
        at: entry.place.clone(),
    };
    outlived.map(remark).collect()
}

/// One place of a leak.
struct Spotted {
    rule: String,
    what: Message,
    masked: String,
    place: Place,
    /// What makes it the same in another place of the file.
    proof: String,
}

fn secrets(evidence: &Evidence) -> impl Iterator<Item = Spotted> {
    evidence.secrets.iter().map(|(secret, place)| Spotted {
        rule: secret.rule.clone(),
        what: secret.kind.called(),
        masked: secret.masked.split_whitespace().collect::<Vec<_>>().join(" "),
        place: place.clone(),
        proof: secret.proof.clone(),
    })
}

fn fingerprint(of: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key(FINGERPRINT);
    for part in of {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

impl Leak {
    /// Whether nobody has said yet why it may stand there.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.acknowledged.is_none()
    }

    /// Whether it is a name or an account, of which there are lists, and no secret.
    #[must_use]
    pub fn is_of_a_customer(&self) -> bool {
        self.rule == name::RULE || self.rule == account::RULE
    }

    /// What it is, and enough of it to find it by: “AWS access key ID AKIA…7Q2X”.
    #[must_use]
    pub fn told(&self) -> Message {
        Message::new("leak.told").with("what", self.what.clone()).with("masked", printable(&self.masked))
    }

    /// The lines of `competency.toml` that acknowledge it, with a reason to be filled in.
    #[must_use]
    pub fn acknowledgement(&self, reason: &str) -> Option<String> {
        let fingerprint = self.fingerprint.as_ref()?;
        Some(format!("[[acknowledged]]\nfingerprint = \"{fingerprint}\"\nreason = \"{reason}\""))
    }
}
