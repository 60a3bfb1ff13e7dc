//! A folder of evidence is carried to a later version of a program: what speaks of the earlier one is rewritten, as texts that
//! are not written anywhere yet.
//!
//! What a person answered for, an attestation, a waiver, a row that does not apply, is carried only where the later version
//! asks the same of them, in English and by the same rules. Where it asks otherwise, the entry is commented out, so that
//! nobody is made to say what they did not say, and nothing of it is lost. Facts, topics and the partner's own words follow
//! their names; a value that the new field does not take stays where it is, under its old name.

mod asked;
mod draft;
mod entries;
mod facts;
mod meaning;
mod settings;
mod statements;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::checklist::{Checklist, Lineage};
use crate::config::{self, Config};
use crate::evidence::{ATTESTATIONS, Evidence, Lexicon, Place};
use crate::language::{Language, Message};
use crate::reader::Found;

pub use asked::Piece;
use draft::Draft;
use meaning::Meaning;

/// The partner’s own words.
const STATEMENTS: &str = "statements.md";

/// What is carried where.
pub struct Migration<'a> {
    /// The two versions.
    pub lineage: &'a Lineage<'a>,
    /// The fields and topics of both.
    pub lexicon: &'a Lexicon,
    /// The settings of the folder.
    pub config: &'a Config,
    /// What it holds, as it was read.
    pub evidence: &'a Evidence,
    /// Its files.
    pub files: &'a [Found],
    /// The other programs that it is for, which go on asking for what they asked for.
    pub others: Vec<&'a Checklist>,
    /// Whether a folder that pins no version is judged by the later one.
    pub is_newest: bool,
    /// The language of what is written into the files.
    pub language: Language,
}

/// What came of it.
#[derive(Default)]
pub struct Moved {
    /// The files that become others, by path, with their new texts.
    pub files: BTreeMap<String, String>,
    /// What was rewritten.
    pub carried: Vec<Told>,
    /// What is carried although something else is asked there now: words of the partner's own.
    pub again: Vec<Told>,
    /// What could not be carried, for a person to look at.
    pub left: Vec<Told>,
    /// How many attestations, waivers, rows that do not apply and statements count as they stand.
    pub standing: usize,
}

/// Something of the folder that was carried, or not.
#[derive(Debug, Clone)]
pub struct Told {
    /// Where it stands in the folder as it is.
    pub place: Place,
    /// What it is.
    pub what: Message,
    /// Why it is not carried, or what to look at.
    pub why: Option<Message>,
    /// What became of it in the new folder.
    pub state: Option<Message>,
    /// What to do.
    pub cure: Option<Message>,
}

impl Migration<'_> {
    /// Carries everything that speaks of the version.
    ///
    /// # Errors
    ///
    /// What the system says of a file that cannot be opened.
    pub fn moved(&self) -> std::io::Result<Moved> {
        let mut moved = Moved::default();
        for path in self.concerned() {
            let Some(found) = self.files.iter().find(|found| *found.path == *path) else { continue };
            if found.size > config::MAX_FILE {
                continue;
            }
            let bytes = std::fs::read(&found.opened_at)?;
            let mut draft = Draft::of(&path, bytes);
            let meaning = Meaning::of(self.lineage);
            match path.as_str() {
                config::FILE => self.settings(&mut draft, &meaning),
                ATTESTATIONS => self.attestations(&mut draft, &meaning),
                STATEMENTS => self.statements(&mut draft, &meaning),
                _ if name(&path) == "evidence.toml" => self.declarations(&mut draft),
                _ => self.head(&mut draft),
            }
            draft.finish(&mut moved);
        }
        self.tables(&mut moved);
        let order = |one: &Told, other: &Told| one.place.cmp(&other.place);
        for told in [&mut moved.carried, &mut moved.again, &mut moved.left] {
            told.sort_by(order);
        }
        Ok(moved)
    }

    /// The files that may speak of the version.
    fn concerned(&self) -> BTreeSet<String> {
        let own = [config::FILE, ATTESTATIONS, STATEMENTS].map(str::to_owned);
        let facts = self.evidence.case_studies.iter().map(|study| study.facts_file.clone());
        let declared = self.evidence.documents().flat_map(|document| &document.covers);
        let renamed = declared.filter(|declared| self.lineage.topic(&declared.topic) != declared.topic);
        own.into_iter().chain(facts).chain(renamed.map(|declared| declared.place.file.to_string())).collect()
    }
}

impl Told {
    /// Something at a line of a file.
    fn at(place: Place, what: Message) -> Self {
        Self { place, what, why: None, state: None, cure: None }
    }
}

/// The last part of a path.
fn name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}
