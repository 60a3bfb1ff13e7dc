//! Turns the YAML data files into JSON at build time, so that a run does not pay for parsing YAML.
//!
//! `embedded.rs` then holds `CHECKLISTS: &[(path, yaml, json)]` for every file below `checklists/`,
//! sorted by path, `WORDS: &[json]`, the fields and topics that only one of them knows,
//! `MESSAGES: &str`, the catalogue of user-facing sentences as JSON, and `SECRETS: &str`, what secrets look like.

use std::fmt::Write;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=checklists");
    println!("cargo::rerun-if-changed=src/language/messages");
    for decides in JUDGING {
        println!("cargo::rerun-if-changed={decides}");
    }
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = Vec::new();
    files_below(&root.join("checklists"), &mut files);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();

    let mut code = String::from("pub static CHECKLISTS: &[(&str, &str, &str)] = &[\n");
    let mut words = String::from("pub static WORDS: &[&str] = &[\n");
    for file in &files {
        let path = file.strip_prefix(root.join("checklists")).expect("found below it");
        let path = path.to_str().expect("names are UTF-8").replace('\\', "/");
        let yaml = read(file);
        let json = to_json(file, &yaml);
        let own = words_of(&json);
        let json = json.to_string();
        writeln!(code, "    ({path:?}, {yaml:?}, {json:?}),").expect("a String takes everything");
        if path.contains('/') && !own.is_empty() {
            let own = serde_json::Value::Object(own).to_string();
            writeln!(words, "    {own:?},").expect("a String takes everything");
        }
    }
    code += "];\n";
    code += &words;
    code += "];\n";
    let messages = serde_json::Value::Object(messages(&root.join("src/language/messages"))).to_string();
    writeln!(code, "pub static MESSAGES: &str = {messages:?};").expect("a String takes everything");
    let secrets = root.join("src/secret/rules.yaml");
    let secrets = to_json(&secrets, &read(&secrets)).to_string();
    writeln!(code, "pub static SECRETS: &str = {secrets:?};").expect("a String takes everything");

    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("embedded.rs"), code).expect("the build folder is writable");
    println!("cargo::rustc-env=READER_VERSION={:016x}", version(&root, &READING));
    println!("cargo::rustc-env=PROGRAM_VERSION={:016x}", version(&root, &JUDGING));
}

/// What decides what is read of a file: the readers, the blocks they make, and the crates they stand on.
const READING: [&str; 5] = ["src/reader", "src/evidence", "src/secret", "src/source", "Cargo.lock"];

/// What decides what is said of a folder: the whole program.
const JUDGING: [&str; 3] = ["src", "checklists", "Cargo.lock"];

/// A hash of it, so that what an older version left in the cache is not taken for ours.
fn version(root: &Path, decides: &[&str]) -> u64 {
    let mut files = Vec::new();
    for decides in decides {
        files_below(&root.join(decides), &mut files);
    }
    files.sort();
    let mut hasher = std::hash::DefaultHasher::new();
    for file in files {
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}

/// A file, or every file below a folder.
fn files_below(path: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else { return found.push(path.to_owned()) };
    for entry in entries {
        files_below(&entry.expect("a folder of the source is readable").path(), found);
    }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn to_json(file: &Path, yaml: &str) -> serde_json::Value {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The sentences of every chapter. Two chapters must not have the same key.
fn messages(chapters: &Path) -> serde_json::Map<String, serde_json::Value> {
    let mut files = Vec::new();
    files_below(chapters, &mut files);
    files.sort();
    let mut messages = serde_json::Map::new();
    for file in files {
        let serde_json::Value::Object(chapter) = to_json(&file, &read(&file)) else {
            panic!("{}: sentences by key are expected", file.display());
        };
        for (key, sentence) in chapter {
            assert!(messages.insert(key.clone(), sentence).is_none(), "{}: {key} is there twice", file.display());
        }
    }
    messages
}

/// The fields and topics that a checklist brings along: they are known before the checklist itself is parsed.
fn words_of(checklist: &serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    let own = ["facts", "topics"].into_iter().filter_map(|key| Some((key.to_owned(), checklist.get(key)?.clone())));
    own.collect()
}
