//! The life of a checklist: whether AWS still takes it, and whether a newer one is at hand.

use chrono::NaiveDate;

use super::{Checklist, Library};
use crate::language::Message;

impl Library {
    /// What is to be said of a checklist's life on a day, a sentence each; nothing of one that is in force.
    #[must_use]
    pub fn life(&self, checklist: &Checklist, as_of: NaiveDate) -> Vec<Message> {
        let (newest, accepted) = (self.newest(checklist), self.accepted_until(checklist));
        let lapsed = accepted.filter(|day| *day < as_of);
        let superseded = checklist
            .superseded
            .as_ref()
            .map(|why| Message::new("life.superseded").with("date", checklist.released).with("why", why));
        let newer = newest.filter(|newest| newest.released <= as_of).map(|newest| {
            let message = Message::new(if accepted.is_some() { "life.newer_until" } else { "life.newer" });
            let message = message.with("newer", newest.id()).with("date", newest.released).with("id", checklist.id());
            accepted.into_iter().fold(message, |message, day| message.with("until", day))
        });
        let lapsed = lapsed.map(|day| Message::new("life.lapsed").with("id", checklist.id()).with("date", day));
        superseded.into_iter().chain(lapsed).chain(newer).collect()
    }

    /// The last day on which AWS accepts a checklist, where it or the one that comes after says so.
    #[must_use]
    pub fn accepted_until(&self, checklist: &Checklist) -> Option<NaiveDate> {
        checklist.usable_until.or_else(|| self.newest(checklist)?.previous_accepted_until)
    }

    /// The newest version, where that is another one.
    fn newest(&self, checklist: &Checklist) -> Option<&Checklist> {
        self.find(&checklist.program).ok().filter(|newest| newest.version != checklist.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(days: &[(&str, &str)], day: &str) -> Vec<&'static str> {
        let folder = tempfile::tempdir().expect("a folder");
        let shipped = include_str!("../../checklists/retail/1.0.yaml");
        for (version, more) in days {
            let text = shipped.replacen("version: \"1.0\"\n", &format!("version: \"{version}\"\n{more}"), 1);
            std::fs::write(folder.path().join(format!("{version}.yaml")), text).expect("writable");
        }
        let library = Library::with_own(folder.path()).expect("they are right");
        let checklist = library.find("retail@2.0").expect("it is there");
        library.life(checklist, day.parse().expect("a date")).iter().map(Message::key).collect()
    }

    #[test]
    fn the_days_of_a_checklist_are_told_when_they_matter() {
        let until = ("2.0", "usable_until: 2026-06-30\n");
        assert_eq!(said(&[until], "2026-06-30"), ["life.superseded"]);
        assert_eq!(said(&[until], "2026-07-01"), ["life.superseded", "life.lapsed"]);
        let next = ("2.1", "previous_accepted_until: 2026-12-31\n");
        assert_eq!(said(&[("2.0", ""), next], "2026-11-16"), ["life.superseded", "life.newer_until"]);
        assert_eq!(said(&[("2.0", ""), next], "2027-01-01"), ["life.superseded", "life.lapsed", "life.newer_until"]);
        assert_eq!(said(&[("2.0", ""), ("2.1", "")], "2026-11-16"), ["life.superseded", "life.newer"]);
        assert_eq!(said(&[("2.0", ""), ("1.9", "")], "2026-11-16"), ["life.superseded"]);
    }
}
