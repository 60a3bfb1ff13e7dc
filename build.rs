//! Turns the YAML data files into JSON at build time, so that a run does not pay for parsing YAML.
//!
//! `embedded.rs` then holds `CHECKLISTS: &[(path, yaml, json)]` for every file below `checklists/`,
//! sorted by path, and `MESSAGES: &str`, the catalogue of user-facing sentences as JSON.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=checklists");
    println!("cargo::rerun-if-changed=src/language/messages.yaml");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = Vec::new();
    yaml_files(&root.join("checklists"), &mut files);
    files.sort();

    let mut code = String::from("pub static CHECKLISTS: &[(&str, &str, &str)] = &[\n");
    for file in &files {
        let path = file.strip_prefix(root.join("checklists")).expect("found below it");
        let path = path.to_str().expect("names are UTF-8").replace('\\', "/");
        let yaml = read(file);
        let json = to_json(file, &yaml);
        writeln!(code, "    ({path:?}, {yaml:?}, {json:?}),").expect("a String takes everything");
    }
    code += "];\n";
    let messages = root.join("src/language/messages.yaml");
    let json = to_json(&messages, &read(&messages));
    writeln!(code, "pub static MESSAGES: &str = {json:?};").expect("a String takes everything");

    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("embedded.rs"), code).expect("the build folder is writable");
}

fn yaml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("checklists/ is readable") {
        let path = entry.expect("checklists/ is readable").path();
        if path.is_dir() {
            yaml_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn to_json(file: &Path, yaml: &str) -> String {
    let value: serde_json::Value =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    value.to_string()
}
