//! A rule: one criterion of the checklist, with the row that it belongs to.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value, json};

use super::text::Text;
use crate::assessment::Assessment;
use crate::checklist::Level;
use crate::language::Language;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule<'a> {
    pub id: Cow<'a, str>,
    pub name: String,
    pub short_description: Text,
    pub full_description: Text,
    pub help: Text,
    pub default_configuration: Value,
    pub properties: Value,
}

/// The rules of a checklist in official order.
pub fn rules<'a>(assessment: &'a Assessment<'_>, language: Language) -> Vec<Rule<'a>> {
    let criteria = assessment.rows.iter().flat_map(|row| row.criteria.iter().map(move |result| (row, result)));
    let rule = |(row, result): (&'a crate::assessment::Row<'_>, &'a crate::assessment::CriterionResult<'_>)| {
        let requirement = assessment.checklist.requirement(row.key);
        let (question, passes) = requirement
            .map_or(("", ""), |requirement| (requirement.question.get(language), requirement.passes.get(language)));
        let statement = result.criterion.statement.get(language);
        Rule {
            id: result.id.as_str().into(),
            name: format!("{} {}", row.key, row.title.get(language)),
            short_description: Text::new(statement),
            full_description: Text::new(question),
            help: Text::new(passes),
            default_configuration: json!({ "level": level(result.criterion.level) }),
            properties: json!({ "row": row.key, "tags": [assessment.checklist.program] }),
        }
    };
    criteria.map(rule).collect()
}

/// A gap is an error, advice a note.
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::Must => "error",
        Level::Should => "note",
    }
}
