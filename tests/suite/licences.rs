//! Whose work this stands on, and under which licences: `docs/licences.md`, true to what is built.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::repositories::{repository, text_of};

const LIST: &str = "docs/licences.md";

/// A crate: its name and its version.
type Crate = (String, String);

/// What Cargo knows of the crates that are on this machine; of those of another system, only where all are fetched.
fn licences(everywhere: bool) -> BTreeMap<Crate, String> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(repository("")).args(["metadata", "--locked", "--format-version", "1"]);
    if !everywhere {
        let version = Command::new("rustc").arg("-vV").output().expect("rustc runs").stdout;
        let version = String::from_utf8(version).expect("UTF-8");
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
        command.args(["--offline", "--filter-platform", host]);
    }
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let of = |package: &Value| {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        ((text("name"), text("version")), text("license").replace('/', " OR ").replace("  ", " "))
    };
    metadata["packages"].as_array().expect("packages").iter().filter(|one| !one["source"].is_null()).map(of).collect()
}

/// The rows of the list.
fn listed() -> BTreeMap<Crate, String> {
    let text = text_of(LIST);
    let rows = text.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let row = |line: &str| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        let [name, version, licence] = &cells[..] else { panic!("three cells: {line}") };
        ((name.clone(), version.clone()), licence.clone())
    };
    rows.map(row).collect()
}

fn write_anew() {
    let mut list = String::from(
        "# Licences of the crates\n\nEvery crate that `Cargo.lock` names, those for tests and for other systems too. The \
         texts lie beside the program in each\nrelease, as `LICENCES.md`. Written anew by `INSTA_UPDATE=always cargo test \
         licences`.\n\n| crate | version | licence |\n|---|---|---|\n",
    );
    for ((name, version), licence) in licences(true) {
        let _ = writeln!(list, "| {name} | {version} | {licence} |");
    }
    fs::write(repository(LIST), list).expect("writable");
}

#[test]
fn every_crate_is_listed_with_its_licence() {
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        write_anew();
    }
    let lock: toml::Table = text_of("Cargo.lock").parse().expect("TOML");
    let text = |package: &toml::Value, key: &str| package[key].as_str().expect("a text").to_owned();
    let packages = lock["package"].as_array().expect("packages").iter().filter(|one| one.get("source").is_some());
    let locked: BTreeSet<Crate> = packages.map(|one| (text(one, "name"), text(one, "version"))).collect();
    let listed = listed();
    assert_eq!(listed.keys().cloned().collect::<BTreeSet<_>>(), locked);
    for (package, licence) in licences(false) {
        assert_eq!(listed[&package], licence, "{package:?}");
    }
}

#[test]
fn every_licence_is_one_that_a_release_accepts() {
    let about: toml::Table = text_of("about.toml").parse().expect("TOML");
    let accepted: Vec<_> =
        about["accepted"].as_array().expect("licences").iter().filter_map(toml::Value::as_str).collect();
    for (package, licence) in listed() {
        // With brackets every part has to be accepted, without them one of those to choose from.
        let parts = |text: &str| text.split(" AND ").all(|part| accepted.contains(&part.trim_matches(['(', ')', ' '])));
        let mut choices = licence.split(" OR ");
        let is_accepted = if licence.contains('(') { choices.all(parts) } else { choices.any(parts) };
        assert!(is_accepted, "{package:?}: {licence}");
    }
}
