//! `verify`: what is true is said to be, what is not is named, and what no bundle is is refused.

use std::sync::LazyLock;

use super::bundle::{bundled, names};
use super::export::within;
use super::folder::Folder;
use super::pack::{Members, packed, patched, stored, summed};
use super::run::{Run, run_in};

/// The members of a true pack.
static TRUE: LazyLock<Members> = LazyLock::new(|| {
    let (run, members) = bundled(&within("bvr-nomination/complete"), "bvr-nomination", &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    members
});

const ID: &str = "bvr-nomination@2026-06";

fn verify(archive: &[u8]) -> Run {
    let folder = Folder::empty();
    folder.write("pack.zip", archive);
    let temporary = folder.path().join("temporary");
    std::fs::create_dir(&temporary).expect("made");
    let mut command = super::run::binary();
    command.env("COLUMNS", "2000").env("TMPDIR", &temporary).current_dir(folder.path());
    let run = super::run::finish(command.args(["verify", "pack.zip"]));
    assert_eq!(std::fs::read_dir(&temporary).expect("there").count(), 0, "nothing is left behind");
    assert!(!(run.out.clone() + &run.err).contains("temporary"), "{}{}", run.out, run.err);
    run
}

/// The pack with one member changed.
fn changed(name: &str, change: impl FnOnce(String) -> String) -> Members {
    let mut members = TRUE.clone();
    let (_, bytes) = members.iter_mut().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} is there"));
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let new = change(text.clone());
    assert_ne!(new, text, "{name} is another");
    *bytes = new.into_bytes();
    members
}

/// What differs, a line each.
fn differences(run: &Run) -> Vec<&str> {
    run.out.lines().filter_map(|line| line.strip_prefix("  ✗ ")).collect()
}

#[test]
fn what_was_packed_is_the_same() {
    let run = verify(&packed(&TRUE));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let told = format!(
        "THE SAME — {} files, judged as of 2026-11-16\n  \
         ✓ every file is the one that SHA256SUMS lists\n  \
         ✓ {ID}: the checklist is the one that ships with this version\n  \
         ✓ {ID}, judged again: the same 6 verdicts, no gaps\n  \
         ✓ the reports are the same, byte for byte\n",
        TRUE.len()
    );
    assert_eq!(run.out, told);
}

#[test]
fn a_changed_byte_of_any_member_is_noticed() {
    for name in [
        "README.md",
        "bundle.json",
        "checklists/shipped/bvr-nomination/2026-06.yaml",
        "checklists/shipped/topics.yaml",
        "evidence/competency.toml",
        "evidence/attestations.toml",
        "evidence/case-studies/nordlys-travel/case-study.md",
        "bvr-nomination@2026-06/assessment.json",
        "bvr-nomination@2026-06/self-assessment.html",
        "bvr-nomination@2026-06/self-assessment.docx",
        "bvr-nomination@2026-06/self-assessment.md",
    ] {
        let mut members = TRUE.clone();
        let (_, bytes) = members.iter_mut().find(|(known, _)| known == name).expect(name);
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let run = verify(&packed(&members));
        assert_eq!(run.status, 1, "{name}: {}{}", run.out, run.err);
        assert!(run.out.starts_with("DIFFERS — "), "{name}: {}", run.out);
        assert!(differences(&run).contains(&format!("changed: {name}").as_str()), "{name}: {}", run.out);
    }
    let sums = changed("SHA256SUMS", |sums| sums.replacen('a', "b", 1));
    assert!(differences(&verify(&packed(&sums)))[0].starts_with("changed: "));
}

#[test]
fn what_came_and_what_went_is_told() {
    let mut more = TRUE.clone();
    more.push(("evidence/practice/new.md".to_owned(), b"# New\n".to_vec()));
    let run = verify(&packed(&more));
    assert_eq!(run.status, 1);
    assert!(differences(&run).contains(&"not listed in SHA256SUMS: evidence/practice/new.md"), "{}", run.out);
    let run = verify(&packed(&summed(more)));
    assert!(run.out.contains("the evidence is not what was judged"), "{}", run.out);

    let mut stranger = TRUE.clone();
    stranger.push(("setup.exe".to_owned(), b"MZ".to_vec()));
    stranger.push(("checklists/more.yaml".to_owned(), b"- a\n".to_vec()));
    let run = verify(&packed(&summed(stranger)));
    let told = ["no part of an audit pack: checklists/more.yaml", "no part of an audit pack: setup.exe"];
    assert_eq!((run.status, differences(&run)), (1, told.to_vec()), "{}", run.err);

    for name in [
        "evidence/attestations.toml",
        "bvr-nomination@2026-06/self-assessment.docx",
        "bvr-nomination@2026-06/assessment.json",
    ] {
        let mut less = TRUE.clone();
        less.retain(|(known, _)| known != name);
        let run = verify(&packed(&less));
        assert_eq!(run.status, 1, "{name}: {}", run.err);
        assert!(differences(&run).contains(&format!("missing: {name}").as_str()), "{}", run.out);
        let run = verify(&packed(&summed(less)));
        assert_eq!(run.status, 1, "{name}: {}", run.err);
        assert!(!run.out.contains("missing: "), "{}", run.out);
    }
}

