//! `migrate`: a folder for one version of a program, carried to a later one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use walkdir::WalkDir;

use super::folder::{AS_OF, Folder};
use super::run::{Run, finish, run_in};

const SHIPPED: &str = include_str!("../../checklists/retail/1.0.yaml");

/// Fields and topics of the later version: one list, one fact that knows a value less, one topic.
const WORDS: &str = r"
supersedes: '1.0'
facts:
  partner:
    - field: sites
      was: microsites
      type: records
      label: {en: sites, fr: sites web, zh: 网站}
      hint: {en: one for each practice, fr: un par pratique, zh: 每个实践一个}
      fields:
        - {field: practice, type: text, label: {en: practice, fr: pratique, zh: 实践}, hint: {en: its name, fr: son nom, zh: 名称}}
        - {field: url, type: url, label: {en: address, fr: adresse, zh: 地址}, hint: {en: its page, fr: sa page, zh: 页面}}
        - {field: path, type: urls, label: {en: click path, fr: parcours, zh: 路径}, hint: {en: every page, fr: chaque page, zh: 各页}}
        - field: describes
          type: choices
          label: {en: contents, fr: contenu, zh: 内容}
          hint: {en: what it shows, fr: ce qu’il montre, zh: 展示内容}
          choices:
            - {value: practice, label: {en: practice, fr: pratique, zh: 实践}}
            - {value: aws-solutions, label: {en: solutions, fr: solutions, zh: 方案}}
            - {value: use-cases, label: {en: uses, fr: usages, zh: 用例}}
            - {value: technology, label: {en: technology, fr: techniques, zh: 技术}}
            - {value: case-study-links, label: {en: case studies, fr: études de cas, zh: 案例}}
            - {value: other-proof, label: {en: proof, fr: preuves, zh: 证明}}
  case_study:
    - field: phase
      was: stage
      type: choice
      label: {en: phase of the project, fr: phase du projet, zh: 项目所处阶段}
      hint: {en: where it stands, fr: où il en est, zh: 现状}
      choices:
        - {value: production, label: {en: production, fr: production, zh: 生产}}
        - {value: development, label: {en: development, fr: développement, zh: 开发}}
    - field: go_live
      type: date
      label: {en: day of going live, fr: date de mise en production, zh: 上线日期}
      hint: {en: the first day, fr: le premier jour, zh: 首日}
topics:
  - id: card-network
    was: cardholder-diagram
    title: {en: Card network, fr: Réseau des cartes, zh: 支付卡网络}
    file: cardholder-network.drawio
    words: 10
    headings: {en: [card network], fr: [réseau des cartes], zh: [支付卡网络]}
  - id: carbon-report
    title: {en: Carbon report, fr: Bilan carbone, zh: 碳排放报告}
    file: carbon.md
    headings: {en: [carbon report], fr: [bilan carbone], zh: [碳排放报告]}
";

/// A row that is new under a key that another row had.
const NEW_ROW: &str = r"
  - key: C-2.6
    title: {en: Carbon, fr: Carbone, zh: 碳排放}
    question: {en: What does the workload emit?, fr: Combien la charge émet-elle ?, zh: 该工作负载排放多少？}
    passes: {en: A report., fr: Un bilan., zh: 一份报告。}
    refused: {en: A promise., fr: Une promesse., zh: 一句承诺。}
    criteria:
      - id: report
        statement: {en: Emissions are reported., fr: Les émissions sont publiées., zh: 报告排放量。}
        of: case-studies
        rule: {covers: {topic: carbon-report}}
      - id: went-live
        statement: {en: The day of going live is stated., fr: La mise en production est datée., zh: 写明上线日期。}
        of: case-studies
        rule: {fact: {field: go_live}}
      - id: signed
        statement: {en: The customer confirms the figures., fr: Le client confirme les chiffres., zh: 客户确认数字。}
        of: case-studies
        rule: {attested: {}}

  - key: C-2.7
";

