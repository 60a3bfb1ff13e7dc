//! `permits: {topic: linking-policy, actions: […], resources: […]}` holds where an IAM policy of the subject allows these
//! actions on these resources, and with `only` nothing else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::covers::unread;
use super::iam::{Ask, Pattern, Refusal, Stated, decide, limit};
use super::quote::shorten;
use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Lack, Put, Scope, Words};
use crate::evidence::{Among, At, Content, Document, PolicyStatement};
use crate::language::{Arg, Message};
use crate::source::printable;

/// What a policy must allow. All policies on the topic count together, as for a person who has them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Permits {
    /// The topic that the policy's file is about. Where no file is, every policy that speaks of the actions counts.
    topic: String,
    /// The actions, each of which must be allowed on each of the resources.
    actions: Vec<String>,
    /// ARNs with wildcards, or `*`. `{field}` in one stands for what that fact says, or for anything while it is not given.
    resources: Vec<String>,
    /// What a key of the request must be limited to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    only: Option<Only>,
}

/// The values that a key of the request may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Only {
    /// The condition key, such as `iam:PolicyARN`.
    key: String,
    /// The values for which it must be allowed.
    needs: Vec<String>,
    /// Patterns outside of which nothing may be allowed.
    within: Vec<String>,
}

impl Judge for Permits {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let statements = match self.statements(inquiry) {
            Ok(statements) => statements,
            Err(lack) => return Answer::lacking(vec![*lack]),
        };
        let mut answers = Vec::new();
        for resource in &self.resources {
            let resource = filled(resource, inquiry);
            for action in &self.actions {
                let ask = Ask { action, resource: &resource, key: None };
                answers.push(self.ask(inquiry, &statements, &ask));
            }
        }
        Answer::all(answers)
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let any = |resource: &String| -> String {
            pieces(resource).flat_map(|(text, field)| [text, field.map_or("", |_| "*")]).collect()
        };
        let message = match &self.only {
            None => Message::new("permits.describe"),
            Some(only) => Message::new("permits.describe_only")
                .with("key", only.key.as_str())
                .with("values", only.needs.iter().map(String::as_str).collect::<Arg>()),
        };
        message
            .with("topic", scope.topic(&self.topic))
            .with("actions", self.actions.iter().map(String::as_str).collect::<Arg>())
            .with("resources", self.resources.iter().map(any).collect::<Arg>())
    }

    fn fields(&self) -> Vec<&str> {
        self.resources.iter().flat_map(|resource| pieces(resource)).filter_map(|(_, field)| field).collect()
    }

    fn topics(&self) -> Vec<&str> {
        vec![&self.topic]
    }
}

