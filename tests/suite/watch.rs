//! `watch`: after every save it says what changed, and goes on. Saves are renamed into place, so that none is seen half.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::escaping;
use super::folder::{AS_OF, Folder};
use super::own_program;
use super::run::{binary, finish};

/// Nothing takes so long: whoever waits longer waits in vain.
const IN_VAIN: Duration = Duration::from_mins(2);

/// A folder that is being watched, and what is said of it line by line.
struct Watching {
    process: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn of(folder: &Folder, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_competency"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        command.env("COLUMNS", "80").env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
        command.current_dir(folder.path()).arg("watch").args(args);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let (sender, lines) = channel();
        hand_on(process.stdout.take().expect("piped"), sender.clone());
        hand_on(process.stderr.take().expect("piped"), sender);
        Self { process, lines }
    }

    /// What is said up to the first line that begins so.
    fn until(&self, beginning: &str) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(IN_VAIN).unwrap_or_else(|_| panic!("no {beginning:?} after {said}"));
            said += &(line.clone() + "\n");
            if line.starts_with(beginning) {
                return said;
            }
        }
    }

    /// What is said to the end, and the exit status.
    fn rest(mut self) -> (String, Option<i32>) {
        let said = std::iter::from_fn(|| self.lines.recv_timeout(IN_VAIN).ok()).map(|line| line + "\n").collect();
        (said, self.process.wait().expect("it ends").code())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn hand_on(stream: impl Read + Send + 'static, sender: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { return };
            if sender.send(line).is_err() {
                return;
            }
        }
    });
}

/// Saves a file as an editor does: beside it, and then renamed.
fn save(folder: &Folder, path: &str, text: impl AsRef<[u8]>) {
    folder.write("being saved", text);
    std::fs::rename(folder.path().join("being saved"), folder.path().join(path)).expect("saved");
}

const LIGHTHOUSE: [&str; 7] =
    ["--checklists", "checklists", "--program", "lighthouse", "--as-of", "2026-06-01", "evidence"];

const PARTNER: &str = "[partner]\nname = \"Keepers\"\nlamps = ";

#[test]
fn every_save_is_told_by_what_it_changes() {
    let folder = own_program::evidence();
    let watching = Watching::of(&folder, &LIGHTHOUSE);
    assert_eq!(
        watching.until("Watching"),
        "READY — 2 of 2 met, 0 not met, 0 not applicable\n\
         Watching evidence. It is judged again after every save; Ctrl-C ends this.\n"
    );

    save(&folder, "evidence/competency.toml", format!("{PARTNER}1\n"));
    insta::assert_snapshot!("lost", watching.until("NOT READY"));
    save(&folder, "evidence/competency.toml", format!("{PARTNER}2\n"));
    insta::assert_snapshot!("gained", watching.until("READY"));
    save(&folder, "evidence/competency.toml", format!("{PARTNER}2\n"));
    assert_eq!(watching.until("Read again"), "Read again: nothing changed.\n");

    // What nobody reads is not told, and what is read comes after it.
    folder.write("evidence/.git/index", "x");
    folder.write("evidence/.DS_Store", "x");
    save(&folder, "evidence/competency.toml", "[partner\n");
    let said = watching.until("error: 1 mistake");
    assert!(said.contains("--> competency.toml:1:9"), "{said}");
    save(&folder, "evidence/competency.toml", format!("{PARTNER}2\n"));
    let same = "Read again: nothing changed.\nREADY — 2 of 2 met, 0 not met, 0 not applicable\n";
    assert_eq!(watching.until("READY"), same);

    let checklist = folder.read("checklists/lighthouse.yaml");
    save(&folder, "checklists/lighthouse.yaml", checklist.replace("at_least: 2", "at_least: 3"));
    assert!(watching.until("NOT READY").contains("L-1  Lamps: Met → Not met"));

    std::fs::rename(folder.path().join("evidence"), folder.path().join("moved")).expect("moved");
    let (said, status) = watching.rest();
    assert_eq!(status, Some(2));
    assert_eq!(
        said,
        "error: the folder evidence is no longer there\n\
         help: if it was moved or renamed, start `competency watch` again with its new path\n"
    );
}

