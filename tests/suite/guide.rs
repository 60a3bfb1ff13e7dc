//! `docs/write-a-checklist.md`: every snippet of it is run, in its order, in one folder. What an author wrote by it alone
//! is held to what is asked of the programs that ship.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use competency::cases::{self, Cases};
use competency::checklist::{Checklist, Library};
use competency::rule::Rule;
use competency::source::Source;
use serde_json::Value;

use super::folder::Folder;
use super::mutations::{can_all_fail, is_met_and_quoted};
use super::repositories::{on_path, text_of};
use super::run::{Run, finish, run_in};
use super::scaffold::meets_nothing;

/// What the guide shows.
enum Snippet {
    /// A file, or what is added to one under the keys that it has.
    File { name: String, adds: bool, text: String },
    /// Rules of criteria with this `of`, in a checklist that ships or in the guide's own.
    Rules { of: String, within: Option<String>, text: String },
    /// Commands, each with the lines that it says.
    Commands(Vec<(String, Vec<String>)>),
}

fn guide() -> String {
    text_of("docs/write-a-checklist.md")
}

/// Every snippet, or the one that nothing would run.
fn snippets(guide: &str) -> Result<Vec<Snippet>, String> {
    let parts: Vec<&str> = guide.split("```").collect();
    if parts.len().is_multiple_of(2) {
        return Err("a fence is not closed".to_owned());
    }
    parts.windows(2).step_by(2).map(|pair| snippet(pair[0], pair[1])).collect()
}

fn snippet(before: &str, block: &str) -> Result<Snippet, String> {
    let (language, text) = block.split_once('\n').ok_or_else(|| format!("in a line: {block}"))?;
    if language == "console" {
        let commands = text.strip_prefix("$ ").ok_or_else(|| format!("begins with no command: {text}"))?.split("\n$ ");
        let lines = |command: &str| command.lines().map(str::to_owned).collect::<Vec<_>>();
        return Ok(Snippet::Commands(commands.map(lines).map(|mut said| (said.remove(0), said)).collect()));
    }
    if let Some((of, rules)) = text.strip_prefix("# of: ").and_then(|text| text.split_once('\n')) {
        let (of, within) = of.split_once(", in ").map_or((of, None), |(of, file)| (of, Some(file.to_owned())));
        return Ok(Snippet::Rules { of: of.to_owned(), within, text: rules.to_owned() });
    }
    let label = before.trim_end().lines().last().unwrap_or_default();
    let named = label.strip_prefix("More of ").unwrap_or(label);
    let name = named.strip_prefix('`').and_then(|name| name.strip_suffix("`:")).filter(|name| !name.contains('`'));
    let name = name.ok_or_else(|| format!("nobody knows which file it is: {block}"))?.to_owned();
    Ok(Snippet::File { name, adds: named != label, text: text.to_owned() })
}

/// The top-level keys of a YAML file, each with the lines that stand under it.
fn sections(text: &str) -> Vec<(&str, String)> {
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        if line.starts_with(char::is_lowercase) || sections.is_empty() {
            sections.push((key, String::new()));
        }
        sections.last_mut().expect("pushed").1 += line;
    }
    sections
}

/// A YAML file and what is added to it: items and keys under the keys that are there, then the keys that are not.
fn added(file: &str, more: &str) -> String {
    let mut sections = sections(file);
    for (key, lines) in self::sections(more) {
        match sections.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known += lines.split_once('\n').map_or("", |(_, lines)| lines),
            None => sections.push((key, lines)),
        }
    }
    sections.into_iter().map(|(_, lines)| lines).collect()
}

/// A row whose criteria ask these rules.
fn row_of(of: &str, rules: &str) -> String {
    let text = |name: &str| format!("{{en: {name}, fr: {name}, zh: {name}}}");
    let texts = ["title", "question", "passes", "refused"].map(|key| format!("    {key}: {}\n", text("X")));
    let criterion = |(number, rule): (usize, &str)| {
        let rule = rule.strip_prefix("- ").unwrap_or(rule).trim_end().replace('\n', "\n          ");
        let statement = text(&format!("X{number}"));
        format!(
            "      - id: x{number}\n        statement: {statement}\n        of: {of}\n        rule:\n          {rule}\n"
        )
    };
    let criteria: Vec<_> = rules.split("\n- ").enumerate().map(criterion).collect();
    format!("requirements:\n  - key: X-1\n{}    criteria:\n{}", texts.concat(), criteria.concat())
}

/// Whether lines are those expected, where `…` stands for any.
fn agree(expected: &[String], said: &[&str]) -> bool {
    match expected {
        [] => said.is_empty(),
        [any, rest @ ..] if any == "…" => (0..=said.len()).any(|left_out| agree(rest, &said[left_out..])),
        [line, rest @ ..] => said.first() == Some(&line.as_str()) && agree(rest, &said[1..]),
    }
}

const CHECKLIST: &str = "checklists/snapshots.yaml";

/// Rules as criteria of the guide's checklist, as it is at first, or of one that ships, all of them looked at in one run.
fn lint_rules(folder: &Folder, snippets: &[Snippet]) -> Result<(), String> {
    let own = snippets.iter().find_map(|snippet| match snippet {
        Snippet::File { name, adds: false, text } if name == CHECKLIST => Some(text.clone()),
        _ => None,
    });
    for (number, snippet) in snippets.iter().enumerate() {
        if let Snippet::Rules { of, within, text } = snippet {
            let checklist = within.as_deref().map(text_of).or_else(|| own.clone()).ok_or("there is no checklist")?;
            let checklist = checklist.replacen("program: ", &format!("program: rules-{number}-"), 1);
            folder.write(&format!("rules/{number}.yaml"), added(&checklist, &row_of(of, text)));
        }
    }
    let run = run_in(folder.path(), &["lint", "--deny-warnings", "rules"]);
    folder.remove("rules");
    if run.status == 0 { Ok(()) } else { Err(run.out) }
}

