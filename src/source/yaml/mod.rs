//! YAML, from the events of the parser within `serde_yaml`.
//!
//! Not by its `Spanned`, whose recursion takes up to 50 KB of stack a level, more than a thread has for [`MAX_DEPTH`],
//! which stops at the first key that comes twice, and which does not know where a table ends.

mod alias;
mod composer;
mod scalar;

use std::sync::Arc;

use serde_yaml::granit_parser::{Parser, options};

use self::composer::Composer;
use super::{MAX_DEPTH, Node, Problem, Source, Span};

/// What YAML is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// Facts, in which a value is what stands at its place: no aliases, no tags.
    Facts,
    /// A template that deploys: a tag calls a function, an alias repeats what is marked.
    Template,
}

/// Reads the part of a text that is YAML. Spans count from the beginning of the whole text.
///
/// # Errors
///
/// The first mistake in the syntax, after which the parser gives up, and all others: keys that come twice or are no
/// words; what is deeper than [`MAX_DEPTH`]; aliases and tags, with which a value is not what stands at its place.
pub fn parse(source: &Arc<Source>, range: Span) -> Result<Node, Vec<Problem>> {
    read(source, range, Dialect::Facts)
}

/// Reads a part of a text as a template in YAML or JSON. A tag becomes the function that it is short for: `!Ref Topic` is
/// read as `{Ref: Topic}`, `!GetAtt a.b` as `{Fn::GetAtt: a.b}`. An alias becomes what it repeats, at its own place.
///
/// # Errors
///
/// As of `parse`, without aliases and tags, but with aliases that stand for too much.
pub fn parse_template(source: &Arc<Source>, range: Span) -> Result<Node, Vec<Problem>> {
    read(source, range, Dialect::Template)
}