#[test]
fn other_evidence_is_noticed_though_its_digests_fit() {
    let weaker = changed("evidence/competency.toml", |text| text.replacen("bvr_enrolled = 2026-05-20\n", "", 1));
    let run = verify(&packed(&summed(weaker)));
    assert_eq!(run.status, 1, "{}", run.err);
    let told = differences(&run);
    assert!(told[0].starts_with(&format!("{ID}: the evidence is not what was judged: its hash is ")), "{}", run.out);
    assert!(
        told.contains(&format!("{ID} BVR-1: said to be “Met”, judged again it is “Not met”").as_str()),
        "{}",
        run.out
    );
    assert!(
        told.iter().any(|line| line.starts_with(&format!("{ID} BVR-1: a gap that is not told: BVR-1."))),
        "{}",
        run.out
    );
    assert!(run.out.contains("✓ every file is the one that SHA256SUMS lists"), "{}", run.out);

    let same = changed("evidence/case-studies/nordlys-travel/case-study.md", |text| text + "\nThank you.\n");
    let run = verify(&packed(&summed(same)));
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(differences(&run)[0].contains("the evidence is not what was judged"), "{}", run.out);
    assert!(!run.out.contains("said to be"), "{}", run.out);
}

#[test]
fn a_claim_that_the_evidence_does_not_bear_out_is_noticed() {
    let name = "bvr-nomination@2026-06/assessment.json";
    let claims = changed(name, |text| text.replacen("\"verdict\": \"met\"", "\"verdict\": \"not-applicable\"", 1));
    let run = verify(&packed(&summed(claims)));
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(differences(&run)[0], format!("{ID} BVR-1: said to be “N/A”, judged again it is “Met”"));
    let run = verify(&packed(&summed(changed("README.md", |text| text.replace("Brightmoor", "Bleakmoor")))));
    assert_eq!((run.status, differences(&run)), (1, vec!["not what judging again writes: README.md"]));
    let run = verify(&packed(&summed(changed("bundle.json", |text| text.replace("2026-11-16", "2026-11-15")))));
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(differences(&run)[0], format!("{ID}: judged as of 2026-11-15, while the assessment says 2026-11-16"));
}

#[test]
fn a_checklist_that_does_not_ship_is_named() {
    let name = "checklists/shipped/bvr-nomination/2026-06.yaml";
    let run = verify(&packed(&summed(changed(name, |text| text + "# ours\n"))));
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(
        differences(&run).contains(
            &format!("the checklists or the words they share are not those that ship with this version: {name}")
                .as_str()
        ),
        "{}",
        run.out
    );
    assert!(run.out.contains("the checklist is not the one that was judged by"), "{}", run.out);
}

#[test]
fn another_version_is_said_and_its_words_may_differ() {
    let mut members = changed("bundle.json", |text| text.replace("\"competency\": \"", "\"competency\": \"9."));
    for (name, bytes) in &mut members {
        if name.ends_with("self-assessment.md") || name == "README.md" {
            *bytes = b"# Other words\n".to_vec();
        }
    }
    let run = verify(&packed(&summed(members.clone())));
    assert_eq!((run.status, differences(&run)), (0, vec![]), "{}{}", run.out, run.err);
    assert!(run.out.contains("  · made by version 9.") && !run.out.contains("byte for byte"), "{}", run.out);
    members.retain(|(name, _)| name != "evidence/attestations.toml");
    let run = verify(&packed(&summed(members)));
    assert_eq!(run.status, 1);
    assert!(run.out.contains("BVR-2: said to be “Met”, judged again it is “Not met”"), "{}", run.out);
}

