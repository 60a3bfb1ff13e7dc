//! What the templates of a case study deploy, compared with what the case study claims.
//!
//! A template handed in as evidence is often an excerpt, so what it does not show contradicts nothing. Only what it
//! certainly deploys counts: nothing under a condition, in a loop, with a count, or in a module or nested stack, which
//! are not followed. One thing that several templates name alike, as the stages of one stack in `cdk.out` do, counts once.
//!
//! Services are not compared: neither does an excerpt that lacks a claimed service contradict the claim, nor does a text
//! that leaves out a deployed one.

use std::collections::BTreeSet;

use super::{Answer, Basis, Cause, Citation, Inquiry, Judge, Lack, Put, Words};
use crate::evidence::{Document, Fact, Protection, Resource, Safeguard, Subject, Value, fold};
use crate::language::{Arg, Message};
use crate::source::printable;

/// The field with the number of Lambda functions.
pub const FUNCTIONS: &str = "functions";
/// The field that says whether there is sensitive data.
pub const SENSITIVE_DATA: &str = "sensitive_data";
/// The field with the S3 buckets.
pub const BUCKETS: &str = "buckets";

/// How the block of public access is called, in every language, as AWS and as people say it.
const PUBLIC_ACCESS_BLOCK: [&str; 9] = [
    "block public access",
    "public access is blocked",
    "blocage de l'accès public",
    "blocage des accès publics",
    "accès public bloqué",
    "屏蔽公共访问",
    "阻止公有访问",
    "阻止公共访问",
    "屏蔽公有访问",
];

/// Words that take such a claim back, close to it.
const NEGATIONS: [&str; 10] = ["off", "disabled", "without", "not", "no", "sans", "désactivé", "关闭", "停用", "未"];

/// How many characters to each side of a claim are close.
const CLOSE: usize = 16;

/// How many names are told in one sentence.
const MAX_NAMES: usize = 12;

/// The documents of a subject that are templates and were read.
pub fn templates(subject: &Subject) -> impl Iterator<Item = &Document> {
    subject.documents.iter().filter(|document| document.text().is_some_and(|text| !text.resources.is_empty()))
}

/// The answer where there is nothing to compare.
pub fn none() -> Answer {
    Answer::NotApplicable(Message::new("deployed.no_template"))
}

/// What was checked, once for each template, which stands for it.
pub fn checked(inquiry: &Inquiry<'_>, key: &'static str) -> Answer {
    let citation = |document: &Document| {
        let text = document.text()?;
        let first = text.resources.first()?;
        let note = Message::new(key).with("n", text.resources.len());
        Some(Citation {
            place: Some(document.place(&first.spot)),
            words: Words::Note(note),
            basis: Basis::Computed,
            how: None,
        })
    };
    Answer::Satisfied(templates(inquiry.subject).filter_map(citation).collect())
}

/// Something deployed, and the template that says so.
type Deployed<'a> = (&'a Document, &'a Resource);

/// Everything that the templates of a subject deploy.
fn deployed(subject: &Subject) -> impl Iterator<Item = Deployed<'_>> {
    templates(subject).flat_map(|document| {
        let resources = document.text().map_or(&[][..], |text| &text.resources);
        resources.iter().map(move |resource| (document, resource))
    })
}

/// No more Lambda functions are deployed than the field `functions` claims. Those that only serve the deployment, as the
/// CDK adds them behind its custom resources, do not count.
pub fn functions(inquiry: &Inquiry<'_>, rule: &dyn Judge) -> Answer {
    let Some((fact, claimed)) = inquiry.fact(FUNCTIONS).and_then(|fact| match fact.value {
        Value::Number(number) => Some((fact, number)),
        _ => None,
    }) else {
        return Answer::NotApplicable(Message::new("deployed.no_claim").with("field", inquiry.label(FUNCTIONS)));
    };
    let (mut certain, mut names, mut unknown) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (document, resource) in deployed(inquiry.subject) {
        if resource.is_template() || resource.is_function() && !resource.is_certain {
            unknown.insert(resource.name.as_str());
        } else if resource.is_function() && !resource.is_helper && names.insert(resource.name.as_str()) {
            certain.push((document, resource));
        }
    }
    if certain.is_empty() && unknown.is_empty() {
        return none();
    }
    #[expect(clippy::cast_precision_loss, reason = "nobody deploys 2^52 functions")]
    let is_more = certain.len() as f64 > claimed;
    let first_beyond = certain.last().filter(|_| is_more);
    let Some((document, resource)) = first_beyond else {
        let key = if unknown.is_empty() { "deployed.functions" } else { "deployed.functions_at_least" };
        let note = Message::new(key).with("n", certain.len()).with("unknown", told(unknown));
        return Answer::Satisfied(vec![Citation::fact(FUNCTIONS, fact), Citation::note(note)]);
    };
    let what = Message::new("deployed.more_functions")
        .with("n", certain.len())
        .with("claimed", fact.written.as_str())
        .with("names", told(names));
    Answer::Gap(vec![contradicted(inquiry, rule, (FUNCTIONS, fact), what, document, &resource.spot)])
}

