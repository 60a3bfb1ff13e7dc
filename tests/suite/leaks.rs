//! Secrets, customers that are not public and accounts of somebody else: found wherever they stand, and told nowhere.

use std::path::Path;

use competency::checklist::Library;
use competency::config;
use competency::evidence::Evidence;
use competency::reader::{self, Extraction};
use serde_json::Value;

use super::escaping::said;
use super::folder::{AS_OF, Folder, example};
use super::machine;
use super::run::{Run, binary, finish, run_in};
use super::samples::SAMPLES;

/// A secret: its rule, what stands before it, and itself in two halves, so that nobody takes this file for a leak.
type Planted = (&'static str, &'static str, [&'static str; 2]);

const PLANTED: [Planted; 11] = [
    ("aws-access-key-id", "key ", ["AKIA", "ZQ3DRTYU5HN7Q2XK"]),
    ("aws-secret-access-key", "aws_secret_access_key = ", ["q7ZrT2uWx9LmBv4NcKj8", "HsDfGy1PoIaEeQ3R5tY6"]),
    (
        "aws-session-token",
        "session ",
        ["IQoJb3Jp", "Z2luX2VjEJ7wEaCWV1LXdlc3QtMyJHMEUCIQDk3Rz8mVbWqLrE3uJ7sGfDaKiOwPxNvZyBtCw8QzAIgYpT0kQ2xV9"],
    ),
    (
        "private-key",
        "-----BEGIN PRIVATE KEY----- ",
        ["MIIEowIBAAKCAQEAy8Dbv8prpJ0kKhlG", "eJYozo2t60EG8L0561g13R29LvMR5hyvGZlGJpmn65 -----END"],
    ),
    ("github-token", "token ", ["ghp_", "q7ZrT2uWx9LmBv4NcKj8HsDfGy1PoIaEeQ3R"]),
    (
        "json-web-token",
        "token ",
        ["eyJhbGciOiJSUzI1NiJ9", ".eyJzdWIiOiJvcmRlcnMiLCJleHAiOjE3fQ.q7ZrT2uWx9LmBv4NcKj8HsDfGy1P"],
    ),
    ("authorization", "Authorization: Bearer ", ["q7ZrT2uWx9Lm", "Bv4NcKj8HsDf"]),
    ("session-cookie", "Set-Cookie: JSESSIONID=", ["7F3A9C1BE2D84056", "A9C1F7E3B5D20864"]),
    ("password-in-address", "postgres://orders:", ["hunter", "2022@db.internal/orders"]),
    ("bare-password", "DB_PASSWORD=", ["quay", "side2024"]),
    ("key-or-token", "client_secret: ", ["q7ZrT2uWx9Lm", "Bv4NcKj8"]),
];

/// The words that plant a secret, and what must be told nowhere.
fn planted((_, before, [first, second]): &Planted) -> (String, String) {
    let rest = second.split([' ', '@']).next().expect("words");
    (format!("{before}{first}{second}"), format!("{first}{rest}"))
}

fn read(folder: &Path) -> Evidence {
    let library = Library::shipped();
    let (config, mistakes) = config::read(folder);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    reader::read(folder, &config, &library.lexicon, &Extraction::default()).expect("the facts are right")
}

#[test]
fn every_secret_is_found_in_every_format_and_kept_in_none() {
    let folder = Folder::empty();
    for (number, secret) in PLANTED.iter().enumerate() {
        let words = planted(secret).0;
        for sample in &SAMPLES {
            folder.write(&format!("practice/{number}/{}", sample.name), sample.saying(&words));
        }
        for other in ["settings.env", "deploy.sh", "notes", "id_rsa", "config.properties", "odd.bin"] {
            folder.write(&format!("practice/{number}/{other}"), format!("# settings\n{words}\n"));
        }
        folder.write(&format!("practice/{number}/comment.md"), format!("# Notes\n\n<!-- {words} -->\n"));
        let wide = words.encode_utf16().flat_map(u16::to_le_bytes);
        folder.write(&format!("practice/{number}/wide.txt"), [0xff, 0xfe].into_iter().chain(wide).collect::<Vec<_>>());
    }
    let evidence = read(folder.path());
    let (all, mut lost) = (format!("{evidence:?}"), Vec::new());
    for (number, secret) in PLANTED.iter().enumerate() {
        assert!(!all.contains(&planted(secret).1), "{} is kept", secret.0);
        for file in walkdir::WalkDir::new(folder.path().join(format!("practice/{number}"))) {
            let file = file.expect("readable");
            let path = format!("practice/{number}/{}", file.file_name().to_string_lossy());
            let found = |(known, place): &(competency::secret::Secret, competency::evidence::Place)| {
                known.rule == secret.0 && *place.file == *path
            };
            if file.file_type().is_file() && !evidence.secrets.iter().any(found) {
                lost.push(format!("{} in {path}", secret.0));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// The complete example with secrets in every place that some report quotes.
fn leaking() -> Folder {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of("retail/complete").path(), folder.path().join("evidence")).expect("moved");
    let secret = |rule: &str| planted(PLANTED.iter().find(|one| one.0 == rule).expect("planted")).0;
    let study = "evidence/case-studies/freshlane/case-study.md";
    folder.edit(study, "customer_website: https://www.", "customer_website: https://admin:hunter2022@www.");
    let title = folder.read(study).lines().find(|line| line.starts_with("title: ")).expect("it has one").to_owned();
    folder.edit(study, &title, &format!("title: 'Loyalty, {}'", secret("aws-access-key-id")));
    folder.edit(
        "evidence/competency.toml",
        "name = \"Quayside Cloud\"",
        &format!("name = \"Quayside {}\"", secret("github-token")),
    );
    let attestations = folder.read("evidence/attestations.toml");
    let first = format!("statement = \"{} ", secret("bare-password"));
    folder.write("evidence/attestations.toml", attestations.replace("statement = \"", &first));
    let statements = folder.read("evidence/statements.md");
    folder.write("evidence/statements.md", format!("{statements}\n## C-2.3\n\nWe use {}.\n", secret("authorization")));
    let runbook = "evidence/case-studies/harbour-and-hale/runbook.md";
    let lines: Vec<_> = folder
        .read(runbook)
        .lines()
        .map(|line| match line.strip_prefix("#") {
            Some(_) => line.to_owned(),
            None => line.replace(". ", &format!(" ({}). ", secret("json-web-token"))),
        })
        .collect();
    folder.write(runbook, lines.join("\n"));
    for sample in SAMPLES.iter().filter(|sample| !["template.yaml", "policy.json", "main.tf"].contains(&sample.name)) {
        folder.write(
            &format!("evidence/practice/leaks/{}", sample.name),
            sample.saying(&secret("aws-secret-access-key")),
        );
    }
    folder
}

#[test]
fn no_output_and_no_cache_tells_a_secret() {
    let folder = leaking();
    let cache = tempfile::tempdir().expect("a folder");
    for (format, bytes, seen) in said(&folder, &["--lang", "fr"]) {
        let raw = String::from_utf8_lossy(&bytes);
        for secret in &PLANTED {
            let value = planted(secret).1;
            assert!(!raw.contains(&value) && !seen.contains(&value), "{format} tells {}", secret.0);
        }
        let warns = ["human", "json", "sarif", "junit", "github", "github-summary"].contains(&format.as_str());
        for shown in ["AKIA…Q2XK", "q7Zr…5tY6"] {
            // Quotes show masks as well; what goes to AWS says nothing of leaks.
            assert!(seen.contains(shown) || !warns, "{format} warns of no {shown}");
        }
        assert!(warns || !seen.contains("q7Zr…5tY6"), "{format} goes to AWS and tells of leaks");
    }
    for _ in 0..2 {
        let mut command = binary();
        command.env("XDG_CACHE_HOME", cache.path()).current_dir(folder.path());
        let run = finish(command.args(["check", "--program", "retail", "--as-of", AS_OF, "-v", "evidence"]));
        assert!(run.out.contains("AKIA…Q2XK"), "{}{}", run.out, run.err);
    }
    let kept: Vec<_> = walkdir::WalkDir::new(cache.path()).into_iter().map(|entry| entry.expect("readable")).collect();
    let kept: Vec<_> = kept.iter().filter(|entry| entry.file_type().is_file()).collect();
    assert!(kept.len() > 5, "{kept:?}");
    for entry in kept {
        let bytes = std::fs::read(entry.path()).expect("readable");
        for secret in &PLANTED {
            assert!(!String::from_utf8_lossy(&bytes).contains(&planted(secret).1), "{entry:?} keeps {}", secret.0);
        }
    }
}

/// The names of files, folders and sheets are told in every report.
#[test]
fn no_output_tells_a_secret_in_a_name() {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of("retail/complete").path(), folder.path().join("evidence")).expect("moved");
    let key = planted(&PLANTED[0]).1;
    let (token, password) = (planted(&PLANTED[4]).1, ["hunter", "2022"].concat());
    folder.write(&format!("evidence/practice/setup {key}.md"), "# Setup\n\nSome words of it.\n");
    folder.write(&format!("evidence/practice/{token}/one.bin"), "\0");
    folder.write(&format!("evidence/practice/{token}/two.md"), "# Two\n");
    folder.write(&format!("evidence/practice/DB_PASSWORD={password}.docx"), "no document");
    let sample = SAMPLES.iter().find(|sample| sample.name.contains("xlsx")).expect("a workbook");
    let sheet = planted(&PLANTED[0]).1.replace("7Q2XK", "7Q2XB");
    let (book, named) = (sample.saying("Some words"), format!("name='{sheet}'"));
    folder.write("evidence/practice/plan.xlsx", with_sheet_called(&book, &named));
    for (format, bytes, seen) in said(&folder, &[]) {
        let raw = String::from_utf8_lossy(&bytes);
        for secret in [&key, &token, &password, &sheet] {
            assert!(!raw.contains(secret) && !seen.contains(secret), "{format} tells {secret}");
        }
        let warns = ["human", "json", "sarif", "junit", "github", "github-summary"].contains(&format.as_str());
        for shown in ["AKIA…Q2XK", "AKIA…Q2XB", "ghp_…eQ3R"] {
            assert!(seen.contains(shown) || !warns, "{format} warns of no {shown}: {seen}");
        }
    }
    let asked = ["check", "--format", "json", "--program", "retail", "--as-of", AS_OF, "--no-cache", "evidence"];
    let told: Value = serde_json::from_str(&run_in(folder.path(), &asked).out).expect("JSON");
    let leaks = told["assessments"][0]["leaks"].as_array().expect("a list").clone();
    assert_eq!(leaks.len(), 4, "that of a folder is told once: {leaks:?}");
    let mut acknowledged = String::new();
    for leak in &leaks {
        let fingerprint = format!("fingerprint = \"{}\"", text(leak, "fingerprint"));
        acknowledged += &["[[acknowledged]]", &fingerprint, "reason = \"a sample, valid nowhere\"\n"].join("\n");
    }
    let pack = || {
        let asked = ["bundle", "--all", "--program", "retail", "--as-of", AS_OF, "--output", "pack.zip", "evidence"];
        run_in(folder.path(), &asked)
    };
    let refused = pack();
    assert_eq!((refused.status, refused.err.matches("[[acknowledged]]").count()), (1, 4), "{}", refused.err);
    let settings = folder.read("evidence/competency.toml");
    folder.write("evidence/competency.toml", format!("{settings}\n{acknowledged}"));
    let packed = pack();
    assert_eq!(packed.status, 0, "{}", packed.err);
    let bytes = std::fs::read(folder.path().join("pack.zip")).expect("written");
    assert!(!String::from_utf8_lossy(&bytes).contains(&key), "the pack has masked names");
    let verified = run_in(folder.path(), &["verify", "pack.zip"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
}

/// A workbook whose sheet is called otherwise.
fn with_sheet_called(book: &[u8], named: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(book)).expect("a package");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        let name = part.name().expect("UTF-8").into_owned();
        part.read_to_end(&mut bytes).expect("readable");
        if name == "xl/workbook.xml" {
            bytes = String::from_utf8(bytes).expect("UTF-8").replace("name='Plan'", named).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        to.write_all(&bytes).expect("written");
    }
    to.finish().expect("whole").into_inner()
}

/// A mistake beside a secret shows its line, and not the secret.
#[test]
fn a_mistake_is_shown_without_the_secret_beside_it() {
    let folder = Folder::copy_of("retail/complete");
    let value = ["AKIA", "ZQ3DRTYU5HN7Q2XK"].concat();
    folder.edit("competency.toml", "name = \"Quayside Cloud\"", &format!("nam = \"Quayside {value}\""));
    folder.edit("case-studies/freshlane/case-study.md", "\nstage: production\n", &format!("\nstage: {value}\n"));
    let run = run_in(folder.path(), &["check", "--program", "retail", "--as-of", AS_OF, "."]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(!run.err.contains(&value) && run.err.contains("AKIA…Q2XK"), "{}", run.err);
}

fn checked(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--program", "retail", "--as-of", AS_OF, "--no-cache"], more, &["."]].concat())
}

fn leaks(folder: &Folder, more: &[&str]) -> Vec<Value> {
    let run = checked(folder, &[&["--format", "json"], more].concat());
    let told: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    told["assessments"][0]["leaks"].as_array().expect("a list").clone()
}

fn text<'a>(leak: &'a Value, key: &str) -> &'a str {
    leak[key].as_str().unwrap_or_default()
}

#[test]
fn what_is_acknowledged_is_told_apart_and_never_decides_the_exit_status() {
    let folder = Folder::copy_of("retail/complete");
    assert_eq!(leaks(&folder, &[]), [] as [Value; 0]);
    let (key, password) = (planted(&PLANTED[0]).0, planted(&PLANTED[9]).0);
    folder.write("practice/setup.md", format!("# Setup\n\n{key}\n\nAgain {key}\n\n    {password}\n"));
    let found = leaks(&folder, &[]);
    let told: Vec<_> =
        found.iter().map(|leak| (text(leak, "code"), text(leak, "masked"), leak["places"].to_string())).collect();
    let expected = [
        ("aws-access-key-id", "AKIA…Q2XK", r#"["practice/setup.md:3","practice/setup.md:5"]"#.to_owned()),
        ("bare-password", "PASSWORD=…", r#"["practice/setup.md:7"]"#.to_owned()),
    ];
    assert_eq!(told, expected);
    let run = checked(&folder, &[]);
    assert_eq!(run.status, 0, "{}", run.out);
    for shown in ["Must not leave the machine: 2 findings", "practice/setup.md:5", "! AWS access key ID: AKIA…Q2XK"] {
        assert!(run.out.contains(shown), "{shown} in {}", run.out);
    }

    let settings = folder.read("competency.toml");
    let fingerprint = text(&found[0], "fingerprint").to_owned();
    let entry = |fingerprint: &str| {
        format!("[[acknowledged]]\nfingerprint = \"{fingerprint}\"\nreason = \"revoked in May, kept as a sample\"\n")
    };
    folder.write("competency.toml", format!("{settings}\n{}{}", entry(&fingerprint), entry("0123456789abcdef")));
    let run = checked(&folder, &[]);
    assert_eq!(run.status, 0);
    for shown in
        ["Must not leave the machine: 1 finding\n", "Acknowledged\n", "revoked in May", "acknowledges 0123456789abcdef"]
    {
        assert!(run.out.contains(shown), "{shown} in {}", run.out);
    }
    let found = leaks(&folder, &[]);
    assert_eq!(text(&found[0], "acknowledged"), "revoked in May, kept as a sample");
    assert!(found[1]["acknowledged"].is_null());
    // It stays the same wherever it stands in the file, and is another one in another file.
    folder.write("practice/setup.md", format!("# Setup\n\nSome more words.\n\nThe key is {key}.\n"));
    assert_eq!(text(&leaks(&folder, &[])[0], "fingerprint"), fingerprint);
    folder.write("practice/other.md", format!("# Setup\n\n{key}\n"));
    assert_ne!(text(&leaks(&folder, &[])[0], "fingerprint"), fingerprint);

    let sarif: Value = serde_json::from_str(&checked(&folder, &["--format", "sarif"]).out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let leak: Vec<_> = results.iter().filter(|one| text(one, "ruleId").starts_with("leak/")).collect();
    assert_eq!(leak.len(), 2);
    assert!(leak.iter().all(|one| one["level"] == "warning"));
    assert_eq!(leak.iter().filter(|one| one["suppressions"].is_array()).count(), 1);
    machine::require_valid_sarif(&sarif);
    let github = checked(&folder, &["--format", "github"]).out;
    assert!(github.contains("::warning file=practice/other.md,line=3,title=AWS access key ID::"), "{github}");
}

/// What is printed when the mail is refused is what lets it pass, once the reason is somebody's own.
#[test]
fn nothing_is_mailed_before_every_leak_is_acknowledged() {
    let folder = Folder::copy_of("retail/complete");
    let mail_in = |language: &str| {
        let asked = ["mail", "--program", "retail", "--as-of", AS_OF, "--no-cache", "--output", "draft.eml", "."];
        let run = run_in(folder.path(), &[&asked[..], &["--lang", language]].concat());
        (run, folder.path().join("draft.eml").exists())
    };
    let mail = || mail_in("en");
    folder.write("practice/setup.md", format!("# Setup\n\n{}\n\n{}\n", planted(&PLANTED[0]).0, planted(&PLANTED[9]).0));
    let (run, is_written) = mail();
    assert_eq!((run.status, is_written), (1, false), "{}", run.err);
    assert!(run.err.contains("practice/setup.md:3: AWS access key ID: AKIA…Q2XK"), "{}", run.err);
    let mut lines = run.err.lines().filter(|line| ["[[", "fi", "re"].iter().any(|begin| line.starts_with(begin)));
    let settings = folder.read("competency.toml");
    let first: Vec<_> = lines.by_ref().take(3).collect();
    let rest: Vec<_> = lines.collect();
    assert_eq!((first[0], rest.len()), ("[[acknowledged]]", 3), "{}", run.err);
    // As it is printed it holds no reason, in whatever language it was printed and is read.
    for printed in ["en", "fr", "zh"] {
        let told = mail_in(printed).0.err;
        let blank = told.lines().find(|line| line.starts_with("reason = ")).expect("printed").to_owned();
        folder.write("competency.toml", format!("{settings}\n{}\n{}\n{blank}\n", first[0], first[1]));
        for read in ["en", "fr", "zh"] {
            let (run, is_written) = mail_in(read);
            let blank = blank.trim_start_matches("reason = ").trim_matches('"');
            assert_eq!((run.status, is_written), (2, false), "{}", run.err);
            assert!(run.err.contains(&format!("`{blank}`")) && run.err.contains("competency.toml:"), "{}", run.err);
        }
        folder.write("competency.toml", &settings);
    }
    let own = "reason = \"an example key, valid nowhere\"";
    let (first, rest) = ([first[0], first[1], own], [rest[0], rest[1], own]);
    folder.write("competency.toml", format!("{settings}\n{}\n", first.join("\n")));
    let (run, is_written) = mail();
    assert_eq!((run.status, is_written), (1, false), "one is left");
    assert!(!run.err.contains("AKIA") && run.err.contains("PASSWORD=…"), "{}", run.err);
    folder.write("competency.toml", format!("{settings}\n{}\n{}\n", first.join("\n"), rest.join("\n")));
    let (run, is_written) = mail();
    assert_eq!((run.status, is_written), (0, true), "{}", run.err);
}

#[test]
fn an_acknowledgement_says_what_and_why() {
    let folder = Folder::copy_of("retail/complete");
    let settings = folder.read("competency.toml");
    for (entry, told) in [
        ("fingerprint = \"0123456789abcdef\"", "reason"),
        ("reason = \"revoked in May last year\"", "fingerprint"),
        ("fingerprint = \"0123\"\nreason = \"revoked in May last year\"", "16 hexadecimal digits"),
        ("fingerprint = \"0123456789abcdef\"\nreason = \"ok\"", "at least 3 words"),
        ("fingerprint = \"0123456789abcdef\"\nreason = \"Why it may stand there:\"", "template text, not a reason"),
        ("fingerprint = \"0123456789abcdef\"\nreason = \"TBD by the security team\"", "`TBD` is template text"),
        ("fingerprint = \"0123456789abcdef\"\nreasons = \"revoked in May\"", "reason"),
        ("fingerprint = 12\nreason = \"revoked in May last year\"", "16 hexadecimal digits"),
    ] {
        folder.write("competency.toml", format!("{settings}\n[[acknowledged]]\n{entry}\n"));
        let run = checked(&folder, &[]);
        assert_eq!((run.status, run.err.contains(told)), (2, true), "{entry}: {}", run.err);
        assert!(run.err.contains("competency.toml:"), "{}", run.err);
    }
}

#[test]
fn a_customer_that_is_not_public_is_named_nowhere_in_public() {
    let folder = Folder::copy_of("retail/complete");
    let public = "case-studies/harbour-and-hale/case-study.md";
    folder.write(public, folder.read(public) + "\n## Elsewhere\n\nAs we did for Freshlane and at www.yunhe.example.\n");
    folder.write("practice/notes.md", "# Notes\n\nAs we did for Freshlane.\n");
    let lines = folder.read(public).lines().count();
    let found = leaks(&folder, &[]);
    let told: Vec<_> = found.iter().map(|leak| text(leak, "code")).collect();
    assert_eq!(told, ["customer-name"; 2], "{found:?}");
    assert!(found.iter().all(|leak| leak["places"][0] == format!("{public}:{lines}")), "{found:?}");
    let redacted = leaks(&folder, &["--redact"]);
    assert!(redacted.iter().all(|leak| leak["fingerprint"].is_null()), "{redacted:?}");
    let all = format!("{redacted:?}").to_lowercase();
    assert!(!all.contains("freshlane") && !all.contains("yunhe"), "{all}");
}

#[test]
fn an_account_of_somebody_else_is_told() {
    let folder = Folder::copy_of("retail/complete");
    folder.write(
        "practice/accounts.md",
        "# Accounts\n\nThe AWS account 777788889999 and arn:aws:iam::123412341234:role/ours.\n",
    );
    folder.write(
        "case-studies/harbour-and-hale/more.md",
        "# More\n\narn:aws:iam::777788889999:role/x, arn:aws:iam::432143214321:role/y,\n\
         arn:aws:iam::222233334444:role/z, arn:aws:lambda:eu-west-3:580247275435:layer:Insights:2\n",
    );
    let told: Vec<_> =
        leaks(&folder, &[]).iter().map(|leak| format!("{} {}", leak["places"][0], leak["masked"])).collect();
    let expected = [
        r#""case-studies/harbour-and-hale/more.md:3" "…4321""#,
        r#""case-studies/harbour-and-hale/more.md:3" "…9999""#,
        r#""practice/accounts.md:3" "…9999""#,
    ];
    assert_eq!(told, expected);
    let redacted = leaks(&folder, &["--redact"]);
    let all = format!("{redacted:?}");
    assert!(redacted.iter().all(|leak| leak["fingerprint"].is_null()) && !all.contains("freshlane"), "{all}");
}

#[test]
fn no_example_gives_a_false_alarm() {
    for entry in walkdir::WalkDir::new(example("")).min_depth(2).max_depth(2) {
        let entry = entry.expect("readable");
        if entry.file_type().is_dir() {
            let evidence = read(entry.path());
            assert!(evidence.secrets.is_empty(), "{}: {:?}", entry.path().display(), evidence.secrets);
        }
    }
}