impl Permits {
    /// The statements that count, or why there are none.
    fn statements<'a>(&self, inquiry: &Inquiry<'a>) -> Result<Vec<Stated<'a>>, Box<Lack>> {
        let about = inquiry.audit.coverage.documents(inquiry.subject, &self.topic);
        for (document, _) in &about {
            if let Content::Unreadable(_) = &document.content {
                return Err(Box::new(unread(inquiry, &self.topic, document, self.describe(&inquiry.scope))));
            }
        }
        let of_user = |document: &&'a Document| document.policies().iter().any(|policy| !policy.names_principals());
        let mut documents: Vec<_> = about.into_iter().map(|(document, _)| document).filter(of_user).collect();
        if documents.is_empty() {
            documents = inquiry.subject.documents.iter().filter(of_user).collect();
            documents.retain(|document| stated(document).any(|stated| self.speaks_of(stated.statement)));
        }
        let statements: Vec<_> = documents.into_iter().flat_map(stated).collect();
        if statements.is_empty() {
            let what = Message::new("permits.none").with("topic", inquiry.scope.topic(&self.topic));
            return Err(Box::new(inquiry.lack_of_topic(
                &self.topic,
                what,
                self.describe(&inquiry.scope),
                Cause::Missing,
            )));
        }
        Ok(statements)
    }

    fn speaks_of(&self, statement: &PolicyStatement) -> bool {
        let Among::These(actions) = &statement.actions else { return false };
        let asked = || self.actions.iter().map(|action| Pattern::of_action(action));
        actions.iter().any(|action| asked().any(|asked| Pattern::of_action(action).meets(&asked)))
    }

    /// One action on one resource.
    fn ask(&self, inquiry: &Inquiry<'_>, statements: &[Stated<'_>], ask: &Ask<'_>) -> Answer {
        let told = |key| Message::new(key).with("action", ask.action).with("resource", ask.resource);
        let lack = |what: Message, at: Option<(&Document, &At)>| Lack {
            found: at.map(|(document, at)| document.place(&at.spot)),
            put: Put {
                file: at.map_or(statements[0].document, |(document, _)| document).path.to_string(),
                field: at.map(|(_, at)| at.path.clone()),
            },
            what,
            claim: None,
            passes: self.describe(&inquiry.scope),
            cause: if at.is_some() { Cause::Contradicted } else { Cause::Missing },
        };
        let refused = |refusal: Refusal<'_>, values: &[&str]| match refusal {
            Refusal::Unstated => lack(told("permits.unstated"), None),
            Refusal::Narrow(Stated { document, statement: PolicyStatement { at, .. } }) => {
                lack(told("permits.narrow").with("path", shown(at)), Some((document, at)))
            }
            Refusal::Unlisted(Stated { document, .. }, test) => {
                let values = values.iter().copied().collect::<Arg>();
                lack(
                    told("permits.unlisted").with("path", shown(&test.at)).with("values", values),
                    Some((document, &test.at)),
                )
            }
            Refusal::Conditional(Stated { document, .. }, test) => {
                lack(told("permits.conditional").with("path", shown(&test.at)), Some((document, &test.at)))
            }
            Refusal::Denied(Stated { document, statement: PolicyStatement { at, .. } }) => {
                lack(told("permits.denied").with("path", shown(at)), Some((document, at)))
            }
        };
        let Some(only) = &self.only else {
            return match decide(statements, ask) {
                Ok(stated) => Answer::Satisfied(vec![cited(stated)]),
                Err(refusal) => Answer::Gap(vec![refused(refusal, &[])]),
            };
        };
        let (mut citations, mut lacks, mut unlisted) = (Vec::new(), Vec::new(), Vec::new());
        let mut nearest = None;
        for value in &only.needs {
            match decide(statements, &Ask { key: Some((&only.key, value)), ..*ask }) {
                Ok(stated) => citations.push(cited(stated)),
                Err(refusal @ Refusal::Unlisted(..)) => {
                    unlisted.push(value.as_str());
                    nearest = nearest.or(Some(refusal));
                }
                Err(refusal) => lacks.push(refused(refusal, &[])),
            }
        }
        lacks.extend(nearest.map(|refusal| refused(refusal, &unlisted)));
        let within: Vec<_> = only.within.iter().map(|pattern| Pattern::of(pattern)).collect();
        for excess in limit(statements, ask, &only.key, &within) {
            let Stated { document, statement } = excess.stated;
            let (what, at) = match &excess.beyond {
                None => (told("permits.unlimited").with("key", only.key.as_str()), &statement.at),
                Some((test, values)) => {
                    let values = values.iter().copied().map(printable).collect::<Arg>();
                    (told("permits.beyond").with("values", values), &test.at)
                }
            };
            lacks.push(lack(what.with("path", shown(at)), Some((document, at))));
        }
        lacks.dedup();
        if lacks.is_empty() {
            // One statement may allow all of it.
            citations.dedup();
            Answer::Satisfied(citations)
        } else {
            Answer::Gap(lacks)
        }
    }
}

/// A JSON path, safe to be shown.
pub fn shown(at: &At) -> String {
    printable(&at.path)
}

/// A statement that was looked for, quoted with its JSON path.
pub fn cited(stated: Stated<'_>) -> Citation {
    let PolicyStatement { at, .. } = stated.statement;
    Citation {
        place: Some(stated.document.place(&at.spot)),
        words: Words::Quote(format!("{}: {}", at.path, shorten(&stated.statement.to_string()))),
        basis: Basis::Computed,
        how: None,
    }
}

/// The statements of a document that are about what its owner may do.
fn stated(document: &Document) -> impl Iterator<Item = Stated<'_>> {
    let of_user = document.policies().iter().filter(|policy| !policy.names_principals());
    of_user.flat_map(|policy| &policy.statements).map(move |statement| Stated { document, statement })
}

/// A resource with what the facts say put in.
fn filled(resource: &str, inquiry: &Inquiry<'_>) -> String {
    let fact = |field| inquiry.fact(field).and_then(|fact| fact.value.as_str()).unwrap_or("*");
    pieces(resource).flat_map(|(text, field)| [text, field.map_or("", fact)]).collect()
}

/// A text with the field in braces that follows each part of it.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let now = rest.take()?;
        let Some((before, (field, after))) = now.split_once('{').and_then(|(b, a)| Some((b, a.split_once('}')?)))
        else {
            return Some((now, None));
        };
        rest = Some(after);
        Some((before, Some(field)))
    })
}
