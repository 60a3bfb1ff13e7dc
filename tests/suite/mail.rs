//! `mail`: from an empty folder to a draft that other programs read, and every refusal on the way.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use competency::evidence::Content;
use mail_parser::{Message, MessageParser, MimeHeaders};

use super::escaping::{BREAKING, HOSTILE};
use super::export::{decoded, within};
use super::folder::{AS_OF, Folder, example};
use super::run::{Run, binary, finish, run_in};

/// A program by e-mail and one by the portal, with a row each that two lamps pass.
const CHECKLIST: &str = r#"
program: PROGRAM
version: "1.0"
title: {en: Lighthouse Keeping, fr: Garde de phare, zh: 灯塔看守}
released: 2025-10-01
hand_in: HAND_IN
requirements:
  - key: L-1
    title: {en: Lamps, fr: Lampes, zh: 灯}
    question: {en: How many lamps?, fr: Combien de lampes, zh: 有几盏灯？}
    passes: {en: Two lamps., fr: Deux lampes., zh: 两盏灯。}
    refused: {en: One lamp., fr: Une lampe., zh: 一盏灯。}
    criteria:
      - id: two
        statement: {en: Two lamps burn., fr: Deux lampes brûlent., zh: 点亮两盏灯。}
        of: partner
        rule: {fact: {field: lamps, at_least: 2}}
"#;

const FACTS: &str = "
partner:
  - field: lamps
    type: number
    label: {en: number of lamps, fr: nombre de lampes, zh: 灯数}
    hint: {en: how many lamps burn, fr: combien de lampes brûlent, zh: 点亮的灯数}
";

const BY_MAIL: &str = "{route: email, to: keepers@beacon.example, subject: {en: '{partner}, keepers', fr: '{partner}, gardiens', zh: '{partner}，看守'}}";

/// A folder whose partner has this name, with checklists of its own.
fn beacon(name: &str) -> Folder {
    let folder = Folder::empty();
    let own = |program: &str, hand_in: &str| CHECKLIST.replace("PROGRAM", program).replace("HAND_IN", hand_in);
    folder.write("own/facts.yaml", FACTS);
    folder.write("own/beacon.yaml", own("beacon", BY_MAIL));
    folder.write("own/plain.yaml", own("plain", "{route: email, to: plain@beacon.example}"));
    folder.write("own/pier.yaml", own("pier", "{route: portal, to: The Pier}"));
    rename(&folder, name);
    folder
}

/// Gives the partner another name.
fn rename(folder: &Folder, name: &str) {
    let name = serde_json::to_string(name).expect("a text").replace('\u{7f}', "\\u007f");
    folder.write("evidence/competency.toml", format!("[partner]\nname = {name}\nlamps = 2\n"));
}

fn ask(folder: &Folder, program: &str, more: &[&str]) -> Run {
    let asked = ["mail", "--checklists", "own", "--program", program, "--as-of", AS_OF];
    let evidence = if more.contains(&"evidence") { &[][..] } else { &["evidence"] };
    run_in(folder.path(), &[&asked[..], more, evidence].concat())
}

/// Everything below a folder, by path.
fn files(folder: &Path) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable").into_path());
    entries.map(|path| path.strip_prefix(folder).expect("below it").display().to_string()).collect()
}

