//! What differs between two checklists, row by row.

use super::{Checklist, Criterion, Lineage, Milestone, Requirement, became};
use crate::evidence::Period;
use crate::language::{Arg, Localised, Message};

/// A row that is not the same in both.
#[derive(Debug, PartialEq)]
pub enum Difference<'a> {
    /// Only the earlier one has it.
    Dropped(&'a Requirement),
    /// Only the later one has it.
    Added(&'a Requirement),
    /// Both have it; the later row, and what became of it.
    Changed(&'a Requirement, Vec<Change<'a>>),
}

/// What became of a row.
#[derive(Debug, PartialEq)]
pub enum Change<'a> {
    /// It had another key, this one.
    Renamed(&'a str),
    /// Its title, question, hints or errata have other words, which judge nothing.
    Wording,
    /// A criterion went away.
    Dropped(&'a Criterion),
    /// A criterion came.
    Added(&'a Criterion),
    /// A criterion has the same words and is judged otherwise, or by other words: the earlier and the later one.
    Judged(&'a Criterion, &'a Criterion),
    /// A criterion is judged as before and has other words.
    Reworded(&'a Criterion, &'a Criterion),
}

/// The rows that differ, in the order of the later checklist; those that it dropped come first.
#[must_use]
pub fn differences<'a>(lineage: &Lineage<'a>) -> Vec<Difference<'a>> {
    let Lineage { before, after, .. } = lineage;
    let gone = before.requirements.iter().filter(|row| lineage.row(&row.key).is_none()).map(Difference::Dropped);
    let there = after.requirements.iter().filter_map(|row| match lineage.earlier(row) {
        None => Some(Difference::Added(row)),
        Some(earlier) => {
            let changes = changes(earlier, row);
            (!changes.is_empty()).then_some(Difference::Changed(row, changes))
        }
    });
    gone.chain(there).collect()
}

fn changes<'a>(before: &'a Requirement, after: &'a Requirement) -> Vec<Change<'a>> {
    let words = |row: &'a Requirement| (&row.title, &row.question, &row.passes, &row.refused, &row.errata);
    let mut changes = Vec::new();
    if before.key != after.key {
        changes.push(Change::Renamed(&before.key));
    }
    if words(before) != words(after) {
        changes.push(Change::Wording);
    }
    let later = |earlier: &Criterion| became(&after.criteria, &earlier.id);
    changes.extend(before.criteria.iter().filter(|earlier| later(earlier).is_none()).map(Change::Dropped));
    for criterion in &after.criteria {
        let is_it = |earlier: &&Criterion| later(earlier).is_some_and(|later| later.id == criterion.id);
        changes.extend(match before.criteria.iter().find(is_it) {
            None => Some(Change::Added(criterion)),
            Some(earlier) if earlier == criterion => None,
            Some(earlier) => {
                let Criterion { id, was, statement, .. } = criterion.clone();
                let judged = Criterion { id, was, statement, ..earlier.clone() };
                let is_judged_alike = judged == *criterion;
                let change = if is_judged_alike { Change::Reworded } else { Change::Judged };
                Some(change(earlier, criterion))
            }
        });
    }
    changes
}

/// What differs outside the rows: what it is, before and after.
#[must_use]
pub fn of_the_sheet(before: &Checklist, after: &Checklist) -> Vec<(Message, Message, Message)> {
    let day = |day: Option<chrono::NaiveDate>| {
        day.map_or_else(|| Message::new("diff.none"), |day| Message::new("diff.day").with("date", day))
    };
    let text = |text: &str| Message::new("diff.text").with("text", text);
    let words = |words: &Localised| Message::new("diff.text").with("text", words);
    let bands = |checklist: &Checklist| {
        checklist.score.as_ref().map_or_else(|| Message::new("diff.none"), |card| text(&card.bands()))
    };
    let valid_for = |checklist: &Checklist| {
        let told = |period: Period| Message::new("diff.text").with("text", period);
        checklist.valid_for.map_or_else(|| Message::new("diff.none"), told)
    };
    let listed = |ids: Vec<&str>| match ids.as_slice() {
        [] => Message::new("diff.none"),
        ids => Message::new("diff.text").with("text", ids.iter().copied().collect::<Arg>()),
    };
    let readings = |checklist: &'_ Checklist| listed(checklist.readings.iter().map(|reading| &*reading.id).collect());
    let notes = |checklist: &'_ Checklist| listed(checklist.notes.iter().map(|note| &*note.id).collect());
    let timeline = |checklist: &Checklist| {
        let dated =
            |milestone: &Milestone| format!("{} {} + {}", milestone.id, milestone.after, milestone.business_days);
        let entries = checklist.timeline.iter().map(dated).collect::<Arg>();
        if checklist.timeline.is_empty() {
            Message::new("diff.none")
        } else {
            Message::new("diff.text").with("text", entries)
        }
    };
    let parts = [
        ("diff.title", words(&before.title), words(&after.title)),
        ("diff.released", day(Some(before.released)), day(Some(after.released))),
        ("diff.usable_until", day(before.usable_until), day(after.usable_until)),
        ("diff.valid_for", valid_for(before), valid_for(after)),
        ("diff.readings", readings(before), readings(after)),
        ("diff.notes", notes(before), notes(after)),
        ("diff.timeline", timeline(before), timeline(after)),
        ("diff.hand_in", text(&before.hand_in.to), text(&after.hand_in.to)),
        ("diff.bands", bands(before), bands(after)),
    ];
    let differing = parts.into_iter().filter(|(_, before, after)| before != after);
    differing.map(|(part, before, after)| (Message::new(part), before, after)).collect()
}
