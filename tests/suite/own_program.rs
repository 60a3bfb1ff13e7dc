//! A program is a YAML file and not a line of code: an invented one, from a folder of its own, judges evidence.

use competency::checklist::Library;

use super::folder::Folder;
use super::run::run_in;

pub const CHECKLIST: &str = r#"
program: lighthouse
version: "2025-10"
title: {en: Lighthouse Keeping, fr: Garde de phare, zh: 灯塔看守}
released: 2025-10-01
hand_in:
  route: email
  to: keepers@lighthouse.example
  subject: {en: "{partner}, keepers", fr: "{partner}, gardiens", zh: "{partner}，看守"}
facts:
  partner:
    - field: lamps
      type: number
      label: {en: number of lamps, fr: nombre de lampes, zh: 灯数}
      hint: {en: how many lamps burn, fr: combien de lampes brûlent, zh: 点亮的灯数}
  case_study:
    - field: lit
      type: date
      label: {en: first lighting, fr: premier allumage, zh: 首次点亮}
      hint: {en: the first night, fr: la première nuit, zh: 首夜}
topics:
  - id: fog-signal
    title: {en: Fog signal, fr: Signal de brume, zh: 雾号}
    file: fog.md
    words: 8
    headings: {en: [fog signal], fr: [signal de brume], zh: [雾号]}
requirements:
  - key: L-1
    title: {en: Lamps, fr: Lampes, zh: 灯}
    question: {en: How many lamps?, fr: Combien de lampes ?, zh: 有几盏灯？}
    passes: {en: Two lamps., fr: Deux lampes., zh: 两盏灯。}
    refused: {en: One lamp., fr: Une lampe., zh: 一盏灯。}
    criteria:
      - id: two
        statement: {en: Two lamps burn., fr: Deux lampes brûlent., zh: 点亮两盏灯。}
        of: partner
        rule: {fact: {field: lamps, at_least: 2}}
  - key: L-2
    title: {en: Towers, fr: Tours, zh: 塔}
    question: {en: Which towers?, fr: Quelles tours ?, zh: 哪些塔？}
    passes: {en: Lit this year., fr: Allumée cette année., zh: 今年点亮。}
    refused: {en: Dark., fr: Éteinte., zh: 未点亮。}
    criteria:
      - id: lit
        statement: {en: The tower was lit within a year., fr: La tour a été allumée dans l'année., zh: 一年内点亮。}
        of: case-studies
        rule: {dated: {field: lit, within: 12 months}}
      - id: fog
        statement: {en: The fog signal is described., fr: Le signal de brume est décrit., zh: 描述雾号。}
        of: case-studies
        rule: {covers: {topic: fog-signal}}
"#;

pub fn evidence() -> Folder {
    let folder = Folder::empty();
    folder.write("checklists/lighthouse.yaml", CHECKLIST);
    folder.write("evidence/competency.toml", "[partner]\nname = \"Keepers\"\nlamps = 2\n");
    folder.write(
        "evidence/case-studies/north/case-study.md",
        "---\nlit: 2026-02-01\n---\n\n# Signal de brume\n\nTrois coups longs toutes les minutes dès que la visibilité tombe sous un mille.\n",
    );
    folder
}

fn check(folder: &Folder, more: &[&str]) -> (i32, String) {
    let args = ["check", "--checklists", "checklists", "--program", "lighthouse", "--as-of", "2026-06-01", "evidence"];
    let run = run_in(folder.path(), &[&args[..], more].concat());
    (run.status, run.out + &run.err)
}

#[test]
fn an_invented_program_judges_evidence() {
    let folder = evidence();
    let (status, said) = check(&folder, &[]);
    assert_eq!(status, 0, "{said}");
    assert!(said.starts_with("READY — 2 of 2 met"), "{said}");
}

#[test]
fn an_invented_program_finds_its_gaps() {
    let folder = evidence();
    folder.edit("evidence/competency.toml", "lamps = 2", "lamps = 1");
    folder.edit("evidence/case-studies/north/case-study.md", "2026-02-01", "2025-02-01");
    let (status, said) = check(&folder, &["--format", "json"]);
    assert_eq!(status, 1, "{said}");
    for code in ["\"fact.wrong\"", "\"dated.too_old\""] {
        assert!(said.contains(code), "{code} in {said}");
    }
}

/// Five functions in templates: two in the stages of one stack, one behind a custom resource, one under a condition.
const STACK: &str = r#"{"Conditions": {"Wide": true}, "Resources": {
  "Load": {"Type": "AWS::Serverless::Function"},
  "Sell": {"Type": "AWS::Lambda::Function"},
  "Trial": {"Type": "AWS::Lambda::Function", "Condition": "Wide"},
  "Helper": {"Type": "AWS::Lambda::Function"},
  "Clean": {"Type": "Custom::Clean", "Properties": {"ServiceToken": {"Fn::GetAtt": ["Helper", "Arn"]}}}
}}"#;

