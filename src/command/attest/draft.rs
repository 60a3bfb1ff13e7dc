//! What is said, from the command line or at the terminal, and whether it can count.

use chrono::NaiveDate;

use super::Target;
use super::dialogue::Dialogue;
use super::entry::Entry;
use crate::checklist::Of;
use crate::cli::Attest;
use crate::command::Failure;
use crate::evidence::{Attestation, Evidence, Lexicon, fold};
use crate::language::{Arg, Message};
use crate::source::nearest_or_all;

/// A statement of fewer words says nothing that a person saw or did.
const LEAST_WORDS: usize = 5;

/// Why a value will not do, and what to do about it.
type Why = (Message, Option<Message>);

/// An attestation that is not written yet.
pub struct Draft<'a> {
    pub target: &'a Target<'a>,
    pub evidence: &'a Evidence,
    pub lexicon: &'a Lexicon,
    /// The day of the assessment.
    pub day: NaiveDate,
}

impl Draft<'_> {
    /// Takes what is given and asks for the rest; without anybody to ask, says all that is missing.
    pub fn entry(&self, options: &Attest, dialogue: Option<&Dialogue<'_>>) -> Result<Entry, Failure> {
        let Attest { subject, who, role, date, until, statement, .. } = options;
        let only_partner = self.target.criteria.iter().all(|result| result.criterion.of == Of::Partner);
        let subject = subject.clone().or_else(|| only_partner.then(|| Attestation::PARTNER.to_owned()));
        if dialogue.is_none() {
            let given = [("--subject", &subject), ("--who", who), ("--role", role), ("--statement", statement)];
            let missing: Vec<_> = given.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
            if !missing.is_empty() {
                let message = Message::new("cli.error.missing").with("args", missing.into_iter().collect::<Arg>());
                return Err(Failure::from(message).with_help(Message::new("attest.no_terminal")));
            }
        }
        // Nobody is to answer in vain.
        for (name, given) in [("who", who), ("role", role), ("statement", statement)] {
            given.iter().try_for_each(|given| self.text(name, given).map(drop)).map_err(refused)?;
        }
        date.iter().try_for_each(|date| self.date(*date).map(drop)).map_err(refused)?;
        let subject = match (&subject, dialogue) {
            (Some(subject), _) => self.subject(subject).map_err(refused)?,
            (None, Some(dialogue)) => {
                let hint = Message::new("hint.one_of").with("values", self.subjects().into_iter().collect::<Arg>());
                dialogue.ask("subject", Some(hint), |answer| self.subject(answer))?
            }
            (None, None) => String::new(),
        };
        let text = |name: &'static str, given: &Option<String>| match (given, dialogue) {
            (Some(given), _) => self.text(name, given).map_err(refused),
            (None, Some(dialogue)) => dialogue.ask(name, None, |answer| self.text(name, answer)),
            (None, None) => Ok(String::new()),
        };
        let (who, role) = (text("who", who)?, text("role", role)?);
        let date = match (date, dialogue) {
            (Some(date), _) => self.date(*date).map_err(refused)?,
            (None, Some(dialogue)) => {
                let hint = Message::new("attest.or_day").with("day", self.day);
                dialogue.ask("date", Some(hint), |answer| self.date(day(answer)?.unwrap_or(self.day)))?
            }
            (None, None) => self.day,
        };
        let last = |until: Option<NaiveDate>| match until {
            Some(until) if until < date => {
                Err((Message::new("attest.until").with("until", until).with("date", date), None))
            }
            until => Ok(until),
        };
        let until = match (until, dialogue) {
            (None, Some(dialogue)) => dialogue.ask("until", None, |answer| last(day(answer)?))?,
            (until, _) => last(*until).map_err(refused)?,
        };
        let statement = text("statement", statement)?;
        let Target { program, requirement, .. } = *self.target;
        let (program, requirement) = (program.to_owned(), requirement.to_owned());
        let entry = Entry { program, requirement, subject, who, role, date, until, statement };
        match self.evidence.attestations.iter().find(|known| entry.is(known)) {
            Some(known) => {
                let place = known.place.to_string();
                Err(Message::new("attest.known").with("who", entry.who).with("place", place).into())
            }
            None => Ok(entry),
        }
    }

    /// The subjects that the word can be given for: those that were judged, as they are written.
    fn subjects(&self) -> Vec<&str> {
        let mut subjects = Vec::new();
        for finding in self.target.criteria.iter().flat_map(|result| &result.findings) {
            let subject = if finding.subject.is_empty() { Attestation::PARTNER } else { &finding.subject };
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        subjects
    }

    /// The subject as the evidence knows it. A case study that is not handed in yet may be attested for as well.
    fn subject(&self, written: &str) -> Result<String, Why> {
        let written = written.trim();
        let effect = |key: &'static str| Message::new(key).with("requirement", self.target.requirement);
        let is_partner = written == Attestation::PARTNER;
        if !is_partner && self.evidence.case_study(written).is_none() {
            let message = Message::new("failure.unknown_case_study").with("slug", written);
            return Err((message, Some(nearest_or_all(written, self.subjects().into_iter()))));
        }
        let of = if is_partner { Of::Partner } else { Of::CaseStudies };
        if !self.target.criteria.iter().any(|result| result.criterion.of == of) {
            let key = if is_partner { "attestation.of_case_studies" } else { "attestation.of_partner" };
            let help = Message::new("hint.one_of").with("values", self.subjects().into_iter().collect::<Arg>());
            return Err((effect(key), Some(help)));
        }
        let was_judged = is_partner || self.target.case_studies.contains(&written);
        if was_judged && !self.subjects().contains(&written) {
            return Err((effect("attestation.not_bound").with("subject", written), None));
        }
        Ok(if is_partner { String::new() } else { written.to_owned() })
    }

    fn text(&self, name: &'static str, written: &str) -> Result<String, Why> {
        let written = written.trim();
        let field = self.lexicon.vocabulary.attestation.iter().find(|field| field.name == name);
        let label = field.map_or_else(|| Arg::from(name), |field| Arg::from(&field.label));
        if written.is_empty() {
            return Err((Message::new("attest.empty").with("field", label), None));
        }
        if let Some((_, phrase)) = self.lexicon.substance.residue(written) {
            return Err((Message::new("attest.template").with("field", label).with("phrase", phrase), None));
        }
        let words = fold::words(written);
        if name == "statement" && words < LEAST_WORDS {
            let hint = field.map(|field| Message::new("attest.text").with("text", &field.hint));
            return Err((Message::new("attest.too_short").with("n", words).with("least", LEAST_WORDS), hint));
        }
        Ok(written.to_owned())
    }

    fn date(&self, date: NaiveDate) -> Result<NaiveDate, Why> {
        if date > self.day {
            let message = Message::new("attest.future").with("date", date).with("day", self.day);
            return Err((message, Some(Message::new("attest.as_of"))));
        }
        Ok(date)
    }
}

/// A day as it is answered; nothing is none.
fn day(answer: &str) -> Result<Option<NaiveDate>, Why> {
    if answer.is_empty() {
        return Ok(None);
    }
    NaiveDate::parse_from_str(answer, "%Y-%m-%d").map(Some).map_err(|_| {
        let wanted = Message::new("type.date");
        (Message::new("facts.wrong_value").with("value", answer).with("wanted", wanted), None)
    })
}

fn refused((message, help): Why) -> Failure {
    let failure = Failure::from(message);
    match help {
        Some(help) => failure.with_help(help),
        None => failure,
    }
}
