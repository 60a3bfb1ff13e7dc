//! `path: {field: microsite.path, from: website, to: url}` holds where a declared click path leads from one page to another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::online::{Route, searched, walked};
use super::{Answer, Cause, Citation, Inquiry, Judge, Scope};
use crate::evidence::{Web, address};
use crate::language::Message;

/// The pages a visitor clicks through, as the partner declares them. Where the web was asked, each page of the path is there
/// and links to the next; a path that is not declared is searched.
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
        let web = inquiry.audit.evidence.web.as_ref();
        if let Some((web, from, to)) = web.and_then(|web| self.undeclared(inquiry, web)) {
            return self.gone(inquiry, searched(web, from, to));
        }
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
        match fault {
            Some(what) => Answer::Gap(vec![inquiry.lack_of_fact(&self.field, what, passes(), Cause::Contradicted)]),
            None => match web {
                Some(web) => self.gone(inquiry, walked(web, &path)),
                None => Answer::Satisfied(self.declared(inquiry)),
            },
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

impl PathRule {
    /// The web and both ends of a path that nobody declares.
    fn undeclared<'a>(&self, inquiry: &Inquiry<'a>, web: &'a Web) -> Option<(&'a Web, &'a str, &'a str)> {
        let given = |field: &str| inquiry.fact(field).and_then(|fact| fact.items().first()).map(|fact| &*fact.written);
        match given(&self.field) {
            Some(_) => None,
            None => Some((web, given(&self.from)?, given(&self.to)?)),
        }
    }

    /// The path as it is declared.
    fn declared(&self, inquiry: &Inquiry<'_>) -> Vec<Citation> {
        inquiry.fact(&self.field).map(|fact| Citation::fact(&self.field, fact)).into_iter().collect()
    }

    /// What the web makes of a path.
    fn gone(&self, inquiry: &Inquiry<'_>, route: Route) -> Answer {
        let gap = |what, cause| {
            let passes = self.describe(&inquiry.scope);
            Answer::lacking(vec![inquiry.lack_of_fact(&self.field, what, passes, cause)])
        };
        match route {
            Route::Unknown => {
                let what = Message::new("online.path_unasked").with("field", inquiry.label(&self.field));
                gap(what, Cause::Unreadable)
            }
            Route::Breaks(what, cause) => gap(what, cause),
            Route::Leads(note) => Answer::Satisfied([self.declared(inquiry), vec![Citation::note(note)]].concat()),
        }
    }
}