/// The later version: C-1.2 is dropped, C-2.6 is C-2.16 and a new row takes its key, P-4.1.reviewed is worded otherwise,
/// C-2.12 asks a further thing, P-2.3 has another title.
fn later() -> String {
    let from = SHIPPED.find("  - key: C-1.2\n").expect("it ships");
    let to = SHIPPED.find("  - key: C-2.1\n").expect("it ships");
    let mut text = format!("{}{}", &SHIPPED[..from], &SHIPPED[to..]);
    let words = format!("{WORDS}released: 2026-10-01\n");
    for (from, to, times) in [
        ("version: \"1.0\"\n", "version: \"2.0\"\n", 1),
        ("\nreleased: 2019-12-01\n", words.as_str(), 1),
        ("  - key: C-2.6\n", "  - key: C-2.16\n    was: C-2.6\n", 1),
        ("\n  - key: C-2.7\n", NEW_ROW, 1),
        ("has reviewed the self-assessment.", "has reviewed the self-assessment and signs for it.", 1),
        ("en: \"Delivery category\"", "en: \"Category of delivery\"", 1),
        ("{field: stage, in: [production]}", "{field: phase, in: [production]}", 1),
        ("in: microsites", "in: sites", 5),
        ("topic: cardholder-diagram", "topic: card-network", 1),
        (
            "where: {ecommerce: true, cardholder_data: true}\n        rule: {document",
            "where: {ecommerce: true}\n        rule: {document",
            1,
        ),
    ] {
        assert_eq!(text.matches(from).count(), times, "{from:?}");
        text = text.replace(from, to);
    }
    text
}

/// A parent of the complete example, `evidence`, and of the later version, `checklists`.
fn partner() -> Folder {
    let example = Folder::copy_of("retail/complete");
    let folder = Folder::empty();
    fs::rename(example.path(), folder.path().join("evidence")).expect("the same disk");
    folder.write("checklists/retail-2.0.yaml", later());
    folder
}

fn migrate(folder: &Folder, more: &[&str]) -> Run {
    let args = ["migrate", "evidence", "--to", "retail@2.0", "--checklists", "checklists", "--as-of", AS_OF];
    run_in(folder.path(), &[&args[..], more].concat())
}

/// Every file of a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).expect("below it").display().to_string();
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).expect("readable"))).collect()
}

/// The lines that differ between two texts: those that went, with `-`, and those that came, with `+`.
fn changed(before: &str, after: &str) -> Vec<String> {
    let (one, other): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    // How many lines both have in common, from here on.
    let mut common = vec![vec![0; other.len() + 1]; one.len() + 1];
    for (i, a) in one.iter().enumerate().rev() {
        for (j, b) in other.iter().enumerate().rev() {
            common[i][j] = if a == b { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut changed) = (0, 0, Vec::new());
    while i < one.len() || j < other.len() {
        if i < one.len() && j < other.len() && one[i] == other[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < one.len() && (j == other.len() || common[i + 1][j] >= common[i][j + 1]) {
            changed.push(format!("-{}", one[i]));
            i += 1;
        } else {
            changed.push(format!("+{}", other[j]));
            j += 1;
        }
    }
    changed
}

#[test]
fn a_folder_is_carried_and_the_old_one_stays() {
    let folder = partner();
    let settings = folder.read("evidence/competency.toml") + GIVEN;
    folder.write("evidence/competency.toml", settings);
    let words = folder.read("evidence/statements.md")
        + "\n## retail@1.0 C-2.6: runbooks\n\nMet: yes\n\nOurs.\n\n## C-1.2\n\nCourses.\n";
    folder.write("evidence/statements.md", words);
    let shop = "evidence/case-studies/harbour-and-hale";
    folder.write(
        &format!("{shop}/evidence.toml"),
        "[covers]\n\"cardholder-network.drawio\" = ['cardholder-diagram'] # drawn\n",
    );
    folder
        .write(&format!("{shop}/zone.md"), "---\r\ncovers:\r\n  - cardholder-diagram # and more\r\n---\r\n# Zone\r\n");
    let before = bytes(&folder.path().join("evidence"));

    let run = migrate(&folder, &["--output", "next"]);
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("migrate", run.whole());
    });
    assert_eq!(bytes(&folder.path().join("evidence")), before, "what was there stays");

    let after = bytes(&folder.path().join("next"));
    assert!(before.keys().eq(after.keys()));
    let text = |files: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    let differing = before.keys().filter(|name| before[*name] != after[*name]);
    let differing: Vec<_> = differing
        .map(|name| format!("{name}\n  {}\n", changed(&text(&before, name), &text(&after, name)).join("\n  ")))
        .collect();
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("migrate_files", differing.concat());
    });

    let again = migrate(&folder, &["--output", "next"]);
    assert_eq!((again.status, again.out.as_str()), (2, ""));
    assert!(again.err.contains("next is there already, and nothing is written over"), "{}", again.err);
    assert_eq!(bytes(&folder.path().join("next")), after, "what was written stays");

    let args = ["check", "next", "--checklists", "checklists", "--as-of", AS_OF, "--quiet", "--allow-waived"];
    let run = run_in(folder.path(), &args);
    assert!(run.out.starts_with("NOT READY — 22 of 24 met, 2 not met, 0 not applicable\n"), "{}", run.whole());
}

