//! What every reader survives: a file may lie, break off or be made to do harm, and costs no more than itself.

use std::path::Path;
use std::time::{Duration, Instant};

use competency::evidence::Content;
use competency::reader::{endings, extract};

use super::samples::{SAMPLES, Sample, Sort, WORDS, pack};

/// The longest that any file here may take, in a debug build on a busy machine; one that is read again and again for
/// each of its signs takes much longer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Reads a file and makes sure of what holds for every one.
fn read(name: &str, bytes: &[u8]) -> Content {
    let began = Instant::now();
    let content = extract(name, bytes);
    let took = began.elapsed();
    assert!(took < PATIENCE, "{name}, {} bytes: {took:?}", bytes.len());
    assert_ne!(reason(&content), "unreadable.broke_off", "{name}: its reader panics");
    if let Content::Text(text) = &content {
        let mut end = 0;
        for block in &text.blocks {
            assert!(block.range.start >= end && block.linked <= block.range.len(), "{name}: {block:?}");
            assert!(text.body.get(block.range.clone()).is_some(), "{name}: {block:?}");
            end = block.range.end;
        }
    }
    content
}

/// The words of a file; none where it cannot be read.
fn body(content: &Content) -> &str {
    match content {
        Content::Text(text) => &text.body,
        Content::Opaque | Content::Unreadable(_) => "",
    }
}

/// The key of the reason why a file cannot be read.
fn reason(content: &Content) -> &str {
    match content {
        Content::Unreadable(why) => why.key(),
        Content::Opaque | Content::Text(_) => "",
    }
}

fn ending(sample: &Sample) -> &'static str {
    sample.name.rsplit('.').next().expect("one part at least")
}

/// Every ending of every format.
fn names() -> impl Iterator<Item = String> {
    endings().flatten().map(|ending| format!("file.{ending}"))
}

#[test]
fn no_format_is_forgotten() {
    for endings in endings() {
        let known = SAMPLES.iter().any(|sample| endings.contains(&ending(sample)));
        assert!(known, "a sample of {endings:?} belongs into samples.rs");
    }
}

#[test]
fn words_of_any_script_are_kept() {
    for sample in &SAMPLES {
        let content = read(sample.name, &sample.saying(WORDS));
        assert!(body(&content).contains(WORDS), "{}: {content:?}", sample.name);
    }
}

#[test]
fn text_is_read_in_any_encoding() {
    for sample in SAMPLES.iter().filter(|sample| matches!(sample.sort, Sort::Text | Sort::Xml)) {
        let text = String::from_utf8(sample.saying(WORDS)).expect("it is text");
        let wide = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(mark).chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        for bytes in [
            wide(0xFEFF, u16::to_le_bytes),
            wide(0xFEFF, u16::to_be_bytes),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            text.replace('\n', "\r\n").into_bytes(),
        ] {
            assert!(body(&read(sample.name, &bytes)).contains(WORDS), "{}: {:x?}", sample.name, &bytes[..4]);
        }
        let windows: Vec<u8> = String::from_utf8(sample.saying("bascule éprouvée"))
            .expect("it is text")
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).expect("Windows-1252 has it"))
            .collect();
        assert!(body(&read(sample.name, &windows)).contains("bascule éprouvée"), "{}", sample.name);
    }
}

#[test]
fn what_breaks_off_or_is_flipped_does_no_harm() {
    let mut state = 20_260_101_u32;
    for sample in &SAMPLES {
        let whole = sample.saying(&format!("{WORDS} ").repeat(40));
        for sixteenth in 0..16 {
            read(sample.name, &whole[..whole.len() * sixteenth / 16]);
        }
        for _ in 0..200 {
            let mut flipped = whole.clone();
            for _ in 0..4 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % flipped.len();
                flipped[at] ^= state.to_be_bytes()[0] | 1;
            }
            read(sample.name, &flipped);
        }
    }
}

