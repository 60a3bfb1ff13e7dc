//! TOML, read by the parser of the `toml` crate that goes on after a mistake.

mod reader;

use std::sync::Arc;
use std::{panic, thread};

use self::reader::read;
use super::{Node, Problem, Source, Span, too_deep};

/// Reads the part of a text that is TOML. Spans count from the beginning of the whole text.
///
/// # Errors
///
/// Every mistake in the syntax, every key that comes twice, every table or list deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
pub fn parse(source: &Arc<Source>, range: Span) -> Result<Node, Vec<Problem>> {
    let text = &source.text[range.clone()];
    if text.matches(['[', '{', '.']).count() < HARMLESS {
        return read(source, range);
    }
    let start = range.start;
    let builder = thread::Builder::new().stack_size(STACK);
    thread::scope(|scope| {
        let Ok(thread) = builder.spawn_scoped(scope, || read(source, range)) else {
            return Err(vec![Problem::new(source, start..start, too_deep())]);
        };
        let read = thread.join();
        read.unwrap_or_else(|cause| panic::resume_unwind(cause))
    })
}

/// The parser lets 80 tables lie within each other and each have 80 keys with dots: 6,400 levels from 13 KB, which it
/// leaves by recursion, at up to 1 KB each. Fewer brackets and dots than these fit on any stack,
const HARMLESS: usize = 500;

/// and on this one fits whatever it lets pass.
const STACK: usize = 64 << 20;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Value;
    use super::super::node::tests::holds;
    use super::*;

    fn facts(text: &str) -> Node {
        let source = Arc::new(Source::new("facts.toml", text));
        parse(&source, 0..text.len()).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    fn mistakes(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("facts.toml", text));
        let problems = parse(&source, 0..text.len()).expect_err("is wrong");
        let seen = problems.iter().map(|problem| {
            let place = source.position(problem.span.start);
            format!("{}:{} {}", place.line, place.column, problem.message.key())
        });
        seen.collect()
    }

    #[test]
    fn a_number_or_date_stays_as_it_was_written() {
        let value = |text| facts(&format!("k = {text}\n")).get("k").map(|node| node.value.clone());
        for number in "2.10 1e3 1_000 0x1F -inf +5 99999999999999999999".split(' ') {
            assert_eq!(value(number), Some(Value::Number(number.to_owned())));
        }
        for date in ["2026-03-14", "2026-03-14 10:00:00Z", "10:00:00"] {
            assert_eq!(value(date), Some(Value::Text(date.to_owned())));
        }
    }

    #[test]
    fn everything_knows_its_bytes() {
        let text = "\u{feff}# 公司\r\nz = \"中文\"\r\n\"公\".k = [1, {k = '三'}]\r\n[[c]]\r\nd = true\r\n";
        let node = facts(text);
        let at = |name| &text[node.get(name).expect(name).span.clone()];
        assert_eq!(at("z"), "\"中文\"");
        assert_eq!(at("公"), "\"公\"");
        assert_eq!(at("c"), "[[c]]");
        let inner = node.get("公").and_then(|node| node.get("k")).expect("has it");
        assert_eq!(&text[inner.span.clone()], "[1, {k = '三'}]");
        assert!(text[node.span.clone()].starts_with("z = "));
    }

    #[test]
    fn entries_come_as_they_are_written() {
        let node = facts("z = 1\na.y = 2\nb = 3\na.x = 4\n");
        let keys = node.as_table().unwrap_or_default().iter().map(|(key, _)| key.name.as_str());
        assert_eq!(keys.collect::<Vec<_>>(), ["z", "a", "b"]);
        assert_eq!(facts("").value, Value::Table(Vec::new()));
    }

    #[test]
    fn facts_within_a_text_have_their_places_in_it() {
        let text = "+++\nk = '公'\n+++\n";
        let source = Arc::new(Source::new("case-study.md", text));
        let node = parse(&source, 4..14).expect("is TOML");
        assert_eq!(&text[node.get("k").expect("has it").span.clone()], "'公'");
    }

    #[test]
    fn several_mistakes_are_found_in_one_run() {
        let all = mistakes("a = 4h\nb = 012\na = 1\n[c]\nd = \"\\q\"\n[c]\ne\n");
        let expected = [
            "1:5 source.unquoted",
            "2:5 source.toml",
            "3:1 source.duplicate_key",
            "5:7 source.escape",
            "6:2 source.duplicate_key",
            "7:2 source.no_value",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn hostile_texts_end_at_a_place() {
        let key = vec!["a"; 80].join(".");
        let tables = format!("{key} = ") + &format!("{{{key} = ").repeat(80) + "1" + &"}".repeat(80);
        let twice = format!("a = 1\na = 2\n{tables}\n");
        let dotted = format!("b = 1\n{}a = 1\n", "a.".repeat(10_000));
        let header = format!("b = 1\n[{}a]\n", "a.".repeat(10_000));
        let flow = ["[", "{a = ", "[{a = "].map(|nested| format!("a = {}", nested.repeat(10_000)));
        for (text, place) in flow.iter().zip(["1:85", "1:405", "1:245"]) {
            assert_eq!(mistakes(text)[0], format!("{place} source.too_deep"));
        }
        assert_eq!(mistakes(&tables), ["1:127 source.too_deep"]);
        assert_eq!(mistakes(&twice), ["2:1 source.duplicate_key", "3:1 source.toml"]);
        assert_eq!(mistakes(&dotted), ["2:1 source.too_deep"]);
        assert_eq!(mistakes(&header), ["2:1 source.too_deep"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_at_its_place(text in any::<String>()) {
            holds(parse, &text);
        }

        #[test]
        fn any_marks_are_read_or_refused_at_their_place(
            text in r#"([-+=.,{}#'"a1: \t\r\n\[\]\\]|a = |\[\[a\]\]\n|\[a\]\n|"""|'''|2026-03-14|公|\{a\.b = |\u{feff}|\u{9b}){0,30}"#
        ) {
            holds(parse, &text);
        }
    }
}