/// No template switches encryption off, at rest or in transit, where the case study has sensitive data. Silence is no
/// contradiction: most services encrypt by default.
pub fn encryption(inquiry: &Inquiry<'_>, rule: &dyn Judge) -> Answer {
    let claim = inquiry.fact(SENSITIVE_DATA).filter(|fact| fact.value == Value::Boolean(true));
    let Some(fact) = claim else {
        return Answer::NotApplicable(Message::new("deployed.no_claim").with("field", inquiry.label(SENSITIVE_DATA)));
    };
    if templates(inquiry.subject).next().is_none() {
        return none();
    }
    let protections =
        [(Protection::AtRest, "deployed.not_at_rest"), (Protection::InTransit, "deployed.not_in_transit")];
    let mut lacks = Vec::new();
    for (document, resource) in deployed(inquiry.subject).filter(|(_, resource)| resource.is_certain) {
        for (protection, key) in protections {
            let Some(Safeguard { spot, .. }) = off(resource, protection) else { continue };
            let what = Message::new(key).with("kind", resource.kind.as_str()).with("name", printable(&resource.name));
            lacks.push(to_be_deployed(contradicted(inquiry, rule, (SENSITIVE_DATA, fact), what, document, spot)));
        }
    }
    if lacks.is_empty() { checked(inquiry, "deployed.encryption") } else { Answer::Gap(lacks) }
}

/// Every bucket that a template deploys under a written name is listed, and none that is listed as blocking public
/// access switches the block off.
pub fn buckets(inquiry: &Inquiry<'_>, rule: &dyn Judge) -> Answer {
    let Some(fact) = inquiry.fact(BUCKETS) else {
        return Answer::NotApplicable(Message::new("deployed.no_claim").with("field", inquiry.label(BUCKETS)));
    };
    let (mut compared, mut lacks) = (0, Vec::new());
    for (document, bucket) in deployed(inquiry.subject) {
        let name = bucket.physical.as_deref().filter(|_| bucket.is_certain && bucket.kind == "AWS::S3::Bucket");
        let Some(name) = name else { continue };
        compared += 1;
        let text = |item: &'_ Fact, field: &str| -> Option<String> {
            Some(item.record()?.get(field)?.value.as_str()?.trim().to_owned())
        };
        let listed = fact.items().iter().find(|item| text(item, "name").is_some_and(|listed| listed == name));
        let Some(listed) = listed else {
            let what = Message::new("deployed.unlisted_bucket").with("name", printable(name));
            lacks.push(contradicted(inquiry, rule, (BUCKETS, fact), what, document, &bucket.spot));
            continue;
        };
        let Some(Safeguard { spot, .. }) = off(bucket, Protection::PublicAccessBlock) else { continue };
        if text(listed, "control").is_some_and(|control| claims_block(&control)) {
            let control = listed.record().and_then(|record| record.get("control")).unwrap_or(listed);
            let what = Message::new("deployed.public_bucket").with("name", printable(name));
            lacks.push(to_be_deployed(contradicted(inquiry, rule, (BUCKETS, control), what, document, spot)));
        }
    }
    match (compared, lacks.is_empty()) {
        (0, _) => Answer::NotApplicable(Message::new("deployed.no_bucket")),
        (_, true) => checked(inquiry, "deployed.buckets"),
        (_, false) => Answer::Gap(lacks),
    }
}

fn off(resource: &Resource, protection: Protection) -> Option<&Safeguard> {
    resource.safeguard(protection).filter(|safeguard| !safeguard.is_on)
}

/// Whether a sentence claims that public access is blocked.
fn claims_block(control: &str) -> bool {
    let control = fold::fold(control);
    PUBLIC_ACCESS_BLOCK.iter().map(|phrase| fold::pattern(phrase)).any(|phrase| {
        control.match_indices(&phrase).any(|(at, _)| {
            // The space that ends the claim begins what follows.
            let (before, after) = (&control[..at], control[at + phrase.len()..].trim_start());
            let before: Vec<char> = before.chars().rev().take(CLOSE).collect();
            let before: String = before.into_iter().rev().collect();
            let around = format!("{before} | {} ", after.chars().take(CLOSE).collect::<String>());
            !NEGATIONS.iter().any(|negation| around.contains(&fold::pattern(negation)))
        })
    })
}

/// Names in one sentence.
fn told(names: BTreeSet<&str>) -> Arg {
    let more = names.len() > MAX_NAMES;
    let shown = names.into_iter().take(MAX_NAMES).map(printable);
    shown.chain(more.then(|| "…".to_owned())).collect::<Vec<_>>().iter().map(String::as_str).collect()
}

/// A gap that is not mended by claiming less.
fn to_be_deployed(lack: Lack) -> Lack {
    let template = lack.found.as_ref().map(|place| place.file.to_string());
    Lack { put: template.map_or(lack.put, |file| Put { file, field: None }), ..lack }
}

/// The gap with both places: what the case study claims, and what the template says.
fn contradicted(
    inquiry: &Inquiry<'_>,
    rule: &dyn Judge,
    (field, claim): (&str, &Fact),
    what: Message,
    document: &Document,
    spot: &crate::evidence::Spot,
) -> Lack {
    Lack {
        what,
        found: Some(document.place(spot)),
        claim: Some(claim.place.clone()),
        put: Put { file: inquiry.subject.facts_file.clone(), field: Some(field.to_owned()) },
        passes: rule.describe(&inquiry.scope),
        cause: Cause::Contradicted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_one_unless_it_is_taken_back() {
        for claim in [
            "Bucket policy with two roles; Block Public Access on",
            "Deux rôles nommés ; blocage de l’accès public, listes ACL désactivées, refus hors TLS",
            "存储桶策略只放行三个服务角色；启用屏蔽公共访问、禁用 ACL",
        ] {
            assert!(claims_block(claim), "{claim}");
        }
        for other in [
            "Block Public Access is off, as the website is public",
            "Public website without Block Public Access",
            "Sans blocage de l'accès public",
            "未启用屏蔽公共访问",
            "Bucket policy with two roles",
        ] {
            assert!(!claims_block(other), "{other}");
        }
    }
}
