//! The rows whose verdict turns when a folder is judged by another version of its program.

use crate::assessment::{Assessment, Row};
use crate::checklist::Lineage;
use crate::language::Message;
use crate::report::verdict_key;

/// A sentence for each: the rows that went away first, then the others in the order of the later version.
pub fn turned(before: &Assessment<'_>, after: &Assessment<'_>, lineage: &Lineage<'_>) -> Vec<Message> {
    let verdict = |assessment: &Assessment<'_>, key: Option<&str>| {
        let row = assessment.rows.iter().find(|row| Some(row.key) == key);
        Message::new(row.map_or("diff.none", |row: &Row<'_>| verdict_key(&row.verdict)))
    };
    let said = |row: &Row<'_>, earlier: Message, later: Message| {
        let line = Message::new("diff.verdict").with("key", row.key).with("title", row.title);
        (earlier != later).then(|| line.with("before", earlier).with("after", later))
    };
    let gone = before.rows.iter().filter(|row| lineage.row(row.key).is_none());
    let gone = gone.filter_map(|row| said(row, verdict(before, Some(row.key)), Message::new("diff.none")));
    let there = after.rows.iter().filter_map(|row| {
        let requirement = lineage.after.requirement(row.key)?;
        let earlier = lineage.earlier(requirement).map(|row| row.key.as_str());
        said(row, verdict(before, earlier), verdict(after, Some(row.key)))
    });
    gone.chain(there).collect()
}
