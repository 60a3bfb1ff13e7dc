//! An archive that says it is a bundle: it is unpacked whole, into names that every system takes, or refused.
#![no_main]

use std::io::Write;

use competency::bundle::{name, unpack};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    if let Ok(stage) = unpack(file) {
        for (path, size) in stage.files() {
            assert!(name::refusal(path).is_none(), "{path}");
            assert_eq!(stage.read(path).expect("it is there").len() as u64, size, "{path}");
        }
    }
});
