#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| autosend_webhooks_fuzz::headers(input));
