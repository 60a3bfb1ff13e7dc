//! The scanner for secrets: what it finds is a part of the text, masking keeps the lines, and the mask tells no secret.
#![no_main]

use competency::secret::{find, masked, may_hold};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let found = find(&text);
    assert!(found.is_empty() || may_hold(&text));
    let mut end = 0;
    for one in &found {
        assert!(end <= one.range.start && text.get(one.range.clone()).is_some(), "{one:?}");
        end = one.range.end;
    }
    assert_eq!(masked(&text, &found).matches('\n').count(), text.matches('\n').count());
});
