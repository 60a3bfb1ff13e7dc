//! The command line and what is said of it, in the language of the user.

use std::path::Path;

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
        assert_eq!(check.out, run(&["--lang", language, "help", "check"]).out);
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
    ] {
        told += &format!("$ competency {line}\n");
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
