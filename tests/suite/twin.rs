//! The twin of the complete example, as an office hands it in: Word, PDF, PowerPoint and Excel files by LibreOffice, made
//! by `tests/twin/make`. The same words come to the same verdicts, whatever the format.

use std::collections::BTreeMap;

use competency::assessment::{Assessment, Verdict};
use competency::checklist::Library;
use competency::evidence::Spot;

use super::folder::{AS_OF, Folder};

const TWIN: &str = "../tests/twin/complete";

/// What every criterion came to for every subject, and every row.
fn verdicts(assessment: &Assessment<'_>) -> BTreeMap<(String, String), String> {
    let rows = assessment.rows.iter().map(|row| ((row.key.to_owned(), String::new()), format!("{:?}", row.verdict)));
    let criteria = assessment.rows.iter().flat_map(|row| &row.criteria);
    let findings = criteria.flat_map(|criterion| {
        criterion.findings.iter().map(|finding| {
            let lacks = finding.answer.lacks().iter().map(|lack| lack.what.key()).collect::<Vec<_>>();
            let came_to = format!("{} {lacks:?}", finding.answer.is_satisfied());
            ((criterion.id.clone(), finding.subject.clone()), came_to)
        })
    });
    rows.chain(findings).collect()
}

#[test]
fn every_verdict_is_the_same_in_office_files() {
    let library = Library::shipped();
    let [markdown, office] = ["retail/complete", TWIN].map(|name| {
        let folder = Folder::copy_of(name);
        let assessment = folder.assess(&library, "retail", AS_OF);
        assert_eq!(assessment.reading.unreadable, []);
        verdicts(&assessment)
    });
    let differing: Vec<_> = markdown.iter().filter(|(key, verdict)| office.get(*key) != Some(*verdict)).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(markdown.len(), office.len());
}

#[test]
fn places_are_those_of_office_files() {
    let library = Library::shipped();
    let folder = Folder::copy_of(TWIN);
    let assessment = folder.assess(&library, "retail", AS_OF);
    assert!(assessment.count(|verdict| *verdict == Verdict::Met) > 0);
    let citations = assessment.rows.iter().flat_map(competency::assessment::Row::citations);
    let places: Vec<_> = citations.filter_map(|citation| citation.place.as_ref()).collect();
    for place in &places {
        let (_, ending) = place.file.rsplit_once('.').expect("every file has an ending");
        let is_right = match ending {
            "pdf" => matches!(place.spot, Spot::Page(_) | Spot::Whole),
            "pptx" => matches!(place.spot, Spot::Slide(_) | Spot::Whole),
            "xlsx" => matches!(place.spot, Spot::Row(..) | Spot::Whole),
            "docx" => matches!(place.spot, Spot::Page(_) | Spot::Whole),
            _ => !matches!(place.spot, Spot::Slide(_) | Spot::Row(..)),
        };
        assert!(is_right && ending != "md", "{place}");
    }
    let shown: Vec<String> = places.iter().map(ToString::to_string).collect();
    for sort in [".pdf page ", ".pptx slide ", ".docx"] {
        assert!(shown.iter().any(|place| place.contains(sort)), "{sort} in {shown:#?}");
    }
}
