//! What an assessment says against what judging again says, both in the form for programs: verdict by verdict, gap by gap.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::language::{Arg, Message};

/// How the first assessments of two documents differ; nothing where both say the same of every verdict, every gap, and
/// what was judged by what. Sentences may be worded otherwise.
#[must_use]
pub fn differences(said: &Value, anew: &Value) -> Vec<Message> {
    let (said, anew) = (&said["assessments"][0], &anew["assessments"][0]);
    let program = format!("{}@{}", text(&anew["program"]), text(&anew["version"]));
    let told = |key: &'static str| Message::new(key).with("program", program.as_str());
    let mut differences = Vec::new();
    for (field, key) in
        [("evidence_hash", "verify.evidence"), ("checklist_hash", "verify.checklist"), ("as_of", "verify.day")]
    {
        if said[field] != anew[field] {
            differences.push(told(key).with("before", text(&said[field])).with("after", text(&anew[field])));
        }
    }
    let (before, after) = (verdicts(said), verdicts(anew));
    for key in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        if before.get(key) != after.get(key) {
            let verdict = |of: &BTreeMap<&str, &str>| {
                of.get(key).map_or_else(|| Message::new("verify.absent").into(), |it| verdict(it))
            };
            let message = told("verify.verdict").with("row", *key);
            differences.push(message.with("before", verdict(&before)).with("after", verdict(&after)));
        }
    }
    let (before, after) = (gaps(said), gaps(anew));
    let gap = |key: &'static str, (row, what): &(String, String)| {
        told(key).with("row", row.as_str()).with("what", what.as_str())
    };
    differences.extend(before.difference(&after).map(|it| gap("verify.gap_gone", it)));
    differences.extend(after.difference(&before).map(|it| gap("verify.gap_new", it)));
    differences
}

/// The verdict of every row.
fn verdicts(assessment: &Value) -> BTreeMap<&str, &str> {
    items(&assessment["requirements"]).map(|row| (text(&row["key"]), text(&row["verdict"]))).collect()
}

/// The row of every gap, and what tells it from the others of that row.
fn gaps(assessment: &Value) -> BTreeSet<(String, String)> {
    let named = |gap: &Value| {
        let parts = ["criterion", "case_study", "code", "file", "field"].map(|field| text(&gap[field]));
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (text(&gap["requirement"]).to_owned(), parts.join(" · "))
    };
    items(&assessment["gaps"]).map(named).collect()
}

fn verdict(code: &str) -> Arg {
    match code {
        "met" => Message::new("verdict.met").into(),
        "not-met" => Message::new("verdict.not_met").into(),
        "not-applicable" => Message::new("verdict.na").into(),
        other => other.into(),
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_gaps_and_what_was_judged_are_compared() {
        let said = serde_json::json!({"assessments": [{
            "program": "a", "version": "1", "evidence_hash": "x", "checklist_hash": "c", "as_of": "2026-11-16",
            "requirements": [{"key": "A-1", "verdict": "met", "title": "one"}, {"key": "A-2", "verdict": "met"}],
            "gaps": [{"requirement": "A-2", "criterion": "A-2.x", "case_study": null, "code": "fact.missing", "what": "one"}],
        }]});
        let mut anew = said.clone();
        anew["assessments"][0]["requirements"][0]["title"] = "other words".into();
        anew["assessments"][0]["gaps"][0]["what"] = "other words".into();
        assert_eq!(differences(&said, &anew), []);
        anew["assessments"][0]["requirements"][1]["verdict"] = "not-met".into();
        anew["assessments"][0]["gaps"][0]["code"] = "fact.wrong".into();
        anew["assessments"][0]["evidence_hash"] = "y".into();
        let keys: Vec<_> = differences(&said, &anew).iter().map(Message::key).collect();
        assert_eq!(keys, ["verify.evidence", "verify.verdict", "verify.gap_gone", "verify.gap_new"]);
        assert_eq!(differences(&Value::Null, &anew).len(), 6, "a text that is no assessment says nothing");
    }
}