#[test]
fn what_changed_is_told_in_every_language() {
    for (language, ready) in [("fr", "PAS PRÊT"), ("zh", "尚不可提交")] {
        let folder = own_program::evidence();
        let watching = Watching::of(&folder, &[&LIGHTHOUSE[..], &["--lang", language]].concat());
        let begun = watching.lines.recv_timeout(IN_VAIN).expect("the result");
        let begun = begun + "\n" + &watching.lines.recv_timeout(IN_VAIN).expect("what to do") + "\n";
        folder.remove("evidence/case-studies/north/case-study.md");
        insta::assert_snapshot!(format!("lost_{language}"), begun + &watching.until(ready));
    }
}

#[test]
fn a_folder_is_looked_at_where_nobody_tells_of_changes() {
    let folder = own_program::evidence();
    let watching = Watching::of(&folder, &[&LIGHTHOUSE[..], &["--poll"]].concat());
    watching.until("Watching");
    folder.write("evidence/practice/new.md", "# New\n");
    assert_eq!(watching.until("Read again"), "Read again: nothing changed.\n");
}

#[test]
fn a_beginning_with_mistakes_is_a_beginning() {
    let folder = own_program::evidence();
    folder.write("evidence/case-studies/north/case-study.md", "---\nlit: soon\n---\n");
    let watching = Watching::of(&folder, &LIGHTHOUSE);
    assert!(watching.until("error: 1 mistake").contains("case-study.md:2:6"));
    watching.until("Watching");
    save(&folder, "evidence/case-studies/north/case-study.md", "---\nlit: 2026-02-01\n---\n");
    assert_eq!(watching.until("NOT READY"), "NOT READY — 1 of 2 met, 1 not met, 0 not applicable\n");
}

#[test]
fn what_cannot_be_watched_is_refused_as_check_refuses_it() {
    let folder = own_program::evidence();
    let own = ["--checklists", "checklists", "--program"];
    for args in [
        &["lighthouse", "evidense"][..],
        &["lighthose", "evidence"],
        &["lighthouse", "--case-study", "south", "evidence"],
        &["lighthouse", "--fail-on", "prerequisite", "evidence"],
    ] {
        let refused = |command| {
            let mut run = binary();
            finish(run.timeout(IN_VAIN).current_dir(folder.path()).arg(command).args(own).args(args))
        };
        let (watch, check) = (refused("watch"), refused("check"));
        assert_eq!((watch.status, watch.out.as_str()), (2, ""), "{args:?}");
        assert_eq!(watch.err, check.err, "{args:?}");
    }
}

#[test]
fn hostile_words_are_handed_on_as_words_and_private_names_are_not() {
    let folder = escaping::called("a\u{1b}[2Jb\n::error::no");
    let args = ["--program", "retail", "--as-of", AS_OF, "evidence"];
    let watching = Watching::of(&folder, &args);
    let redacted = Watching::of(&folder, &[&args[..], &["--redact"]].concat());
    let begun = redacted.until("Watching");
    assert!(begun.contains("Watching …."), "{begun}");
    watching.until("Watching");
    let facts = folder.read("evidence/case-studies/one/case-study.toml");
    save(&folder, "evidence/case-studies/one/case-study.toml", facts + "delivery = \"project\"\n");
    let said = watching.until("NOT READY");
    assert!(said.contains("case-studies/one/"), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains("\n::error"), "{said}");
    let said = redacted.until("NOT READY");
    assert!(said.contains("Changed verdicts") || said.contains("New gaps"), "{said}");
    assert!(!said.contains("case-studies/one/") && !said.contains("2Jb"), "{said}");
}