fn bytes(folder: &Folder, file: &str) -> Vec<u8> {
    fs::read(folder.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A mail as a reader takes it, after its lines are looked at: ASCII, ended by CR and LF, none too long.
fn parsed(mail: &[u8]) -> Message<'_> {
    let text = std::str::from_utf8(mail).expect("ASCII is UTF-8");
    assert!(text.is_ascii() && text.ends_with("\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 78 || line.starts_with("Content-Type: "), "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']) && line.len() <= 998, "{line:?}");
    }
    MessageParser::new().parse(mail).expect("a mail")
}

/// The names of its header fields.
fn fields(mail: &Message<'_>) -> Vec<String> {
    mail.headers().iter().map(|header| header.name().to_owned()).collect()
}

/// The name and the bytes of each attachment.
fn attachments(mail: &Message<'_>) -> Vec<(String, Vec<u8>)> {
    let named = |part: &mail_parser::MessagePart<'_>| {
        (part.attachment_name().expect("a name").to_owned(), part.contents().to_vec())
    };
    mail.attachments().map(named).collect()
}

/// The words of a document.
fn words(name: &str, bytes: &[u8]) -> String {
    match competency::reader::extract(name, bytes) {
        Content::Text(text) => text.body,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn from_an_empty_folder_to_a_mail() {
    let folder = Folder::empty();
    let begun = run_in(folder.path(), &["init", "--program", "lambda", "evidence"]);
    assert_eq!(begun.status, 0, "{}", begun.err);
    assert!(folder.read("evidence/competency.toml").contains("# contact_email = \"\""));
    let before = files(folder.path());
    let mail = |more: &[&str]| {
        run_in(folder.path(), &[&["mail", "--program", "lambda", "--as-of", AS_OF], more, &["evidence"]].concat())
    };
    let early = mail(&[]);
    assert_eq!((early.status, early.out.as_str()), (1, ""));
    assert!(early.err.contains("lambda@2.0") && early.err.contains("C-1.0a"), "{}", early.err);
    assert_eq!(files(folder.path()), before, "nothing is written");

    fs::remove_dir_all(folder.path().join("evidence/case-studies")).expect("as it was begun");
    let source = example("lambda/complete");
    for file in files(&source).into_iter().filter(|file| source.join(file).is_file()) {
        folder.write(&format!("evidence/{file}"), fs::read(source.join(&file)).expect("readable"));
    }
    folder.edit("evidence/competency.toml", "[partner]\n", "[partner]\ncontact_email = \"aws@tamarin.example\"\n");
    let run = mail(&[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("Nothing was sent."), "{}", run.out);
    let sent = bytes(&folder, "lambda-self-assessment-2026-11-16.eml");
    let read = parsed(&sent);
    assert_eq!(read.header_raw("X-Unsent").map(str::trim), Some("1"));
    assert_eq!(
        read.subject(),
        Some(
            "Tamarin Cloud: completed self-assessment, AWS Lambda Service Delivery, consulting partner, checklist 2.0"
        )
    );
    let to = read.to().and_then(|to| to.first()).and_then(|to| to.address());
    assert_eq!(to, Some("aws-service-delivery@amazon.com"));
    let from = read.from().and_then(|from| from.first()).expect("it is known");
    assert_eq!((from.name(), from.address()), (Some("Tamarin Cloud"), Some("aws@tamarin.example")));
    assert_eq!(read.date().expect("a date").to_rfc3339(), "2026-11-16T00:00:00Z");
    let text = read.body_text(0).expect("a text");
    for told in ["lambda-self-assessment.docx", "7 of 7 met, 0 not met", "lambda@2.0", "Reading: strict"] {
        assert!(text.contains(told), "{told} in {text}");
    }
    let attached = attachments(&read);
    let names: Vec<_> = attached.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["lambda-self-assessment.docx", "lambda-self-assessment.md"]);
    for (format, (name, bytes)) in ["docx", "markdown"].into_iter().zip(&attached) {
        let asked = ["export", "--program", "lambda", "--as-of", AS_OF, "--format", format, "--output", name];
        assert_eq!(run_in(folder.path(), &[&asked[..], &["evidence"]].concat()).status, 0);
        assert_eq!(words(name, bytes), words(name, &self::bytes(&folder, name)), "{name}");
    }
}

#[test]
fn what_is_attached_is_what_export_writes_without_links() {
    let folder = beacon("Keepers");
    let mut formats = Vec::new();
    for format in ["markdown", "html", "docx", "xlsx"] {
        formats.extend(["--format", format, "--output", format]);
    }
    for language in ["en", "fr", "zh"] {
        let asked = ["export", "--checklists", "own", "--program", "beacon", "--as-of", AS_OF, "--redact"];
        let common = ["--lang", language, "evidence"];
        assert_eq!(run_in(folder.path(), &[&asked[..], &formats, &common].concat()).status, 0);
        let run = ask(
            &folder,
            "beacon",
            &["--attach", "markdown,html,docx,xlsx,html", "--output", "a.eml", "--lang", language],
        );
        assert_eq!(run.status, 0, "{}", run.err);
        let sent = bytes(&folder, "a.eml");
        let attached = attachments(&parsed(&sent));
        assert_eq!(attached.len(), 4, "each once");
        for (format, (name, bytes)) in ["markdown", "html", "docx", "xlsx"].into_iter().zip(&attached) {
            assert!(*bytes == self::bytes(&folder, format), "{name} differs from export");
        }
    }
}

#[test]
fn the_subject_and_the_names_of_files_follow_the_language() {
    let folder = within("retail/complete");
    for (language, subject, attached) in [
        (
            "en",
            "Quayside Cloud, Retail Competency Consulting Partner Completed Self-Assessment",
            "retail-self-assessment",
        ),
        (
            "fr",
            "Quayside Cloud, Auto-évaluation finalisée du partenaire consultant de compétences en vente au détail",
            "retail-auto-evaluation",
        ),
        ("zh", "Quayside Cloud，零售能力咨询合作伙伴完成的自我评估", "retail-自我评估"),
    ] {
        let asked =
            ["mail", "--program", "retail", "--as-of", AS_OF, "--lang", language, "--output", "out/a.eml", "evidence"];
        let run = run_in(folder.path(), &asked);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        let sent = bytes(&folder, "out/a.eml");
        let read = parsed(&sent);
        assert_eq!(read.subject(), Some(subject));
        assert!(read.from().is_none(), "nobody says who sends");
        let names: Vec<_> = attachments(&read).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [format!("{attached}.docx"), format!("{attached}.md")]);
        assert!(run.out.contains("1. ") && run.out.contains("3. "), "the steps are told: {}", run.out);
    }
}

/// The name as a reader sees it: on one line, with escapes for what would end it or turn it round.
fn shown(name: &str) -> String {
    competency::source::printable(&name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Names that would break a head, or become one.
fn hostile() -> Vec<String> {
    let more = [
        "=?utf-8?Q?Bcc=3A_x=40evil.example?=".to_owned(),
        "a =?utf-8?B?Qg==?= b".to_owned(),
        "Ann <x@evil.example>, \"Bob\" (c); d: e\\".to_owned(),
        "x".repeat(3000),
        "长".repeat(900),
        "🦀 ".repeat(300),
        "\r\n\r\n<script>\r\n.\r\n--=_\r\nFrom x".to_owned(),
        "\u{2028}a\u{85}b\u{0}c\u{7f}d\u{200f}e\u{2066}f".to_owned(),
    ];
    HOSTILE.into_iter().chain(BREAKING).map(str::to_owned).chain(more).collect()
}

#[test]
fn no_name_breaks_a_head_or_becomes_one() {
    let expected = ["X-Unsent", "X-Mailer", "Date", "From", "To", "Subject", "MIME-Version", "Content-Type"];
    let folder = beacon("");
    for name in hostile() {
        rename(&folder, &name);
        let more = ["--from", "keepers@beacon.example", "--attach", "markdown", "--output", "a.eml"];
        let run = ask(&folder, "beacon", &more);
        assert_eq!(run.status, 0, "{name:?}: {}", run.err);
        let sent = bytes(&folder, "a.eml");
        let read = parsed(&sent);
        assert_eq!(fields(&read), expected, "{name:?}");
        let name = shown(&name);
        assert_eq!(read.subject(), Some(format!("{name}, keepers").trim_start()), "{name:?}");
        let from = read.from().and_then(|from| from.first()).expect("it was given");
        assert_eq!((from.name().unwrap_or_default(), from.address()), (&*name, Some("keepers@beacon.example")));
        assert_eq!(read.to().expect("one").iter().count(), 1);
        let text = read.body_text(0).expect("a text").replace("\r\n", "\n");
        assert!(text.ends_with(&format!("\n\n{name}\n")), "{name:?} in {text}");
        assert_eq!(attachments(&read).len(), 1);
    }
}

#[test]
fn the_same_evidence_is_the_same_mail_wherever_it_is_written() {
    let folder = beacon("Keepers");
    for (output, zone, language) in [("a.eml", "UTC", "C"), ("b.eml", "Asia/Shanghai", "C"), ("c.eml", "UTC", "de_DE")]
    {
        let mut command = binary();
        command.current_dir(folder.path()).env("TZ", zone).env("LANG", language);
        command.args(["mail", "--checklists", "own", "--program", "beacon", "--as-of", AS_OF, "--output", output]);
        assert_eq!(finish(command.arg("evidence")).status, 0);
    }
    assert_eq!(bytes(&folder, "a.eml"), bytes(&folder, "b.eml"));
    assert_eq!(bytes(&folder, "a.eml"), bytes(&folder, "c.eml"));
}

#[test]
fn a_mail_in_the_evidence_folder_changes_nothing() {
    let folder = beacon("Keepers");
    let check = || {
        let asked =
            ["check", "--checklists", "../own", "--program", "beacon", "--as-of", AS_OF, "--format", "json", "."];
        let run = run_in(&folder.path().join("evidence"), &asked);
        serde_json::from_str::<serde_json::Value>(&run.out).expect("JSON")["assessments"][0].clone()
    };
    let before = check();
    let mail = || {
        let asked = ["mail", "--checklists", "../own", "--program", "beacon", "--as-of", AS_OF];
        run_in(&folder.path().join("evidence"), &asked)
    };
    let name = "evidence/beacon-self-assessment-2026-11-16.eml";
    assert_eq!(mail().status, 0);
    let first = bytes(&folder, name);
    let after = check();
    assert_eq!((&before["evidence_hash"], &before["requirements"]), (&after["evidence_hash"], &after["requirements"]));
    assert!(after["reading"]["skipped"].to_string().contains("a mail prepared by this program"), "{after}");
    assert_eq!(mail().status, 0, "it lies there already");
    assert_eq!(bytes(&folder, name), first);
    folder.write("evidence/other.eml", "X-Unsent: 1\r\nX-Mailer: other\r\n\r\n");
    assert_ne!(check()["evidence_hash"], before["evidence_hash"], "any other mail is a file like others");
}

#[test]
fn nothing_leaves_through_a_closed_gate() {
    let folder = beacon("Keepers");
    folder.edit("evidence/competency.toml", "lamps = 2", "lamps = 1");
    let before = files(folder.path());
    for program in ["beacon", "pier"] {
        let run = ask(&folder, program, &[]);
        assert_eq!((run.status, run.out.as_str()), (1, ""));
        assert_eq!(run.err, format!("{program}@1.0 is not handed in: these rows are not met: L-1\n"));
    }
    folder.edit("evidence/competency.toml", "lamps = 1", "lamps = 2");
    let run = ask(&folder, "beacon", &["--program", "retail"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""), "one closed gate keeps all of them");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_a_waiver_covers_leaves_only_when_asked_and_as_not_met() {
    let folder = beacon("Keepers");
    folder.edit("evidence/competency.toml", "lamps = 2", "lamps = 1");
    let waiver = "[[waiver]]\nprogram = \"beacon\"\nrequirement = \"L-1\"\napprover = \"Maarten Dijkhuis\"\n\
                  reason = \"the second lamp is being repaired\"\nuntil = 2026-12-31\n";
    folder.write("evidence/competency.toml", folder.read("evidence/competency.toml") + waiver);
    assert_eq!(ask(&folder, "beacon", &["--output", "a.eml"]).status, 1);
    let run = ask(&folder, "beacon", &["--output", "a.eml", "--attach", "markdown", "--allow-waived"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let sent = bytes(&folder, "a.eml");
    let read = parsed(&sent);
    assert!(read.body_text(0).expect("a text").contains("0 of 1 met, 1 not met"));
    let page = String::from_utf8(attachments(&read).remove(0).1).expect("UTF-8");
    assert!(page.contains("| **N** |") && page.contains("Maarten Dijkhuis"), "{page}");
}

#[test]
fn another_file_is_not_written_over_unless_it_is_named() {
    let folder = beacon("Keepers");
    let name = "beacon-self-assessment-2026-11-16.eml";
    folder.write(name, "mine");
    let run = ask(&folder, "beacon", &[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains(name) && run.err.contains("--output"), "{}", run.err);
    folder.write("drafts/beacon-self-assessment-2026-11-16.eml", "mine");
    assert_eq!(ask(&folder, "beacon", &["--output", "drafts"]).status, 2, "the folder was named, and no file");
    assert_eq!(folder.read(name) + &folder.read(&format!("drafts/{name}")), "minemine");
    assert_eq!(ask(&folder, "beacon", &["--output", name]).status, 0);
    assert_ne!(folder.read(name), "mine");
}

#[test]
fn what_cannot_stand_in_a_head_is_refused() {
    let folder = beacon("Keepers");
    let before = files(folder.path());
    for address in
        ["keepers", "a@b", "Ann <a@b.example>", "a@b.example\r\nBcc: c@d.example", "é@b.example", "a@é.example"]
    {
        let run = ask(&folder, "beacon", &["--from", address]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{address:?}");
        assert!(run.err.contains("cannot stand in the head of a mail"), "{}", run.err);
    }
    folder.edit("evidence/competency.toml", "lamps", "contact_email = \"é@beacon.example\"\nlamps");
    assert_eq!(ask(&folder, "beacon", &[]).status, 2);
    assert_eq!(files(folder.path()), before);
    assert_eq!(ask(&folder, "pier", &["--output", "out"]).status, 0, "the portal takes no address");
    assert_eq!(ask(&folder, "beacon", &["--from", "a@b.example"]).status, 0, "the one asked for counts");

    let yaml =
        folder.read("own/beacon.yaml").replace("keepers@beacon.example", "\"Keepers <a@b.example>, c@d.example\"");
    folder.write("own/beacon.yaml", yaml);
    let run = ask(&folder, "beacon", &[]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("hand_in: a hand-in by e-mail needs one plain address"), "{}", run.err);
}

#[test]
fn a_subject_needs_the_name_of_the_partner() {
    let folder = beacon("");
    folder.write("evidence/competency.toml", "[partner]\nlamps = 2\n");
    for program in ["beacon", "plain"] {
        let run = ask(&folder, program, &[]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{program}");
        assert!(run.err.contains("fill in `name` under [partner] in competency.toml"), "{}", run.err);
    }
    folder.edit(
        "own/plain.yaml",
        "plain@beacon.example",
        "plain@beacon.example, subject: {en: Lamps, fr: Lampes, zh: 灯}",
    );
    assert_eq!(ask(&folder, "plain", &["--output", "a.eml"]).status, 0);
    assert_eq!(parsed(&bytes(&folder, "a.eml")).subject(), Some("Lamps"));
}

#[test]
fn several_programs_have_a_hand_in_each() {
    let folder = beacon("Keepers");
    let run = ask(&folder, "beacon", &["--program", "pier", "--program", "plain", "--output", "out"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let written: Vec<_> = files(&folder.path().join("out")).into_iter().filter(|file| file.contains('-')).collect();
    assert_eq!(
        written,
        [
            "beacon-self-assessment-2026-11-16.eml",
            "pier-self-assessment-2026-11-16",
            "pier-self-assessment-2026-11-16/evidence",
            "pier-self-assessment-2026-11-16/evidence/competency.toml",
            "pier-self-assessment-2026-11-16/pier-self-assessment.docx",
            "pier-self-assessment-2026-11-16/pier-self-assessment.md",
            "pier-self-assessment-2026-11-16/steps.md",
            "plain-self-assessment-2026-11-16.eml",
        ]
    );
    assert!(run.out.contains("What to do in The Pier:"), "{}", run.out);
}

#[test]
fn a_checklist_of_the_users_own_names_no_file_elsewhere() {
    let folder = beacon("Keepers");
    folder.edit("own/beacon.yaml", "program: beacon", "program: \"../../up\\r\\nBcc: x\"");
    let run = run_in(
        folder.path(),
        &["mail", "--checklists", "own", "--program", "../../up\r\nBcc: x", "--as-of", AS_OF, "evidence"],
    );
    assert_eq!(run.status, 0, "{}", run.err);
    let sent = bytes(&folder, "-..-up--Bcc--x-self-assessment-2026-11-16.eml");
    let read = parsed(&sent);
    assert!(!fields(&read).contains(&"Bcc".to_owned()));
    assert_eq!(attachments(&read)[0].0, "-..-up--Bcc--x-self-assessment.docx");
}

/// A public case study, its hand-in in `out/hand-in`.
fn laid_out(folder: &Folder, more: &[&str]) -> Run {
    let asked = ["mail", "--program", "public-case-study", "--as-of", AS_OF, "--output", "out/hand-in"];
    run_in(folder.path(), &[&asked[..], more, &["evidence"]].concat())
}

#[test]
fn the_portal_gets_a_folder_in_which_every_link_leads_somewhere() {
    let folder = within("public-case-study/complete");
    let run = laid_out(&folder, &["--attach", "markdown,docx,html"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let pages = [("markdown", "md"), ("docx", "docx"), ("html", "html")];
    for (format, ending) in pages {
        let asked =
            ["export", "--program", "public-case-study", "--as-of", AS_OF, "--format", format, "--output", "page"];
        assert_eq!(run_in(folder.path(), &[&asked[..], &["evidence"]].concat()).status, 0);
        let laid = bytes(&folder, &format!("out/hand-in/public-case-study-self-assessment.{ending}"));
        assert!(laid == bytes(&folder, "page"), "{format} is what export writes beside a folder called evidence");
    }
    let mut cited = 0;
    for file in files(&folder.path().join("out/hand-in")).iter().filter(|file| file.starts_with("evidence/")) {
        if folder.path().join(file).is_file() {
            assert_eq!(bytes(&folder, file), bytes(&folder, &format!("out/hand-in/{file}")), "{file}");
            assert!(run.out.replace("\n     ", " ").contains(&format!("{file} (PC-")), "its rows are told: {file}");
            cited += 1;
        }
    }
    assert!(cited >= 4);
    let steps = folder.read("out/hand-in/steps.md");
    let numbered = steps.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit()).count();
    assert_eq!(numbered, 4, "{steps}");
    let linked: Vec<_> = steps.split("](<").skip(1).filter_map(|rest| rest.split_once(">)")).collect();
    assert_eq!(linked.len(), cited);
    for (link, _) in linked {
        let path = link.split('/').map(decoded).collect::<Vec<_>>().join("/");
        assert!(folder.path().join("out/hand-in").join(path).is_file(), "{link}");
    }
    let before: Vec<_> = files(&folder.path().join("out")).into_iter().collect();
    assert_eq!(laid_out(&folder, &["--attach", "markdown,docx,html"]).status, 0, "it lies there already");
    assert_eq!(files(&folder.path().join("out")).into_iter().collect::<Vec<_>>(), before);
}

#[test]
fn nothing_in_the_folder_for_the_portal_is_written_over() {
    let folder = within("public-case-study/complete");
    let file = "out/hand-in/evidence/case-studies/halden-bank/case-study.md";
    folder.write(file, "mine");
    let before = files(folder.path());
    let run = laid_out(&folder, &[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains(file) && run.err.contains("nothing was written"), "{}", run.err);
    assert_eq!((files(folder.path()), folder.read(file).as_str()), (before, "mine"));
}

#[test]
fn what_would_become_evidence_is_not_written_there() {
    let folder = within("public-case-study/complete");
    let before = files(folder.path());
    let asked = ["mail", "--program", "public-case-study", "--as-of", AS_OF];
    let run = run_in(&folder.path().join("evidence"), &asked);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("--output"), "{}", run.err);
    assert_eq!(files(folder.path()), before);
    let beacon = beacon("Keepers");
    assert_eq!(ask(&beacon, "beacon", &["--output", "evidence/mail.txt"]).status, 2);
    assert_eq!(ask(&beacon, "pier", &["--output", "own/../evidence/new/deep"]).status, 2);
    assert_eq!(ask(&beacon, "beacon", &["--output", "evidence/mail.eml"]).status, 0);
}

#[test]
fn a_story_without_a_folder_is_handed_in() {
    let folder = Folder::empty();
    let story = example("public-case-study/complete/case-studies/halden-bank/case-study.md");
    folder.write("story.md", fs::read(story).expect("readable"));
    let run = run_in(folder.path(), &["mail", "--program", "public-case-study", "--as-of", AS_OF, "story.md"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(folder.path().join("public-case-study-self-assessment-2026-11-16/evidence/story.md").is_file());
}

#[test]
fn under_pseudonyms_no_name_leaves_by_mail_or_in_files() {
    let folder = within("retail/complete");
    let asked = ["mail", "--program", "retail", "--as-of", AS_OF, "--redact", "--output", "out/a.eml"];
    let run = run_in(folder.path(), &[&asked[..], &["--attach", "markdown,html,docx,xlsx", "evidence"]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("Pseudonyms stand for customers"), "{}", run.out);
    let sent = bytes(&folder, "out/a.eml");
    let read = parsed(&sent);
    let mut said = vec![run.out, read.body_text(0).expect("a text").into_owned()];
    said.extend(attachments(&read).iter().map(|(name, bytes)| words(name, bytes)));
    for said in said {
        let said = said.to_lowercase();
        assert!(!["freshlane", "yunhe", "云禾"].iter().any(|name| said.contains(name)), "{said}");
    }
    let folder = within("public-case-study/complete");
    let run = laid_out(&folder, &["--redact"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!folder.path().join("out/hand-in/evidence").exists());
    assert!(run.out.contains("The files cited are not copied"), "{}", run.out);
}

/// Python's own reader of mails, strict: what it finds wrong with any part or header, and what it reads.
const PYTHON: &str = "
import email, email.policy, hashlib, json, sys
for file in sys.argv[1:]:
    mail = email.message_from_bytes(open(file, 'rb').read(), policy=email.policy.default)
    parts = list(mail.walk())
    defects = [str(one) for part in parts for one in part.defects + [one for value in part.values() for one in value.defects]]
    # Until 3.13 it keeps the spaces between the parts of a long name, which RFC 2047 drops.
    names = [''.join(address.display_name.split()) for address in mail['From'].addresses]
    digest = lambda part: hashlib.sha256(part.get_payload(decode=True)).hexdigest()
    print(json.dumps([
        defects, mail.keys(), mail['Subject'], names, [address.addr_spec for address in mail['To'].addresses],
        mail['X-Unsent'], mail['Date'].datetime.isoformat(), mail.get_body().get_content().splitlines(),
        [[part.get_filename(), digest(part)] for part in mail.iter_attachments()],
    ]))
";

#[test]
#[ignore = "needs python3: apt-get install python3"]
fn python_reads_every_mail_without_a_defect() {
    use sha2::{Digest as _, Sha256};
    let folder = beacon("");
    let names = hostile();
    let files: Vec<_> = (0..names.len()).map(|number| format!("{number}.eml")).collect();
    for (number, name) in names.iter().enumerate() {
        rename(&folder, name);
        let more =
            ["--from", "keepers@beacon.example", "--output", &files[number], "--lang", ["en", "fr", "zh"][number % 3]];
        assert_eq!(ask(&folder, "beacon", &more).status, 0, "{name:?}");
    }
    let mut python = std::process::Command::new("python3");
    let python = python.args(["-c", PYTHON]).args(&files).current_dir(folder.path()).output().expect("python3 runs");
    assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
    let told = String::from_utf8(python.stdout).expect("UTF-8");
    assert_eq!(told.lines().count(), names.len());
    for ((name, file), told) in names.iter().zip(&files).zip(told.lines()) {
        let told: serde_json::Value = serde_json::from_str(told).expect("JSON");
        let sent = bytes(&folder, file);
        let read = parsed(&sent);
        let hex =
            |bytes: &[u8]| Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        let attached: Vec<_> = attachments(&read).iter().map(|(name, bytes)| vec![name.clone(), hex(bytes)]).collect();
        let expected = serde_json::json!([
            [],
            fields(&read),
            read.subject(),
            [shown(name).replace(' ', "")],
            ["keepers@beacon.example"],
            "1",
            "2026-11-16T00:00:00+00:00",
            read.body_text(0).expect("a text").lines().collect::<Vec<_>>(),
            attached
        ]);
        assert_eq!(told, expected, "{name:?}");
    }
}
