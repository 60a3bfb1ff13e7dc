//! A release: what the workflow of a tag runs is run here as its runner would, up to what is uploaded.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::folder::Folder;
use super::repositories::{action, on_path, repository, text_of, tool, yaml};
use super::run::{Run, finish};

fn workflow() -> Value {
    yaml(&text_of(".github/workflows/release.yml"))
}

/// A step of a job, in a folder that is the checkout.
fn step(folder: &Folder, job: &str, name: &str, environment: &[(&str, &str)]) -> Run {
    let workflow = workflow();
    let steps = workflow["jobs"][job]["steps"].as_array().expect("steps");
    let script = steps.iter().find(|step| step["name"] == name).expect("a step")["run"].as_str().expect("a script");
    assert!(!script.contains("${{"), "a tag is no script");
    folder.write("runner/script.sh", script);
    let tools = format!("{}:", folder.path().join("tools").display());
    let arguments = ["--noprofile", "--norc", "-eo", "pipefail", "runner/script.sh"];
    let mut command = on_path(folder.path(), &tools, "bash", &arguments);
    command.env("RUNNER_TEMP", folder.path().join("runner")).envs(environment.iter().copied());
    finish(&mut command)
}

#[test]
fn a_tag_that_is_not_the_version_is_refused_and_so_is_one_without_a_day() {
    let folder = Folder::empty();
    let notes = |tag: &str| step(&folder, "draft", "Notes", &[("TAG", tag)]);
    folder.write(
        "Cargo.toml",
        "[package]\nname = \"competency\"\nversion = \"1.2.3\"\n[dependencies.a]\nversion = \"9\"\n",
    );
    folder.write("CHANGELOG.md", "# Changes\n\n## 1.2.3 — unreleased\n\n- New.\n\n## 1.2.2 — 2026-01-01\n\n- Old.\n");
    let run = notes("v1.2.4");
    assert_eq!((run.status, run.out.as_str()), (1, "::error file=Cargo.toml::The tag is v1.2.4, the version 1.2.3.\n"));
    let run = notes("v1.2.3");
    assert_eq!((run.status, run.out.contains("::error file=CHANGELOG.md::")), (1, true), "{}", run.out);
    folder.edit("CHANGELOG.md", "unreleased", "2026-02-01");
    assert_eq!(notes("v1.2.3").status, 0);
    assert_eq!(folder.read("runner/notes.md"), "\n- New.\n\n");
}

#[test]
fn what_is_packed_is_what_the_action_installs() {
    let workflow = workflow();
    let matrix = &workflow["jobs"]["build"]["strategy"]["matrix"]["include"];
    let mut built: Vec<_> =
        matrix.as_array().expect("systems").iter().filter_map(|system| system["target"].as_str()).collect();
    built.sort_unstable();
    let action = action();
    let install = action["runs"]["steps"][0]["run"].as_str().expect("a script");
    let mut asked: Vec<_> =
        install.split("archive=competency-").skip(1).filter_map(|rest| rest.split(".tar").next()).collect();
    asked.sort_unstable();
    assert_eq!(built, asked);

    for target in built {
        let program = if target.contains("windows") { "competency.exe" } else { "competency" };
        let folder = Folder::empty();
        for file in ["README.md", "CHANGELOG.md", "LICENSE", "target/LICENCES.md"] {
            folder.write(file, file);
        }
        folder.write(&format!("target/{target}/release/{program}"), "built");
        let run = step(&folder, "build", "Pack", &[("TARGET", target)]);
        assert_eq!(run.status, 0, "{}", run.err);
        let archive = format!("competency-{target}.tar.gz");
        let list = Command::new("tar").arg("-tzf").arg(folder.path().join(&archive)).output().expect("tar runs");
        let list = String::from_utf8(list.stdout).expect("names");
        assert_eq!(list, format!("{program}\nREADME.md\nCHANGELOG.md\nLICENSE\nLICENCES.md\n"));

        tool(&folder, "gh", "echo \"$@\" >> runner/gh");
        let run = step(&folder, "publish", "Digests", &[("TAG", "v1.2.3")]);
        assert_eq!(run.status, 0, "{}", run.err);
        let sums = folder.read("SHA256SUMS");
        assert!(sums.len() == 64 + 2 + archive.len() + 1 && sums.ends_with(&format!("  {archive}\n")), "{sums}");
        let run = step(&folder, "publish", "Publish", &[("TAG", "v1.2.3")]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(
            folder.read("runner/gh").ends_with("release upload v1.2.3 SHA256SUMS\nrelease edit v1.2.3 --draft=false\n")
        );
    }
}

#[test]
fn the_package_holds_what_a_build_needs_and_little_more() {
    let cargo = PathBuf::from(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let mut command = Command::new(cargo);
    command.current_dir(repository("")).args(["package", "--list", "--allow-dirty", "--offline", "--locked"]);
    let output = command.output().expect("cargo runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "nothing to complain of");
    let list = String::from_utf8(output.stdout).expect("names");
    let made = [".cargo_vcs_info.json", "Cargo.toml.orig"];
    let files: Vec<_> = list.lines().filter(|file| !made.contains(file)).collect();
    let tops = ["benches/", "checklists/", "docs/", "src/"];
    let single = ["CHANGELOG.md", "Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "build.rs"];
    for file in &files {
        assert!(tops.iter().any(|top| file.starts_with(top)) || single.contains(file), "{file}");
    }
    let bytes: u64 = files.iter().map(|file| repository(file).metadata().expect("it is there").len()).sum();
    assert!(files.len() > 400 && bytes < 4_000_000, "{} files, {bytes} bytes", files.len());
}
