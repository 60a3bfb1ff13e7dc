//! `attest`: what is added, what stands as it stood, and what is refused.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use super::attestations::entry;
use super::escaping::{BREAKING, HOSTILE};
use super::folder::{AS_OF, Folder};
use super::run::{Run, binary, finish, run_in};

const FILE: &str = "attestations.toml";
const WORDS: &str = "I read the program guide from first to last page on 10 November 2026.";

fn attest(folder: &Folder, args: &[&str]) -> Run {
    run_in(folder.path(), &[&["attest"], args, &["--as-of", AS_OF]].concat())
}

/// Attests that the guide was read, for which the example lacks a word.
fn read_guide(folder: &Folder) -> Run {
    attest(
        folder,
        &["P-1.1", ".", "--program", "retail", "--who", "Sofie van Leent", "--role", "Lead", "--statement", WORDS],
    )
}

/// A folder with the settings alone, which is read soonest.
fn bare() -> Folder {
    let folder = Folder::empty();
    folder.write("competency.toml", "[program.retail]\n");
    folder.write(FILE, "# Nobody attests anything yet.\n");
    folder
}

/// What the file says beyond the example's, which stands in it as it was.
fn added(folder: &Folder, before: &[u8]) -> String {
    let after = fs::read(folder.path().join(FILE)).expect("readable");
    assert!(after.starts_with(before), "what stood there is changed");
    String::from_utf8(after[before.len()..].to_vec()).expect("UTF-8")
}

