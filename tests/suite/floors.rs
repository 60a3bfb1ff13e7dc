//! The floors of the house: what lies further down knows nothing of what lies further up.

use std::collections::BTreeMap;
use std::path::Path;

use competency::checklist::Library;
use walkdir::WalkDir;

/// From the ground up. Floors on one line are strangers to each other.
const FLOORS: [&[&str]; 13] = [
    &["embedded"],
    &["language"],
    &["secret", "source"],
    &["config", "evidence"],
    &["score"],
    &["rule", "reader", "web"],
    &["checklist"],
    &["assessment", "cases", "scaffold", "saved"],
    &["gate", "migration"],
    &["report"],
    &["bundle"],
    &["cli"],
    &["command"],
];

#[test]
fn the_house_is_drawn_as_it_stands() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).expect("readable");
    let drawing = text.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a drawing");
    let mut drawn: Vec<Vec<&str>> = Vec::new();
    for line in drawing.lines() {
        let modules: Vec<_> =
            line.trim_start().split("   ").next().unwrap_or_default().split(" ── ").map(str::trim).collect();
        if modules.iter().all(|module| level(module).is_some()) {
            drawn.insert(0, modules);
        }
    }
    for floor in &mut drawn {
        floor.sort_unstable();
    }
    let sorted = |floor: &&[&'static str]| {
        let mut floor = floor.to_vec();
        floor.sort_unstable();
        floor
    };
    assert_eq!(drawn, FLOORS.iter().skip(1).map(sorted).collect::<Vec<_>>());
}

fn level(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Each file of `src/` with its text, by path.
fn files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.expect("src/ is readable"))
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).expect("below it").display().to_string();
            (path, std::fs::read_to_string(entry.path()).expect("src/ is readable"))
        })
        .collect()
}

/// The module of the first floor below the crate that a file belongs to.
fn module_of(path: &str) -> &str {
    path.split(['/', '.']).next().expect("a name")
}

#[test]
fn no_arrow_runs_up() {
    let mut arrows = Vec::new();
    for (path, text) in files() {
        let module = module_of(&path);
        let Some(own) = level(module) else {
            assert!(matches!(module, "main" | "lib"), "{path} is on no floor");
            continue;
        };
        for rest in text.split("crate::").skip(1) {
            let used = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().expect("a name");
            if used == module {
                continue;
            }
            match level(used) {
                Some(other) if other < own => {}
                _ => arrows.push(format!("{path} uses crate::{used}")),
            }
        }
    }
    assert!(arrows.is_empty(), "{}", arrows.join("\n"));
}

#[test]
fn no_file_grows_out_of_hand() {
    for (path, text) in files() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{path} has {lines} lines");
    }
}

#[test]
fn no_line_of_code_knows_a_program() {
    let library = Library::shipped();
    // The service of that name has functions in templates.
    let programs: Vec<_> = library.programs().filter(|program| *program != "lambda").collect();
    for (path, text) in files().into_iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        let code = text.split("#[cfg(test)]").next().expect("always one");
        let said: Vec<_> = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .filter(|line| programs.iter().any(|program| line.to_lowercase().contains(program)))
            .collect();
        assert!(said.is_empty(), "{path}: {said:?}");
    }
}

#[test]
fn no_rule_and_no_format_is_forgotten() {
    let files = files();
    let rules = &files["rule/mod.rs"];
    let registered =
        rules.split("rules! {\n").nth(1).and_then(|rest| rest.split("\n}\n").next()).expect("the list of rules");
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("rule/") && *path != "rule/mod.rs") {
        let judges = text.split("impl Judge for ").skip(1).filter_map(|rest| rest.split(' ').next());
        for judge in judges {
            let module = path.trim_start_matches("rule/").trim_end_matches("/mod.rs").trim_end_matches(".rs");
            assert!(registered.contains(&format!("({module}::{judge})")), "{path}: {judge} is not in rules!");
        }
    }
    let formats = &files["report/mod.rs"];
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("report/") && *path != "report/mod.rs") {
        if text.contains("pub fn write(assessments") {
            let module = path.trim_start_matches("report/").trim_end_matches("/mod.rs").trim_end_matches(".rs");
            assert!(formats.contains(&format!("{module}::write(assessments")), "{path} is not in Format::write");
        }
    }
}