/// What named people answer for in `competency.toml`: of a row that is the same, of one that has another key, of one that is
/// gone, and of one that asks something else.
const GIVEN: &str = r#"
[[waiver]] # stays
program = "retail"
requirement = "C-2.5.within-rto"
approver = "Maarten Dijkhuis"
reason = "The restore test is booked"
until = 2026-12-20

[[waiver]]
program = 'retail'
requirement = 'C-2.6.runbook' # the book
approver = "Maarten Dijkhuis"
reason = "The runbook is being printed"
until = 2026-12-20

[[waiver]]
program = "retail"
requirement = "C-1.2"
approver = "Maarten Dijkhuis"
reason = "The courses begin in December"
until = 2026-12-20

[[not_applicable]]
program = "retail"
requirement = "C-2.12"
reason = """
No engagement touches
cardholder data"""
"#;

/// A program of three rows.
const LANTERN: &str = r#"program: lantern
version: "1.0"
title: {en: Lanterns, fr: Lanternes, zh: 灯笼}
released: 2025-10-01
hand_in: {route: portal, to: "https://lantern.example/"}
facts:
  partner:
    - {field: lamps, type: number, label: {en: lamps, fr: lampes, zh: 灯数}, hint: {en: how many, fr: combien, zh: 多少}}
topics:
  - {id: fog, title: {en: Fog, fr: Brume, zh: 雾}, file: fog.md, headings: {en: [fog], fr: [brume], zh: [雾]}}
requirements:
  - key: L-1
    title: {en: Lamps, fr: Lampes, zh: 灯}
    question: {en: How many lamps?, fr: Combien de lampes ?, zh: 有几盏灯？}
    passes: {en: Two lamps., fr: Deux lampes., zh: 两盏灯。}
    refused: {en: One lamp., fr: Une lampe., zh: 一盏灯。}
    criteria:
      - {id: two, of: partner, rule: {fact: {field: lamps, at_least: 2}}, statement: {en: Two lamps burn., fr: Deux lampes brûlent., zh: 两盏灯亮着。}}
  - key: L-2
    title: {en: Fog, fr: Brume, zh: 雾}
    question: {en: What of fog?, fr: Et la brume ?, zh: 有雾时怎样？}
    passes: {en: A page., fr: Une page., zh: 一页。}
    refused: {en: Silence., fr: Le silence., zh: 沉默。}
    criteria:
      - {id: told, of: partner, rule: {covers: {topic: fog}}, statement: {en: Fog is told of., fr: La brume est décrite., zh: 描述雾。}}
  - key: L-3
    title: {en: Keeper, fr: Gardien, zh: 看守}
    question: {en: Who keeps it?, fr: Qui la garde ?, zh: 谁看守？}
    passes: {en: A word., fr: Une parole., zh: 一句话。}
    refused: {en: Nobody., fr: Personne., zh: 无人。}
    criteria:
      - {id: kept, of: partner, rule: {attested: {}}, statement: {en: A keeper says so., fr: Un gardien l’atteste., zh: 看守声明。}}
