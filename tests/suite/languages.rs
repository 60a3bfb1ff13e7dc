//! The command line and what is said of it, in the language of the user.

use std::path::Path;

use walkdir::WalkDir;

use competency::checklist::Library;

use super::folder::{AS_OF, Folder};
use super::run::{Run, binary, finish, run_in};

fn run(args: &[&str]) -> Run {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), args)
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn help_is_in_the_language_asked_for() {
    for language in ["en", "fr", "zh"] {
        let whole = run(&["--help", "--lang", language]);
        assert_eq!((whole.status, whole.err.as_str()), (0, ""));
        let check = run(&["check", "-h", "--lang", language]);
        let joined = format!("--lang={language}");
        for asked in [
            vec!["--lang", language, "help", "check"],
            vec!["help", "check", "--lang", language],
            vec!["help", "--lang", language, "check"],
            vec!["help", "check", &joined],
            vec!["--color=never", "help", "check", "--lang", language],
            vec!["check", "--help", "--lang", language],
            vec!["--lang", language, "check", "--help"],
        ] {
            let help = run(&asked);
            assert_eq!((help.status, help.err.as_str()), (0, ""), "{asked:?}");
            assert_eq!(help.out, check.out, "{asked:?}");
        }
        assert_eq!(run(&["help", "--lang", language]).out, whole.out);
        snapshot(&format!("help_{language}"), &format!("{}\n\n{}", whole.out, check.out));
    }
}

#[test]
fn a_line_that_cannot_be_obeyed_is_refused_in_the_language_asked_for() {
    let mut told = String::new();
    for line in [
        "--lang LANG",
        "chek --lang LANG",
        "check --formt json --lang LANG",
        "check --format jsn --lang=LANG",
        "--lang LANG check --as-of 16.11.2026",
        "check --program --lang LANG",
        "check --quiet --quiet --lang LANG",
        "check -qv --lang LANG",
        "check one two --lang LANG",
        "init --lang LANG",
        "explain --lang LANG",
        "diff a b --as-of 2026-11-16 --lang LANG",
        "check --format json --format human --lang LANG",
        "check --format json --output a --output b --lang LANG",
        "check --format json --output a --format human --output a --lang LANG",
        "check --lang de",
        "help --lang LANG chek",
    ] {
        told.push_str(&["$ competency ", line, "\n"].concat());
        for language in ["en", "fr", "zh"] {
            let line = line.replace("LANG", language);
            let run = run(&line.split(' ').collect::<Vec<_>>());
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{line}");
            told += &run.err;
        }
        told.push('\n');
    }
    snapshot("refused", &told);
}

/// Two Latin words in small letters side by side, beyond quotations, code and commands: names of AWS begin with capitals,
/// so that such a pair in a Chinese sentence is English that nobody has put into Chinese.
fn english_in_chinese(line: &str) -> Option<String> {
    let mut left = String::new();
    let mut rest = line.split("competency ").next().unwrap_or_default();
    while let Some(opening) = rest.find(['“', '`', '"', '[']) {
        let (before, quoted) = rest.split_at(opening);
        let (mark, quoted) = quoted.split_at(quoted.chars().next().map_or(0, char::len_utf8));
        let closing = match mark {
            "“" => "”",
            "[" => "]",
            mark => mark,
        };
        left += before;
        rest = quoted.split_once(closing).map_or("", |(_, after)| after);
    }
    left += rest;
    let is_small = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words: Vec<_> = left.split(' ').collect();
    words.windows(2).find(|pair| pair.iter().all(is_small)).map(|pair| pair.join(" "))
}