/// Follows a guide in an empty folder, as far as the first snippet that is wrong.
fn follow(guide: &str) -> Result<Folder, String> {
    let folder = Folder::empty();
    let snippets = snippets(guide)?;
    lint_rules(&folder, &snippets)?;
    for snippet in snippets {
        match snippet {
            Snippet::File { name, adds: false, text } => folder.write(&name, text),
            Snippet::File { name, adds: true, text } => folder.write(&name, added(&folder.read(&name), &text)),
            Snippet::Rules { .. } => {}
            Snippet::Commands(commands) => {
                for (command, expected) in commands {
                    let mut shell = on_path(folder.path(), "", "sh", &["-c", &command]);
                    let Run { status, out, err } = finish(shell.env("COLUMNS", "80"));
                    let said: Vec<_> = out.lines().collect();
                    if status != 0 || !err.is_empty() || !agree(&expected, &said) {
                        return Err(format!("$ {command}\n{out}{err}exit {status}"));
                    }
                }
            }
        }
    }
    Ok(folder)
}

#[test]
fn every_snippet_is_true() {
    let folder = follow(&guide()).unwrap_or_else(|wrong| panic!("{wrong}"));
    let library = Library::with_own(&folder.path().join("checklists")).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    let checklist = library.find("snapshots").expect("it is there");
    let text = folder.read("checklists/snapshots.cases.yaml");
    can_all_fail(checklist, &cases::read(&Arc::new(Source::new("cases", text))).expect("cases"));
}

#[test]
fn a_wrong_snippet_is_found() {
    let guide = guide();
    for (from, to, says) in [
        ("in: [advanced, premier]", "in: [advanced, platinum]", "L024"),
        (
            "```console\n$ competency lint checklists\nNo fault.\n",
            "```console\n$ competency lint checklists\n",
            "No fault.",
        ),
        ("$ competency schema checklist >", "$ competency schema checklists >", "exit 2"),
        ("`checklists/snapshots.yaml`:\n\n```yaml\n# yaml", "The file:\n\n```yaml\n# yaml", "nobody knows which file"),
        ("```toml\n", "```\ncompetency programs\n```\n\n```toml\n", "nobody knows which file"),
        ("- each: {in: components, where", "- each: {in: component, where", "did you mean `components`?"),
    ] {
        assert!(guide.contains(from), "{from}");
        let wrong = follow(&guide.replacen(from, to, 1)).err().unwrap_or_default();
        assert!(wrong.contains(says), "{to}: {wrong}");
    }
}

/// The kinds of a rule and of those inside it, as they are written.
fn kinds(rule: &Rule, kinds: &mut BTreeSet<String>) {
    rule.walk(&mut |rule, _| match serde_json::to_value(rule).expect("a rule is written") {
        Value::Object(written) => kinds.extend(written.keys().cloned()),
        other => panic!("{other}"),
    });
}

#[test]
fn every_kind_of_rule_is_shown() {
    let mut shown = BTreeSet::new();
    for snippet in snippets(&guide()).expect("each is known") {
        match snippet {
            Snippet::Rules { text, .. } => {
                let rules: Vec<Rule> = serde_yaml::from_str(&text).expect("rules");
                for rule in &rules {
                    kinds(rule, &mut shown);
                }
            }
            Snippet::File { adds: false, text, .. }
                if text.contains("\nprogram: ") || text.starts_with("program: ") =>
            {
                let checklist: Checklist = serde_yaml::from_str(&text).expect("a checklist");
                for (_, criterion) in checklist.criteria() {
                    kinds(&criterion.rule, &mut shown);
                }
            }
            _ => {}
        }
    }
    let schema = serde_json::to_value(competency::checklist::schema()).expect("JSON");
    let variants = schema["$defs"]["Rule"]["oneOf"].as_array().expect("the kinds").iter();
    let all = variants.filter_map(|variant| variant["properties"].as_object()?.keys().next().cloned());
    assert_eq!(shown, all.collect(), "the guide shows every kind");
}

/// A program that an author wrote by the guide alone.
fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own-program/rds-delivery")
}

/// The day on which its example is complete.
const DAY: &str = "2026-11-16";

#[test]
fn a_program_written_by_the_guide_is_as_sound_as_those_that_ship() {
    let run = |args: &[&str]| run_in(&own(), args);
    let lint = run(&["lint", "--deny-warnings", "checklists"]);
    assert_eq!((lint.status, lint.out.as_str()), (0, "No fault.\n"), "{}", lint.out);
    let check = run(&["check", "--as-of", DAY, "--quiet", "complete"]);
    assert_eq!((check.status, check.err.as_str()), (0, ""), "{}", check.out);
    let tested = run(&["test", "checklists"]);
    assert_eq!(tested.status, 0, "{}{}", tested.out, tested.err);

    let library = Library::with_own(&own().join("checklists")).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    let checklist = library.find("rds-delivery").expect("it is there");
    let file = fs::read_to_string(own().join("checklists/rds-delivery.cases.yaml")).expect("readable");
    let cases: Cases = cases::read(&Arc::new(Source::new("cases", file))).expect("cases");
    can_all_fail(checklist, &cases);
    is_met_and_quoted(&Folder::copied(&own().join("complete")).assess(&library, "rds-delivery", DAY));
    let checklists = own().join("checklists");
    for language in ["en", "fr", "zh"] {
        let own = ["--checklists", checklists.to_str().expect("UTF-8")];
        meets_nothing("rds-delivery", checklist.requirements.len(), language, &own);
    }
}
