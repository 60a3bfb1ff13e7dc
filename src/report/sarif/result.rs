//! A result: one gap, at the place that was found or at the file to be written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::EVIDENCE;
use super::rule::level;
use super::text::Text;
use crate::assessment::{Assessment, Gap};
use crate::evidence::{Place, Spot, Waiver};
use crate::gate::waiver_of;
use crate::report::page::encoded;
use crate::report::{View, told};
use crate::rule::Lack;
use crate::source::printable;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome<'a> {
    pub rule_id: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_index: Option<usize>,
    pub level: &'static str,
    pub message: Text,
    pub locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    pub partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppressions: Vec<Value>,
    pub properties: Value,
}

#[derive(Serialize)]
pub struct Location {
    #[serde(rename = "physicalLocation")]
    physical: Physical,
    #[serde(rename = "logicalLocations", skip_serializing_if = "Vec::is_empty")]
    logical: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    /// Without it, the file as a whole is meant, or one that is still to be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Value>,
}

/// A file: relative to the working directory where the evidence lies below it, as a checkout of a repository has it; else
/// relative to the evidence folder, which then is a named base, so that no path of the machine is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    /// The name of the base, where there is one; `links` leads from the working directory to the evidence.
    pub fn base(links: Option<&str>) -> Option<&'static str> {
        links.is_none_or(|links| links.starts_with("../")).then_some(EVIDENCE)
    }

    fn of(file: &str, links: Option<&str>) -> Self {
        let base = Self::base(links);
        let folder = links.filter(|_| base.is_none()).unwrap_or_default();
        let uri = encoded(&format!("{folder}{file}"));
        // What stands before a colon in the first part would be taken for a scheme.
        let first = uri.split('/').next().unwrap_or_default();
        let before = if first.contains(':') || uri.starts_with('/') { "./" } else { "" };
        Self { uri: format!("{before}{uri}"), uri_base_id: base }
    }
}

impl Location {
    /// A file as a whole.
    pub fn file(file: &str, links: Option<&str>) -> Self {
        let artifact_location = Artifact::of(file, links);
        Self { physical: Physical { artifact_location, region: None }, logical: Vec::new(), message: None }
    }

    /// A place in a file.
    pub fn at(place: &Place, links: Option<&str>) -> Self {
        let mut location = Self::file(&place.file, links);
        let logical = match &place.spot {
            Spot::Whole => None,
            Spot::Line(line) => {
                location.physical.region = Some(json!({ "startLine": line }));
                None
            }
            Spot::Page(page) => Some(format!("page {page}")),
            Spot::Slide(slide) => Some(format!("slide {slide}")),
            Spot::Row(sheet, row) => Some(format!("{} row {row}", printable(sheet))),
        };
        location.logical.extend(logical.map(|name| json!({ "fullyQualifiedName": name })));
        location
    }

    /// Where a gap is shown: at the words that were found, else at the file to be written and the field in it.
    fn of(lack: &Lack, links: Option<&str>) -> Self {
        let Some(found) = &lack.found else {
            let mut location = Self::file(&lack.put.file, links);
            let field = lack.put.field.as_deref().map(printable);
            location.logical.extend(field.map(|name| json!({ "fullyQualifiedName": name, "kind": "member" })));
            return location;
        };
        Self::at(found, links)
    }
}

/// A result for each gap and for each advice, in official order.
pub fn results<'a>(assessment: &'a Assessment<'_>, view: View<'_>) -> Vec<Outcome<'a>> {
    let ids = assessment.rows.iter().flat_map(|row| &row.criteria).map(|result| result.id.as_str());
    let indices: BTreeMap<_, _> = ids.enumerate().map(|(index, id)| (id, index)).collect();
    let claimed: Vec<_> = assessment.false_claims().map(|row| row.key).collect();
    let outcome = |(id, gap): (String, Gap<'a>)| {
        let location = Location::of(gap.lack, view.links);
        let known = view.policy.knows(&id);
        let mut partial_fingerprints = BTreeMap::from([("competencyGap/v1", id.clone())]);
        // GitHub matches alerts by this one alone. Its upload action computes it from the text where there is a line, and
        // complains of any other; where there is none, it leaves ours.
        if location.physical.region.is_none() {
            partial_fingerprints.insert("primaryLocationLineHash", id);
        }
        let claim = gap.lack.claim.as_ref().map(|place| {
            let message = crate::language::Message::new("human.claim").with("place", place.shown(view.language));
            Location { message: Some(Text::new(&message.render(view.language))), ..Location::at(place, view.links) }
        });
        let waiver = waiver_of(assessment, &gap, view.policy);
        Outcome {
            rule_id: gap.criterion.into(),
            rule_index: indices.get(gap.criterion).copied(),
            level: level(gap.level),
            message: Text::of_lines(&told::lines(gap.subject, gap.lack, view.language)),
            locations: [location],
            related_locations: claim.into_iter().collect(),
            partial_fingerprints,
            baseline_state: known.map(|known| if known { "unchanged" } else { "new" }),
            suppressions: waiver.map(suppression).into_iter().collect(),
            properties: json!({
                "row": gap.key,
                "caseStudy": Some(printable(gap.subject)).filter(|slug| !slug.is_empty()),
                "code": gap.lack.what.key(),
                "claimed": claimed.contains(&gap.key),
            }),
        }
    };
    assessment.identified().into_iter().map(outcome).collect()
}

/// A waiver: the alert stays, and is accepted for now.
fn suppression(waiver: &Waiver) -> Value {
    let Waiver { approver, reason, until, .. } = waiver;
    let justification = printable(&format!("{reason} ({approver}, {until} UTC)"));
    json!({ "kind": "external", "status": "accepted", "justification": justification })
}