fn read(source: &Arc<Source>, range: Span, dialect: Dialect) -> Result<Node, Vec<Problem>> {
    let mut composer = Composer::new(source, range.start, dialect);
    let options = options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(&source.text[range], options) {
        let goes_on = match event {
            Ok((event, span)) => composer.take(event, &span),
            Err(error) => composer.fail(&error),
        };
        if goes_on.is_break() {
            break;
        }
    }
    composer.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Value;
    use super::super::node::tests::holds;
    use super::*;

    fn template(text: &str) -> Result<Node, Vec<Problem>> {
        parse_template(&Arc::new(Source::new("template.yaml", text)), 0..text.len())
    }

    #[test]
    fn a_tag_of_a_template_is_short_for_a_function() {
        let short = "a: !Ref Topic\nb: !Sub ['${x}', {x: !GetAtt c.d}]\nc: !!str 1\nd: !If\n  - e\n  - {f: g}\n";
        let long = "a: {Ref: Topic}\nb: {Fn::Sub: ['${x}', {x: {Fn::GetAtt: c.d}}]}\nc: 1\nd: {Fn::If: [e, {f: g}]}\n";
        assert_eq!(shown(&template(short).expect("is YAML")), shown(&template(long).expect("is YAML")));
    }

    #[test]
    fn an_alias_of_a_template_repeats() {
        let text = "a: &a {b: 1, c: 2}\nd: *a\ne: {<<: *a, c: 3}\n";
        assert_eq!(shown(&template(text).expect("is YAML")), "{a: {b: 1, c: 2}, d: {b: 1, c: 2}, e: {c: 3, b: 1}}");
        let unknown = template("a: *b\n").expect_err("is unknown");
        assert_eq!(unknown[0].message.key(), "source.alias");
    }

    #[test]
    fn aliases_that_stand_for_too_much_are_refused() {
        let level = |bomb: String, (level, one): (usize, String)| bomb + &format!("a{level}: &a{level} [{one}]\n");
        let wide = (1..20).map(|level| (level, vec![format!("*a{}", level - 1); 9].join(",")));
        let wide = wide.fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), level);
        let deep = (1..100).map(|level| (level, format!("*a{}", level - 1))).fold("a0: &a0 [x]\n".to_owned(), level);
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(10_000), "*a,".repeat(10_000));
        for (bomb, key) in
            [(long, "source.too_many_copies"), (wide, "source.too_many_copies"), (deep, "source.too_deep")]
        {
            let problems = template(&bomb).expect_err("is a bomb");
            assert_eq!(problems[0].message.key(), key);
        }
    }

    fn shown(node: &Node) -> String {
        match &node.value {
            Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}: {}", key.name, shown(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            _ => node.as_text().unwrap_or_default().to_owned(),
        }
    }

    fn read(text: &str) -> Node {
        let source = Arc::new(Source::new("facts.yaml", text));
        parse(&source, 0..text.len()).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn a_key_is_the_text_it_was_written_as() {
        let node = read("1: a\n2.10: b\ntrue: c\n~: d\n'e f': g\n? |\n  h\n: i");
        let keys = node.as_table().unwrap_or_default().iter().map(|(key, _)| key.name.as_str());
        assert_eq!(keys.collect::<Vec<_>>(), ["1", "2.10", "true", "~", "e f", "h\n"]);
    }

    #[test]
    fn quotes_make_a_text() {
        let node = read("- '2.10'\n- \"no\"\n- |\n  1\n");
        let texts = node.as_list().unwrap_or_default().iter().map(|item| &item.value);
        let expected = ["2.10", "no", "1\n"].map(|text| Value::Text(text.to_owned()));
        assert!(texts.eq(&expected), "{node:?}");
    }

    #[test]
    fn everything_knows_its_bytes() {
        let text = "\u{feff}公司: 中文\r\nb: [一, \"二\", {k: '三'}]\r\nc: |\r\n  two\r\n  lines\r\nd:\r\n  - e: 1\r\n\r\n#\r\n";
        let node = read(text);
        let at = |name| &text[node.get(name).expect(name).span.clone()];
        assert_eq!(at("公司"), "中文");
        assert_eq!(at("b"), "[一, \"二\", {k: '三'}]");
        assert_eq!(at("c"), "two\r\n  lines");
        assert_eq!(at("d"), "- e: 1");
        assert_eq!(text[node.span.clone()], text[3..text.len() - 7]);
        let (key, _) = &node.as_table().unwrap_or_default()[0];
        assert_eq!(&text[key.span.clone()], "公司");
    }

    #[test]
    fn facts_within_a_text_have_their_places_in_it() {
        let text = "---\n公: [一]\n---\n# 公司\n";
        let source = Arc::new(Source::new("case-study.md", text));
        let node = parse(&source, 4..14).expect("is YAML");
        let inner = &node.get("公").and_then(Node::as_list).expect("is a list")[0];
        assert_eq!(&text[inner.span.clone()], "一");
        assert_eq!(parse(&source, 4..4).expect("is YAML").value, Value::Null);
    }

    fn mistakes(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("facts.yaml", text));
        let problems = parse(&source, 0..text.len()).expect_err("is wrong");
        let seen = problems.iter().map(|problem| {
            let place = source.position(problem.span.start);
            format!("{}:{} {}", place.line, place.column, problem.message.key())
        });
        seen.collect()
    }

    #[test]
    fn a_mistake_in_the_syntax_is_found_at_its_place() {
        assert_eq!(mistakes("公司: 中文\n国: 中: 文\n"), ["2:5 source.colon"]);
        assert_eq!(mistakes("a: [1, 2\r\n"), ["1:4 source.bracket"]);
        assert_eq!(mistakes("a: \u{1b}[31m\n"), ["1:4 source.character"]);
        assert_eq!(mistakes("a: 'b\nc: d\n"), ["2:1 source.quotation"]);
    }

    #[test]
    fn a_text_that_needs_quotes_is_told_so() {
        let helped = |text: &str| {
            let source = Arc::new(Source::new("facts.yaml", text));
            parse(&source, 0..text.len()).expect_err("is wrong")[0].help.is_some()
        };
        assert!(helped("title: Retail: the case\n") && helped("owner: @rive\n"));
        assert!(!helped("title: [\n") && !helped("title: \u{7}\n"));
    }

    #[test]
    fn every_key_that_comes_twice_is_found() {
        let all = mistakes("a: 1\nb: {c: 1, c: 2}\na: 2\n1: x\n'1': y\na: 3\n");
        assert_eq!(all, ["2:11", "3:1", "5:1", "6:1"].map(|place| format!("{place} source.duplicate_key")));
    }

    #[test]
    fn several_mistakes_are_found_in_one_run() {
        let all = mistakes("a: *b\na: !Ref c\n? [d]\n: 1\n? {e: f}\n: 2\n<<: *b\ng: ]\n");
        let expected = [
            "1:4 source.alias",
            "2:1 source.duplicate_key",
            "2:4 source.tag",
            "3:3 source.key_no_word",
            "5:3 source.key_no_word",
            "7:5 source.alias",
            "8:4 source.bracket",
        ];
        assert_eq!(all, expected);
        assert_eq!(mistakes("a: ! b\n"), ["1:4 source.tag"]);
        assert_eq!(mistakes("a: 1\n---\nb: 2\n"), ["2:1 source.one_document"]);
    }

    #[test]
    fn hostile_texts_end_at_a_place() {
        let block: String = (0..1000).map(|depth| " ".repeat(depth) + "a:\n").collect();
        let flow = ["[", "- ", "? ", "{a: ", "[{a: ", "[[]: "].map(|nested| nested.repeat(10_000));
        for text in flow.into_iter().chain([block]) {
            let found = mistakes(&text);
            assert!(found.len() == 1 && found[0].ends_with(" source.too_deep"), "{:.300}", found.join(", "));
        }
        let bomb = (1..8).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |bomb, level| {
            let aliases = vec![format!("*a{}", level - 1); 9].join(",");
            bomb + &format!("a{level}: &a{level} [{aliases}]\n")
        });
        let found = mistakes(&bomb);
        assert_eq!(found.len(), 7 * 9);
        assert_eq!(found[0], "2:10 source.alias");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_at_its_place(text in any::<String>()) {
            holds(parse, &text);
            let _ = template(&text);
        }

        #[test]
        fn any_marks_are_read_or_refused_at_their_place(
            text in r#"([-?:,{}#&*!|>'"%@`a1. \t\r\n\[\]\\]|<<: |- |\n  |: |公|&a |\*a|---\n|!!int |\u{feff}|\u{9b}){0,30}"#
        ) {
            holds(parse, &text);
            let _ = template(&text);
        }
    }
}
