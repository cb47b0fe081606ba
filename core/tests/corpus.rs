//! Replays the fuzzers' corpus on a stable toolchain, with their own oracles (`fuzz/src/lib.rs`).
#![cfg(feature = "http")]

use std::{fs, path::Path};

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
    let mut inputs = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let input = fs::read(&path).unwrap();
        std::panic::catch_unwind(|| run(&input)).unwrap_or_else(|_| panic!("{}", path.display()));
        inputs += 1;
    }
    assert!(inputs > 10, "{} holds {inputs} inputs", folder.display());
}

#[test]
fn verify() {
    replay("verify", fuzz::verify);
}

#[test]
fn parse() {
    replay("parse", fuzz::parse);
}

#[test]
fn explain() {
    replay("explain", fuzz::explain);
}

#[test]
fn headers() {
    replay("headers", fuzz::headers);
}
