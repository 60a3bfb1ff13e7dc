//! `answers: {field: public.url, names: [[AWS, Amazon Web Services]]}` holds where an address answers with a page for
//! everybody that names what it must. It is asked of the web alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::online::{Seen, seen, told};
use super::{Answer, Cause, Citation, Inquiry, Judge, Scope};
use crate::evidence::fold;
use crate::language::{Arg, Message};

/// An address, and what its page names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// The field with the address.
    field: String,
    /// For each thing that the page names, the words for it in every language, the one that is told first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<Vec<String>>,
}

impl Judge for Answers {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let gap = |what, cause| {
            let passes = self.describe(&inquiry.scope);
            Answer::lacking(vec![inquiry.lack_of_fact(&self.field, what, passes, cause)])
        };
        let Some(fact) = inquiry.fact(&self.field) else {
            let what = Message::new("fact.missing").with("field", inquiry.label(&self.field));
            return gap(what, Cause::Missing);
        };
        let url = fact.written.as_str();
        let found = inquiry.audit.evidence.web.as_ref().map_or(Seen::Unknown, |web| seen(web, url));
        let (answer, page) = match found {
            Seen::Unknown => return gap(Message::new("online.unasked").with("page", url), Cause::Unreadable),
            Seen::Fault(what, cause) => return gap(what, cause),
            Seen::Page(answer, page) => (answer, page),
        };
        if !page.is_html() {
            let said = Message::new("online.answers_file").with("status", page.status.to_string());
            let note = told(url, answer, said.with("media", page.media.as_str()));
            return Answer::Satisfied(vec![Citation::fact(&self.field, fact), Citation::note(note)]);
        }
        let text = [page.title.as_str(), &page.words].join("\n");
        let folded = fold::fold(&text);
        let is_named = |words: &&Vec<String>| words.iter().any(|word| folded.contains(&fold::pattern(word)));
        if let Some(words) = self.names.iter().find(|words| !is_named(words)) {
            let fault = Message::new("online.names_not").with("word", first(words));
            return gap(told(url, answer, fault), Cause::Contradicted);
        }
        let said = Message::new("online.answers").with("status", page.status.to_string());
        let note = told(url, answer, said.with("title", page.title.as_str()));
        Answer::Satisfied(vec![Citation::fact(&self.field, fact), Citation::note(note)])
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let said = Message::new("online.describe").with("field", scope.label(&self.field));
        if self.names.is_empty() {
            return said;
        }
        let words: Vec<Arg> = self.names.iter().map(|words| first(words).into()).collect();
        Message::new("online.describe_names").with("clause", said).with("words", Arg::List(words))
    }

    fn fields(&self) -> Vec<&str> {
        vec![&self.field]
    }
}

fn first(words: &[String]) -> &str {
    words.first().map_or("", String::as_str)
}