#[test]
fn a_count_is_compared_with_what_the_templates_deploy() {
    let folder = evidence();
    let checklist = CHECKLIST
        .replace("field: lit\n      type: date", "field: functions\n      type: number")
        .replace("{dated: {field: lit, within: 12 months}}", "{consistent: functions}");
    folder.write("checklists/lighthouse.yaml", checklist);
    for stage in ["Test", "Prod"] {
        folder.write(&format!("evidence/case-studies/north/cdk.out/assembly-{stage}/Shop.template.json"), STACK);
        folder.write(&format!("evidence/case-studies/north/cdk.out/assembly-{stage}/manifest.json"), STACK);
    }
    let facts = "evidence/case-studies/north/case-study.md";
    for (written, status) in [("functions: 5", 0), ("functions: 2", 0), ("functions: 1", 1)] {
        folder.edit(facts, if written.ends_with('5') { "lit: 2026-02-01" } else { "functions: " }, written);
        let (found, said) = check(&folder, &["-v"]);
        assert_eq!(found, status, "{written}: {said}");
        let known = if status == 0 {
            "at least 2 functions in the templates, no more than claimed; how many more there are"
        } else {
            "the templates deploy 2 functions, but 1 is claimed: Load, Sell"
        };
        assert!(said.split_whitespace().collect::<Vec<_>>().join(" ").contains(known), "{said}");
        let text = folder.read(facts).replace(written, "functions: ");
        folder.write(facts, text);
    }
    folder.edit(facts, "functions: ", "functions: 1");
    let (_, said) = check(&folder, &["--format", "json"]);
    assert!(said.contains("\"claim\": \"case-studies/north/case-study.md:2\""), "{said}");
    assert!(said.contains("Shop.template.json:3\""), "{said}");
}

#[test]
fn its_fields_are_known_only_beside_it() {
    let folder = evidence();
    let run = run_in(folder.path(), &["check", "--program", "retail", "evidence"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("unknown key `lamps`"), "{}", run.err);
}

#[test]
fn a_fault_in_it_is_told_before_anything_is_judged() {
    let folder = evidence();
    folder.edit("checklists/lighthouse.yaml", "{field: lamps, at_least: 2}", "{field: lamp, at_least: 2}");
    folder.edit("checklists/lighthouse.yaml", "{topic: fog-signal}", "{topic: fog-signals}");
    let (status, said) = check(&folder, &[]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("L-1.two: no such field here: `lamp`"), "{said}");
    assert!(said.contains("error[L011]: L-2.fog: unknown topic `fog-signals`"), "{said}");
    assert!(said.contains("did you mean `fog-signal`?"), "{said}");
}

#[test]
fn names_in_lists_readings_and_services_must_lead_somewhere() {
    let folder = evidence();
    let rule = "{count: {in: microsites, at_least: 1, where: {practise: keeping}}}";
    folder.edit("checklists/lighthouse.yaml", "{fact: {field: lamps, at_least: 2}}", rule);
    let rule = "{services: {of: [kinesiss], at_least: 1, topic: fog-signal}}\n        readings: [strct]";
    folder.edit("checklists/lighthouse.yaml", "{covers: {topic: fog-signal}}", rule);
    let text = "{en: strict, fr: stricte, zh: 严格}";
    let readings = format!("readings: [{{id: strict, title: {text}, explanation: {text}}}]\nhand_in:\n");
    folder.edit("checklists/lighthouse.yaml", "hand_in:\n", &readings);
    let (status, said) = check(&folder, &[]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("L-1.two: no such field here: `practise`"), "{said}");
    assert!(said.contains("L-2.fog: unknown reading `strct`"), "{said}");
    assert!(said.contains("did you mean `strict`?"), "{said}");
    assert!(said.contains("L-2.fog: unknown service `kinesiss`"), "{said}");
    assert!(said.contains("did you mean `kinesis`?"), "{said}");
}

#[test]
fn a_subject_line_need_not_be_prescribed() {
    let folder = evidence();
    let subject = "  subject: {en: \"{partner}, keepers\", fr: \"{partner}, gardiens\", zh: \"{partner}，看守\"}\n";
    folder.edit("checklists/lighthouse.yaml", subject, "");
    folder.edit("checklists/lighthouse.yaml", "{fact: {field: lamps, at_least: 2}}", "{handed_in: {}}");
    let (status, said) = check(&folder, &["-v"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("ready to send to keepers@lighthouse.example\n"), "{said}");
    let run = run_in(folder.path(), &["explain", "lighthouse", "--checklists", "checklists"]);
    assert!(run.out.contains("keepers@lighthouse.example, no subject line prescribed"), "{}", run.out);
}

#[test]
fn a_share_is_counted_over_the_items_that_are_meant() {
    let folder = evidence();
    let rule = "{share: {in: publications, where: {practice: keeping}, of: {kind: video}, at_least: 50}}";
    folder.edit("checklists/lighthouse.yaml", "{fact: {field: lamps, at_least: 2}}", rule);
    let entry = |title: &str, practice: &str, kind: &str| {
        format!("[[partner.publications]]\ntitle = \"{title}\"\npractice = \"{practice}\"\nkind = \"{kind}\"\n")
    };
    let one = entry("Lamps", "keeping", "video");
    let profile = "[partner]\nname = \"Keepers\"\n".to_owned();
    for (entries, status, told) in [
        ([one.clone(), entry("Oil", "keeping", "press")].concat(), 0, "1 of 2 publications meets the condition"),
        ([one.clone(), entry("Fish", "cooking", "press")].concat(), 0, "left out of the count: Fish"),
        (
            [one, entry("Oil", "keeping", "press"), entry("Fog", "keeping", "blog-post")].concat(),
            1,
            "at least 50% are needed",
        ),
        (String::new(), 1, "publications: none listed"),
        (entry("Fish", "cooking", "press"), 0, "none meets the condition"),
    ] {
        folder.write("evidence/competency.toml", format!("{profile}{entries}"));
        let (found, said) = check(&folder, &["-v"]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(found, status, "{told}: {said}");
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn its_own_version_takes_the_place_of_a_shipped_one() {
    let folder = Folder::empty();
    folder.write("own/retail.yaml", CHECKLIST.replace("lighthouse", "retail").replace("2025-10\"", "1.0\""));
    let library = Library::with_own(folder.path()).expect("it is right");
    assert_eq!(library.find("retail@1.0").expect("it is there").requirements.len(), 2);
}
