//! The gate in a repository: what the action, the hook and the snippets of `docs/in-a-repository.md` run is run here as
//! their runners would.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use clap::CommandFactory;
use competency::cli::Cli;
use serde_json::Value;

use super::export::within;
use super::folder::{AS_OF, Folder};
use super::run::{Run, finish, run_in};

pub fn repository(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// The text of a file of the repository.
pub fn text_of(file: &str) -> String {
    fs::read_to_string(repository(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

pub fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

pub fn action() -> Value {
    yaml(&text_of("action.yml"))
}

/// A command in a folder, with the program on the path behind `before`.
pub fn on_path(folder: &Path, before: &str, program: &str, args: &[&str]) -> Command {
    let built = Path::new(env!("CARGO_BIN_EXE_competency")).parent().expect("a folder").display();
    let mut command = Command::new(program);
    command.current_dir(folder).args(args).env("PATH", format!("{before}{built}:/usr/bin:/bin"));
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR")).env_remove("LANG").env_remove("LC_ALL");
    command
}

/// A step of the action, as GitHub's runner takes it: its inputs in the environment, its script in a file for Bash.
fn step(folder: &Folder, name: &str, path: &str, inputs: &[(&str, &str)]) -> Run {
    let action = action();
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let step = steps.iter().find(|step| step["name"] == name).expect("a step");
    folder.write("runner/script.sh", step["run"].as_str().expect("a script"));
    let mut command =
        on_path(folder.path(), path, "bash", &["--noprofile", "--norc", "-eo", "pipefail", "runner/script.sh"]);
    if path.ends_with('!') {
        command.env("PATH", path.trim_end_matches('!'));
    }
    let given: BTreeMap<_, _> = inputs.iter().copied().collect();
    for (variable, value) in step["env"].as_object().expect("an environment") {
        let value = value.as_str().expect("a text");
        let asked = value.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}"));
        let default = || asked.and_then(|input| action["inputs"][input]["default"].as_str()).unwrap_or_default();
        let known = asked.and_then(|input| given.get(input)).or_else(|| given.get(value)).copied();
        command.env(variable, known.unwrap_or_else(default));
    }
    for (variable, file) in [("GITHUB_OUTPUT", "output"), ("GITHUB_STEP_SUMMARY", "summary"), ("GITHUB_PATH", "path")] {
        folder.write(&format!("runner/{file}"), "");
        command.env(variable, folder.path().join("runner").join(file));
    }
    command.env("RUNNER_TEMP", folder.path().join("runner")).env("GITHUB_ACTIONS", "true");
    finish(&mut command)
}

fn check(folder: &Folder, inputs: &[(&str, &str)]) -> Run {
    step(folder, "Check", "", &[&[("folder", "evidence"), ("as-of", AS_OF)], inputs].concat())
}

/// What a step hands on.
fn outputs(folder: &Folder) -> BTreeMap<String, String> {
    let text = folder.read("runner/output");
    text.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect()
}

#[test]
fn every_input_is_an_option_of_check() {
    let action = action();
    let mut tree = Cli::command();
    tree.build();
    let check = tree.find_subcommand("check").expect("there");
    for input in action["inputs"].as_object().expect("inputs").keys().filter(|input| *input != "folder") {
        assert!(check.get_arguments().any(|arg| arg.get_long() == Some(input)), "{input}");
    }
    let step = &action["runs"]["steps"][1];
    for (variable, value) in step["env"].as_object().expect("an environment") {
        assert!(step["run"].as_str().expect("a script").contains(&format!("${variable}")), "{variable}");
        let input = value.as_str().and_then(|value| value.strip_prefix("${{ inputs.")?.strip_suffix(" }}"));
        assert!(input.is_some_and(|input| action["inputs"].get(input).is_some()), "{value}");
    }
    for step in action["runs"]["steps"].as_array().expect("steps") {
        assert!(!step["run"].as_str().expect("a script").contains("${{"), "an input is no script");
    }
}

#[test]
fn the_action_passes_and_hands_on_its_reports() {
    let folder = within("retail/complete");
    let run = check(&folder, &[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(!run.out.contains("::error"), "{}", run.out);
    assert!(folder.read("runner/summary").contains("24 of 24"), "{}", folder.read("runner/summary"));
    let outputs = outputs(&folder);
    assert_eq!(outputs["exit-status"], "0");
    let read = |name: &str| fs::read_to_string(&outputs[name]).expect("written");
    let sarif: Value = serde_json::from_str(&read("sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let json: Value = serde_json::from_str(&read("json")).expect("JSON");
    assert_eq!(json["assessments"][0]["ready"], true);
    assert!(read("junit").starts_with("<?xml") && read("page").to_lowercase().starts_with("<!doctype html>"));
}

#[test]
fn the_action_fails_at_the_lines_that_lack() {
    let folder = within("retail/incomplete");
    let run = check(&folder, &[("program", "retail\npublic-case-study"), ("only", "C-2.3\nC-2.5")]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.lines().any(|line| line.starts_with("::error file=evidence/case-studies/")), "{}", run.out);
    let summary = folder.read("runner/summary");
    assert!(summary.contains("C-2.3") && !summary.contains("C-2.8"), "{summary}");
    assert_eq!(outputs(&folder)["exit-status"], "1");
}

#[test]
fn what_cannot_run_hands_nothing_on() {
    let folder = within("retail/complete");
    for (input, value, told) in [
        ("program", "retial", "did you mean `retail`?"),
        ("program", "$(touch runner/pwned)`touch runner/pwned`\"; touch runner/pwned", "unknown program"),
        ("folder", "--output=runner/pwned", "--output=runner/pwned"),
        ("lang", "de", "de"),
    ] {
        let run = check(&folder, &[(input, value)]);
        assert_eq!((run.status, run.err.contains(told)), (2, true), "{input}: {}", run.err);
        assert_eq!(outputs(&folder), BTreeMap::from([("exit-status".to_owned(), "2".to_owned())]));
        assert_eq!((folder.read("runner/summary").as_str(), folder.path().join("runner/pwned").exists()), ("", false));
    }
}

/// A tool that the step finds instead of the real one.
pub fn tool(folder: &Folder, name: &str, script: &str) {
    folder.write(&format!("tools/{name}"), format!("#!/bin/sh\n{script}\n"));
    let run = finish(Command::new("chmod").arg("+x").arg(folder.path().join("tools").join(name)));
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn the_action_installs_a_release_whose_digest_is_right_or_builds() {
    let folder = Folder::empty();
    assert_eq!(step(&folder, "Install", "", &[]).out, "", "what is on the path is used");
    assert_eq!(folder.read("runner/path"), "");

    let path = format!("{}:/usr/bin:/bin!", folder.path().join("tools").display());
    let inputs = [
        ("${{ github.action_path }}", "/action"),
        ("${{ github.action_repository }}", "partner/competency"),
        ("${{ github.action_ref }}", "v1.2.3"),
        ("${{ runner.os }}-${{ runner.arch }}", "Linux-X64"),
    ];
    let install = || step(&folder, "Install", &path, &inputs);
    // The last two words are the file to write and the address.
    tool(
        &folder,
        "curl",
        "while [ $# -gt 2 ]; do shift; done\necho \"$2\" >> ../asked\ncp \"../../release/${2##*/}\" \"$1\"",
    );
    tool(&folder, "cargo", "echo \"$@\" > ../built");
    folder.write("release/competency", "#!/bin/sh\n");
    let archive = "competency-x86_64-unknown-linux-musl.tar.gz";
    let pack = format!("cd release && tar -czf {archive} competency && sha256sum *.tar.gz > SHA256SUMS");
    assert_eq!(finish(Command::new("sh").current_dir(folder.path()).args(["-c", &pack])).status, 0);
    let run = install();
    assert_eq!(run.status, 0, "{}", run.err);
    let installed = folder.read("runner/path");
    assert!(Path::new(installed.trim()).join("competency").is_file(), "{installed}");
    assert_eq!(
        folder.read("runner/asked").lines().next(),
        Some(&*format!("https://github.com/partner/competency/releases/download/v1.2.3/{archive}"))
    );
    assert!(!folder.path().join("runner/built").exists());

    folder.write(&format!("release/{archive}"), "another");
    let run = install();
    assert_eq!((run.status != 0, folder.read("runner/path").as_str()), (true, ""), "a wrong digest is refused");

    folder.remove("release");
    let run = install();
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(folder.read("runner/built").starts_with("install --locked --path /action --root "));
    assert!(folder.read("runner/path").ends_with("competency-bin/bin\n"));
}

/// The blocks of the guide in one language.
fn snippets(language: &str) -> Vec<String> {
    let guide = text_of("docs/in-a-repository.md");
    let mut blocks: Vec<_> = guide.split("\n```").skip(1).step_by(2).map(str::to_owned).collect();
    blocks.retain(|block| block.starts_with(&format!("{language}\n")));
    blocks.into_iter().map(|block| block[language.len() + 1..].to_owned()).collect()
}

/// A repository with the settings of the guide, one row short.
fn guided() -> Folder {
    let folder = within("retail/complete");
    let settings = folder.read("evidence/competency.toml").replace("[program.retail]\nversion = \"1.0\"\n", "");
    let [policy] = &snippets("toml")[..] else { panic!("one block of settings") };
    let pinned = settings.find("case_studies").map_or(settings.len(), |at| at);
    let (partner, studies) = settings.split_at(pinned);
    let (program, gate) = policy.split_once("\n\n").expect("two tables");
    folder.write("evidence/competency.toml", format!("{partner}{program}\n{studies}\n{gate}"));
    folder.remove("evidence/practice/learning.md");
    folder
}

/// Runs what a snippet says, in its shell.
fn said(folder: &Folder, shell: &str) -> Run {
    finish(&mut on_path(folder.path(), "", "sh", &["-ec", shell]))
}

#[test]
fn the_guide_is_true() {
    let folder = guided();
    let [begin] = &snippets("sh")[..] else { panic!("one command") };
    assert_eq!(said(&folder, begin).status, 0);
    assert!(folder.path().join("competency-baseline.json").is_file());

    let all = snippets("yaml");
    let find = |begin: &str| all.iter().find(|block| block.starts_with(begin)).unwrap_or_else(|| panic!("{begin}"));
    let gitlab = &yaml(find("evidence:"))["evidence"];
    let script: Vec<_> = gitlab["script"].as_array().expect("lines").iter().filter_map(Value::as_str).collect();
    let run = said(&folder, &script.join("\n"));
    assert!(run.status < 2 && run.out.contains("let pass by the baseline"), "{}{}", run.out, run.err);
    let report = gitlab["artifacts"]["reports"]["junit"].as_str().expect("a file");
    assert!(folder.read(report).starts_with("<?xml"));

    let workflow = yaml(find("name: evidence"));
    let steps = workflow["jobs"]["evidence"]["steps"].as_array().expect("steps");
    let used = steps.iter().find(|step| step["id"] == "competency").expect("the action");
    let action = action();
    for input in used["with"].as_object().expect("inputs").keys() {
        assert!(action["inputs"].get(input).is_some(), "{input}");
    }
    for output in find("name: evidence").split("steps.competency.outputs.").skip(1) {
        let name: String = output.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(action["outputs"].get(&name).is_some(), "{name}");
    }

    let hooks = yaml(&text_of(".pre-commit-hooks.yaml"));
    let asked = &yaml(find("repos:"))["repos"][0]["hooks"][0];
    let hook = hooks.as_array().expect("hooks").iter().find(|hook| hook["id"] == asked["id"]).expect("the hook");
    assert_eq!(hook["pass_filenames"], false);
    let args: Vec<_> = asked["args"].as_array().expect("args").iter().filter_map(Value::as_str).collect();
    let run = said(&folder, &format!("{} {}", hook["entry"].as_str().expect("a command"), args.join(" ")));
    assert!(run.status < 2 && run.out.lines().count() == 1, "{}{}", run.out, run.err);

    let [make] = &snippets("make")[..] else { panic!("one rule") };
    let (target, recipe) = make.split_once(": FORCE\n\t").expect("a rule");
    let run = said(&folder, &recipe.lines().next().expect("a line").replace("$@", target));
    assert!(run.status < 2 && folder.read(target).to_lowercase().starts_with("<!doctype html>"), "{}", run.err);
    let again = run_in(folder.path(), &["check", "--as-of", AS_OF, "--quiet", "evidence"]);
    assert!(again.out.contains("23 of 24 met"), "its own page is no evidence: {}", again.out);
}
