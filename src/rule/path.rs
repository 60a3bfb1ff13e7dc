//! `path: {field: microsite.path, from: website, to: url}` holds where a declared click path leads from one page to another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Citation, Inquiry, Judge, Scope};
use crate::evidence::address;
use crate::language::Message;

/// The pages a visitor clicks through. Nothing is fetched: the path is what the partner declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PathRule {
    /// The field with the pages, in order.
    field: String,
    /// The field with the address it must begin at.
    from: String,
    /// The field with the address it must end at.
    to: String,
}

impl Judge for PathRule {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let passes = || self.describe(&inquiry.scope);
        for field in [&self.from, &self.to, &self.field] {
            if inquiry.fact(field).is_none_or(|fact| fact.items().is_empty()) {
                let what = Message::new("fact.missing").with("field", inquiry.label(field));
                return Answer::Gap(vec![inquiry.lack_of_fact(field, what, passes(), Cause::Missing)]);
            }
        }
        let pages = |field: &str| {
            let items = inquiry.fact(field).map_or(&[][..], |fact| fact.items());
            items.iter().map(|page| page.written.as_str()).collect::<Vec<_>>()
        };
        let (path, from, to) = (pages(&self.field), pages(&self.from)[0], pages(&self.to)[0]);
        let home = address::host(from);
        let away = |page: &&&str| {
            let host = address::host(page);
            host != home && !host.zip(home.as_ref()).is_some_and(|(host, home)| host.ends_with(&format!(".{home}")))
        };
        let fault = if !address::same(path[0], from) {
            Some(Message::new("path.start").with("page", path[0]).with("home", from))
        } else if !address::same(path[path.len() - 1], to) {
            Some(Message::new("path.end").with("page", path[path.len() - 1]).with("target", to))
        } else if path.len() < 2 {
            Some(Message::new("path.short").with("page", path[0]))
        } else {
            path[..path.len() - 1].iter().find(away).map(|page| Message::new("path.away").with("page", *page))
        };
        match (fault, inquiry.fact(&self.field)) {
            (Some(what), _) => {
                Answer::Gap(vec![inquiry.lack_of_fact(&self.field, what, passes(), Cause::Contradicted)])
            }
            (None, Some(fact)) => Answer::Satisfied(vec![Citation::fact(&self.field, fact)]),
            (None, None) => Answer::Satisfied(Vec::new()),
        }
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        Message::new("path.describe")
            .with("field", scope.label(&self.field))
            .with("from", scope.label(&self.from))
            .with("to", scope.label(&self.to))
    }

    fn fields(&self) -> Vec<&str> {
        vec![&self.field, &self.from, &self.to]
    }
}
