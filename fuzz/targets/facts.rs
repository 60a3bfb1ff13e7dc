//! Facts: YAML or TOML at the head of a narrative, or as a file of their own. Every mistake has a place that can be shown.
#![no_main]

use std::sync::Arc;

use competency::language::Language;
use competency::source::{Format, FrontMatter, Source, render, split};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let source = Arc::new(Source::new("case-study.md", String::from_utf8_lossy(bytes)));
    let all = 0..source.text.len();
    let facts = match split(&source) {
        Ok(Some(FrontMatter { format, range, body })) => {
            assert!(source.text.is_char_boundary(body));
            vec![(format, range)]
        }
        Ok(None) => vec![(Format::Yaml, all.clone()), (Format::Toml, all)],
        Err(problem) => return drop(render(&[problem], Language::En, true)),
    };
    for (format, range) in facts {
        match format.parse(&source, range) {
            Ok(tree) => assert!(source.text.get(tree.span).is_some()),
            Err(problems) => {
                assert!(!problems.is_empty());
                for problem in &problems {
                    assert!(source.text.get(problem.span.clone()).is_some(), "{problem:?}");
                }
                assert!(!render(&problems, Language::Zh, false).is_empty());
            }
        }
    }
});
