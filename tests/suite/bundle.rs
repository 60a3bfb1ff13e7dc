//! `bundle`: the audit pack holds what was judged, and the same folder gives the same bytes.

use std::fs;
use std::path::Path;

use super::escaping;
use super::export::within;
use super::folder::{AS_OF, Folder, example};
use super::own_program;
use super::pack::{Members, members};
use super::run::{Run, binary, finish, run_in};

/// A pack of `evidence/` in a folder: how the run ended, and its members.
pub fn bundled(folder: &Folder, program: &str, more: &[&str]) -> (Run, Members) {
    let asked = ["bundle", "--program", program, "--as-of", AS_OF, "--output", "out/pack.zip", "evidence"];
    let run = run_in(folder.path(), &[&asked, more].concat());
    let archive = fs::read(folder.path().join("out/pack.zip"));
    (run, archive.map(|bytes| members(&bytes)).unwrap_or_default())
}

/// The folder with a program of its own, packed.
fn bundled_by_own(folder: &Folder) -> (Run, Members) {
    let judged = ["--checklists", "checklists", "--program", "lighthouse", "--as-of", "2026-06-01"];
    let run = run_in(folder.path(), &[&["bundle"], &judged[..], &["--output", "pack.zip", "evidence"]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    let members = members(&fs::read(folder.path().join("pack.zip")).expect("written"));
    (run, members)
}

pub fn names(members: &Members) -> Vec<&str> {
    members.iter().map(|(name, _)| name.as_str()).collect()
}

fn text<'a>(members: &'a Members, name: &str) -> &'a str {
    let (_, bytes) = members.iter().find(|(known, _)| known == name).expect(name);
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// What was refused, with nothing written.
fn refused(folder: &Folder, program: &str, more: &[&str]) -> (i32, String) {
    let (run, members) = bundled(folder, program, more);
    assert_eq!((run.out.as_str(), members.len()), ("", 0));
    (run.status, run.err.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn what_is_cited_is_judged_as_the_whole_folder_is() {
    for (program, left_out) in [
        ("retail", &["case-studies/orchard-outdoor"][..]),
        ("lambda", &[]),
        ("public-case-study", &[]),
        ("partner-central-registration", &[]),
        ("partner-central-linking", &[]),
        ("bvr-nomination", &[]),
        ("funding-request", &[]),
        ("map-ppi", &[]),
    ] {
        let folder = within(&format!("{program}/complete"));
        folder.write("evidence/practice/unused.bin", [0xff; 9]);
        let (run, members) = bundled(&folder, program, &[]);
        assert_eq!((run.status, run.err.lines().count()), (0, 1), "{program}: {}", run.err);
        for path in left_out.iter().chain(&["practice/unused.bin"]) {
            let path = format!("evidence/{path}");
            assert!(!names(&members).iter().any(|name| name.starts_with(&path)), "{program}: {path}");
        }
        let check =
            run_in(folder.path(), &["check", "--program", program, "--as-of", AS_OF, "--format", "json", "evidence"]);
        let verdicts = |text: &str| {
            let told: serde_json::Value = serde_json::from_str(text).expect("JSON");
            let rows = told["assessments"][0]["requirements"].as_array().expect("rows").clone();
            rows.iter().map(|row| (row["key"].clone(), row["verdict"].clone())).collect::<Vec<_>>()
        };
        let version = names(&members).into_iter().find_map(|name| name.strip_suffix("/assessment.json"));
        let path = format!("{}/assessment.json", version.expect("there"));
        assert_eq!(verdicts(text(&members, &path)), verdicts(&check.out), "{program}");
    }
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let source = example("lambda/complete");
    let mut paths: Vec<_> =
        walkdir::WalkDir::new(&source).into_iter().map(|entry| entry.expect("readable").into_path()).collect();
    paths.retain(|path| path.is_file());
    let packed = |paths: &[std::path::PathBuf], output: &str, env: &[(&str, &str)]| {
        let folder = Folder::empty();
        for path in paths {
            let target = folder.path().join("evidence").join(path.strip_prefix(&source).expect("below it"));
            fs::create_dir_all(target.parent().expect("has one")).expect("writable");
            fs::write(target, fs::read(path).expect("readable")).expect("writable");
        }
        let mut command = binary();
        command.current_dir(folder.path()).envs(env.iter().copied());
        let asked = ["bundle", "--program", "lambda", "--as-of", AS_OF, "--lang", "en", "--no-cache", "evidence"];
        let run = finish(command.args(asked).args(["--output", output]));
        assert_eq!(run.status, 0, "{}", run.err);
        fs::read(folder.path().join(output)).expect("written")
    };
    let first = packed(&paths, "a.zip", &[]);
    paths.reverse();
    let environment =
        [("TZ", "Asia/Shanghai"), ("LC_ALL", "fr_FR.UTF-8"), ("COLUMNS", "40"), ("RAYON_NUM_THREADS", "1")];
    assert!(packed(&paths, "another name.zip", &environment) == first);
}

#[test]
fn all_takes_what_nothing_cites_and_two_programs_share_the_evidence() {
    let folder = within("retail/complete");
    let (run, members) = bundled(&folder, "retail", &["--all"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let names = names(&members);
    assert!(names.contains(&"evidence/case-studies/orchard-outdoor/sketch.md"), "{names:?}");
    let told: serde_json::Value = serde_json::from_str(text(&members, "bundle.json")).expect("JSON");
    let judged: serde_json::Value = serde_json::from_str(text(&members, "retail@1.0/assessment.json")).expect("JSON");
    assert_eq!(told["taken_from"], judged["assessments"][0]["evidence_hash"], "every file is there");
    assert!(names.is_sorted(), "{names:?}");

    let folder = within("bvr-nomination/complete");
    let next = include_str!("../../checklists/bvr-nomination/2026-06.yaml").replacen(
        "version: \"2026-06\"",
        "version: \"next\"",
        1,
    );
    folder.write("own/next.yaml", next);
    let more = ["--program", "bvr-nomination@next", "--program", "bvr-nomination@next", "--checklists", "own"];
    let (run, members) = bundled(&folder, "bvr-nomination@2026-06", &more);
    assert_eq!(run.status, 0, "{}", run.err);
    for id in ["2026-06", "next"] {
        assert!(text(&members, "README.md").contains(&format!("`bvr-nomination@{id}/assessment.json`")));
        assert!(
            text(&members, &format!("bvr-nomination@{id}/self-assessment.md"))
                .contains("](<../evidence/competency.toml")
        );
    }
    assert_eq!(text(&members, "checklists/own/next.yaml"), folder.read("own/next.yaml"), "byte for byte");
}

#[test]
fn a_program_of_ones_own_is_judged_again_by_its_own_words() {
    let folder = own_program::evidence();
    folder.write(
        "evidence/case-studies/north/plan.md",
        "# Plan\n\nRead [the log](log.txt) and see `tide.csv` for the rest of it.\n",
    );
    folder.write("evidence/case-studies/north/log.txt", "lit\n");
    folder.write("evidence/case-studies/north/tide.csv", "day,height\n");
    folder.edit("evidence/case-studies/north/case-study.md", "un mille.", "un mille, see [the plan](plan.md).");
    let (_, members) = bundled_by_own(&folder);
    assert_eq!(text(&members, "checklists/own/lighthouse.yaml"), folder.read("checklists/lighthouse.yaml"));
    for linked in ["plan.md", "log.txt", "tide.csv"] {
        assert!(names(&members).contains(&format!("evidence/case-studies/north/{linked}").as_str()), "{linked}");
    }
    let elsewhere = Folder::empty();
    fs::copy(folder.path().join("pack.zip"), elsewhere.path().join("pack.zip")).expect("copied");
    let run = run_in(elsewhere.path(), &["verify", "pack.zip"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("own") && !run.out.contains("the one that ships"), "{}", run.out);
}

/// Nothing cites a template that is counted: the folder is taken whole, and that is said.
#[test]
fn where_what_is_cited_is_not_enough_everything_is_taken() {
    let folder = own_program::evidence();
    let checklist = folder.read("checklists/lighthouse.yaml");
    let checklist = checklist
        .replace("field: lit\n      type: date", "field: functions\n      type: number")
        .replace("{dated: {field: lit, within: 12 months}}", "{consistent: functions}");
    folder.write("checklists/lighthouse.yaml", checklist);
    folder.edit("evidence/case-studies/north/case-study.md", "lit: 2026-02-01", "functions: 1");
    folder.write(
        "evidence/case-studies/north/stack.json",
        r#"{"Resources": {"Load": {"Type": "AWS::Serverless::Function"}}}"#,
    );
    let (run, members) = bundled_by_own(&folder);
    assert!(run.err.starts_with("Every file is taken: "), "{}", run.err);
    assert!(run.err.contains("otherwise: L-2."), "{}", run.err);
    assert!(names(&members).contains(&"evidence/case-studies/north/stack.json"));
}

#[test]
fn the_first_page_hands_words_on_as_words() {
    let folder = within("bvr-nomination/complete");
    let name = escaping::HOSTILE.join(" / ");
    let quoted = serde_json::to_string(&name).expect("a text");
    folder.edit("evidence/competency.toml", "name = \"Brightmoor Data\"", &format!("name = {quoted}"));
    let (run, members) = bundled(&folder, "bvr-nomination", &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let seen = escaping::seen_in_markdown(text(&members, "README.md"));
    assert!(seen.contains(&name), "{seen}");
    let folder = within("bvr-nomination/complete");
    folder.edit("evidence/competency.toml", "name = \"Brightmoor Data\"", "name = \"a\\n\\u001b[2J\\u202eb\"");
    let (_, members) = bundled(&folder, "bvr-nomination", &[]);
    let page = text(&members, "README.md");
    assert!(page.contains("Partner: a ") && !page.contains(['\u{1b}', '\u{202e}']), "{page}");
}

#[test]
fn nothing_is_written_unless_the_gate_passes() {
    let (status, said) = refused(&within("retail/incomplete"), "retail", &[]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("retail@1.0 is not handed in: these rows are not met: P-1.1, P-2.1"), "{said}");
    assert!(said.contains("AWS account of the case study harbour-and-hale: …4444"), "{said}");
}

/// A waiver lets a gap leave where that is asked for, and is told wherever the gap is.
#[test]
fn what_is_waived_leaves_with_its_waiver() {
    let folder = within("bvr-nomination/complete");
    folder.edit("evidence/competency.toml", "bvr_enrolled = 2026-05-20\n", "");
    let waiver = "\n[[waiver]]\nprogram = \"bvr-nomination\"\nrequirement = \"BVR-1\"\napprover = \"Ada Quill\"\n\
        reason = \"The enrolment is confirmed on 20 November\"\nuntil = 2026-11-20\n";
    let settings = folder.read("evidence/competency.toml") + waiver;
    folder.write("evidence/competency.toml", &settings);
    let (status, said) = refused(&folder, "bvr-nomination", &[]);
    assert_eq!(status, 1, "{said}");
    let (run, members) = bundled(&folder, "bvr-nomination", &["--allow-waived"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let page = text(&members, "README.md");
    assert!(page.contains("Ada Quill") && page.contains("| BVR-1 | Enrolled | **Not met** |"), "{page}");
    let run = run_in(folder.path(), &["verify", "out/pack.zip"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("the same 6 verdicts, the same gap"), "{}", run.out);

    // One for a case study that nothing cites makes the settings wrong without it.
    folder.write("evidence/case-studies/not-yet/case-study.md", "---\ncustomer: Not Yet\n---\n\n# Not yet\n");
    let more = waiver.replace("BVR-1\"", "BVR-3\"\nsubject = \"not-yet\"");
    folder.write("evidence/competency.toml", settings + &more);
    let (run, members) = bundled(&folder, "bvr-nomination", &["--allow-waived"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.err.starts_with("Every file is taken: with nothing but what is cited, the folder could not"),
        "{}",
        run.err
    );
    assert!(names(&members).contains(&"evidence/case-studies/not-yet/case-study.md"));
}

#[test]
fn what_no_pack_can_keep_is_refused() {
    let folder = within("bvr-nomination/complete");
    let program = "bvr-nomination";
    let (status, said) = refused(&folder, program, &["--redact"]);
    assert_eq!(status, 2);
    assert!(said.contains("--redact cannot hold in an audit pack"), "{said}");
    let run = run_in(folder.path(), &["bundle", "--program", program, "--output", "evidence/practice.zip", "evidence"]);
    assert_eq!((run.status, folder.path().join("evidence/practice.zip").exists()), (2, false));
    assert!(run.err.contains("would become evidence itself"), "{}", run.err);
    let run = run_in(folder.path(), &["bundle", "--program", program, "evidence"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("--output"), "{}", run.err);
    folder.write("story.md", "# Story\n");
    let run = run_in(folder.path(), &["bundle", "--program", program, "--output", "out/pack.zip", "story.md"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("story.md is a file, not a folder"), "{}", run.err);
    fs::File::create(folder.path().join("evidence/film.mp4")).expect("made").set_len(2 << 30).expect("sparse");
    let (status, said) = refused(&folder, program, &["--all"]);
    assert_eq!(status, 2);
    assert!(said.contains("holds up to 1024 MiB") && said.contains("leave out --all"), "{said}");
    assert_eq!(bundled(&folder, program, &[]).0.status, 0, "nothing cites it");
}

#[cfg(unix)]
#[test]
fn names_that_not_every_system_takes_are_refused_and_links_left() {
    use std::os::unix::ffi::OsStrExt;
    let folder = within("bvr-nomination/complete");
    let program = "bvr-nomination";
    for name in [&b"what?.md"[..], b"a\xff.md", b"a\\b.md", b"aux.txt", b"a\n\x1b[2J.md", b"C:.md", b"trailing. "] {
        folder.write("evidence/x", "x");
        let odd = folder.path().join("evidence").join(std::ffi::OsStr::from_bytes(name));
        fs::rename(folder.path().join("evidence/x"), &odd).expect("the file system takes it");
        let (status, said) = refused(&folder, program, &["--all"]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("cannot stand in an archive") && said.contains("rename it"), "{said}");
        assert!(!said.contains('\u{1b}'), "{said}");
        fs::remove_file(odd).expect("removed");
    }
    folder.write("evidence/Plan.md", "one");
    folder.write("evidence/plan.md", "two");
    let (status, said) = refused(&folder, program, &["--all"]);
    assert_eq!(status, 2);
    assert!(said.contains("evidence/plan.md: for some systems this is the same file as evidence/Plan.md"), "{said}");
    folder.remove("evidence/Plan.md");
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("evidence/passwd.md")).expect("linked");
    let (run, members) = bundled(&folder, program, &["--all"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(names(&members).contains(&"evidence/plan.md") && !names(&members).contains(&"evidence/passwd.md"));
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let folder = within("bvr-nomination/complete");
    let run =
        run_in(folder.path(), &["bundle", "--program", "bvr-nomination", "--as-of", AS_OF, "--dry-run", "evidence"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let (packed, members) = bundled(&folder, "bvr-nomination", &[]);
    let listed: Vec<_> =
        run.out.lines().map(|line| line.trim_start().split_once("  ").expect("a size and a path")).collect();
    let expected: Vec<_> = members.iter().map(|(name, bytes)| (bytes.len().to_string(), name.as_str())).collect();
    assert!(listed.iter().copied().eq(expected.iter().map(|(size, name)| (size.as_str(), *name))), "{}", run.out);
    let size: usize = members.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(packed.err.starts_with(&format!("{} files, ", members.len())), "{}", packed.err);
    assert!(packed.err.replace(',', "").contains(&format!(" {size} bytes; ")), "{}", packed.err);
    assert_eq!(run.err, packed.err + "Nothing was written.\n");
}

/// Python's `zipfile` and `sha256sum` read what was packed.
#[test]
#[ignore = "needs python3 and sha256sum"]
fn other_programs_read_it() {
    let folder = within("retail/complete");
    let (run, members) = bundled(&folder, "retail", &["--lang", "zh"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let script = "import zipfile\n\
        archive = zipfile.ZipFile('out/pack.zip')\n\
        assert archive.testzip() is None\n\
        for member in archive.infolist():\n    \
            assert member.date_time == (1980, 1, 1, 0, 0, 0), member\n    \
            assert member.external_attr >> 16 == 0o100644, member\n    \
            assert member.create_system == 3 and not member.extra and not member.comment, member\n\
        archive.extractall('unpacked')\n";
    let run = std::process::Command::new("python3")
        .current_dir(folder.path())
        .args(["-c", script])
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let unpacked = folder.path().join("unpacked");
    let run = std::process::Command::new("sha256sum")
        .current_dir(&unpacked)
        .args(["-c", "SHA256SUMS"])
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    assert_eq!(String::from_utf8_lossy(&run.stdout).lines().count(), members.len() - 1);
    let page = fs::read_to_string(unpacked.join("retail@1.0/self-assessment.html")).expect("there");
    let links: Vec<_> =
        page.split("href=\"../evidence/").skip(1).filter_map(|rest| rest.split(['"', '#']).next()).collect();
    assert!(links.len() > 50);
    for link in links {
        let path: Vec<_> = link.split('/').map(super::export::decoded).collect();
        assert!(Path::new(&unpacked).join("evidence").join(path.join("/")).is_file(), "{link}");
    }
}
