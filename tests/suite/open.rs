//! `open`: the page is written where it is no evidence, and handed to a browser.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::folder::{AS_OF, Folder};
use super::run::{Run, binary, finish};

/// A program that writes down what it is to open.
fn browser(folder: &Folder, name: &str) -> String {
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n", folder.path().join("opened").display());
    folder.write(name, script);
    let file = folder.path().join(name);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("made a program");
    file.display().to_string()
}

/// Opens the example that lies in `evidence/` there, with these variables alone.
fn open(folder: &Folder, variables: &[(&str, &str)], more: &[&str]) -> Run {
    let mut command = binary();
    for name in ["BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"] {
        command.env_remove(name);
    }
    command.env("XDG_CACHE_HOME", folder.path().join("cache")).envs(variables.iter().copied());
    let asked = ["open", "--program", "partner-central-registration", "--as-of", AS_OF, "evidence"];
    finish(command.current_dir(folder.path()).args(asked).args(more))
}

fn evidence(example: &str) -> Folder {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of(example).path(), folder.path().join("evidence")).expect("moved");
    folder
}

/// The path that is printed last.
fn printed(run: &Run) -> &str {
    run.out.lines().last().expect("a path")
}

#[test]
fn the_page_is_kept_outside_the_evidence_and_handed_to_the_browser() {
    let folder = evidence("partner-central-registration/complete");
    let fake = browser(&folder, "fake browser/browse").replace("fake browser/browse", "browse");
    std::fs::rename(folder.path().join("fake browser/browse"), folder.path().join("browse")).expect("moved");
    let run = open(&folder, &[("BROWSER", &format!("no-such-browser:{fake} --new %s"))], &[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.starts_with("READY — 7 of 7 met"), "{}", run.out);
    let page = printed(&run);
    assert_eq!(folder.read("opened"), format!("--new\nfile://{page}\n"));
    let html = std::fs::read_to_string(page).expect("written");
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("Brisebois Nuage"), "{}", &html[..80]);
    let pages = Path::new(page).parent().expect("a folder");
    assert_eq!(pages, folder.path().canonicalize().expect("there").join("cache/competency/pages"));
    assert_eq!(pages.metadata().expect("there").permissions().mode() & 0o777, 0o700);
    assert_eq!(printed(&open(&folder, &[("BROWSER", &fake)], &[])), page, "the same place again");
}

#[test]
fn without_a_browser_the_path_is_told_and_the_status_is_that_of_check() {
    let folder = evidence("partner-central-registration/incomplete");
    let no_screen = open(&folder, &[], &[]);
    assert_eq!(no_screen.status, 1);
    assert!(no_screen.out.starts_with("NOT READY") && Path::new(printed(&no_screen)).is_file(), "{}", no_screen.out);
    assert!(no_screen.err.starts_with("no browser was started, as there is no screen here"), "{}", no_screen.err);
    for nothing in [&[("BROWSER", "no-such-browser:false")][..], &[("DISPLAY", ":99"), ("PATH", "/nonexistent")]] {
        let run = open(&folder, nothing, &[]);
        assert_eq!((run.status, run.out.as_str()), (1, no_screen.out.as_str()));
        assert!(run.err.starts_with("no browser could be started: open this file"), "{nothing:?}: {}", run.err);
    }
    let french = open(&folder, &[], &["--lang", "fr"]);
    assert!(french.err.starts_with("aucun navigateur n’a été lancé"), "{}", french.err);
}

#[test]
fn the_system_opens_it_where_no_browser_is_named_whatever_it_is_called() {
    let folder = evidence("partner-central-registration/complete");
    browser(&folder, "bin/xdg-open");
    let path = format!("{}:/usr/bin:/bin", folder.path().join("bin").display());
    for name in ["a b#c?d%e'\"$(x);&.html", "-version", "公\u{1b}[2J.html"] {
        let run = open(&folder, &[("DISPLAY", ":99"), ("PATH", &path)], &[&format!("--output={name}")]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{name:?}");
        let file = folder.path().canonicalize().expect("there").join(name);
        assert!(file.is_file(), "{name:?}");
        assert_eq!(folder.read("opened"), format!("{}\n", file.display()), "{name:?}");
        assert!(!run.out.contains('\u{1b}'), "{name:?}");
    }
}

#[test]
fn what_cannot_be_judged_or_written_opens_nothing() {
    let folder = evidence("partner-central-registration/complete");
    let fake = browser(&folder, "browse");
    for (more, why) in [
        (&["--case-study", "south"][..], "unknown case study `south`"),
        (&["--output", "no/such/folder/page.html"], "no/such/folder/page.html"),
    ] {
        let run = open(&folder, &[("BROWSER", &fake)], more);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{more:?}");
        assert!(run.err.contains(why), "{}", run.err);
    }
    assert!(!folder.path().join("opened").exists());
}