#[test]
fn nothing_is_read_from_nothing() {
    for name in names() {
        assert_eq!(body(&read(&name, b"")), "", "{name}");
        for byte in [0, 0xFF] {
            read(&name, &vec![byte; 70_000]);
        }
    }
}

#[test]
fn a_file_may_have_any_ending() {
    for name in names() {
        for sample in &SAMPLES {
            read(&name, &sample.saying(WORDS));
        }
    }
}

#[test]
fn a_page_is_read_under_any_name_of_what_is_no_text() {
    let page = format!("<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>").into_bytes();
    for sample in SAMPLES.iter().filter(|sample| matches!(sample.sort, Sort::Package | Sort::Bytes)) {
        assert!(body(&read(sample.name, &page)).contains(WORDS), "{}", sample.name);
    }
}

#[test]
fn a_password_is_named() {
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.extend("EncryptedPackage\0".encode_utf16().flat_map(u16::to_le_bytes));
    for sample in SAMPLES.iter().filter(|sample| sample.sort == Sort::Package) {
        assert_eq!(reason(&read(sample.name, &locked)), "unreadable.password", "{}", sample.name);
    }
}

#[test]
fn a_thousand_groups_are_read_or_refused() {
    for sample in &SAMPLES {
        for groups in [1000, 20_000] {
            let content = read(sample.name, &sample.nested(groups));
            let read = body(&content).contains(WORDS);
            assert!(read || !reason(&content).is_empty(), "{}: {groups} groups", sample.name);
        }
    }
}

#[test]
fn entities_unfold_nothing() {
    let level = |level: usize| format!("<!ENTITY a{} '{}'>", level + 1, format!("&a{level};").repeat(10));
    let levels: String = (0..11).map(level).collect();
    let prolog = format!(
        "<!DOCTYPE a [<!ENTITY a0 'words and more words '>{levels}<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
    );
    for sample in SAMPLES.iter().filter(|sample| sample.sort != Sort::Text) {
        let content = read(sample.name, &(sample.make)(&prolog, &sample.said("&a11; &file;")));
        assert!(body(&content).len() < 10_000 && !body(&content).contains("root:"), "{}", sample.name);
    }
}

#[test]
fn archives_unpack_within_their_limit() {
    let bomb = " ".repeat(300 * 1024 * 1024);
    for sample in SAMPLES.iter().filter(|sample| sample.sort == Sort::Package) {
        let content = read(sample.name, &(sample.make)(&bomb, &sample.said(WORDS)));
        assert!(!reason(&content).is_empty(), "{}", sample.name);
    }
    let names: Vec<String> = (0..30_000).map(|number| format!("{number}")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let many = pack(&many);
    for sample in SAMPLES.iter().filter(|sample| sample.sort == Sort::Package) {
        assert!(!reason(&read(sample.name, &many)).is_empty(), "{}", sample.name);
    }
}

/// Signs that open something, which a careless reader looks for the end of again and again.
#[test]
fn no_sign_makes_a_file_slow() {
    for (name, sign) in [("a.mmd", "a>"), ("a.mmd", "a -. "), ("a.puml", "a-"), ("a.mmd", "<1"), ("a.html", "<a b ")] {
        read(name, sign.repeat(1_000_000 / sign.len()).as_bytes());
    }
    let signs = [
        "<", "<1", "<a ", "&", "&#", "[", "a>", "a -- ", "a -. ", "\"", "`", "*a ", "![", "a|", "{", "(", ":::", "é\\n",
    ];
    for sample in SAMPLES.iter().filter(|sample| sample.sort == Sort::Text || sample.name == "page.html") {
        for sign in signs {
            read(sample.name, (sample.make)("", &sign.repeat(20_000 / sign.len())).as_slice());
        }
    }
}

#[test]
fn what_fuzzing_found_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/fuzz");
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let ending = entry.path().parent().and_then(Path::file_name).expect("each lies in its format's folder");
        read(&format!("file.{}", ending.display()), &std::fs::read(entry.path()).expect("it is readable"));
    }
}
