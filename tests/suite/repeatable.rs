//! The same folder, date and binary give the same bytes: from elsewhere, in another locale and time zone, copied in
//! another order.

use std::fs;
use std::path::PathBuf;

use competency::checklist::Library;

use super::folder::{AS_OF, Folder, example};
use super::run::{binary, finish};

fn json(folder: &std::path::Path, from: &std::path::Path, env: &[(&str, &str)]) -> String {
    let mut command = binary();
    command.current_dir(from).envs(env.iter().copied());
    command.args(["check", "--program", "retail", "--as-of", AS_OF, "--format", "json"]).arg(folder);
    finish(&mut command).out
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let folder = example("retail/complete");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let first = json(&folder, &root, &[]);
    assert!(first.contains("\"passes\": true"), "{first}");
    assert_eq!(json(std::path::Path::new("examples/retail/complete"), &root, &[]), first);
    assert_eq!(json(&folder, &std::env::temp_dir(), &[("LC_ALL", "fr_FR.UTF-8"), ("TZ", "Asia/Shanghai")]), first);
    assert_eq!(json(&folder, &root, &[("LANG", "zh_CN.UTF-8"), ("COLUMNS", "40"), ("RAYON_NUM_THREADS", "1")]), first);
}

#[test]
fn the_order_of_the_directory_makes_no_difference() {
    let source = example("retail/complete");
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(&source)
        .into_iter()
        .map(|entry| entry.expect("readable").into_path())
        .filter(|path| path.is_file())
        .collect();
    let copied = |paths: &[PathBuf]| {
        let folder = Folder::empty();
        for path in paths {
            let target = folder.path().join(path.strip_prefix(&source).expect("below it"));
            fs::create_dir_all(target.parent().expect("has one")).expect("writable");
            fs::copy(path, target).expect("writable");
        }
        json(folder.path(), folder.path(), &[])
    };
    paths.sort();
    let forth = copied(&paths);
    paths.reverse();
    let back = copied(&paths);
    let middle = paths.len() / 2;
    paths.rotate_left(middle);
    assert_eq!(forth, back);
    assert_eq!(forth, copied(&paths));
}

#[test]
fn every_change_of_a_byte_changes_the_evidence_hash() {
    let library = Library::shipped();
    let folder = Folder::copy_of("retail/complete");
    let before = folder.assess(&library, "retail", AS_OF).evidence_hash;
    folder.write("practice/notes.bin", [0xff]);
    let with_file = folder.assess(&library, "retail", AS_OF).evidence_hash;
    folder.write("practice/notes.bin", [0xfe]);
    let with_other = folder.assess(&library, "retail", AS_OF).evidence_hash;
    assert_ne!(before, with_file);
    assert_ne!(with_file, with_other);
}

#[test]
fn a_file_takes_the_output_whole() {
    let folder = Folder::copy_of("retail/complete");
    let mut command = binary();
    let args =
        ["check", "--program", "retail", "--as-of", AS_OF, "--format", "json", "--output", "../result.json", "."];
    let inside = folder.path().join("practice");
    fs::create_dir_all(&inside).expect("writable");
    let root = Folder::empty();
    fs::rename(folder.path(), root.path().join("evidence")).expect("writable");
    let run = finish(command.current_dir(root.path().join("evidence")).args(args));
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(root.read("result.json").contains("\"schema_version\": 1"));
}