"#;

/// A lantern's evidence, and the version 2.0 with these changes.
fn lantern(changes: &[(&str, &str)]) -> Folder {
    let folder = Folder::empty();
    folder.write("checklists/1.yaml", LANTERN);
    folder.write("checklists/2.yaml", version("2.0", changes));
    folder.write(
        "evidence/competency.toml",
        "[partner]\nname = \"Keepers\"\nlamps = 2\n\n[program.lantern]\nversion = \"1.0\"\n",
    );
    let entry = "program = \"lantern\"\nrequirement = \"L-3\"\nwho = \"Ada Byron\"\nrole = \"Keeper\"\ndate = 2026-01-01\nstatement = \"I keep the lantern every night.\"\n";
    folder.write("evidence/attestations.toml", format!("[[attestation]]\n{entry}"));
    folder
}

fn version(version: &str, changes: &[(&str, &str)]) -> String {
    let mut text = LANTERN.replacen("\"1.0\"", &format!("\"{version}\""), 1);
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from:?} stands there once");
        text = text.replacen(from, to, 1);
    }
    text
}

fn carry(folder: &Folder, more: &[&str]) -> Run {
    let args = ["migrate", "evidence", "--checklists", "checklists", "--as-of", "2026-06-01"];
    let to = if more.contains(&"--to") { &[][..] } else { &["--to", "lantern@2.0"] };
    run_in(folder.path(), &[&args[..], to, more].concat())
}