#[test]
fn a_word_is_added_and_the_row_is_judged_again() {
    let folder = Folder::copy_of("retail/incomplete");
    let before = folder.read(FILE);
    let run = read_guide(&folder);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out, "attestation added: ./attestations.toml:31\nP-1.1  Program guide read: Not met → Met\n");
    assert!(run.err.starts_with("P-1.1  Program guide read: Not met\n"), "{}", run.err);
    assert!(run.err.contains("P-1.1.read: A named person attests that the guide"), "{}", run.err);
    let days = "role = \"Lead\"\ndate = 2026-11-16";
    let more = format!("who = \"Sofie van Leent\"\n{days}\nstatement = \"{WORDS}\"");
    assert_eq!(added(&folder, before.as_bytes()), entry("retail", "P-1.1", "partner", &more));

    let args = ["c-2.6.DELIVERED", ".", "--subject", "yunhe-supermarkets", "--who", "Sofie VAN LEENT", "--role", "CIO"];
    let more =
        ["--date", "2026-10-01", "--until", "2027-09-30", "--statement", "The runbook was among the deliverables."];
    let run = attest(&folder, &[&args[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains("C-2.6  Runbooks: still Not met\n  ✗ [harbour-and-hale] runbook.md refers to"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("yunhe"), "it is attested: {}", run.out);
    assert!(run.out.contains("• Sofie VAN LEENT attests in two roles, “CIO” here and “Lead”"), "{}", run.out);
    assert!(folder.read(FILE).contains("\nrequirement = \"C-2.6.delivered\"\n"), "as the checklist writes it");
    assert!(folder.read(FILE).contains("\nuntil = 2027-09-30\n"));
}

#[test]
fn from_a_new_folder_to_what_was_sent() {
    let folder = Folder::empty();
    let init = run_in(folder.path(), &["init", "--program", "retail", "--case-study", "one", "."]);
    assert_eq!(init.status, 0, "{}", init.err);
    let before = folder.read(FILE);
    for (key, words) in [("P-1.1", WORDS), ("P-4.1.sent", "I sent it to AWS on 12 November 2026.")] {
        let run =
            attest(&folder, &[key, ".", "--who", "A", "--role", "B", "--date", "2026-11-12", "--statement", words]);
        assert_eq!((run.status, run.out.contains(FILE)), (0, true), "{}", run.err);
    }
    assert_eq!(added(&folder, before.as_bytes()).matches("[[attestation]]").count(), 2);
    let asked = ["C-2.6", ".", "--subject", "one", "--who", "A", "--role", "B", "--statement", WORDS];
    assert_eq!(attest(&folder, &asked).status, 0);
    assert_eq!(run_in(folder.path(), &["check", "--quiet", "--as-of", AS_OF, "."]).status, 1);
}

#[test]
fn a_case_study_that_is_not_submitted_yet_is_said_to_be_so() {
    let folder = Folder::copy_of("retail/complete");
    let asked = ["C-2.6", ".", "--subject", "orchard-outdoor", "--who", "A", "--role", "B", "--statement", WORDS];
    let run = attest(&folder, &asked);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.ends_with("• orchard-outdoor is not submitted to retail: it counts once it is\n"), "{}", run.out);
}

#[test]
fn what_cannot_count_is_refused_and_nothing_is_written() {
    let folder = Folder::copy_of("retail/incomplete");
    let before = folder.read(FILE);
    let known = ["--who", "Wei Tan", "--role", "Lead", "--statement", WORDS];
    let full = |more: &[&'static str]| [&["C-2.6", ".", "--subject", "yunhe-supermarkets"], more].concat();
    let standing = before.lines().rfind(|line| line.starts_with("statement = ")).expect("one");
    let standing = standing.trim_start_matches("statement = \"").trim_end_matches('"');
    let again = ["C-2.6", ".", "--subject", "maison-tilleul", "--who", "Claire Vasseur", "--date", "2025-12-04"];
    let again = [&again[..], &["--role", "Architecte principale, Quayside Cloud", "--statement", standing]].concat();
    for (args, says) in [
        (vec!["C-2.66", "."], "unknown requirement `C-2.66`\nhelp: did you mean `C-2.6`?"),
        (vec!["C-2.6.delivred", "."], "unknown criterion `C-2.6.delivred`\nhelp: did you mean `C-2.6.delivered`?"),
        (
            vec!["C-2.3", "."],
            "C-2.3 is not judged by anybody’s word; nothing was written\nhelp: to pass: Every component",
        ),
        (vec!["C-2.6.troubleshooting", "."], "help: to pass: each submitted case study"),
        (vec!["C-2.5.within-rto", "."], "error: C-2.5.within-rto is not judged by anybody’s word"),
        (
            vec!["C-2.6", "."],
            "still missing: --subject, --who, --role, --statement\nhelp: at a terminal they are asked",
        ),
        (vec!["P-1.1", ".", "--who", "Wei Tan"], "still missing: --role, --statement"),
        (
            [&["C-2.6", ".", "--subject", "yunhe"], &known[..]].concat(),
            "unknown case study `yunhe`\nhelp: one of: harbour-and-hale",
        ),
        ([&["C-2.6", ".", "--subject", "partner"], &known[..]].concat(), "C-2.6 is attested for a case study"),
        ([&["P-1.1", ".", "--subject", "freshlane"], &known[..]].concat(), "P-1.1 is attested once for the partner"),
        (full(&["--who", "", "--role", "b", "--statement", WORDS]), "nothing is given: name of the attesting person"),
        (full(&["--who", "TBD", "--role", "b", "--statement", WORDS]), "“TBD” is template text (name of"),
        (full(&["--who", "a", "--role", "[X]", "--statement", WORDS]), "“[X]” is template text (role of"),
        (
            full(&["--who", "a", "--role", "b", "--statement", "Lorem ipsum dolor sit amet five"]),
            "template text (statement)",
        ),
        (full(&["--who", "a", "--role", "b", "--statement", "It was done."]), "a statement of 3 words says too little"),
        (full(&["--who", "a", "--role", "b", "--statement", " \n "]), "nothing is given: statement"),
        (
            [full(&known), vec!["--date", "2026-11-17"]].concat(),
            "2026-11-17 is after the day of the assessment, 2026-11-16",
        ),
        (
            [full(&known), vec!["--until", "2026-11-15"]].concat(),
            "the last day, 2026-11-15, is before the date, 2026-11-16",
        ),
        ([full(&known), vec!["--date", "16.11.2026"]].concat(), "`16.11.2026` cannot be the value of `--date`"),
        (
            [full(&known), vec!["--program", "retial"]].concat(),
            "unknown program `retial`\nhelp: did you mean `retail`?",
        ),
        (again, "Claire Vasseur attests this already in attestations.toml:29; nothing was written"),
        (vec!["C-2.6", "statements.md"], "statements.md is a file, not a folder"),
        (vec!["C-2.6", "nowhere"], "there is no folder nowhere"),
    ] {
        let run = attest(&folder, &args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
        assert_eq!(folder.read(FILE), before, "{args:?}");
    }
    let run = run_in(folder.path(), &["attest", "P-1.1", ".", "--lang", "zh"]);
    assert!(
        run.err.ends_with("错误: 缺少：--who、--role、--statement\n提示: 在终端中运行时会逐项询问\n"),
        "{}",
        run.err
    );
    let run = run_in(folder.path(), &["attest", "C-2.3", ".", "--lang", "fr"]);
    assert!(
        run.err.starts_with("erreur\u{a0}: C-2.3 ne s’évalue pas sur parole\u{a0}; rien n’a été écrit\n"),
        "{}",
        run.err
    );
}

#[test]
fn a_date_to_come_is_taken_as_of_a_later_day() {
    let folder = bare();
    let asked = ["attest", "P-1.1", ".", "--who", "A", "--role", "B", "--date", "2031-01-02", "--statement", WORDS];
    assert_eq!(run_in(folder.path(), &[&asked[..], &["--as-of", "2031-01-01"]].concat()).status, 2);
    assert_eq!(run_in(folder.path(), &[&asked[..], &["--as-of", "2031-01-02"]].concat()).status, 0);
}

#[test]
fn what_is_piped_in_is_no_answer() {
    let folder = bare();
    let mut command = binary();
    command
        .current_dir(folder.path())
        .args(["attest", "P-1.1", ".", "--as-of", AS_OF])
        .write_stdin("A\nB\n\n\nwords\n");
    let run = finish(&mut command);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("still missing: --who, --role, --statement"), "{}", run.err);
}

#[test]
fn several_pinned_programs_with_the_row_must_be_told_apart() {
    let folder = Folder::copy_of("retail/incomplete");
    let twin = include_str!("../../checklists/retail/1.0.yaml").replacen("program: retail", "program: twin", 1);
    folder.write("own/twin.yaml", twin.replacen("- key: P-1.1\n", "- key: P-1.9\n", 1));
    let settings = format!("checklists = \"own\"\n{}\n[program.twin]\n", folder.read("competency.toml"));
    folder.write("competency.toml", settings);
    let run = attest(&folder, &["C-2.6", ".", "--who", "A"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("several programs have a row `C-2.6`\nhelp: choose one with --program: "), "{}", run.err);
    let run = read_guide(&folder);
    assert_eq!(run.status, 0, "one of them alone has it: {}", run.err);
    let run = attest(&folder, &["C-99", "."]);
    assert!(run.err.contains("unknown requirement `C-99`"), "{}", run.err);
}

#[test]
fn lines_end_as_they_did_and_an_open_line_is_ended() {
    let words = "who = \"A\"\nrole = \"B\"\ndate = 2026-01-01\nstatement = \"We wrote it.\"";
    let example = format!("# Who stands behind what.\n{}", entry("retail", "P-4.1", "partner", words));
    for (before, gap, end) in [
        (example.replace('\n', "\r\n"), "\r\n", "\r\n"),
        (example.replace('\n', "\r\n") + "# the end", "\r\n\r\n", "\r\n"),
        (example.trim_end().to_owned(), "\n\n", "\n"),
        (example.clone() + "\n", "", "\n"),
        (format!("\u{feff}{example}"), "\n", "\n"),
        (String::new(), "", "\n"),
        ("# Nothing yet".to_owned(), "\n\n", "\n"),
    ] {
        let folder = bare();
        folder.write(FILE, &before);
        let run = read_guide(&folder);
        assert_eq!(run.status, 0, "{}", run.err);
        let new = added(&folder, before.as_bytes());
        assert!(new.starts_with(&format!("{gap}[[attestation]]{end}program = \"retail\"{end}")), "{new:?}");
        assert_eq!(new.matches('\n').count(), new.matches(end).count(), "{new:?}");
        let line = folder.read(FILE).lines().take_while(|line| *line != "who = \"Sofie van Leent\"").count() - 3;
        assert!(run.out.contains(&format!("./attestations.toml:{line}\n")), "{}", run.out);
    }
    let folder = bare();
    folder.remove(FILE);
    assert_eq!(read_guide(&folder).status, 0);
    assert!(folder.read(FILE).starts_with("[[attestation]]\n"));
}

#[test]
fn a_file_that_cannot_be_added_to_stays_as_it_is() {
    let one = "program=\"retail\"\nrequirement=\"P-4.1\"\nwho=\"B\"\nrole=\"L\"\ndate=2026-01-01\nstatement=\"We read all of it.\"\n";
    let utf16 = |text: &str| [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    for (before, says) in [
        (utf16(&format!("[[attestation]]\n{one}")), "attestations.toml is not in UTF-8: save it as UTF-8 first"),
        (b"# r\xe9sum\xe9\n".to_vec(), "attestations.toml is not in UTF-8"),
        (
            format!("attestation = [{{{}}}]\n", one.trim_end().replace('\n', ", ")).into_bytes(),
            "nothing can be added to",
        ),
        (format!("[attestation]\n{one}").into_bytes(), "write each attestation there under a heading [[attestation]]"),
        (b"[[attestation]]\nwho = \"\"\"open\n".to_vec(), "--> attestations.toml:3:"),
        (b"[[attestation]]\nwhom = \"B\"\n".to_vec(), "did you mean `who`?"),
        (format!("[[attestation]]\n{}", one.replace("P-4.1", "P-4.9")).into_bytes(), "unknown requirement `P-4.9`"),
    ] {
        let folder = bare();
        folder.write(FILE, &before);
        let run = read_guide(&folder);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{says}");
        assert!(run.err.contains(says), "{}", run.err);
        assert_eq!(fs::read(folder.path().join(FILE)).expect("readable"), before);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_or_into_what_is_no_file() {
    use std::os::unix::fs::symlink;
    let outside = Folder::empty();
    outside.write("elsewhere.toml", "");
    for target in ["elsewhere.toml", "not-there.toml"] {
        let folder = bare();
        folder.remove(FILE);
        symlink(outside.path().join(target), folder.path().join(FILE)).expect("made");
        let run = read_guide(&folder);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("attestations.toml is not read: symbolic links are not followed"), "{}", run.err);
        assert_eq!(fs::read_dir(outside.path()).expect("readable").count(), 1);
        assert_eq!(outside.read("elsewhere.toml"), "");
    }
    let folder = bare();
    folder.remove(FILE);
    folder.write("attestations.toml/kept.md", "");
    assert_eq!(read_guide(&folder).status, 2);
}

#[test]
fn runs_at_once_lose_nothing() {
    let folder = bare();
    let before = folder.read(FILE);
    let run = |number: usize| {
        let who = format!("Person {number}");
        let asked = ["P-1.1", ".", "--who", &who, "--role", "Lead", "--statement", WORDS];
        assert_eq!(attest(&folder, &asked).status, 0);
    };
    std::thread::scope(|scope| (0..6).for_each(|number| drop(scope.spawn(move || run(number)))));
    let new = added(&folder, before.as_bytes());
    assert!((0..6).all(|number| new.contains(&format!("who = \"Person {number}\"\n"))), "{new}");
    assert_eq!(new.matches("[[attestation]]").count(), 6);
}

#[cfg(target_os = "linux")]
#[test]
fn where_there_is_no_room_nothing_is_written() {
    let folder = bare();
    let before = "# Who stands behind what.\n".repeat(100);
    folder.write(FILE, &before);
    let line = format!(
        "trap '' XFSZ; ulimit -f 1; {} attest P-1.1 . --who A --role B --statement '{WORDS}'",
        env!("CARGO_BIN_EXE_competency")
    );
    let mut shell = assert_cmd::Command::new("sh");
    shell.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR")).env("LC_ALL", "C");
    let run = finish(shell.current_dir(folder.path()).args(["-c", &line]));
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("error: ./attestations.toml: "), "{}", run.err);
    assert_eq!(folder.read(FILE), before);
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("readable").map(|entry| entry.expect("one").file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".tmp")), "{left:?}");
}

#[test]
fn words_that_a_format_obeys_are_written_as_words() {
    let folder = bare();
    for words in
        HOSTILE.into_iter().chain(BREAKING).chain(["''' \"\"\"", "]]\n[[attestation]]\nwho = 1", "\u{7f}\u{0}\u{85}"])
    {
        let statement = format!("{words} {WORDS}");
        let asked = [("who", words), ("role", words), ("statement", &statement)];
        let asked = asked.map(|(name, words)| format!("--{name}={words}"));
        let asked = [&["P-1.1", "."][..], &asked.each_ref().map(String::as_str)].concat();
        // The system takes no such character in an argument.
        if words.contains('\0') {
            continue;
        }
        let run = attest(&folder, &asked);
        assert_eq!(run.status, 0, "{words:?}: {}", run.err);
        for character in ['\u{1b}', '\u{202e}', '\r'] {
            assert!(!run.out.contains(character) && !folder.read(FILE).contains(character), "{words:?}");
        }
        let check = run_in(folder.path(), &["check", "--only", "P-1.1", "--format", "json", "--as-of", AS_OF, "."]);
        let told: Value = serde_json::from_str(&check.out).expect("JSON");
        let last = told["assessments"][0]["attestations"].as_array().expect("some").last().expect("one").clone();
        let read = ["who", "role", "statement"].map(|field| last[field].as_str().expect("a text").to_owned());
        assert_eq!(read, [words.to_owned(), words.to_owned(), statement.clone()]);
    }
}

#[test]
fn the_runner_of_github_obeys_no_attestation() {
    let folder = Folder::copy_of("retail/complete");
    let mut command = binary();
    command.env("GITHUB_ACTIONS", "true").current_dir(folder.path());
    let command = command.args(["attest", "P-1.1", ".", "--as-of", AS_OF, "--who", "Sofie van Leent"]);
    let run = finish(command.args(["--role", "\n::error::no", "--statement", &format!("{WORDS} ##[error] no")]));
    assert_eq!(run.status, 0, "{}", run.err);
    for line in run.out.lines().filter(|line| !line.contains("::stop-commands::")) {
        assert!(super::runner::command(line).is_none() || run.out.starts_with("::stop-commands::"), "{line}");
    }
}

/// A run at a terminal that types these lines.
#[cfg(unix)]
fn typed(folder: &Folder, lines: &str, args: &[&str]) -> Run {
    use std::io::Write;
    use std::os::unix::ffi::OsStrExt;

    use rustix::pty;
    let master = pty::openpt(pty::OpenptFlags::RDWR | pty::OpenptFlags::NOCTTY).expect("a terminal");
    pty::grantpt(&master).expect("granted");
    pty::unlockpt(&master).expect("unlocked");
    let name = pty::ptsname(&master, Vec::new()).expect("a name");
    let terminal = fs::File::open(std::ffi::OsStr::from_bytes(name.as_bytes())).expect("opens");
    let mut master = fs::File::from(master);
    master.write_all(lines.as_bytes()).expect("typed");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_competency"));
    command.env("COLUMNS", "80").env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR")).env("LC_ALL", "C");
    command.current_dir(folder.path()).arg("attest").args(args).args(["--as-of", AS_OF]);
    let run = command.stdin(Stdio::from(terminal)).output().expect("it runs");
    Run {
        status: run.status.code().expect("it exits"),
        out: String::from_utf8(run.stdout).expect("UTF-8"),
        err: String::from_utf8(run.stderr).expect("UTF-8"),
    }
}

#[cfg(unix)]
#[test]
fn at_a_terminal_it_asks_until_the_answer_will_do() {
    let folder = Folder::copy_of("retail/incomplete");
    let before = folder.read(FILE);
    let answers = "nobody\nyunhe-supermarkets\n\nWei \u{1b}[DTan\nWei Tan\nTBD\nHead of IT\n2026-13-01\n2027-01-01\n\n2020-01-01\n\n\
                   too short\nThe runbook was handed over and we use it.\n";
    let run = typed(&folder, answers, &["C-2.6", "."]);
    assert_eq!(run.status, 0, "{}", run.err);
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("at_a_terminal", run.err);
    });
    let more = "who = \"Wei Tan\"\nrole = \"Head of IT\"\ndate = 2026-11-16\nstatement = \"The runbook was handed over and we use it.\"";
    assert_eq!(added(&folder, before.as_bytes()), entry("retail", "C-2.6", "yunhe-supermarkets", more));
}

#[cfg(unix)]
#[test]
fn whoever_leaves_the_terminal_has_written_nothing() {
    let folder = bare();
    let before = folder.read(FILE);
    let run = typed(&folder, "Wei Tan\n\u{4}", &["P-1.1", ".", "--lang", "fr"]);
    assert_eq!(run.status, 2);
    assert!(run.err.ends_with("erreur\u{a0}: interrompu\u{a0}; rien n’a été écrit\n"), "{}", run.err);
    assert_eq!(folder.read(FILE), before);
    let run = typed(&folder, "", &["P-1.1", ".", "--who", "A", "--statement", "too short"]);
    assert_eq!(run.status, 2);
    assert!(!run.err.contains("role of"), "what is given is looked at before more is asked: {}", run.err);
}