#[test]
fn nothing_said_in_chinese_is_left_in_english() {
    let empty = Folder::empty();
    let broken = super::errors::mistakes();
    let mut said = Vec::new();
    for program in Library::shipped().programs() {
        said.push(run(&["explain", program, "--lang", "zh"]).out);
        said.push(run_in(empty.path(), &["check", "--program", program, "--as-of", AS_OF, "--lang", "zh"]).out);
        said.push(run_in(empty.path(), &["init", "--program", program, "--lang", "zh", program]).out);
    }
    said.push(run_in(broken.path(), &["check", "--program", "retail", "--lang", "zh"]).err);
    for command in [
        "check", "score", "init", "explain", "export", "attest", "mail", "bundle", "verify", "diff", "programs",
        "schema",
    ] {
        let help = run(&[command, "--help", "--lang", "zh"]);
        assert_eq!(help.status, 0, "{}", help.err);
        said.push(help.out);
    }
    said.push(run(&["programs", "--lang", "zh"]).out);
    // The lines of the user's own file stand behind a bar.
    let lines = said.iter().flat_map(|said| said.lines()).filter(|line| !line.contains(" | "));
    let english: Vec<_> = lines.filter_map(|line| Some((english_in_chinese(line)?, line))).collect();
    assert!(english.is_empty(), "{english:#?}");
    assert_eq!(english_in_chinese("错误: not valid TOML").as_deref(), Some("not valid"));
}

#[test]
fn french_marks_do_not_stand_alone_on_a_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = ["src/language/messages", "checklists"].into_iter().flat_map(|folder| WalkDir::new(root.join(folder)));
    let mut files: Vec<_> = texts.map(|entry| entry.expect("readable").into_path()).collect();
    // The phrases of substance.yaml are those that people leave in.
    files.retain(|file| file.extension().is_some_and(|it| it == "yaml") && !file.ends_with("substance.yaml"));
    for file in files {
        for line in std::fs::read_to_string(&file).expect("readable").lines() {
            let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
            let loose = [" ;", " !", " ?", " :", " »", "« "].into_iter().find(|mark| prose.contains(mark));
            assert!(loose.is_none() || line.starts_with('#'), "{}: {loose:?}: {line}", file.display());
        }
    }
}

#[test]
fn what_the_system_refuses_is_said_in_the_language_asked_for() {
    let folder = Folder::copy_of("retail/complete");
    folder.write("taken", "");
    for (language, why) in [("en", "it does not exist"), ("fr", "introuvable"), ("zh", "不存在")] {
        let args = ["check", "--program", "retail", "--lang", language, "--output", "no/such/folder/out.txt", "."];
        let run = run_in(folder.path(), &args);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("no/such/folder/out.txt") && run.err.contains(why), "{}", run.err);
        let run = run_in(folder.path(), &["init", "--program", "retail", "--lang", language, "taken/below"]);
        assert_eq!((run.status, run.err.contains("os error")), (2, false), "{}", run.err);
    }
}

#[test]
fn the_locale_decides_by_the_order_of_posix_and_lang_wins() {
    let french = "Utilisation";
    for (set, args, begins) in [
        (&[][..], &[][..], "Usage"),
        (&[("LANG", "fr_FR.UTF-8")], &[], french),
        (&[("LANG", "C")], &[], "Usage"),
        (&[("LANG", "de_DE.UTF-8")], &[], "Usage"),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "fr_CA")], &[], french),
        (&[("LANG", "fr_FR"), ("LC_MESSAGES", "fr_FR"), ("LC_ALL", "POSIX")], &[], "Usage"),
        (&[("LC_MESSAGES", "zh_CN"), ("LC_ALL", "fr_BE.UTF-8")], &[], french),
        (&[("LC_ALL", ""), ("LANG", "fr_FR.UTF-8")], &[], french),
        (&[("LANG", "zh_TW.UTF-8")], &[], "用法"),
        (&[("LC_ALL", "zh_CN.UTF-8")], &["--lang", "fr"], french),
        (&[("LC_ALL", "zh_CN.UTF-8")], &["--lang=fr"], french),
        (&[("LC_ALL", "zh_CN.UTF-8")], &["a", "b", "--", "--lang=fr"], "用法"),
    ] {
        let help = finish(binary().envs(set.iter().copied()).args(["explain"]).args(args)).err;
        assert!(help.lines().last().is_some_and(|line| line.starts_with(begins)), "{set:?} {args:?}: {help}");
    }
}