#[test]
fn without_a_place_it_is_only_said() {
    let folder = lantern(&[("  - key: L-3\n", "  - key: L-4\n    was: L-3\n")]);
    let before = bytes(folder.path());
    let run = carry(&folder, &[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    insta::assert_snapshot!(run.out, @r"
    lantern@1.0 → lantern@2.0: 2 rewritten, 0 kept as they stand, 0 to be read
      again, 0 not carried
    Nothing is written: this is what --output DIR would carry from evidence

    Rewritten
      attestations.toml:3: attestation of Ada Byron for L-3
        now L-4
      competency.toml:6: pinned version of lantern
        now 2.0

    Judged as of 2026-06-01
      lantern@1.0: 2 of 3 met, 1 not met, 0 not applicable
      lantern@2.0: 2 of 3 met, 1 not met, 0 not applicable

    Next: write the new folder:
      competency migrate --to lantern@2.0 --as-of 2026-06-01 --checklists checklists evidence --output …
    ");
    assert_eq!(bytes(folder.path()), before);
    for lang in ["fr", "zh"] {
        let run = carry(&folder, &["--lang", lang]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
        assert!(run.out.contains("lantern@1.0 → lantern@2.0"), "{}", run.out);
        assert!(!run.out.contains("Rewritten") && !run.out.contains("Next"), "{}", run.out);
    }
}

#[test]
fn what_is_the_same_is_carried_without_a_word() {
    let folder = lantern(&[("passes: {en: A word.", "passes: {en: \"A word, in writing.\"")]);
    let run = carry(&folder, &["--output", "next"]);
    let counts = "lantern@1.0 → lantern@2.0: 1 rewritten, 1 kept as they stand, 0 to be read\n  again, 0 not carried\n";
    assert!(run.out.starts_with(counts), "{}", run.whole());
    assert_eq!(run.status, 0);
    let next = folder.read("next/competency.toml");
    assert_eq!(next, folder.read("evidence/competency.toml").replace("\"1.0\"", "\"2.0\""));
    assert_eq!(folder.read("next/attestations.toml"), folder.read("evidence/attestations.toml"));
}

#[test]
fn a_word_is_never_stretched() {
    let changes = [
        ("en: Who keeps it?", "en: Who keeps it by day?"),
        ("en: A keeper says so.", "en: Two keepers say so."),
        ("of: partner, rule: {attested: {}}", "of: case-studies, rule: {attested: {}}"),
    ];
    for change in changes {
        let folder = lantern(&[change]);
        let run = carry(&folder, &["--output", "next"]);
        assert_eq!(run.status, 1, "{change:?}: {}", run.whole());
        assert!(run.out.contains("L-3 of lantern@2.0 asks something else; it becomes a comment"), "{}", run.out);
        let entry = folder.read("evidence/attestations.toml");
        let comment = format!("\n{}", entry.trim_end()).replace('\n', "\n# ");
        let why = "# Not carried: L-3 of lantern@2.0 asks something else.";
        assert_eq!(folder.read("next/attestations.toml"), format!("{why}{comment}\n"));
    }
}

#[test]
fn names_are_followed_over_versions_in_between() {
    let second = [
        ("released: 2025-10-01\n", "released: 2026-01-01\nsupersedes: \"1.0\"\n"),
        ("{field: lamps, type", "{field: lights, was: lamps, type"),
        ("{field: lamps, at", "{field: lights, at"),
        ("  - key: L-3\n", "  - key: L-7\n    was: L-3\n"),
        ("{id: kept,", "{id: held, was: kept,"),
    ];
    let folder = lantern(&second);
    let third = [
        ("released: 2025-10-01\n", "released: 2026-02-01\nsupersedes: \"2.0\"\n"),
        ("{field: lamps, type", "{field: flames, was: lights, type"),
        ("{field: lamps, at", "{field: flames, at"),
        ("  - key: L-3\n", "  - key: L-3\n    was: L-7\n"),
        ("{id: kept,", "{id: guarded, was: held,"),
        ("  - key: L-1\n", "  - key: L-2\n    was: L-1\n"),
        ("  - key: L-2\n    title: {en: Fog", "  - key: L-1\n    was: L-2\n    title: {en: Fog"),
    ];
    folder.write("checklists/3.yaml", version("3.0", &third));
    folder.edit("evidence/attestations.toml", "\"L-3\"", "\"L-3.kept\"");
    folder.write("evidence/statements.md", "## L-1 lamps\n\nTwo.\n\nL-2\n---\n\nNone.\n");
    let run = carry(&folder, &["--to", "lantern@3.0", "--output", "next"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(folder.read("next/attestations.toml").contains("requirement = \"L-3.guarded\"\n"));
    assert!(folder.read("next/competency.toml").contains("\nflames = 2\n"));
    assert_eq!(folder.read("next/statements.md"), "## L-2 lamps\n\nTwo.\n\nL-1\n---\n\nNone.\n", "each for the other");
    assert!(run.out.contains("lantern@3.0: 2 of 3 met, 1 not met, 0 not applicable"), "{}", run.out);

    folder.remove("checklists/2.yaml");
    folder.edit("checklists/3.yaml", "was: lights, ", "");
    let run = carry(&folder, &["--to", "lantern@3.0"]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("lantern@3.0 follows lantern@2.0, which is not at hand"), "{}", run.err);
}

#[test]
fn what_another_program_asks_for_keeps_its_name() {
    let folder = lantern(&[
        ("{field: lamps, type", "{field: lights, was: lamps, type"),
        ("{field: lamps, at", "{field: lights, at"),
        ("  - {id: fog,", "  - {id: mist, was: fog,"),
        ("{topic: fog}", "{topic: mist}"),
        ("  - key: L-1\n", "  - key: L-8\n    was: L-1\n"),
    ]);
    folder.write("checklists/other.yaml", LANTERN.replacen("program: lantern", "program: torch", 1));
    let settings = folder.read("evidence/competency.toml") + "[program.torch]\n";
    folder.write("evidence/competency.toml", settings);
    folder.write("evidence/fog.md", "---\ncovers: fog\n---\nWe ring a bell twice.\n");
    folder.write("evidence/statements.md", "## L-1\n\nTwo.\n\n## lantern L-1\n\nTwo.\n");
    let run = carry(&folder, &["--output", "next"]);
    assert_eq!(run.status, 1, "{}", run.whole());
    for line in [
        "competency.toml:3: fact lamps\n    torch@1.0 asks for it by this name; it stays as it is\n    to do: write lights beside it",
        "fog.md:2: topic fog\n    torch@1.0 asks for it by this name; it stays as it is\n    to do: write mist beside it",
        "statements.md:1: your own words for L-1\n    torch@1.0 asks for it by this name; it stays as it is",
        "statements.md:5: your own words for L-1\n    now L-8",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    assert_eq!(folder.read("next/statements.md"), "## L-1\n\nTwo.\n\n## lantern L-8\n\nTwo.\n");
    assert_eq!(folder.read("next/fog.md"), folder.read("evidence/fog.md"));
}

#[test]
fn a_value_that_is_not_taken_any_more_is_named_and_stays() {
    let folder = lantern(&[("lamps, type: number", "lamps, type: boolean")]);
    let run = carry(&folder, &["--output", "next"]);
    assert_eq!(run.status, 1, "{}", run.whole());
    let told = "Not carried\n  competency.toml:3: fact lamps\n    `2` is not true or false; it stays as it is\n";
    assert!(run.out.contains(told), "{}", run.out);
    assert!(folder.read("next/competency.toml").contains("\nlamps = 2\n"));

    let folder = lantern(&[
        ("{field: lamps, type", "{field: lights, was: lamps, type"),
        ("{field: lamps, at", "{field: lights, at"),
    ]);
    folder.edit("evidence/competency.toml", "lamps = 2", "lamps = 2\nlights = 3");
    let run = carry(&folder, &["--output", "next"]);
    assert!(run.status == 1 && run.out.contains("    lights is there already; it stays as it is\n"), "{}", run.whole());
    assert!(folder.read("next/competency.toml").contains("\nlamps = 2\nlights = 3\n"));
}

#[test]
fn what_cannot_be_rewritten_safely_is_left_to_a_person() {
    let folder = lantern(&[("  - key: L-3\n", "  - key: L-4\n    was: L-3\n")]);
    let entry = "{program = \"lantern\", requirement = \"L-1\", approver = \"Ada Byron\", reason = \"it is being lit\", until = 2026-12-31}";
    let settings = folder.read("evidence/competency.toml");
    folder.write("evidence/competency.toml", format!("waiver = [{entry}]\n{settings}"));
    folder.edit("checklists/2.yaml", "How many lamps?", "How many lamps burn?");
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(folder.read("evidence/attestations.toml").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.write("evidence/attestations.toml", &utf16);
    let run = carry(&folder, &["--output", "next"]);
    assert_eq!(run.status, 1, "{}", run.whole());
    for line in [
        "competency.toml:1: waiver of Ada Byron for L-1\n    L-1 of lantern@2.0 asks something else; it stays as it is, to be changed by hand",
        "attestations.toml:3: attestation of Ada Byron for L-3\n    the file is not UTF-8; it stays as it is, to be changed by hand",
    ] {
        assert!(run.out.replace("\n      ", " ").contains(line), "{line}\n{}", run.out);
    }
    assert_eq!(fs::read(folder.path().join("next/attestations.toml")).expect("there"), utf16);
}

/// A field of records that is filled in as a table, with these titles of its columns.
fn table(field: &str, was: &str, title: &str) -> String {
    let words = |words: &str| format!("{{en: {words}, fr: {words}, zh: {words}}}");
    let column = |name: &str, kind: &str, key: bool| {
        let titles = format!("{{en: [{title} {name}], fr: [{title} {name}], zh: [{title} {name}]}}");
        let words = format!("label: {}, hint: {}", words(name), words(name));
        format!("{{field: {name}, type: {kind}, {words}, column: {{headers: {titles}, key: {key}}}}}")
    };
    let columns = [column("name", "text", true), column("crew", "number", false), column("built", "date", false)];
    let words = format!("label: {}, hint: {}", words(field), words(field));
    format!("{{field: {field}, {was}type: records, table: {field}.csv, {words}, fields: [{}]}}", columns.join(", "))
}

#[test]
fn nothing_is_rewritten_in_a_table() {
    let lamps = LANTERN.lines().find_map(|line| line.strip_prefix("    - {field: lamps, ")).expect("it is there");
    let lamps = format!("{{field: lamps, {lamps}");
    let rule = "{fact: {field: lamps, at_least: 2}}";
    let (boats, count) = (table("boats", "was: ships, ", "boat"), "{count: {in: boats, at_least: 1}}");
    let folder = lantern(&[(&lamps, &boats), (rule, count)]);
    let (ships, count) = (table("ships", "", "ship"), "{count: {in: ships, at_least: 1}}");
    folder.write("checklists/1.yaml", version("1.0", &[(&lamps, &ships), (rule, count)]));
    folder.edit("evidence/competency.toml", "lamps = 2\n", "");
    folder.write("evidence/fleet.csv", "Ship name,Ship crew,Ship built\nArgo,50,2020-02-02\n");
    let run = carry(&folder, &[]);
    assert_eq!(run.status, 1, "{}", run.whole());
    let told =
        "  fleet.csv:1: fact ships\n    nothing is rewritten in tables; it stays as it is\n    to do: write boats\n";
    assert!(run.out.contains(told), "{}", run.out);
}

#[test]
fn what_cannot_be_meant_is_refused_and_writes_nothing() {
    let folder = lantern(&[]);
    folder.write("taken/a.md", "mine");
    folder.write("file", "mine");
    let before = bytes(folder.path());
    for (args, says) in [
        (&["--output", "taken"][..], "taken is there already, and nothing is written over"),
        (&["--output", "file"], "file is there already"),
        (&["--output", "evidence"], "evidence is there already"),
        (&["--output", "."], ". is there already"),
        (&["--output", "evidence/next"], "evidence/next lies in the evidence folder"),
        (&["--output", "evidence/../evidence/next"], "lies in the evidence folder"),
        (&["--output", "gone/next"], "there is no folder to write gone/next in"),
        (&["--to", "lantern@1.0"], "the folder is for lantern@1.0 already"),
        (&["--to", "lantern@9"], "unknown program `lantern@9`"),
    ] {
        let run = carry(&folder, args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
    }
    folder.edit("evidence/competency.toml", "\"1.0\"", "\"2.0\"");
    let run = carry(&folder, &["--to", "lantern@1.0"]);
    assert!(run.status == 2 && run.err.contains("lantern@1.0 is older than lantern@2.0"), "{}", run.err);
    folder.edit("evidence/competency.toml", "\"2.0\"", "\"1.0\"");
    folder.edit("evidence/competency.toml", "lamps = 2", "lamp = 2");
    let run = carry(&folder, &["--output", "next"]);
    assert!(run.status == 2 && run.err.contains("competency.toml:3:1"), "{}", run.err);
    folder.edit("evidence/competency.toml", "lamp = 2", "lamps = 2");
    assert_eq!(bytes(folder.path()), before);
}

#[test]
fn what_was_nothing_before_is_a_fault_of_the_checklist() {
    let since = ("released: 2025-10-01\n", "released: 2026-01-01\nsupersedes: \"1.0\"\n");
    let run = carry(
        &lantern(&[
            since,
            ("{field: lamps, type", "{field: lamps, was: lamp, type"),
            ("  - key: L-1\n", "  - key: L-1\n    was: L-2\n"),
            ("  - key: L-2\n", "  - key: L-5\n    was: L-2\n"),
            ("{id: told,", "{id: said, was: tolt,"),
            ("  - key: L-3\n", "  - key: L-4\n    was: L-9\n"),
        ]),
        &[],
    );
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    for says in ["`lamp`", "L-5: `L-2` is used twice", "said: ", "did you mean `told`?", "nothing is called `L-9`"] {
        assert!(run.err.contains(says), "{says}: {}", run.err);
    }
    assert!(run.err.contains("4 mistakes to correct"), "{}", run.err);
}

#[test]
fn without_a_pin_the_version_before_is_meant() {
    let folder = lantern(&[]);
    folder.edit("evidence/competency.toml", "version = \"1.0\"\n", "");
    let run = carry(&folder, &[]);
    assert_eq!(run.status, 0, "{}", run.whole());
    assert!(run.out.starts_with("lantern@1.0 → lantern@2.0: 0 rewritten"), "{}", run.out);
    folder.write("checklists/3.yaml", version("3.0", &[]));
    let run = carry(&folder, &[]);
    assert_eq!(run.status, 1, "{}", run.whole());
    assert!(run.out.contains("to do: version = \"2.0\" below [program.lantern]"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn links_stay_behind_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = lantern(&[]);
    folder.write("secret.md", "outside");
    folder.write("evidence/.competencyignore", "drafts\n");
    folder.write("evidence/drafts/a.md", "ignored");
    folder.write("evidence/a\nb\u{1b}[2J.md", "odd");
    let evidence = folder.path().join("evidence");
    symlink(folder.path().join("secret.md"), evidence.join("link.md")).expect("a link");
    symlink(folder.path(), evidence.join("drafts/up")).expect("a link");
    for (path, mode) in [("drafts", 0o500), ("attestations.toml", 0o440), ("competency.toml", 0o400)] {
        fs::set_permissions(evidence.join(path), fs::Permissions::from_mode(mode)).expect("ours");
    }
    fs::create_dir(folder.path().join("next")).expect("made");
    let run = carry(&folder, &["--output", "next"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let why = "symbolic links are not followed: put the file itself here";
    let behind = format!("Not copied\n  drafts/up: {why}\n  link.md: {why}\n");
    assert!(run.out.contains(&behind), "{}", run.out);
    let next = folder.path().join("next");
    let names: Vec<_> = bytes(&next).into_keys().collect();
    assert_eq!(names, [".competencyignore", "a\nb\u{1b}[2J.md", "attestations.toml", "competency.toml", "drafts/a.md"]);
    let mode = |path: &str| fs::metadata(next.join(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!(["drafts", "attestations.toml", "competency.toml"].map(mode), [0o500, 0o440, 0o400]);
    let beside = fs::read_dir(folder.path()).expect("readable").count();
    assert_eq!(
        beside,
        4,
        "nothing half-written lies beside: {:?}",
        fs::read_dir(folder.path()).expect("readable").collect::<Vec<_>>()
    );
    for path in [&evidence, &next] {
        fs::set_permissions(path.join("drafts"), fs::Permissions::from_mode(0o700)).expect("ours");
    }

    symlink(folder.path().join("nowhere"), folder.path().join("hanging")).expect("a link");
    let run = carry(&folder, &["--output", "hanging"]);
    assert!(run.status == 2 && run.err.contains("hanging is there already"), "{}", run.err);
}

/// A disk that is full in the middle: what was written so far is taken away.
#[cfg(unix)]
#[test]
fn a_copy_is_whole_or_not_there() {
    let folder = lantern(&[]);
    folder.write("evidence/film.bin", vec![7; 256 << 10]);
    let limited = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"";
    let args =
        ["migrate", "evidence", "--to", "lantern@2.0", "--checklists", "checklists", "--no-cache", "--output", "next"];
    let run = finish(
        Command::new("sh")
            .current_dir(folder.path())
            .args(["-c", limited, env!("CARGO_BIN_EXE_competency")])
            .args(args),
    );
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("film.bin"), "{}", run.err);
    let beside = fs::read_dir(folder.path()).expect("readable").map(|entry| entry.expect("readable").file_name());
    let mut beside: Vec<_> = beside.collect();
    beside.sort();
    assert_eq!(beside, ["checklists", "evidence"]);
}

#[test]
fn what_a_file_says_is_only_shown() {
    let words = "a\u{1b}[2J\u{202e}b AKIAQ7PD3TXW5ZK2N4VR";
    let folder = lantern(&[("en: Who keeps it?", "en: Who keeps it by day?")]);
    let name = serde_json::to_string(words).expect("a text");
    folder.edit("evidence/attestations.toml", "\"Ada Byron\"", &name);
    let run = carry(&folder, &["--output", "next"]);
    assert_eq!(run.status, 1, "{}", run.whole());
    assert!(run.out.contains("attestation of a\\u{1b}[2J\\u{202e}b AKIA…"), "{}", run.out);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']) && !run.out.contains("Q7PD3TXW5ZK2"), "{}", run.out);
    assert!(folder.read("next/attestations.toml").contains(&format!("# who = {name}\n")), "nothing of it is lost");
}
