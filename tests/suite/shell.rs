//! `completions` and `man`: what a shell and `man` are told is what the program takes, in the user's language.

use std::fs;

use super::folder::Folder;
use super::run::{binary, finish, run_in};

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// The commands that the help lists.
fn commands(folder: &Folder) -> Vec<String> {
    let help = run_in(folder.path(), &["--help"]).out;
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands")).skip(1);
    let terms = listed.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    terms.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_shell_is_told_every_command_and_no_hidden_one() {
    let folder = Folder::empty();
    let commands = commands(&folder);
    assert!(commands.len() > 15, "{commands:?}");
    for shell in SHELLS {
        let run = run_in(folder.path(), &["completions", shell]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{shell}");
        for command in &commands {
            assert!(run.out.contains(command.as_str()), "{shell} lacks {command}");
        }
        assert!(!run.out.contains(competency::reader::READ_APART), "{shell}");
    }
    assert!(run_in(folder.path(), &["completions", "zsh", "--lang", "fr"]).out.contains("dossier de preuves"));
    assert_eq!(run_in(folder.path(), &["completions", "cmd"]).status, 2);
}

/// What Bash proposes for the last of these words.
#[cfg(unix)]
fn proposed(folder: &Folder, words: &[&str]) -> Vec<String> {
    let script = run_in(folder.path(), &["completions", "bash"]).out;
    folder.write("completions.bash", script);
    let ask = format!(
        "source completions.bash; COMP_WORDS=({}); COMP_CWORD={}; _competency competency '{}' '{}'; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words.join(" "),
        words.len() - 1,
        words[words.len() - 1],
        words[words.len() - 2],
    );
    let run = finish(assert_cmd::Command::new("bash").current_dir(folder.path()).args(["--norc", "-c", &ask]));
    run.out.lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_values() {
    let folder = Folder::empty();
    assert_eq!(proposed(&folder, &["competency", "ver"]), ["verify"]);
    assert_eq!(proposed(&folder, &["competency", "check", "--upd"]), ["--update-baseline"]);
    assert_eq!(proposed(&folder, &["competency", "check", "--format", "ju"]), ["junit"]);
    assert_eq!(proposed(&folder, &["competency", "export", "--program", "ret"]), ["retail"]);
}

#[test]
fn a_page_has_its_sections_in_the_language_asked_for() {
    let folder = Folder::empty();
    for (language, purpose, example) in [
        ("en", "Judge an evidence folder", "competency check \\-\\-program retail ./evidence"),
        ("fr", "Évalue un dossier de preuves", "competency check \\-\\-program retail ./dossier"),
        ("zh", "评估证明材料文件夹", "competency check \\-\\-program retail ./evidence"),
    ] {
        let page = run_in(folder.path(), &["man", "check", "--lang", language]);
        assert_eq!((page.status, page.err.as_str()), (0, ""));
        let after = |heading: &str| {
            let (_, below) = page.out.split_once(&format!(".SH {heading}\n")).unwrap_or_else(|| panic!("{heading}"));
            below.lines().find(|line| !line.starts_with('.')).unwrap_or_default()
        };
        assert!(after("NAME").starts_with("competency\\-check \\- "), "{}", after("NAME"));
        assert!(after("NAME").contains(purpose), "{}", after("NAME"));
        assert_eq!(after("EXAMPLES"), example);
        assert!(after("\"EXIT STATUS\"").starts_with('0'), "{}", after("\"EXIT STATUS\""));
        assert_eq!(page.out.matches("junit").count(), 1, "each value once: {}", page.out);
    }
}

#[test]
fn every_command_has_its_page_in_a_folder() {
    let folder = Folder::empty();
    let run = run_in(folder.path(), &["man", "--output", "share/man1"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let written = fs::read_dir(folder.path().join("share/man1")).expect("written");
    let mut pages: Vec<_> =
        written.map(|page| page.expect("readable").file_name().into_string().expect("UTF-8")).collect();
    let mut wanted: Vec<_> = commands(&folder).iter().map(|command| format!("competency-{command}.1")).collect();
    wanted.retain(|page| page != "competency-help.1");
    wanted.push("competency.1".to_owned());
    pages.sort();
    wanted.sort();
    assert_eq!(pages, wanted);
    assert_eq!(folder.read("share/man1/competency-check.1"), run_in(folder.path(), &["man", "check"]).out);
}

#[test]
fn a_page_that_is_not_there_is_refused_with_the_nearest() {
    let run = run_in(Folder::empty().path(), &["man", "chek"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: unknown command `chek`\nhelp: did you mean `check`?\n");
    let hidden = finish(binary().args(["man", competency::reader::READ_APART]));
    assert_eq!(hidden.status, 2);
}
