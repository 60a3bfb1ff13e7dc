#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| competency_fuzz::check("main.tf", bytes));