#[test]
fn nothing_outside_of_it_is_looked_at() {
    let folder = within("bvr-nomination/complete");
    let settings = "checklists = \"../../outside\"\n".to_owned() + &folder.read("evidence/competency.toml");
    folder.write("evidence/competency.toml", settings);
    folder.write("outside/empty.yaml", "program: nothing\n");
    let (run, _) = bundled(&folder, "bvr-nomination", &[]);
    assert_eq!(run.status, 2, "the folder is not there: {}", run.err);
    folder.write("own/notes.txt", "");
    let (run, members) = bundled(&folder, "bvr-nomination", &["--checklists", "own"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let run = verify(&packed(&members));
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn what_cannot_be_judged_is_said() {
    let refused = |members: Members| {
        let run = verify(&packed(&summed(members)));
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        run.err
    };
    let manifest = |from: &str, to: &str| changed("bundle.json", |text| text.replace(from, to));
    let twice = |text: &str| {
        let mut told: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let programs = told["programs"].as_array_mut().expect("a list");
        programs.push(programs[0].clone());
        told.to_string()
    };
    for (members, told) in [
        (manifest("\"bundle_version\": 1", "\"bundle_version\": 2"), "a later version of this program made it"),
        (manifest("\"as_of\"", "\"as_off\""), "bundle.json is not what a bundle holds there (line "),
        (manifest("2026-11-16", "tomorrow"), "bundle.json is not what"),
        (manifest("bvr-nomination@2026-06", "bvr-nomination"), "unknown program `bvr-nomination`"),
        (manifest("bvr-nomination@2026-06", "../../etc/passwd"), "unknown program `../../etc/passwd`"),
        (manifest("nordlys-travel", "nordlys-travels"), "unknown case study `nordlys-travels`"),
        (changed("evidence/competency.toml", |text| text + "lamps = 2\n"), "evidence"),
        (changed("checklists/shipped/facts.yaml", |_| "- ]".to_owned()), "shipped/facts.yaml:1"),
        (changed("bundle.json", |text| twice(&text)), "bundle.json names bvr-nomination@2026-06 twice"),
    ] {
        let err = refused(members);
        assert!(err.contains(told) || told == "evidence" && err.contains("competency.toml:"), "{told}: {err}");
    }
    for (name, told) in [("bundle.json", "it holds no bundle.json"), ("checklists/shipped/facts.yaml", "facts")] {
        let mut less = TRUE.clone();
        less.retain(|(known, _)| known != name);
        let run = verify(&packed(&summed(less)));
        assert!(run.status > 0 && (run.err.clone() + &run.out).contains(told), "{name}: {}{}", run.err, run.out);
    }
    let mut less = TRUE.clone();
    less.retain(|(known, _)| known != "SHA256SUMS");
    let run = verify(&packed(&less));
    assert_eq!((run.status, run.err.contains("it holds no SHA256SUMS")), (2, true), "{}", run.err);
    let run = verify(&packed(&changed("SHA256SUMS", |sums| sums + "no line\n")));
    assert_eq!((run.status, run.err.contains("of SHA256SUMS is not a digest")), (2, true), "{}", run.err);
    let empty =
        changed("bundle.json", |text| text.split("\"programs\"").next().expect("one").to_owned() + "\"programs\": []}");
    assert!(refused(empty).contains("names no program"));
}

#[test]
fn what_a_hostile_pack_says_is_shown_escaped() {
    let sums = changed("SHA256SUMS", |sums| sums + &format!("{}  a\u{1b}[2J\u{202e}b\n", "0".repeat(64)));
    let run = verify(&packed(&sums));
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(differences(&run).contains(&"missing: a\\u{1b}[2J\\u{202e}b"), "{}", run.out);
    let name = "bvr-nomination@2026-06/assessment.json";
    let claims =
        changed(name, |text| text.replacen("\"verdict\": \"met\"", "\"verdict\": \"\\u001b[2J\\n::error::\"", 1));
    let run = verify(&packed(&summed(claims)));
    assert!(run.out.contains("said to be “\\u{1b}[2J\\n::error::”"), "{}", run.out);
}

/// Archives that no `bundle` writes.
#[test]
fn a_hostile_archive_is_refused_with_a_sentence() {
    let one = |name: &str| stored(&[(name.as_bytes(), b"x")]);
    let good = one("a.md");
    assert!(verify(&good).err.contains("it holds no SHA256SUMS"), "it is read as an archive");
    let behind = |more: &[u8]| [&good[..], more].concat();
    let outside = "it is empty, absolute, or leads out of its folder";
    let character = "not every system takes";
    let twice = patched(&stored(&[(b"a.md", b"x"), (b"b.md", b"y")]), b"b.md", b"a.md");
    let is_link = patched(&good, &(0o100_644_u32 << 16).to_le_bytes(), &(0o120_777_u32 << 16).to_le_bytes());
    let is_pipe = patched(&good, &(0o100_644_u32 << 16).to_le_bytes(), &(0o010_644_u32 << 16).to_le_bytes());
    let flags = |flags: u8| patched(&good, &[20, 0, 0, 8], &[20, 0, flags, 8]);
    let method = |method: u8| patched(&good, &[20, 0, 0, 8, 0], &[20, 0, 0, 8, method]);
    let sized = |size: u32| patched(&good, &[1, 0, 0, 0, 1, 0, 0, 0], &[[1, 0, 0, 0], size.to_le_bytes()].concat());
    let many: Vec<_> = (0..20_001).map(|number| number.to_string()).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_bytes(), &b""[..])).collect();
    let deflated = packed(&[("a.md".to_owned(), vec![b'x'; 100_000])]);
    let understated = patched(&deflated, &100_000_u32.to_le_bytes(), &10_u32.to_le_bytes());
    let local_name = {
        let mut archive = good.clone();
        archive[30..34].copy_from_slice(b"b.md");
        archive
    };
    let broken_crc = {
        let mut archive = good.clone();
        archive[34] ^= 1;
        archive
    };
    let hidden = {
        // A member that the directory does not name.
        let two = stored(&[(b"a.md", b"x"), (b"b.md", b"y")]);
        let directory = two.windows(4).position(|window| window == b"PK\x01\x02").expect("there");
        let mut archive = two[..directory].to_vec();
        let entry = &good[good.windows(4).position(|window| window == b"PK\x01\x02").expect("there")..];
        archive.extend(&entry[..entry.len() - 6]);
        archive.extend(u32::try_from(directory).expect("small").to_le_bytes());
        archive.extend([0, 0]);
        archive
    };
    let between = {
        // A byte before the second member, which the directory leads past.
        let mut archive = stored(&[(b"a.md", b"x"), (b"b.md", b"y")]);
        let places = |mark: &[u8; 4]| archive.windows(4).enumerate().filter(|(_, found)| found == mark).nth(1);
        let (member, entry) = (places(b"PK\x03\x04").expect("two").0, places(b"PK\x01\x02").expect("two").0);
        let end = archive.len() - 6;
        for offset in [entry + 42, end] {
            archive[offset] += 1;
        }
        archive.insert(member, b'!');
        archive
    };
    for (archive, told) in [
        (one("../a.md"), outside),
        (one("a/../../b.md"), outside),
        (one("/etc/cron.d/a"), outside),
        (one("a//b"), outside),
        (one("folder/"), outside),
        (one(""), outside),
        (one("C:a.md"), character),
        (one("C:\\a.md"), character),
        (one("a\\..\\b.md"), character),
        (one("a\u{1b}[2J.md"), "the name a\\u{1b}[2J.md is not taken"),
        (one("a\0.md"), character),
        (one("aux.md"), "Windows takes this name for a device"),
        (one(&"a".repeat(300)), "it is longer than 255 bytes"),
        (stored(&[(b"a\xff.md", b"x")]), "is not UTF-8"),
        (twice, "two of its files have the same name"),
        (stored(&[(b"a.md", b"x"), (b"A.MD", b"y")]), "a.md and A.MD are the same file for some systems"),
        (stored(&[(b"a", b"x"), (b"a/b", b"y")]), "a and a are the same file for some systems"),
        (is_link, "a.md is a link"),
        (is_pipe, "a.md is stored as no bundle stores a file"),
        (flags(1), "a.md is encrypted"),
        (method(12), "a.md is stored as no bundle stores a file"),
        (sized(0xffff_fff0), "it unpacks to more than 1024 MiB"),
        (sized(2), "it is damaged"),
        (understated, "it is damaged"),
        (stored(&many), "it holds more than 20,000 files"),
        (local_name, "it is damaged"),
        (broken_crc, "it is damaged"),
        (hidden, "it is damaged"),
        (between, "something stands between its files"),
        (behind(b"more"), "something stands behind the archive"),
        (behind(&good), "something stands before the archive"),
        ([b"#!/bin/sh\n", &good[..]].concat(), "something stands before the archive"),
        (good[..good.len() - 1].to_vec(), "something stands behind the archive"),
        (good[..good.len() - 22].to_vec(), "it is no zip archive"),
        (patched(&good, b"PK\x01\x02", b"PK\x01\x03"), "it is no zip archive"),
        (b"PK\x03\x04".to_vec(), "it is no zip archive"),
        (Vec::new(), "it is no zip archive"),
        (b"%PDF-1.7 and so on".to_vec(), "it is no zip archive"),
    ] {
        let run = verify(&archive);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{told}: {}", run.err);
        assert!(run.err.contains(told) && run.err.starts_with("error: pack.zip is not read: "), "{told}: {}", run.err);
    }
}

#[test]
fn what_is_no_file_is_said() {
    let folder = Folder::empty();
    for (path, told) in [(".", "it is no zip archive"), ("nowhere.zip", "nowhere.zip: ")] {
        let run = run_in(folder.path(), &["verify", path]);
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn the_true_pack_has_a_member_of_every_kind() {
    for name in
        ["README.md", "SHA256SUMS", "bundle.json", "evidence/competency.toml", "checklists/shipped/services.yaml"]
    {
        assert!(names(&TRUE).contains(&name), "{name}");
    }
}
