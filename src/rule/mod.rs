//! Rules: questions asked of the evidence of one subject, one file per kind.
//!
//! A rule never opens a file and never asks for the time: all it knows is its [`Inquiry`]. To add a kind, write its file,
//! add a `mod` line and a line in `rules!`.

mod all;
mod answer;
mod answered;
mod answers;
mod any;
mod attested;
mod condition;
mod consistent;
mod count;
mod coverage;
mod covers;
mod dated;
mod deployed;
mod document;
mod due;
mod each;
mod fact;
mod flaw;
mod follows;
mod found;
mod granted;
mod guarded;
mod handed_in;
mod iam;
mod inquiry;
mod leaf;
mod likeness;
mod limit;
mod measured;
mod mentions;
mod metric;
mod names;
mod naming;
mod not;
mod online;
mod paragraphs;
mod path;
mod permits;
mod phrasebook;
mod quote;
mod references;
mod rows;
mod scope;
mod score;
mod services;
mod share;
mod silent_on;
mod spelling;
mod term;
mod trusts;
mod unique;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Message;

pub use answer::{Answer, Basis, Cause, Citation, Lack, Put, Words};
pub use condition::{Condition, Matched, silent};
pub use count::Count;
pub use coverage::{Coverage, How};
pub use follows::Follows;
pub use inquiry::{Asked, Audit, Inquiry, Submission};
pub use rows::{Row, Rows};
pub use scope::{Owner, Scope};
pub use spelling::spellings;
pub use term::Term;

/// What every kind of rule can do.
pub trait Judge {
    /// Asks the question of one subject.
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer;

    /// What would satisfy it, as a clause: “recovery time objective is stated”.
    fn describe(&self, scope: &Scope<'_>) -> Message;

    /// How long what it finds in the facts counts.
    fn terms(&self, _: &Inquiry<'_>) -> Vec<Term> {
        Vec::new()
    }

    /// The rules inside this one, each with the list whose items they are asked of, if any.
    fn inner(&self) -> Vec<(&Rule, Option<&str>)> {
        Vec::new()
    }

    /// The fields it reads, as dotted paths.
    fn fields(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The lists it looks into and the fields it reads of their items itself, apart from the rules inside it.
    fn item_fields(&self) -> Vec<(&str, Vec<&str>)> {
        Vec::new()
    }

    /// The topics it looks for.
    fn topics(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The services of AWS that it names, by id.
    fn services(&self) -> Vec<&str> {
        Vec::new()
    }

    /// What makes it hold whatever the evidence says, or fail, or say less than it seems to; a name that leads nowhere is
    /// told by others. The brace `name` is the word that is wrong.
    fn flaws(&self, _: &Scope<'_>) -> Vec<Message> {
        Vec::new()
    }

    /// Whether it asks about the other rows rather than about the evidence, and so is judged after them.
    fn is_about_rows(&self) -> bool {
        false
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident($kind:ty),)+) => {
        /// A rule, written as a map with one key, so that a mistake is located exactly.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Rule {
            $($(#[$doc])* $name($kind),)+
        }

        impl Rule {
            fn kind(&self) -> &dyn Judge {
                match self {
                    $(Self::$name(kind) => kind,)+
                }
            }
        }
    };
}

rules! {
    /// Every rule holds.
    All(all::All),
    /// One of the rules holds.
    Any(any::Any),
    /// The rule is contradicted.
    Not(not::Not),
    /// A typed fact is given and passes a test.
    Fact(fact::FactRule),
    /// A rule holds for every item of a list.
    Each(each::Each),
    /// Enough items of a list pass.
    Count(count::Count),
    /// Items of a sort are so much of a list.
    Share(share::Share),
    /// No two items share a value.
    Unique(unique::Unique),
    /// A date lies where it should.
    Dated(dated::Dated),
    /// Something was done in time, or still can be.
    Due(due::Due),
    /// A document covers a topic.
    Covers(covers::Covers),
    /// Terms of a topic are named.
    Mentions(mentions::Mentions),
    /// Services of AWS are named.
    Services(services::Services),
    /// The section on a topic has as many paragraphs.
    Paragraphs(paragraphs::Paragraphs),
    /// The section on a topic holds measurements.
    Measured(measured::Measured),
    /// A text names what a fact says.
    Names(names::Names),
    /// A text never names what private facts say.
    SilentOn(silent_on::SilentOn),
    /// There is a file of a kind for a topic.
    Document(document::DocumentRule),
    /// A declared click path leads from one page to another.
    Path(path::PathRule),
    /// An address answers on the web with a page that names what it must.
    Answers(answers::Answers),
    /// A named person attests the row.
    Attested(attested::Attested),
    /// Documents agree with the facts and with each other.
    Consistent(consistent::Consistent),
    /// Templates allow no more than they should.
    Guarded(guarded::Guarded),
    /// An IAM policy allows certain actions, and with a limit nothing else.
    Permits(permits::Permits),
    /// The trust policy of a role lets exactly certain principals in.
    Trusts(trusts::Trusts),
    /// A list holds what a table gives.
    Granted(granted::Granted),
    /// Another criterion is satisfied; its gap is told there.
    Follows(follows::Follows),
    /// Every other row has something to show.
    Answered(answered::Answered),
    /// A metric, or the score as a whole, reaches its target.
    Score(score::ScoreRule),
    /// The self-assessment can be addressed, or was sent.
    HandedIn(handed_in::HandedIn),
}

impl Judge for Rule {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        self.kind().judge(inquiry)
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        self.kind().describe(scope)
    }

    fn terms(&self, inquiry: &Inquiry<'_>) -> Vec<Term> {
        self.kind().terms(inquiry)
    }

    fn inner(&self) -> Vec<(&Self, Option<&str>)> {
        self.kind().inner()
    }

    fn fields(&self) -> Vec<&str> {
        self.kind().fields()
    }

    fn item_fields(&self) -> Vec<(&str, Vec<&str>)> {
        self.kind().item_fields()
    }

    fn topics(&self) -> Vec<&str> {
        self.kind().topics()
    }

    fn services(&self) -> Vec<&str> {
        self.kind().services()
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        self.kind().flaws(scope)
    }

    fn is_about_rows(&self) -> bool {
        self.kind().is_about_rows()
    }
}

impl Rule {
    /// This rule and every rule inside it, with the lists it is nested in, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self, &[&'a str])) {
        self.walk_within(&mut Vec::new(), visit);
    }

    fn walk_within<'a>(&'a self, lists: &mut Vec<&'a str>, visit: &mut dyn FnMut(&'a Self, &[&'a str])) {
        visit(self, lists);
        for (rule, list) in self.inner() {
            lists.extend(list);
            rule.walk_within(lists, visit);
            lists.truncate(lists.len() - usize::from(list.is_some()));
        }
    }
}
