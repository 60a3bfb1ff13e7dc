//! A template in YAML or JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| competency_fuzz::check("template.yaml", bytes));
